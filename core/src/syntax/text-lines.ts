/** The text of an open document as lines, so that an edit costs the lines it touches and not the whole text. */

/** A replacement of `[start, end)`, in UTF-16 code units of the text before it. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A place as tree-sitter counts it: rows by line feeds, columns in UTF-16 code units. */
export interface Point {
  readonly row: number;
  readonly column: number;
}

/** What a comment that speaks to tools begins with. */
export const DIRECTIVE = "pasta-ignore";

function countDirectives(lines: readonly string[]): number {
  return lines.reduce((count, line) => (line.includes(DIRECTIVE) ? count + 1 : count), 0);
}

/** Splits after each line feed; the last piece is empty where the text ends with one. */
function splitLines(text: string): string[] {
  const lines: string[] = [];
  let from = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
    lines.push(text.slice(from, at + 1));
    from = at + 1;
  }
  lines.push(text.slice(from));
  return lines;
}

/** One version of a text. An edit makes a new one, which shares the lines it did not touch. */
export class TextLines {
  readonly #lines: readonly string[];
  /** Offset at which each line begins; as long as `#lines`. */
  readonly #starts: Uint32Array;
  /** Length of the text in UTF-16 code units. */
  readonly length: number;
  /** How many lines hold `DIRECTIVE`. */
  readonly #directives: number;

  /** `known` holds the starts of the first lines, which an edit behind them left as they were. */
  private constructor(lines: readonly string[], known: Uint32Array, directives: number) {
    const starts = new Uint32Array(lines.length);
    starts.set(known);
    const from = known.length;
    let at = from === 0 ? 0 : (starts[from - 1] ?? 0) + (lines[from - 1]?.length ?? 0);
    for (let index = from; index < lines.length; index++) {
      starts[index] = at;
      at += lines[index]?.length ?? 0;
    }
    this.#lines = lines;
    this.#starts = starts;
    this.length = at;
    this.#directives = directives;
  }

  static of(text: string): TextLines {
    const lines = splitLines(text);
    return new TextLines(lines, new Uint32Array(0), text.includes(DIRECTIVE) ? countDirectives(lines) : 0);
  }

  get hasDirective(): boolean {
    return this.#directives > 0;
  }

  /** The row of an offset; offsets beyond the text belong to the last row. */
  rowAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  pointAt(offset: number): Point {
    const row = this.rowAt(offset);
    return { row, column: offset - (this.#starts[row] ?? 0) };
  }

  /** Up to `limit` characters from an offset, ending with a line where one ends within them. */
  chunk(offset: number, row: number, limit: number): string {
    const start = this.#starts[row] ?? 0;
    const line = this.#lines[row] ?? "";
    const rest = offset === start ? line : line.slice(offset - start);
    return rest.length <= limit ? rest : wholeCharacters(rest, limit);
  }

  /** The text of `[start, end)`. */
  slice(start: number, end: number): string {
    const first = this.rowAt(start);
    const last = this.rowAt(end);
    const offset = start - (this.#starts[first] ?? 0);
    if (first === last) return this.#lines[first]?.slice(offset, offset + end - start) ?? "";
    const pieces = this.#lines.slice(first, last + 1);
    pieces[0] = pieces[0]?.slice(offset) ?? "";
    pieces[pieces.length - 1] = pieces.at(-1)?.slice(0, end - (this.#starts[last] ?? 0)) ?? "";
    return pieces.join("");
  }

  toString(): string {
    return this.#lines.join("");
  }

  /** Offset behind the line feed that ends an offset's row, or the text's end. */
  rowEnd(offset: number): number {
    return this.#starts[this.rowAt(offset) + 1] ?? this.length;
  }

  /** The text after an edit. Offsets outside the text are moved to its ends. */
  replace(edit: TextEdit): TextLines {
    const start = Math.max(0, Math.min(edit.start, this.length));
    const end = Math.max(start, Math.min(edit.end, this.length));
    const first = this.rowAt(start);
    const last = this.rowAt(end);
    const head = (this.#lines[first] ?? "").slice(0, start - (this.#starts[first] ?? 0));
    const tail = (this.#lines[last] ?? "").slice(end - (this.#starts[last] ?? 0));
    const pieces = splitLines(head + edit.text + tail);
    // The tail brought the line feed of its line along, behind which no new line begins.
    if (last < this.#lines.length - 1) pieces.pop();
    const lines = this.#lines.slice();
    const gone = countDirectives(this.#lines.slice(first, last + 1));
    spliceLines(lines, first, last - first + 1, pieces);
    return new TextLines(lines, this.#starts.subarray(0, first), this.#directives - gone + countDirectives(pieces));
  }
}

/** `splice` in portions: spreading a hundred thousand lines into one call would overflow the stack. */
function spliceLines(target: string[], at: number, removed: number, lines: readonly string[]): void {
  const portion = 10_000;
  target.splice(at, removed, ...lines.slice(0, portion));
  for (let from = portion; from < lines.length; from += portion)
    target.splice(at + from, 0, ...lines.slice(from, from + portion));
}

/** The first `limit` characters of a text, one fewer where that would tear a surrogate pair. */
export function wholeCharacters(text: string, limit: number): string {
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit);
}
