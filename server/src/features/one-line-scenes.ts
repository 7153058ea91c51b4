/** Scenes that say one line, and words whose values could be said: what each is as the other. */
import { findScene } from "#core/resolve/index.ts";
import type { Action } from "#core/syntax/model.ts";
import type { FeatureContext } from "./context.ts";
import { lineEnd, lineStart, textOf } from "./refactor-parts.ts";

/** A scene that only says one line of plain text: who says what, and the lines of the file that it fills. */
export interface OneLine {
  readonly actor: string;
  readonly text: string;
  /** The text as a word's value. */
  readonly said: string;
  readonly place: { readonly path: string; readonly start: number; readonly end: number };
}

export function oneLine({ snapshot }: FeatureContext, module: string, name: string): OneLine | null {
  const scene = findScene(snapshot.tables, module);
  const document = snapshot.documents.get(scene?.file ?? "");
  const index = document?.blocks.findIndex(({ start }) => start === scene?.placed.start) ?? -1;
  const block = document?.blocks[index];
  if (scene === null || document === undefined || block?.node.kind !== "scene" || scene.placed.of.origin === "lua")
    return null;
  const { node } = block;
  const next = document.blocks.slice(index + 1).find(({ node: other }) => other.kind === "scene")?.node;
  const [only, ...others] = node.locals;
  const [item, ...rest] = only?.items ?? [];
  const isMore = [node.attributes, node.words, node.actors, node.code, others, rest].some(({ length }) => length > 0);
  const hangsOn = next?.kind === "scene" && next.name === null;
  if (node.name?.text !== name || isMore || hangsOn || scene.placed.fileAttributes.size > 0) return null;
  const text = item?.kind === "action" ? plainText(item.actions) : null;
  if (item?.kind !== "action" || text === null) return null;
  const start = lineStart(document.text, block.start + node.header.start);
  const end = lineEnd(document.text, block.start + item.span.end);
  const between = document.text.slice(block.start + node.header.end, block.start + item.span.start);
  // A comment in the scene has nowhere to go.
  if (/\S/.test(between)) return null;
  return { actor: item.actor.text, text, said: asValue(text), place: { path: scene.file, start, end } };
}

/** Lines with the blank one above them, which parted them from what stood there. */
export function withBlankAbove(context: FeatureContext, { path, start, end }: OneLine["place"]): OneLine["place"] {
  const above = /(?<=\n)[ \t\u3000]*\r?\n$/.exec((textOf(context, path) ?? "").slice(0, start));
  return { path, start: start - (above?.[0].length ?? 0), end };
}

/** What plain talk says; null where it holds more than text, or what a word's value could not hold. */
export function plainText(actions: readonly Action[]): string | null {
  const texts = actions.map((action) => (action.kind === "talk" ? action.text : null));
  const text = texts.join("");
  return texts.includes(null) || text.trim() === "" || /[「」"\r\n＃#＠@＄$\\％%]/.test(text) ? null : text;
}

/** A text as a value of a word: one with spaces or commas needs brackets. */
function asValue(text: string): string {
  return /[\s、，,]/u.test(text) ? `「${text}」` : text;
}

/** The line of a word with its values as talk; null where a line has other names too, or a value is no plain text. */
export function wordLine(
  { snapshot }: FeatureContext,
  { file, ordinal }: { readonly file: string; readonly ordinal: number },
  name: string,
): { readonly values: readonly string[]; readonly place: OneLine["place"] } | null {
  const placed = snapshot.tables.files.get(file)?.words[ordinal];
  const document = snapshot.documents.get(file);
  const block = document?.blocks.find(({ start }) => start === placed?.start);
  if (placed === undefined || document === undefined || block?.node.kind !== "word") return null;
  const { names, values, span } = block.node;
  const isPlain = values.every(
    ({ kind, text }) =>
      kind !== "sakura" && /^[^\s＃#＠@＄$\\％%：:](?:[^＠@＄$\\％%\r\n]*[^\s＠@＄$\\％%])?$/u.test(text),
  );
  if (names.length !== 1 || names[0]?.text !== name || !isPlain || placed.of.origin === "lua") return null;
  const start = lineStart(document.text, block.start + span.start);
  return {
    values: values.map(({ text }) => text),
    place: { path: file, start, end: lineEnd(document.text, block.start + span.end) },
  };
}
