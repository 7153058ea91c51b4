/** Turns offsets into what people and editors read: lines and columns from 1, columns in UTF-16 units. */
import { type Lines, linesOf } from "#server/positions.ts";

export interface PrintedRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The range of two offsets in a text. `owner` is the object that the text belongs to. */
export function printedRange(owner: object, text: string, start: number, end: number): PrintedRange {
  const lines: Lines = linesOf(owner, text);
  const from = lines.position(start);
  const to = lines.position(end);
  return { line: from.line + 1, column: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
}
