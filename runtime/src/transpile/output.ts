/** Generated Lua as it grows: text, and for every line and statement the place in Pasta that it comes from. */

import type { Span } from "#core/syntax/model.ts";

/** From this place in the Lua text on, the code comes from `start`–`end` (UTF-16 offsets in the source). */
export interface SourceMark {
  /** Line of the Lua text, 0-based. */
  readonly line: number;
  /** UTF-16 column of the Lua text, 0-based. */
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** A finished piece of Lua. */
export interface GeneratedLua {
  /** Ends with a newline, unless it is empty. */
  readonly text: string;
  /** For each line of `text`, the source line it comes from, 0-based. */
  readonly lines: readonly number[];
  /** In the order of the text. */
  readonly marks: readonly SourceMark[];
}

const INDENT = "    ";

/** The starts of the lines of a text. LF, CRLF and a lone CR end a line, as they do for the engine and for editors. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: mark } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + mark.length);
  return starts;
}

/** The line (0-based) that holds an offset. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

export class LuaOutput {
  readonly #starts: readonly number[];
  readonly #text: string[] = [];
  readonly #lines: number[] = [];
  readonly #marks: SourceMark[] = [];
  #depth = 0;

  /** `starts`: line starts of the source that spans count in. */
  constructor(starts: readonly number[]) {
    this.#starts = starts;
  }

  /** A line of code that comes from `span`; `parts` names pieces of it that come from elsewhere in it. */
  line(code: string, span: Span): void {
    const indent = INDENT.repeat(this.#depth);
    this.#marks.push({ line: this.#text.length, column: indent.length, start: span.start, end: span.end });
    this.#push(indent + code, lineAt(this.#starts, span.start));
  }

  /** A line of the user's own code, which stays on its source line. */
  userLine(code: string, start: number): void {
    const indent = INDENT.repeat(this.#depth);
    this.#marks.push({ line: this.#text.length, column: indent.length, start, end: start + code.length });
    this.#push(indent + code, lineAt(this.#starts, start));
  }

  /** A line that belongs to what was written last. */
  plain(code: string): void {
    this.#push(code === "" ? "" : INDENT.repeat(this.#depth) + code, this.#lines.at(-1) ?? 0);
  }

  indent(): void {
    this.#depth++;
  }

  dedent(): void {
    this.#depth--;
  }

  finish(): GeneratedLua {
    const text = this.#text.map((line) => `${line}\n`).join("");
    return { text, lines: this.#lines, marks: this.#marks };
  }

  #push(line: string, sourceLine: number): void {
    this.#text.push(line);
    this.#lines.push(sourceLine);
  }
}
