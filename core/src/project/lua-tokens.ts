/** Splits Lua text into tokens, as far as finding names and strings in it needs. Never fails: what is odd is a symbol. */

export interface LuaToken {
  readonly kind: "name" | "string" | "number" | "symbol";
  /** A name or symbol as written; a string's value. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Identifiers as the engine's Lua takes them: ASCII words, and any character beyond ASCII. */
const NAME = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*/y;
const NUMBER =
  /0[bB][01_]+[A-Za-z]*|0[xX][0-9a-fA-F_.]*(?:[pP][+-]?[0-9_]+)?[A-Za-z]*|(?:[0-9][0-9_]*(?:\.(?!\.)[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?[A-Za-z]*/y;
const SPACE = /\s+/y;
const LONG_OPEN = /\[(=*)\[/y;

/** The tokens of a piece of Lua, comments left out. Offsets are UTF-16 code units of `text`. */
export function luaTokens(text: string): LuaToken[] {
  const tokens: LuaToken[] = [];
  let at = 0;
  while (at < text.length) {
    const space = match(SPACE, text, at);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const start = at;
    if (text.startsWith("--", at)) {
      at = endOfComment(text, at);
      continue;
    }
    const long = longBracket(text, at);
    if (long !== null) {
      at = long.end;
      tokens.push({ kind: "string", text: long.value, start, end: at });
      continue;
    }
    const character = text[at] as string;
    if (character === '"' || character === "'") {
      const string = shortString(text, at);
      at = string.end;
      tokens.push({ kind: "string", text: string.value, start, end: at });
      continue;
    }
    const name = match(NAME, text, at);
    const number = name === null ? match(NUMBER, text, at) : null;
    const piece = name ?? number ?? symbol(text, at);
    at += piece.length;
    tokens.push({ kind: name !== null ? "name" : number !== null ? "number" : "symbol", text: piece, start, end: at });
  }
  return tokens;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Symbols of several characters, the longest first; with those that only the engine's dialect has. */
const LONG_SYMBOLS = "... ..= <<= >>= == ~= <= >= .. :: != += -= *= /= %= ^= &= |= ?. ?? -> && << >> // ||".split(" ");

function symbol(text: string, at: number): string {
  return LONG_SYMBOLS.find((long) => text.startsWith(long, at)) ?? (text[at] as string);
}

function endOfComment(text: string, at: number): number {
  const long = longBracket(text, at + 2);
  if (long !== null) return long.end;
  const newline = text.indexOf("\n", at);
  return newline < 0 ? text.length : newline;
}

function longBracket(text: string, at: number): { readonly value: string; readonly end: number } | null {
  LONG_OPEN.lastIndex = at;
  const open = LONG_OPEN.exec(text);
  if (open === null) return null;
  const close = `]${open[1]}]`;
  const from = at + open[0].length;
  const end = text.indexOf(close, from);
  const value = (end < 0 ? text.slice(from) : text.slice(from, end)).replace(/^\r?\n/, "");
  return { value, end: end < 0 ? text.length : end + close.length };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["a", "\u0007"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
]);

/** A quoted string up to its closing quote; one that is not closed ends with its line. */
function shortString(text: string, at: number): { readonly value: string; readonly end: number } {
  const quote = text[at];
  let value = "";
  let i = at + 1;
  while (i < text.length && text[i] !== quote && text[i] !== "\n") {
    if (text[i] !== "\\") {
      value += text[i++];
      continue;
    }
    const next = text[i + 1] ?? "";
    const digits = /^[0-9]{1,3}/.exec(text.slice(i + 1, i + 4))?.[0];
    value += digits !== undefined ? String.fromCharCode(Number(digits)) : (ESCAPES.get(next) ?? next);
    i += 1 + (digits?.length ?? next.length);
    if (next === "") break;
  }
  return { value, end: text[i] === quote ? i + 1 : i };
}
