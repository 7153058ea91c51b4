/** Did-you-mean: the names nearest to one that nothing answers to. */

import { compareNames } from "../resolve/names.ts";

/** A name made ready for comparison. */
interface Folded {
  readonly name: string;
  readonly characters: readonly string[];
  /** A bit for each character, to dismiss most names without a closer look. */
  readonly mask: number;
}

/** A list of names, and beside it what dismisses most of them: looking at each name itself takes several times longer. */
interface FoldedList {
  readonly folded: readonly Folded[];
  /** Characters of each. */
  readonly lengths: Uint32Array;
  readonly masks: Int32Array;
}

const folds = new WeakMap<readonly string[], FoldedList>();

/**
 * Up to `limit` of `names` that differ from `key` in at most every second character, the nearest first. Full and half
 * width, katakana and hiragana, upper and lower case count as equal. `names` is remembered by identity.
 */
export function nearestNames(key: string, names: readonly string[], limit = 3): readonly string[] {
  const known = answers.get(names) ?? new Map<string, readonly string[]>();
  answers.set(names, known);
  const id = `${limit} ${key}`;
  const found = known.get(id) ?? findNearest(key, names, limit);
  known.set(id, found);
  return found;
}

/** What was asked before about a list of names; the lists of tables stay the same objects until a name changes. */
const answers = new WeakMap<readonly string[], Map<string, readonly string[]>>();

function findNearest(key: string, names: readonly string[], limit: number): readonly string[] {
  const wanted = fold(key);
  const found: { readonly name: string; readonly distance: number }[] = [];
  /** How many were found at each distance: what lies behind the nearest ones need not be measured. */
  const counts: number[] = [];
  let allowed = Math.max(1, Math.floor(wanted.characters.length / 2));
  const { folded, lengths, masks } = foldAll(names);
  for (let i = 0; i < folded.length; i++) {
    if (Math.abs((lengths[i] as number) - wanted.characters.length) > allowed) continue;
    const mask = masks[i] as number;
    if (bits(wanted.mask & ~mask) > allowed || bits(mask & ~wanted.mask) > allowed) continue;
    const { name, characters } = folded[i] as Folded;
    if (name === key || name === "") continue;
    const distance = editDistance(wanted.characters, characters, allowed);
    if (distance > allowed) continue;
    found.push({ name, distance });
    counts[distance] = (counts[distance] ?? 0) + 1;
    allowed = Math.min(allowed, nearest(counts, limit));
  }
  found.sort((a, b) => a.distance - b.distance || compareNames(a.name, b.name));
  return found.slice(0, limit).map(({ name }) => name);
}

/** The least distance within which `limit` were found. */
function nearest(counts: readonly number[], limit: number): number {
  let sum = 0;
  for (let distance = 0; distance < counts.length; distance++) {
    sum += counts[distance] ?? 0;
    if (sum >= limit) return distance;
  }
  return Number.POSITIVE_INFINITY;
}

function foldAll(names: readonly string[]): FoldedList {
  const known = folds.get(names);
  if (known !== undefined) return known;
  const folded = names.map(fold);
  const made = {
    folded,
    lengths: Uint32Array.from(folded, ({ characters }) => characters.length),
    masks: Int32Array.from(folded, ({ mask }) => mask),
  };
  folds.set(names, made);
  return made;
}

/** Most names of a ghost are there before and behind an edit; the lists of them are not the same. */
const folded = new Map<string, Folded>();
const foldedTexts = new Map<string, string>();
/** The memories are emptied before they grow without end. */
const MOST_KEPT = 200_000;

function fold(name: string): Folded {
  const known = folded.get(name);
  if (known !== undefined) return known;
  if (folded.size >= MOST_KEPT) folded.clear();
  const made = foldName(name);
  folded.set(name, made);
  return made;
}

function foldName(name: string): Folded {
  const characters = [...foldText(name)];
  let mask = 0;
  for (const character of characters) mask |= 1 << (((character.codePointAt(0) ?? 0) * 0x9e3779b1) >>> 27);
  return { name, characters, mask };
}

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

/** What folding leaves as it is: kanji, hiragana, small Latin letters, digits. */
const PLAIN = /^[\u4e00-\u9fff\u3041-\u3093a-z0-9_]*$/;

/** How many bits are set: those of each pair, each four and each eight are added up. */
function bits(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Levenshtein distance with neighbours swapped as one step; anything above `limit` is told as `limit + 1`. */
function editDistance(a: readonly string[], b: readonly string[], limit: number): number {
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
