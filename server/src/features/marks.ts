/** The marks that lines begin with, in both widths, and which of them a text is written in. */

/** Half-width marks and what they look like in full width. */
export const FULL_WIDTH: ReadonlyMap<string, string> = new Map([
  ["*", "＊"],
  ["-", "・"],
  [">", "＞"],
  ["@", "＠"],
  ["$", "＄"],
  ["%", "％"],
  ["&", "＆"],
  ["#", "＃"],
  ["!", "！"],
  [":", "："],
  ["=", "＝"],
]);

/** The other way round. */
export const HALF_WIDTH: ReadonlyMap<string, string> = new Map([...FULL_WIDTH].map(([half, full]) => [full, half]));

const HEADERS = /^(?:[＊％＠]|[*%@])/gm;

/** What was said of the text that was asked about last: a request asks about one again and again. */
let last = { text: "", isFull: true };

/** Whether most headers of a text are written full width; a text without any is taken for one that will be. */
export function writesFullWidth(text: string): boolean {
  if (last.text !== text) last = { text, isFull: isMostlyFull(text) };
  return last.isFull;
}

function isMostlyFull(text: string): boolean {
  let full = 0;
  let all = 0;
  for (const [mark] of text.matchAll(HEADERS)) {
    all++;
    if (!FULL_WIDTH.has(mark)) full++;
  }
  return full * 2 >= all;
}

/** Marks behind the first one of a line that is made; its names hold none of them. */
const INNER: ReadonlyMap<string, string> = new Map([...HALF_WIDTH, ["（", "("], ["）", ")"], ["、", ","]]);

/**
 * Made lines, which are written full width, as a text would have them: in half width where it writes so. For lines that
 * consist of marks and names only: talk may hold the same characters.
 */
export function inWidthOf(text: string, made: string): string {
  if (writesFullWidth(text)) return made;
  return made.replace(/^(\u3000*)([^\n]?)([^\n]*)/gm, (_, indent: string, mark: string, rest: string) => {
    const inner = rest
      .replace(/＄([０-９]+)/g, (_whole, digits: string) => `＄${digits.normalize("NFKC")}`)
      .replace(/[：（）、＄＊＝＠]/g, (character) => INNER.get(character) ?? character);
    return "  ".repeat(indent.length) + (HALF_WIDTH.get(mark) ?? mark) + inner;
  });
}
