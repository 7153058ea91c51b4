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
  readonly names: readonly string[];
  /** Characters of each. */
  readonly lengths: Uint32Array;
  readonly masks: Int32Array;
  /** What was asked about the list. */
  readonly answers: Map<string, readonly Near[]>;
  /** What was asked about the list that this one was before some names came and went. */
  readonly before: { readonly answers: ReadonlyMap<string, readonly Near[]>; readonly change: ListChange } | null;
}

/** A name that was found, with its distance. */
interface Near {
  readonly name: string;
  readonly distance: number;
}

/** What makes one list of another. */
interface ListChange {
  readonly removed: readonly string[];
  readonly added: readonly Folded[];
  /** The other list, piece by piece: what is taken over of the one, and a name that is put in behind it. */
  readonly pieces: readonly { readonly from: number; readonly to: number; readonly next: Folded | null }[];
}

const folds = new WeakMap<readonly string[], FoldedList>();

/** The lists that were made last: with a name that comes or goes, a list is another one that shares nearly all names. */
let recent: readonly FoldedList[] = [];
const MOST_RECENT = 4;

/** More names than these make a list another one. */
const MOST_CHANGED = 16;

/**
 * Up to `limit` of `names` that differ from `key` in at most every second character, the nearest first. Full and half
 * width, katakana and hiragana, upper and lower case count as equal. `names` is remembered by identity.
 */
export function nearestNames(key: string, names: readonly string[], limit = 3): readonly string[] {
  const list = foldAll(names);
  const id = `${limit} ${key}`;
  let found = list.answers.get(id);
  if (found === undefined) {
    found = changedAnswer(list, key, id, limit) ?? findNearest(key, list, limit);
    list.answers.set(id, found);
  }
  return found.map(({ name }) => name);
}

/** The answer of before with the names that have come since; null where one of it has gone, or nothing was asked. */
function changedAnswer({ before }: FoldedList, key: string, id: string, limit: number): readonly Near[] | null {
  const known = before?.answers.get(id);
  if (before === null || known === undefined) return null;
  const { removed, added } = before.change;
  if (known.some(({ name }) => removed.includes(name))) return null;
  const come = nearOf(fold(key), added, limit);
  return come.length === 0 ? known : inOrder([...known, ...come]).slice(0, limit);
}

function findNearest(key: string, { names, lengths, masks }: FoldedList, limit: number): readonly Near[] {
  const wanted = fold(key);
  const found: Near[] = [];
  /** How many were found at each distance: what lies behind the nearest ones need not be measured. */
  const counts: number[] = [];
  let allowed = mostDistance(wanted);
  for (let i = 0; i < names.length; i++) {
    if (Math.abs((lengths[i] as number) - wanted.characters.length) > allowed) continue;
    const mask = masks[i] as number;
    if (bits(wanted.mask & ~mask) > allowed || bits(mask & ~wanted.mask) > allowed) continue;
    const { name, characters } = fold(names[i] as string);
    if (name === key || name === "") continue;
    const distance = editDistance(wanted.characters, characters, allowed);
    if (distance > allowed) continue;
    found.push({ name, distance });
    counts[distance] = (counts[distance] ?? 0) + 1;
    allowed = Math.min(allowed, nearest(counts, limit));
  }
  return inOrder(found).slice(0, limit);
}

/** The same among a few names. */
function nearOf(wanted: Folded, names: readonly Folded[], limit: number): readonly Near[] {
  const allowed = mostDistance(wanted);
  const found: Near[] = [];
  for (const { name, characters } of names) {
    if (name === wanted.name || name === "" || Math.abs(characters.length - wanted.characters.length) > allowed)
      continue;
    const distance = editDistance(wanted.characters, characters, allowed);
    if (distance <= allowed) found.push({ name, distance });
  }
  return inOrder(found).slice(0, limit);
}

/** How far from a name another one may be to be near it. */
function mostDistance({ characters }: Folded): number {
  return Math.max(1, Math.floor(characters.length / 2));
}

function inOrder(found: Near[]): Near[] {
  return found.sort((a, b) => a.distance - b.distance || compareNames(a.name, b.name));
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
  let made: FoldedList | null = null;
  for (const list of recent) made ??= changedList(list, names);
  made ??= newList(names);
  const { before } = made;
  recent = [made, ...recent.filter((list) => before === null || list.answers !== before.answers)].slice(0, MOST_RECENT);
  folds.set(names, made);
  return made;
}

function newList(names: readonly string[]): FoldedList {
  const folded = names.map(fold);
  const lengths = Uint32Array.from(folded, ({ characters }) => characters.length);
  const masks = Int32Array.from(folded, ({ mask }) => mask);
  return { names, lengths, masks, answers: new Map(), before: null };
}

/** A list made of one that differs in a few names; null where more than that is different. */
function changedList(list: FoldedList, names: readonly string[]): FoldedList | null {
  const change = changeOf(list.names, names);
  if (change === null) return null;
  const lengths = new Uint32Array(names.length);
  const masks = new Int32Array(names.length);
  let at = 0;
  for (const { from, to, next } of change.pieces) {
    lengths.set(list.lengths.subarray(from, to), at);
    masks.set(list.masks.subarray(from, to), at);
    at += to - from;
    if (next === null) continue;
    lengths[at] = next.characters.length;
    masks[at] = next.mask;
    at++;
  }
  return { names, lengths, masks, answers: new Map(), before: { answers: list.answers, change } };
}

function changeOf(old: readonly string[], now: readonly string[]): ListChange | null {
  const removed: string[] = [];
  const added: Folded[] = [];
  const pieces: { from: number; to: number; next: Folded | null }[] = [];
  let from = 0;
  let at = 0;
  for (let i = 0; i < now.length || at < old.length; ) {
    if (i < now.length && at < old.length && now[i] === old[at]) {
      i++;
      at++;
      continue;
    }
    if (removed.length + added.length >= MOST_CHANGED) return null;
    const isGone = at < old.length && (i >= now.length || now[i] === old[at + 1] || now[i + 1] === old[at + 1]);
    const isNew = i < now.length && (!isGone || now[i] !== old[at + 1]);
    const next = isNew ? fold(now[i] as string) : null;
    pieces.push({ from, to: at, next });
    if (next !== null) {
      added.push(next);
      i++;
    }
    if (isGone) {
      removed.push(old[at] as string);
      at++;
    }
    from = at;
  }
  pieces.push({ from, to: at, next: null });
  return { removed, added, pieces };
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
