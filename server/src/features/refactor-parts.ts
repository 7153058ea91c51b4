/** What refactorings share: edits by file, lines of a text, and who else could mean a name. */
import type { CodeAction, TextEdit } from "vscode-languageserver-types";
import { anyPrefix } from "#core/project/index.ts";
import { type Answer, sanitizeName } from "#core/resolve/index.ts";
import type { Item } from "#core/syntax/model.ts";
import type { FeatureContext } from "./context.ts";
import { isStartedFromOutside } from "./entry-points.ts";
import { type TextId, text } from "./texts.ts";

/** An offered change; `changes` are edits by path. */
export function refactoring(
  context: FeatureContext,
  kind: string,
  title: TextId,
  args: readonly string[],
  changes: readonly (readonly [string, TextEdit[]])[],
): CodeAction {
  const byUri: Record<string, TextEdit[]> = {};
  for (const [path, edits] of changes) {
    const uri = context.uri(path);
    byUri[uri] = [...(byUri[uri] ?? []), ...edits];
  }
  return { title: text(title, context.locale, ...args), kind, edit: { changes: byUri } };
}

export const lineStart = (content: string, offset: number): number => content.lastIndexOf("\n", offset - 1) + 1;

/** Behind the line break of an offset's line. */
export function lineEnd(content: string, offset: number): number {
  const newline = content.indexOf("\n", offset);
  return newline < 0 ? content.length : newline + 1;
}

const INDENT = /^[ \t\u3000]*/;
export const indentAt = (content: string, offset: number): string => INDENT.exec(content.slice(offset))?.[0] ?? "";

/**
 * Where the comments directly above a header begin, which belong to it: those that stand as far in as it does. The
 * header's own line where there are none.
 */
export function commentsAbove(content: string, header: number): number {
  let at = lineStart(content, header);
  const own = new RegExp(`^${indentAt(content, at)}[＃#]`);
  while (at > 0 && own.test(content.slice(lineStart(content, at - 1), at))) at = lineStart(content, at - 1);
  return at;
}

/** Whole lines at another indentation, each ended by a line feed. */
export function reindented(lines: string, indent: string): string {
  const plain = lines.replaceAll("\r\n", "\n").replace(/\n?$/, "\n");
  return plain.replace(/^[ \t\u3000]*(?=\S)/gm, indent);
}

export const withEol = (content: string, made: string): string =>
  content.includes("\r\n") ? made.replaceAll("\n", "\r\n") : made;

/** The text of a file of the ghost, which may be another one than the request is about. */
export function textOf({ snapshot }: FeatureContext, path: string): string | null {
  return snapshot.documents.get(path)?.text ?? snapshot.lua.get(path)?.text ?? null;
}

/**
 * Whether something that no call shows could start a scene of this name: an event, an alias, a setting, a string that
 * a dynamic call may take for a name, or a script that asks for it.
 */
export function mayStartUnseen(context: FeatureContext, name: string): boolean {
  if (isStartedFromOutside(context, name)) return true;
  const { snapshot, usage } = context;
  const { tables } = snapshot;
  const key = sanitizeName(name);
  if ([...tables.aliases.values()].some((target) => sanitizeName(target).startsWith(key))) return true;
  const asked = (prefix: string) => usage.strings.has(prefix);
  return anyPrefix(key, asked) || anyPrefix(name, asked);
}

/** Whether speech without a name (`：…`) follows before anybody else speaks: it belongs to who spoke last. */
export function speechGoesOn(items: readonly Item[], after: number): boolean {
  const next = items.slice(after + 1).find(({ kind }) => kind === "action" || kind === "continue");
  return next?.kind === "continue";
}

/** What an answer holds, whatever names lead to it. */
export function identityOf(answer: Answer): string {
  if (answer.step === "scenes") return answer.candidates.map(({ fnName }) => fnName).join();
  if (answer.step === "words") return answer.candidates.map(({ file, nameStart }) => `${file}:${nameStart}`).join();
  return JSON.stringify(answer);
}
