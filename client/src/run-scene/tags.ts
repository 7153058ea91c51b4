/** SakuraScript tags inside of speech: cut out as pieces of their own, and read as far as a preview can show them. */

/** A piece of speech: plain text, or a SakuraScript tag shown as a chip. */
export interface Piece {
  readonly kind: "text" | "sakura";
  readonly text: string;
}

/** pest: sakura_script. A word's value may hold tags that arrive inside talk. */
const tag =
  /\\(?:_\?.*?\\_\?|_!.*?\\_!|[spb][0-9]|w[1-9]|_{0,2}[A-Za-z0-9!\-+*?&](?:\[(?:\\.|"(?:""|[^"])*"|[^\]\\"])*\])?)/g;

/** Talk cut into text and tags. */
export function splitTags(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(tag)) {
    if (match.index > from) pieces.push({ kind: "text", text: text.slice(from, match.index) });
    pieces.push({ kind: "sakura", text: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
}

/** The surface that a tag shows (`\s5`, `\s[10]`, `\s[笑顔]`), by number or by the shell's own word; else null. */
export function surfaceOf({ kind, text }: Piece): string | null {
  if (kind !== "sakura") return null;
  const found = /^\\s(?:([0-9])|\[\s*("(?:""|[^"])*"|[^\],]*?)\s*\])$/.exec(text);
  const name = found?.[1] ?? found?.[2]?.replace(/^"|"$/g, "").replaceAll('""', '"');
  if (name === undefined || name === "") return null;
  return /^-?\d+$/.test(name) ? String(Number(name)) : name;
}

/** Milliseconds that a tag waits: `\w3` is three times 50, `\_w[500]` is 500; 0 for others. */
export function waitOf({ kind, text }: Piece): number {
  if (kind !== "sakura") return 0;
  const short = /^\\w([1-9])$/.exec(text);
  if (short !== null) return Number(short[1]) * 50;
  const long = /^\\_w\[\s*(\d{1,6})\s*\]$/.exec(text);
  return long === null ? 0 : Number(long[1]);
}
