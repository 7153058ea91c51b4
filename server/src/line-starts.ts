/** Where the lines of a text begin, found as fast as the machine looks for a character: a large ghost has half a million. */
import { lastAtMost } from "#core/syntax/index.ts";

/** The lines of a text that never changes, without the line breaks that end them. */
export interface LineStarts {
  readonly count: number;
  /** The line of an offset inside the text, or at its end. */
  lineAt(offset: number): number;
  start(line: number): number;
  /** Where the line's break begins, or the text ends. */
  end(line: number): number;
}

const RETURN = 0x0d;
const FEED = 0x0a;

/** Null for a text in which carriage returns end lines by themselves, which hardly any does. */
export function lineStartsOf(text: string): LineStarts | null {
  for (let at = text.indexOf("\r"); at >= 0; at = text.indexOf("\r", at + 1)) {
    if (text.charCodeAt(at + 1) !== FEED) return null;
  }
  const starts = startsOf(text);
  const end = (line: number): number => {
    const behind = starts[line + 1];
    if (behind === undefined) return text.length;
    return text.charCodeAt(behind - 2) === RETURN ? behind - 2 : behind - 1;
  };
  return {
    count: starts.length,
    lineAt: (offset) => lastAtMost(starts, offset),
    start: (line) => starts[line] ?? 0,
    end,
  };
}

/** Lines as long as those of ordinary dialogue; the table grows where they are shorter. */
const USUAL_LENGTH = 16;

function startsOf(text: string): Uint32Array {
  let starts = new Uint32Array(Math.ceil(text.length / USUAL_LENGTH) + 16);
  let count = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    if (count === starts.length) {
      const larger = new Uint32Array(starts.length * 2);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = at + 1;
  }
  return starts.slice(0, count);
}
