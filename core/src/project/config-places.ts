/** Where the keys of a `pasta.toml` are written: the reader of TOML tells values, not places. */

/** A key (or table header) with its whole path. Offsets are UTF-16 code units of the text. */
export interface ConfigPlace {
  readonly path: readonly string[];
  /** The place of each part of the path that is written here; the first parts may stand in a header above. */
  readonly parts: readonly { readonly start: number; readonly end: number }[];
  readonly isHeader: boolean;
  /** The line, its break and the spaces around it excluded. */
  readonly start: number;
  readonly end: number;
  /** Where the value begins; the end of the line for a header. */
  readonly valueStart: number;
}

const KEY = /[ \t]*(?:"((?:[^"\\\r\n]|\\.)*)"|'([^'\r\n]*)'|([A-Za-z0-9_-]+))[ \t]*/y;
const MULTILINE = /"""|'''/g;

/** Every key and header in the order of the text. Lines that are neither are left out. */
export function configPlaces(text: string): ConfigPlace[] {
  const places: ConfigPlace[] = [];
  let table: readonly string[] = [];
  let offset = 0;
  let inString = false;
  for (const line of text.split("\n")) {
    const began = inString;
    if ((line.match(MULTILINE)?.length ?? 0) % 2 === 1) inString = !inString;
    const place = began ? null : placeOf(line, offset, table);
    if (place !== null) {
      places.push(place);
      if (place.isHeader) table = place.path;
    }
    offset += line.length + 1;
  }
  return places;
}

function placeOf(line: string, offset: number, table: readonly string[]): ConfigPlace | null {
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  const opening = /^\[\[?/.exec(line.slice(indent))?.[0].length ?? 0;
  const keys = keysAt(line, indent + opening);
  const last = keys.at(-1);
  const isSet = last !== undefined && line[last.next] === (opening > 0 ? "]" : "=");
  if (last === undefined || !isSet) return null;
  const path = keys.map(({ text }) => text);
  const end = offset + line.trimEnd().length;
  const value = /^[ \t]*/.exec(line.slice(last.next + 1))?.[0].length ?? 0;
  return {
    path: opening > 0 ? path : [...table, ...path],
    parts: keys.map((key) => ({ start: offset + key.start, end: offset + key.end })),
    isHeader: opening > 0,
    start: offset + indent,
    end,
    valueStart: opening > 0 ? end : Math.min(end, offset + last.next + 1 + value),
  };
}

interface Key {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the line goes on behind it. */
  readonly next: number;
}

/** The parts of a dotted key that begins at a place of a line. */
function keysAt(line: string, from: number): Key[] {
  const keys: Key[] = [];
  for (let at = from; ; at++) {
    KEY.lastIndex = at;
    const match = KEY.exec(line);
    if (match === null) return keys;
    const [whole, basic, literal, bare] = match;
    const inside = basic ?? literal ?? bare ?? "";
    const start = match.index + whole.indexOf(inside === "" ? (basic === undefined ? "'" : '"') : inside);
    keys.push({
      text: basic === undefined ? inside : unescaped(basic),
      start,
      end: start + inside.length,
      next: KEY.lastIndex,
    });
    if (line[KEY.lastIndex] !== ".") return keys;
    at = KEY.lastIndex;
  }
}

function unescaped(basic: string): string {
  try {
    return JSON.parse(`"${basic}"`) as string;
  } catch {
    return basic;
  }
}
