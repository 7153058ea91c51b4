/** Strings, numbers and field names as Lua writes them. */

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ['"', '\\"'],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** A double-quoted literal on one line; text in any script stays readable. */
export function luaString(text: string): string {
  const escaped = text.replace(/[\\"\u0000-\u001f\u007f]/g, (char) => {
    return ESCAPES.get(char) ?? `\\${char.charCodeAt(0).toString().padStart(3, "0")}`;
  });
  return `"${escaped}"`;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "and break do else elseif end false for function goto if in local nil not or repeat return then true until while " +
    "continue const"
  ).split(" "),
);

/** `table.name`, or `table["name"]` where the name is a word of Lua. */
export function luaField(table: string, name: string): string {
  return KEYWORDS.has(name) ? `${table}[${luaString(name)}]` : `${table}.${name}`;
}

/**
 * A number. Whole numbers beyond 2^53 are written with the digits that were typed, since Lua rounds them as the
 * engine's Lua does.
 */
export function luaNumber(value: number, text: string): string {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    const digits = text.normalize("NFKC").replace(/[^0-9-]/g, "");
    if (/^-?[0-9]+$/.test(digits)) return digits;
  }
  return String(value);
}
