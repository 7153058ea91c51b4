/** How near two texts are to each other: what counts as the same letter, and how many steps lead from one to the other. */

/** The memory of folded texts is emptied before it grows without end. */
const MOST_KEPT = 200_000;
const foldedTexts = new Map<string, string>();

/** What folding leaves as it is: kanji, hiragana, small Latin letters, digits. */
const PLAIN = /^[\u4e00-\u9fff\u3041-\u3093a-z0-9_]*$/;

/** Text in the form in which near things are equal. Names are asked for with every letter that is typed. */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text;
  const known = foldedTexts.get(text);
  if (known !== undefined) return known;
  if (foldedTexts.size >= MOST_KEPT) foldedTexts.clear();
  const plain = text.normalize("NFKC").toLowerCase();
  const made = plain.replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
  foldedTexts.set(text, made);
  return made;
}

/** The code points of a text. */
export function pointsOf(text: string): readonly number[] {
  const points: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    points.push(point);
  }
  return points;
}

/** A bit for each character: two texts of which the bits differ much are far from each other. */
export function maskOf(points: readonly number[]): number {
  let mask = 0;
  for (const point of points) mask |= 1 << (Math.imul(point, 0x9e3779b1) >>> 27);
  return mask;
}

/** Whether texts of these masks may be within so many steps of each other. */
export function mayBeNear(a: number, b: number, steps: number): boolean {
  return bits(a & ~b) <= steps && bits(b & ~a) <= steps;
}

/** How many bits are set: those of each pair, each four and each eight are added up. */
function bits(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Levenshtein distance with neighbours swapped as one step; anything above `limit` is told as `limit + 1`. */
export function editDistance(a: readonly number[], b: readonly number[], limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, (before[j - 2] as number) + 1);
      }
      row.push(value);
      if (value < least) least = value;
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length] as number;
}
