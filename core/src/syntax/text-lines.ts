/**
 * The text of an open document as lines, in portions of some dozen, so that an edit costs the portion it touches and
 * not the whole text.
 */

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

/** Lines of a portion when it is made; one grows to twice as many before it is parted, and shrinks to an eighth. */
const PORTION = 64;

/** Some lines in a row. Never empty, never changed. */
interface Portion {
  readonly lines: readonly string[];
  /** Where each line begins, counted from the portion's beginning. */
  readonly starts: Uint32Array;
  readonly length: number;
  /** How many of the lines hold `DIRECTIVE`. */
  readonly directives: number;
  /** How many of them hold a carriage return that is not followed by their line feed. */
  readonly returns: number;
}

function portionOf(lines: readonly string[], directives: number, returns: number): Portion {
  const starts = new Uint32Array(lines.length);
  let length = 0;
  for (let index = 0; index < lines.length; index++) {
    starts[index] = length;
    length += (lines[index] as string).length;
  }
  return { lines, starts, length, directives, returns };
}

function portionsOf(lines: readonly string[]): Portion[] {
  const portions: Portion[] = [];
  for (let from = 0; from < lines.length; from += PORTION) {
    const own = lines.slice(from, from + PORTION);
    portions.push(portionOf(own, countDirectives(own), countReturns(own)));
  }
  return portions;
}

function countDirectives(lines: readonly string[]): number {
  let count = 0;
  for (const line of lines) if (line.includes(DIRECTIVE)) count++;
  return count;
}

function countReturns(lines: readonly string[]): number {
  let count = 0;
  for (const line of lines) {
    const at = line.indexOf("\r");
    if (at >= 0 && !(at === line.length - 2 && line.endsWith("\n"))) count++;
  }
  return count;
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

/** Index of the last of some ascending numbers that is at most `value`; the first is taken to be. */
export function lastAtMost(numbers: Uint32Array, value: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** One version of a text. An edit makes a new one, which shares the portions it did not touch. */
export class TextLines {
  readonly #portions: readonly Portion[];
  /** Offset at which each portion begins. */
  readonly #offsets: Uint32Array;
  /** The first row of each portion. */
  readonly #rows: Uint32Array;
  /** Length of the text in UTF-16 code units. */
  readonly length: number;
  /** How many rows the text has: one more than line feeds. */
  readonly rowCount: number;
  /** Whether some line holds `DIRECTIVE`. */
  readonly hasDirective: boolean;
  /** Whether some row holds a carriage return of its own, which ends a line for an editor, but no row. */
  readonly hasReturns: boolean;

  private constructor(portions: readonly Portion[]) {
    this.#portions = portions;
    this.#offsets = new Uint32Array(portions.length);
    this.#rows = new Uint32Array(portions.length);
    let length = 0;
    let rows = 0;
    let directives = 0;
    let returns = 0;
    for (let index = 0; index < portions.length; index++) {
      const portion = portions[index] as Portion;
      this.#offsets[index] = length;
      this.#rows[index] = rows;
      length += portion.length;
      rows += portion.lines.length;
      directives += portion.directives;
      returns += portion.returns;
    }
    this.length = length;
    this.rowCount = rows;
    this.hasDirective = directives > 0;
    this.hasReturns = returns > 0;
  }

  static of(text: string): TextLines {
    return new TextLines(portionsOf(splitLines(text)));
  }

  /** The row of an offset; offsets beyond the text belong to the last row. */
  rowAt(offset: number): number {
    const index = lastAtMost(this.#offsets, offset);
    const { starts } = this.#portions[index] as Portion;
    return (this.#rows[index] as number) + lastAtMost(starts, offset - (this.#offsets[index] as number));
  }

  pointAt(offset: number): Point {
    const row = this.rowAt(offset);
    return { row, column: offset - this.rowStart(row) };
  }

  /** Offset at which a row begins; rows beyond the last one begin at the text's end. */
  rowStart(row: number): number {
    if (row >= this.rowCount) return this.length;
    const index = lastAtMost(this.#rows, row);
    const { starts } = this.#portions[index] as Portion;
    return (this.#offsets[index] as number) + (starts[row - (this.#rows[index] as number)] as number);
  }

  /** A row with the line feed that ends it; empty for rows beyond the last one. */
  row(row: number): string {
    const index = lastAtMost(this.#rows, row);
    return this.#portions[index]?.lines[row - (this.#rows[index] as number)] ?? "";
  }

  /** Up to `limit` characters from an offset, ending with a line where one ends within them. */
  chunk(offset: number, row: number, limit: number): string {
    const start = this.rowStart(row);
    const line = this.row(row);
    const rest = offset === start ? line : line.slice(offset - start);
    return rest.length <= limit ? rest : wholeCharacters(rest, limit);
  }

  /** The text of `[start, end)`. */
  slice(start: number, end: number): string {
    const first = this.rowAt(start);
    const last = this.rowAt(end);
    const offset = start - this.rowStart(first);
    if (first === last) return this.row(first).slice(offset, offset + end - start);
    const pieces = this.#between(first, last + 1);
    pieces[0] = (pieces[0] as string).slice(offset);
    pieces[pieces.length - 1] = (pieces.at(-1) as string).slice(0, end - this.rowStart(last));
    return pieces.join("");
  }

  /** The rows of `[first, end)`. */
  #between(first: number, end: number): string[] {
    const rows: string[] = [];
    for (let index = lastAtMost(this.#rows, first); index < this.#portions.length; index++) {
      const from = this.#rows[index] as number;
      if (from >= end) break;
      const { lines } = this.#portions[index] as Portion;
      for (let at = Math.max(first - from, 0); at < Math.min(end - from, lines.length); at++) {
        rows.push(lines[at] as string);
      }
    }
    return rows;
  }

  toString(): string {
    return this.#portions.map(({ lines }) => lines.join("")).join("");
  }

  /** Offset behind the line feed that ends an offset's row, or the text's end. */
  rowEnd(offset: number): number {
    return this.rowStart(this.rowAt(offset) + 1);
  }

  /** The text after an edit. Offsets outside the text are moved to its ends. */
  replace(edit: TextEdit): TextLines {
    const start = Math.max(0, Math.min(edit.start, this.length));
    const end = Math.max(start, Math.min(edit.end, this.length));
    const first = this.rowAt(start);
    const last = this.rowAt(end);
    const head = this.row(first).slice(0, start - this.rowStart(first));
    const tail = this.row(last).slice(end - this.rowStart(last));
    const rows = splitLines(head + edit.text + tail);
    // The tail brought the line feed of its line along, behind which no new line begins.
    if (last < this.rowCount - 1) rows.pop();
    return this.#exchange(first, last + 1, rows);
  }

  /** The text with other rows in the place of `[first, end)`. */
  #exchange(first: number, end: number, rows: readonly string[]): TextLines {
    const from = lastAtMost(this.#rows, first);
    let to = lastAtMost(this.#rows, end - 1);
    const kept = rows.length - (end - first);
    // A portion that has become small takes the next one in.
    if (this.#rowsOf(from, to) + kept < PORTION >> 3 && to < this.#portions.length - 1) to++;
    const row = this.#rows[from] as number;
    const behind = row + this.#rowsOf(from, to);
    const own = [...this.#between(row, first), ...rows, ...this.#between(end, behind)];
    const touched = this.#portions.slice(from, to + 1);
    const made = own.length > 2 * PORTION ? portionsOf(own) : [this.#joined(own, touched, first, end, rows)];
    return new TextLines([...this.#portions.slice(0, from), ...made, ...this.#portions.slice(to + 1)]);
  }

  /** A portion of these lines. What its rows hold is known but for those that were exchanged. */
  #joined(
    lines: readonly string[],
    touched: readonly Portion[],
    first: number,
    end: number,
    rows: readonly string[],
  ): Portion {
    const gone = this.#between(first, end);
    let directives = countDirectives(rows) - countDirectives(gone);
    let returns = countReturns(rows) - countReturns(gone);
    for (const portion of touched) {
      directives += portion.directives;
      returns += portion.returns;
    }
    return portionOf(lines, directives, returns);
  }

  #rowsOf(from: number, to: number): number {
    const end = to + 1 < this.#rows.length ? (this.#rows[to + 1] as number) : this.rowCount;
    return end - (this.#rows[from] as number);
  }
}

/** The first `limit` characters of a text, one fewer where that would tear a surrogate pair. */
export function wholeCharacters(text: string, limit: number): string {
  return text.slice(0, isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
}

/** Whether a code unit begins a pair of them. */
export function isHighSurrogate(character: string): boolean {
  const code = character.charCodeAt(0);
  return code >= 0xd800 && code < 0xdc00;
}
