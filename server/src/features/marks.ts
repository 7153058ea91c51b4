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

/** Whether most headers of a text are written full width; a text without any is taken for one that will be. */
export function writesFullWidth(text: string): boolean {
  let full = 0;
  let all = 0;
  for (const [mark] of text.matchAll(HEADERS)) {
    all++;
    if (!FULL_WIDTH.has(mark)) full++;
  }
  return full * 2 >= all;
}
