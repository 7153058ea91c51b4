/** Where `pasta.toml` names an actor of the dictionaries, in each of the ways in which TOML lets it be written. */
import type { Place } from "./answers.ts";
import type { GhostContext } from "./context.ts";

const HEADER = /^[ \t]*\[[ \t]*([^\]\r\n]*?)[ \t]*\]/;
const KEY = /(?:"((?:[^"\\\r\n]|\\.)*)"|'([^'\r\n]*)'|([A-Za-z0-9_-]+))[ \t]*/y;

/**
 * The places of an actor's name: in `[actor."名前"]`, in `actor."名前".spot = 0`, and as a key below `[actor]`. The name
 * alone, without quotes, is the name's place.
 */
export function actorTables({ configText }: GhostContext, name: string): Place[] {
  const places: Place[] = [];
  let table: readonly string[] = [];
  let start = 0;
  for (const line of configText.split("\n")) {
    const header = HEADER.exec(line);
    const from = header === null ? line.search(/[^ \t]/) : line.indexOf("[") + 1;
    const keys = from < 0 ? [] : keysAt(line, from);
    const path = header === null ? [...table, ...keys.map(({ text }) => text)] : keys.map(({ text }) => text);
    const at = path[0] === "actor" && path[1] === name ? keys[header === null ? 1 - table.length : 1] : undefined;
    const isSet = header !== null || (keys.length > 0 && line.slice(keys.at(-1)?.next).startsWith("="));
    if (at !== undefined && isSet) {
      const end = start + line.trimEnd().length;
      places.push({ file: "pasta.toml", start, end, nameStart: start + at.start, nameEnd: start + at.end });
    }
    if (header !== null) table = path;
    start += line.length + 1;
  }
  return places;
}

interface Key {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Where the line goes on behind it. */
  readonly next: number;
}

/** The keys of a dotted key that begins at a place of a line. */
function keysAt(line: string, from: number): Key[] {
  const keys: Key[] = [];
  for (let at = from; ; ) {
    KEY.lastIndex = at + (/^[ \t]*/.exec(line.slice(at))?.[0].length ?? 0);
    const match = KEY.exec(line);
    if (match === null) return keys;
    const [, basic, literal, bare] = match;
    const text = basic === undefined ? (literal ?? bare ?? "") : unescaped(basic);
    const start = match.index + (bare === undefined ? 1 : 0);
    const length = (basic ?? literal ?? bare ?? "").length;
    keys.push({ text, start, end: start + length, next: KEY.lastIndex });
    if (line[KEY.lastIndex] !== ".") return keys;
    at = KEY.lastIndex + 1;
  }
}

function unescaped(basic: string): string {
  try {
    return JSON.parse(`"${basic}"`) as string;
  } catch {
    return basic;
  }
}

/** How an actor's name is written in the place of another one: a key without quotes takes letters of English only. */
export function asKey({ configText }: GhostContext, { nameStart }: Place, name: string): string {
  const isQuoted = /["']/.test(configText[nameStart - 1] ?? "");
  return isQuoted || /^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name);
}
