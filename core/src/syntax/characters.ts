/** The character classes of Pasta, folded over both widths; the scanner of the grammar has the same tables. */
import { xidContinue, xidStart } from "./xid.generated.ts";

/** A character class from ranges written as `41-5a 5f`. */
const ranges = (text: string): string =>
  text
    .split(" ")
    .map((range) =>
      range
        .split("-")
        .map((code) => `\\u{${code}}`)
        .join("-"),
    )
    .join("");

/** Made when the first name is checked: it takes longer to be made than a file to be read, and few ask for it. */
let name: RegExp | null = null;
const reserved = /^__[^_]*__/;

/** The spaces of Pasta (`space_chars` of the engine's grammar), as the inside of a character class. */
export const SPACES = " \\t\\u3000\\u00A0\\u1680\\u2000-\\u200A\\u202F\\u205F";

const onlySpaces = new RegExp(`^[${SPACES}]*$`);

/** Whether a text consists of spaces only; the empty text does. */
export const isBlank = (text: string): boolean => onlySpaces.test(text);

/** Whether the engine refuses a name because it begins like `__name__`. */
export const isReservedName = (text: string): boolean => reserved.test(text);

/** Whether a text can stand where the engine expects a name (`id`). */
export function isName(text: string): boolean {
  name ??= new RegExp(`^[${ranges(xidStart)}][${ranges(xidContinue)}]*$`, "u");
  return name.test(text) && !isReservedName(text);
}

const keywords: ReadonlySet<string> = new Set(
  "and break do else elseif end false for function goto if in local nil not or repeat return then true until while".split(
    " ",
  ),
);

/** Whether a name is a word of the engine's Lua. Its `continue` and `const` are words only where they mean something. */
export const isLuaKeyword = (text: string): boolean => keywords.has(text);

/** A number in half width: digits, minus and decimal point; other characters stay. */
export function normalizeNumber(text: string): string {
  return text.replace(/[０-９－．]/g, (c) =>
    c === "－" ? "-" : c === "．" ? "." : String.fromCharCode(c.charCodeAt(0) - 0xfee0),
  );
}
