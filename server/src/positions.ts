/** The one place where offsets and LSP positions (UTF-16, lines ending with CR, LF or CRLF) are turned into each other. */
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Position, Range } from "vscode-languageserver-types";
import type { TextLines } from "#core/syntax/index.ts";
import { type LineStarts, lineStartsOf } from "./line-starts.ts";

/** A text that positions point into. */
export interface Lines {
  position(offset: number): Position;
  /** A position outside the text is moved to the nearest place inside. */
  offset(position: Position): number;
  range(start: number, end: number): Range;
  readonly lineCount: number;
}

const kept = new WeakMap<object, Lines>();

/** The lines of a text; remembered by `owner`, the object that the text belongs to and never changes. */
export function linesOf(owner: object, text: string): Lines {
  const known = kept.get(owner);
  if (known !== undefined) return known;
  const starts = lineStartsOf(text);
  const lines = starts === null ? linesOfDocument(TextDocument.create("", "", 0, text)) : linesOfStarts(starts, text);
  kept.set(owner, lines);
  return lines;
}

function linesOfStarts(starts: LineStarts, text: string): Lines {
  const inLine = (line: number, offset: number): Position => {
    return { line, character: Math.min(offset, starts.end(line)) - starts.start(line) };
  };
  const position = (offset: number): Position => {
    const at = Math.max(0, Math.min(offset, text.length));
    return inLine(starts.lineAt(at), at);
  };
  return {
    position,
    offset: (wanted) => {
      const { line, character } = sound(wanted);
      return line >= starts.count ? text.length : Math.min(starts.start(line) + character, starts.end(line));
    },
    range: (start, end) => {
      const from = position(start);
      // Nearly every range ends on its line, where it need not be looked for.
      const isOnLine = 0 <= start && start <= end && end <= starts.end(from.line);
      return { start: from, end: isOnLine ? inLine(from.line, end) : position(end) };
    },
    lineCount: starts.count,
  };
}

/** The same for a text that an editor keeps. They follow it: a line table is never made twice. */
export function linesOfDocument(document: TextDocument): Lines {
  return {
    position: (offset) => document.positionAt(offset),
    offset: (position) => document.offsetAt(sound(position)),
    range: (start, end) => {
      const from = document.positionAt(start);
      // Nearly every range ends on its line, where it need not be looked for; a line break is at most two code units.
      const isBefore = start <= end && end <= document.offsetAt({ line: from.line + 1, character: 0 }) - 2;
      const isOnLine = isBefore && document.offsetAt(from) === start;
      return {
        start: from,
        end: isOnLine ? { line: from.line, character: from.character + end - start } : document.positionAt(end),
      };
    },
    get lineCount() {
      return document.lineCount;
    },
  };
}

/** The same for the rows of a text under edit; `rows` gives the text as it is at that moment. */
export function linesOfRows(rows: () => TextLines): Lines {
  // Where a carriage return stands alone, an editor's lines are more than the rows.
  const exact = (now: TextLines) => (now.hasReturns ? linesOf(now, now.toString()) : null);
  const position = (offset: number): Position => {
    const now = rows();
    const slow = exact(now);
    if (slow !== null) return slow.position(offset);
    const at = Math.max(0, Math.min(offset, now.length));
    const line = now.rowAt(at);
    return { line, character: Math.min(at - now.rowStart(line), visibleLength(now.row(line))) };
  };
  return {
    position,
    offset: (wanted) => {
      const now = rows();
      const slow = exact(now);
      if (slow !== null) return slow.offset(wanted);
      const { line, character } = sound(wanted);
      if (line >= now.rowCount) return now.length;
      return now.rowStart(line) + Math.min(character, visibleLength(now.row(line)));
    },
    range: (start, end) => {
      const from = position(start);
      const now = rows();
      const isOnRow = 0 <= start && start <= end && !now.hasReturns && end <= now.rowStart(from.line + 1) - 2;
      return {
        start: from,
        end: isOnRow ? { line: from.line, character: from.character + end - start } : position(end),
      };
    },
    get lineCount() {
      const now = rows();
      return exact(now)?.lineCount ?? now.rowCount;
    },
  };
}

/** The length of a row without the line break that ends it. */
function visibleLength(row: string): number {
  if (!row.endsWith("\n")) return row.length;
  return row.endsWith("\r\n") ? row.length - 2 : row.length - 1;
}

/** Lets negative, fractional and missing numbers from a client pass for the nearest sound ones. */
function sound(position: Position): Position {
  return { line: whole(position?.line), character: whole(position?.character) };
}

function whole(value: unknown): number {
  return typeof value === "number" && value > 0 ? Math.min(Math.floor(value), 0x7fff_ffff) : 0;
}

/** Puts a change's range in order and inside the document, as `TextDocument.update` needs it. */
export function soundRange(range: Range): Range {
  const start = sound(range?.start);
  const end = sound(range?.end);
  return start.line > end.line || (start.line === end.line && start.character > end.character)
    ? { start: end, end: start }
    : { start, end };
}
