/** Did-you-mean: the names nearest to one that nothing answers to. */
import { compareNames, type NameTable } from "../resolve/index.ts";
import { editDistance, foldText, maskOf, mayBeNear, pointsOf } from "./near-text.ts";

/** How many names are told at most. */
const LIMIT = 3;

/** A name that was found, with its distance. */
interface Near {
  readonly name: string;
  readonly distance: number;
}

/**
 * Up to three of `names` that differ from `key` in at most every second character, the nearest first. Full and half
 * width, katakana and hiragana, upper and lower case count as equal. What is found in a table is remembered; the list
 * is the same object as long as it says the same.
 */
export function nearestNames(key: string, names: readonly string[] | NameTable<unknown>): readonly string[] {
  return "parts" in names ? memoryOf(names).ask(key) : told(nearOf(wantedOf(key), names));
}

/** A key made ready for comparison. */
interface Wanted {
  readonly key: string;
  readonly points: readonly number[];
  readonly mask: number;
  /** How far from it another name may be to be near. */
  readonly most: number;
}

function wantedOf(key: string): Wanted {
  const points = pointsOf(foldText(key));
  return { key, points, mask: maskOf(points), most: Math.max(1, Math.floor(points.length / 2)) };
}

/** The nearest among a few names. */
function nearOf(wanted: Wanted, names: readonly string[]): readonly Near[] {
  const search = new Search(wanted);
  for (const name of names) {
    const points = pointsOf(foldText(name));
    if (search.mayHold(points.length, maskOf(points))) search.measure(name, points);
  }
  return search.nearest();
}

/** A look for the nearest names, one name after the other. */
class Search {
  readonly #found: Near[] = [];
  /** How many were found at each distance: what lies behind the nearest ones need not be measured. */
  readonly #counts: number[] = [];
  #allowed: number;

  constructor(private readonly wanted: Wanted) {
    this.#allowed = wanted.most;
  }

  /** Dismisses most names without a look at their letters. */
  mayHold(length: number, mask: number): boolean {
    const { points, mask: own } = this.wanted;
    return Math.abs(length - points.length) <= this.#allowed && mayBeNear(own, mask, this.#allowed);
  }

  measure(name: string, points: readonly number[]): void {
    if (name === this.wanted.key || name === "") return;
    const distance = editDistance(this.wanted.points, points, this.#allowed);
    if (distance > this.#allowed) return;
    this.#found.push({ name, distance });
    this.#counts[distance] = (this.#counts[distance] ?? 0) + 1;
    let sum = 0;
    for (let i = 0; i < this.#counts.length && sum < LIMIT; i++) {
      sum += this.#counts[i] ?? 0;
      if (sum >= LIMIT) this.#allowed = Math.min(this.#allowed, i);
    }
  }

  nearest(): readonly Near[] {
    return first(this.#found);
  }
}

function first(found: Near[]): readonly Near[] {
  return found.sort((a, b) => a.distance - b.distance || compareNames(a.name, b.name)).slice(0, LIMIT);
}

function told(near: readonly Near[]): readonly string[] {
  return near.map(({ name }) => name);
}

type Part = NameTable<unknown>["parts"][number];

/** What dismisses most names of a part: to look at each name itself takes several times longer. */
interface ReadyPart {
  /** Characters of each. */
  readonly lengths: Uint32Array;
  readonly masks: Int32Array;
}

const readyParts = new WeakMap<Part["keys"], ReadyPart>();

function readyPart(part: Part): ReadyPart {
  const known = readyParts.get(part.keys);
  if (known !== undefined) return known;
  const { length } = part.keys;
  const made = { lengths: new Uint32Array(length), masks: new Int32Array(length) };
  part.keys.forEach((name, i) => {
    const points = pointsOf(foldText(name));
    made.lengths[i] = points.length;
    made.masks[i] = maskOf(points);
  });
  readyParts.set(part.keys, made);
  return made;
}

/** What makes one version of a table of another. */
interface Change {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What was found under a key, and in which version of the table. */
interface Answer {
  readonly version: number;
  readonly near: readonly Near[];
  readonly names: readonly string[];
}

/** More names than these make a table another one. */
const MOST_CHANGED = 16;
/** Changes that are remembered; what was found before them is looked for anew. */
const MOST_CHANGES = 64;
/** Keys that are remembered; the memory is emptied before it grows without end. */
const MOST_ANSWERS = 100_000;

/**
 * What was asked of a table while names come and go. With each of them nearly all answers stay what they were, so an
 * answer is brought up to date by the changes since it was found.
 */
class TableMemory {
  readonly #answers = new Map<string, Answer>();
  #changes: Change[] = [];
  #version = 0;

  constructor(public table: NameTable<unknown>) {}

  /** Takes a table for the next version of its own. False where too much of it is different. */
  follow(table: NameTable<unknown>): boolean {
    const change = changeOf(this.table, table);
    if (change === null) return false;
    this.table = table;
    this.#version++;
    this.#changes = [...this.#changes.slice(1 - MOST_CHANGES), change];
    return true;
  }

  ask(key: string): readonly string[] {
    const known = this.#answers.get(key);
    if (known?.version === this.#version) return known.names;
    const near = (known && this.#stillNear(key, known)) ?? this.#find(key);
    const names = known?.near === near ? known.names : told(near);
    if (this.#answers.size >= MOST_ANSWERS) this.#answers.clear();
    this.#answers.set(key, { version: this.#version, near, names });
    return names;
  }

  /** An answer of before with the names that have come since; null where one of it has gone. */
  #stillNear(key: string, { version, near }: Answer): readonly Near[] | null {
    const since = this.#version - version;
    if (since > this.#changes.length) return null;
    let now = near;
    for (const { removed, added } of this.#changes.slice(this.#changes.length - since)) {
      if (now.some(({ name }) => removed.includes(name))) return null;
      const come = nearOf(wantedOf(key), added);
      if (come.length > 0) now = sameOr(now, first([...now, ...come]));
    }
    return now;
  }

  #find(key: string): readonly Near[] {
    const search = new Search(wantedOf(key));
    for (const part of this.table.parts) {
      const { lengths, masks } = readyPart(part);
      for (let i = 0; i < lengths.length; i++) {
        if (!search.mayHold(lengths[i] as number, masks[i] as number)) continue;
        const name = part.keys[i] as string;
        search.measure(name, pointsOf(foldText(name)));
      }
    }
    return search.nearest();
  }
}

/** The list of before, where the other one says the same. */
function sameOr(before: readonly Near[], now: readonly Near[]): readonly Near[] {
  return before.length === now.length && before.every(({ name }, i) => name === now[i]?.name) ? before : now;
}

/** The tables that were asked last. */
let recent: readonly TableMemory[] = [];
const MOST_RECENT = 4;

function memoryOf(table: NameTable<unknown>): TableMemory {
  const [last] = recent;
  if (last?.table === table) return last;
  const memory =
    recent.find((one) => one.table === table) ?? recent.find((one) => one.follow(table)) ?? new TableMemory(table);
  recent = [memory, ...recent.filter((one) => one !== memory)].slice(0, MOST_RECENT);
  return memory;
}

/** What makes the one table of the other; parts that both have are not looked into. Null where that is too much. */
function changeOf(old: NameTable<unknown>, now: NameTable<unknown>): Change | null {
  const removed: string[] = [];
  const added: string[] = [];
  const [before, behind] = [cursor(old), cursor(now)];
  while (before.part !== undefined || behind.part !== undefined) {
    if (before.part?.keys === behind.part?.keys && before.at === 0 && behind.at === 0) {
      before.skip();
      behind.skip();
      continue;
    }
    const [x, y] = [before.part?.keys[before.at], behind.part?.keys[behind.at]];
    const order = x === undefined ? 1 : y === undefined ? -1 : compareNames(x, y);
    if (order < 0) removed.push(x as string);
    if (order > 0) added.push(y as string);
    if (removed.length + added.length > MOST_CHANGED) return null;
    if (order <= 0) before.step();
    if (order >= 0) behind.step();
  }
  return { removed, added };
}

/** A place in a table, going from key to key or from part to part. */
function cursor({ parts }: NameTable<unknown>) {
  let index = 0;
  const place = {
    part: parts[0],
    at: 0,
    skip: () => {
      index++;
      place.part = parts[index];
      place.at = 0;
    },
    step: () => {
      place.at++;
      if (place.at >= (place.part?.keys.length ?? 0)) place.skip();
    },
  };
  return place;
}
