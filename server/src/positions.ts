/** The one place where offsets and LSP positions (UTF-16, lines ending with CR, LF or CRLF) are turned into each other. */
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Position, Range } from "vscode-languageserver-types";

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
  const lines = linesOfDocument(TextDocument.create("", "", 0, text));
  kept.set(owner, lines);
  return lines;
}

/** The same for a text that an editor keeps. They follow it: a line table is never made twice. */
export function linesOfDocument(document: TextDocument): Lines {
  return {
    position: (offset) => document.positionAt(offset),
    offset: (position) => document.offsetAt(sound(position)),
    range: (start, end) => ({ start: document.positionAt(start), end: document.positionAt(end) }),
    get lineCount() {
      return document.lineCount;
    },
  };
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
