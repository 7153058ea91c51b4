/** The marks that lines begin with, in both widths. */

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
