/** Completion in `[scene.alias]` of `pasta.toml`: scenes that aliases can stand for, and names that still need one. */
import { CompletionItemKind, type CompletionList } from "vscode-languageserver-types";
import { DEFAULT_ALIASES, isGlobalFound, keysOf } from "#core/resolve/index.ts";
import type { FeatureContext } from "./context.ts";
import { text } from "./texts.ts";

/** More names than this nobody reads. */
const MOST = 100;

const KEY = /^[ \t]*(["']?)([^"'=#\s]*)$/;
const VALUE = /=[ \t]*\[(?:[^\]]*[,\s[])?["']([^"']*)$/;

/** What can be written behind `before` on a line of the table; null where nothing can. `present` are its keys. */
export function aliasCompletion(
  context: FeatureContext,
  before: string,
  offset: number,
  present: ReadonlySet<string>,
): CompletionList | null {
  const value = VALUE.exec(before);
  const key = value === null ? KEY.exec(before) : null;
  if (value === null && key === null) return null;
  const typed = value?.[1] ?? `${key?.[1]}${key?.[2]}`;
  const quote = /["']/.exec(typed)?.[0] ?? "";
  const isClosed = quote !== "" && context.text[offset] === quote;
  const range = context.here.range(offset - typed.length, offset + (isClosed ? 1 : 0));
  const labels = value === null ? targets(context, present) : withoutScene(context);
  const detail = value === null ? undefined : text("asked-for", context.locale);
  const items = labels.slice(0, MOST).map((label) => {
    const name = /^[A-Za-z0-9_-]+$/.test(label) && quote === "" ? label : JSON.stringify(label);
    return {
      label,
      kind: value === null ? CompletionItemKind.Class : CompletionItemKind.Value,
      ...(detail !== undefined && { detail }),
      filterText: value === null ? name : label,
      textEdit: { range, newText: value === null ? `${name} = []` : label },
    };
  });
  return { isIncomplete: labels.length > MOST, items };
}

/** The engine's own targets, then the ghost's scenes. */
function targets({ snapshot }: FeatureContext, present: ReadonlySet<string>): string[] {
  const all = new Set([...DEFAULT_ALIASES.keys(), ...keysOf(snapshot.tables.scenes)]);
  return [...all].filter((name) => !present.has(name));
}

/** Names of calls that nothing answers: an alias can give them a scene. */
function withoutScene({ snapshot, usage }: FeatureContext): string[] {
  return [...usage.byScene.keys()].filter((key) => key !== "" && !isGlobalFound(snapshot.tables, "call", key));
}
