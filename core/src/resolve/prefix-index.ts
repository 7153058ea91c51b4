/**
 * A map from names to lists that can be asked by prefix. Two parallel sorted arrays: as fast as a radix tree for
 * what is asked of it, small, and cheap to copy, so that every version of a table is a value of its own.
 */
import { compareNames } from "./names.ts";

/** `keys` in the order of their UTF-8 bytes, no key twice; `lists[i]` belongs to `keys[i]` and is never empty. */
export interface PrefixIndex<T> {
  readonly keys: readonly string[];
  readonly lists: readonly (readonly T[])[];
}

export const EMPTY_INDEX: PrefixIndex<never> = { keys: [], lists: [] };

/** Builds an index from lists by key; empty lists are left out. */
export function buildIndex<T>(lists: ReadonlyMap<string, readonly T[]>): PrefixIndex<T> {
  const filled = [...lists].filter(([, list]) => list.length > 0);
  filled.sort(([a], [b]) => compareNames(a, b));
  return { keys: filled.map(([key]) => key), lists: filled.map(([, list]) => list) };
}

/** The index with some keys' lists replaced; an empty list takes its key out. The old index stays as it is. */
export function replaceLists<T>(index: PrefixIndex<T>, changes: ReadonlyMap<string, readonly T[]>): PrefixIndex<T> {
  if (changes.size === 0) return index;
  const keys = index.keys.slice();
  const lists = index.lists.slice();
  for (const [key, list] of changes) {
    const at = lowerBound(keys, key);
    const present = keys[at] === key;
    if (list.length === 0) {
      if (present) {
        keys.splice(at, 1);
        lists.splice(at, 1);
      }
    } else if (present) {
      lists[at] = list;
    } else {
      keys.splice(at, 0, key);
      lists.splice(at, 0, list);
    }
  }
  return { keys, lists };
}

/** Where the keys that begin with `prefix` stand: from `from` to before `to`. */
export function prefixRange(
  index: PrefixIndex<unknown>,
  prefix: string,
): { readonly from: number; readonly to: number } {
  const from = lowerBound(index.keys, prefix);
  let low = from;
  let high = index.keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((index.keys[middle] as string).startsWith(prefix)) low = middle + 1;
    else high = middle;
  }
  return { from, to: low };
}

/** Whether any key begins with `prefix`. */
export function hasPrefix(index: PrefixIndex<unknown>, prefix: string): boolean {
  return index.keys[lowerBound(index.keys, prefix)]?.startsWith(prefix) ?? false;
}

/** The lists of all keys that begin with `prefix`, one after the other in key order. */
export function listsByPrefix<T>(index: PrefixIndex<T>, prefix: string): T[] {
  const { from, to } = prefixRange(index, prefix);
  const found: T[] = [];
  for (let i = from; i < to; i++) found.push(...(index.lists[i] as readonly T[]));
  return found;
}

/** The list of exactly this key; empty where there is none. */
export function listByKey<T>(index: PrefixIndex<T>, key: string): readonly T[] {
  const at = lowerBound(index.keys, key);
  return index.keys[at] === key ? (index.lists[at] as readonly T[]) : [];
}

/** The first place whose key is not below `key`. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareNames(keys[middle] as string, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
