/**
 * The versions of a table of names. Every version is a value of its own, and a name that comes or goes makes one part
 * anew: what the size of a ghost adds to an edit is a list of some dozens of parts.
 */
import { compareNames } from "./names.ts";
import { buildIndex, type NameTable, type PrefixIndex } from "./prefix-index.ts";

export const EMPTY_TABLE: NameTable<never> = { parts: [] };

/** A part with more keys than these is cut. */
const MOST = 256;
/** A part with fewer keys than these joins the one before it, where there is room. */
const LEAST = 64;

/** Builds a table from lists by key; empty lists are left out. */
export function buildTable<T>(lists: ReadonlyMap<string, readonly T[]>): NameTable<T> {
  const parts: PrefixIndex<T>[] = [];
  addPart(parts, buildIndex(lists));
  return { parts };
}

/** The table with some keys' lists replaced; an empty list takes its key out. The old table stays as it is. */
export function replaceLists<T>(table: NameTable<T>, changes: ReadonlyMap<string, readonly T[]>): NameTable<T> {
  if (changes.size === 0) return table;
  const changed = [...changes].sort(([a], [b]) => compareNames(a, b));
  const parts: PrefixIndex<T>[] = [];
  let at = 0;
  table.parts.forEach((part, i) => {
    const end = table.parts[i + 1]?.keys[0];
    const from = at;
    while (at < changed.length && (end === undefined || compareNames(changed[at]?.[0] as string, end) < 0)) at++;
    const own = changed.slice(from, at);
    const same = own.length === 0 ? part : relisted(part, own);
    if (same !== null) parts.push(same);
    else addPart(parts, merged(part, own));
  });
  if (table.parts.length === 0) addPart(parts, merged({ keys: [], lists: [] }, changed));
  return { parts };
}

/** A part with other lists under the same keys, which it shares; null where a key comes or goes. */
function relisted<T>(
  { keys, lists }: PrefixIndex<T>,
  changes: readonly (readonly [string, readonly T[]])[],
): PrefixIndex<T> | null {
  const made = lists.slice();
  let at = 0;
  for (const [key, list] of changes) {
    while (at < keys.length && compareNames(keys[at] as string, key) < 0) at++;
    if (keys[at] !== key || list.length === 0) return null;
    made[at] = list;
  }
  return { keys, lists: made };
}

/** One part with changes put in; both are in order. */
function merged<T>(part: PrefixIndex<T>, changes: readonly (readonly [string, readonly T[]])[]): PrefixIndex<T> {
  const keys: string[] = [];
  const lists: (readonly T[])[] = [];
  const take = (key: string, list: readonly T[]) => {
    if (list.length === 0) return;
    keys.push(key);
    lists.push(list);
  };
  let at = 0;
  for (const [key, list] of changes) {
    for (; at < part.keys.length && compareNames(part.keys[at] as string, key) < 0; at++) {
      take(part.keys[at] as string, part.lists[at] as readonly T[]);
    }
    if (part.keys[at] === key) at++;
    take(key, list);
  }
  for (; at < part.keys.length; at++) take(part.keys[at] as string, part.lists[at] as readonly T[]);
  return { keys, lists };
}

/** Puts keys behind the parts so far: as several where they are many, with the last part where they are few. */
function addPart<T>(parts: PrefixIndex<T>[], index: PrefixIndex<T>): void {
  const { length } = index.keys;
  if (length === 0) return;
  const last = parts.at(-1);
  const isFew = length < LEAST || (last?.keys.length ?? MOST) < LEAST;
  if (isFew && last !== undefined && last.keys.length + length <= MOST) {
    parts[parts.length - 1] = { keys: [...last.keys, ...index.keys], lists: [...last.lists, ...index.lists] };
    return;
  }
  const count = Math.ceil(length / MOST);
  for (let i = 0; i < count; i++) {
    const [from, to] = [Math.floor((length * i) / count), Math.floor((length * (i + 1)) / count)];
    // Copied to their size: an array to which something was added has room for more.
    parts.push({ keys: index.keys.slice(from, to), lists: index.lists.slice(from, to) });
  }
}

/** How much all lists of a table hold. */
export function countOf({ parts }: NameTable<unknown>): number {
  let count = 0;
  for (const { lists } of parts) for (const list of lists) count += list.length;
  return count;
}

/** All keys of a table, in order. */
export function keysOf({ parts }: NameTable<unknown>): string[] {
  return parts.flatMap(({ keys }) => keys);
}
