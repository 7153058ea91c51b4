/** Completion and hover in `pasta.toml`: its tables, their keys with defaults, and actors that speak without an entry. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Hover,
  MarkupKind,
  type Position,
} from "vscode-languageserver-types";
import { actorUsesIn, CONFIG_SECTIONS, type ConfigSection, describe } from "#core/project/index.ts";
import { aliasCompletion } from "./config-aliases.ts";
import type { FeatureContext } from "./context.ts";
import { code } from "./markdown.ts";

const HEADER = /^[ \t]*\[[ \t]*([^\]\r\n]*?)[ \t]*\]/;

/** What can be written at a place of `pasta.toml`. */
export function configCompletion(context: FeatureContext, position: Position): CompletionList {
  const offset = context.here.offset(position);
  const lineStart = context.here.offset({ line: position.line, character: 0 });
  const before = context.text.slice(lineStart, offset);
  if (sectionAt(context.text, lineStart)?.name === "scene.alias" && !/^[ \t]*\[/.test(before)) {
    const aliases = aliasCompletion(context, before, offset, presentKeys(context.text, lineStart));
    return aliases ?? { isIncomplete: false, items: [] };
  }
  const valued = configValues(context, before, offset, lineStart);
  if (valued !== null) return valued;
  const opened = /^[ \t]*\[[ \t]*([^\]]*)$/.exec(before);
  const typed = opened?.[1] ?? /^[ \t]*([A-Za-z_]*)$/.exec(before)?.[1];
  if (typed === undefined) return { isIncomplete: false, items: [] };
  const range = context.here.range(offset - typed.length, offset);
  const closing = context.text.slice(offset).startsWith("]") ? "" : "]";
  const items: CompletionItem[] = [];
  if (opened !== null) {
    for (const section of CONFIG_SECTIONS) {
      if (section.name === "actor") continue;
      items.push(
        item(section.name, CompletionItemKind.Module, describe(section, context.locale), section.name + closing),
      );
    }
    for (const name of unregistered(context)) {
      const header = `actor.${JSON.stringify(name)}`;
      items.push(item(header, CompletionItemKind.Struct, name, header + closing));
    }
  } else {
    const present = presentKeys(context.text, lineStart);
    for (const { key, value, ...texts } of sectionAt(context.text, lineStart)?.keys ?? []) {
      if (present.has(key)) continue;
      items.push(item(key, CompletionItemKind.Property, describe(texts, context.locale), `${key} = ${value}`));
    }
  }
  const made = items.map((one) => ({ ...one, textEdit: { range, newText: one.insertText ?? one.label } }));
  return { isIncomplete: false, items: made.map(({ insertText, ...one }) => one) };
}

/** Behind `key =`: the values that the key takes, where they are few. */
function configValues(
  context: FeatureContext,
  before: string,
  offset: number,
  lineStart: number,
): CompletionList | null {
  const match = /^[ \t]*([A-Za-z_]+)[ \t]*=[ \t]*("?[A-Za-z]*)$/.exec(before);
  if (match === null) return null;
  const [, name, typed = ""] = match;
  const found = sectionAt(context.text, lineStart)?.keys.find(({ key }) => key === name);
  const values =
    found?.type === "boolean" ? ["true", "false"] : (found?.values ?? []).map((value) => JSON.stringify(value));
  const closing = context.text.slice(offset).startsWith('"') ? 1 : 0;
  const range = context.here.range(offset - typed.length, offset + closing);
  const items = values.map((label) => ({ label, kind: CompletionItemKind.Value, textEdit: { range, newText: label } }));
  return { isIncomplete: false, items };
}

function item(label: string, kind: CompletionItemKind, detail: string, insertText: string): CompletionItem {
  return { label, kind, detail, insertText };
}

/** Speakers of the dictionaries that neither `pasta.toml` nor a dictionary registers, and actors without an entry. */
function unregistered({ snapshot, usage }: FeatureContext): string[] {
  const speakers = [...usage.byActor.keys()].filter((name) => {
    return [...usage.byActor.get(name)].some((user) =>
      actorUsesIn(user).some((use) => use.name === name && use.role !== "mention"),
    );
  });
  const known = [...snapshot.tables.actors].filter(([, { configured }]) => configured === null).map(([name]) => name);
  return [...new Set([...speakers, ...known])].filter((name) => !snapshot.config.actors.has(name)).sort();
}

/** The table in which a line stands. */
function sectionAt(text: string, lineStart: number): ConfigSection | null {
  const headers = text
    .slice(0, lineStart)
    .split("\n")
    .map((line) => HEADER.exec(line)?.[1]);
  const name = headers.filter((header) => header !== undefined).at(-1);
  if (name === undefined) return null;
  return CONFIG_SECTIONS.find((section) => section.name === (/^actor[ \t]*\./.test(name) ? "actor" : name)) ?? null;
}

/** The keys that the table around a line has already. */
function presentKeys(text: string, lineStart: number): Set<string> {
  const above = text.slice(0, lineStart);
  const from = above.lastIndexOf("\n[") + 1;
  const next = text.indexOf("\n[", lineStart);
  const body = text.slice(from, next < 0 ? undefined : next);
  return new Set([...body.matchAll(/^[ \t]*["']?([^"'=\s]+)["']?[ \t]*=/gm)].map((match) => match[1] as string));
}

/** What a table or key of `pasta.toml` means. */
export function configHover(context: FeatureContext, position: Position): Hover | null {
  const lineStart = context.here.offset({ line: position.line, character: 0 });
  const line = /[^\r\n]*/.exec(context.text.slice(lineStart))?.[0] ?? "";
  const name = HEADER.exec(line)?.[1];
  const section = name === undefined ? sectionAt(context.text, lineStart) : sectionAt(`[${name}]\n`, name.length + 3);
  const key = /^[ \t]*([A-Za-z_]+)[ \t]*=/.exec(line)?.[1];
  const found = name !== undefined ? section : section?.keys.find((one) => one.key === key);
  if (found == null) return null;
  const title = name ?? key ?? "";
  const written = "value" in found ? ` (${code(found.value)})` : "";
  return {
    contents: { kind: MarkupKind.Markdown, value: `${code(title)} — ${describe(found, context.locale)}${written}` },
    range: context.here.range(lineStart, lineStart + line.length),
  };
}
