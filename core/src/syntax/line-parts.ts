/** What the builders of lines share: places in a line, and names that are missing. */
import type { Name, Span } from "./model.ts";
import type { TreeReader } from "./tree-reader.ts";

/** What begins like a number, which the engine then does not take as plain text any more. */
export const NUMBER_FIRST = /^[-－]?[0-9０-９]/;
/** A name that is not there, at the place where it should begin. */
export const nothing = (at: number): Name => ({ text: "", span: { start: at, end: at } });

/** A line's span without a rest that cannot be read, and without the spaces before it. */
export function withoutRest(reader: TreeReader, span: Span, rest: Span | null): Span {
  const text = reader.text.slice(span.start, rest?.start ?? span.end);
  return { start: span.start, end: span.start + text.trimEnd().length };
}

/** The mark that a line begins with, as written. */
export function mark(reader: TreeReader, span: Span, length = 1): string {
  return reader.text.substring(span.start, span.start + length);
}
