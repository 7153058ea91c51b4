/**
 * A map from names to lists that can be asked by prefix. Two parallel sorted arrays: as fast as a radix tree for
 * what is asked of it, and small. What a scene declares is one such index; a whole ghost's names are many in a row.
 */
import { compareNames } from "./names.ts";

/** `keys` in the order of their UTF-8 bytes, no key twice; `lists[i]` belongs to `keys[i]` and is never empty. */
export interface PrefixIndex<T> {
  readonly keys: readonly string[];
  readonly lists: readonly (readonly T[])[];
}

/**
 * The same cut into parts, none of them empty, in the order of their keys: a version of it that differs in a few names
 * shares nearly all parts with the one before.
 */
export interface NameTable<T> {
  readonly parts: readonly PrefixIndex<T>[];
}

/** What can be asked for names. */
export type Names<T> = PrefixIndex<T> | NameTable<T>;

export const EMPTY_INDEX: PrefixIndex<never> = { keys: [], lists: [] };

/** Builds an index from lists by key; empty lists are left out. */
export function buildIndex<T>(lists: ReadonlyMap<string, readonly T[]>): PrefixIndex<T> {
  const filled = [...lists].filter(([, list]) => list.length > 0);
  filled.sort(([a], [b]) => compareNames(a, b));
  return { keys: filled.map(([key]) => key), lists: filled.map(([, list]) => list) };
}

/** Tells every key that begins with `prefix`, in order, with its list. */
export function eachWithPrefix<T>(
  names: Names<T>,
  prefix: string,
  tell: (key: string, list: readonly T[]) => void,
): void {
  if (!("parts" in names)) {
    tellFrom(names, lowerBound(names.keys, prefix), prefix, tell);
    return;
  }
  const { parts } = names;
  const first = partAt(parts, prefix);
  for (let i = first; i < parts.length; i++) {
    const part = parts[i] as PrefixIndex<T>;
    const from = i === first ? lowerBound(part.keys, prefix) : 0;
    if (!tellFrom(part, from, prefix, tell)) return;
  }
}

/** Answers whether the keys behind these may go on to begin with the prefix. */
function tellFrom<T>(
  { keys, lists }: PrefixIndex<T>,
  from: number,
  prefix: string,
  tell: (key: string, list: readonly T[]) => void,
): boolean {
  for (let i = from; i < keys.length; i++) {
    const key = keys[i] as string;
    if (!key.startsWith(prefix)) return false;
    tell(key, lists[i] as readonly T[]);
  }
  return true;
}

/** The first key that begins with `prefix`, and its list. */
export function firstWithPrefix<T>(
  names: Names<T>,
  prefix: string,
): { readonly key: string; readonly list: readonly T[] } | null {
  const index = "parts" in names ? partFor(names.parts, prefix) : names;
  if (index === undefined) return null;
  const at = lowerBound(index.keys, prefix);
  const key = index.keys[at];
  return key?.startsWith(prefix) === true ? { key, list: index.lists[at] as readonly T[] } : null;
}

/** Whether any key begins with `prefix`. */
export function hasPrefix(names: Names<unknown>, prefix: string): boolean {
  const keys = "parts" in names ? partFor(names.parts, prefix)?.keys : names.keys;
  return keys?.[lowerBound(keys, prefix)]?.startsWith(prefix) ?? false;
}

/** The lists of all keys that begin with `prefix`, one after the other in key order. */
export function listsByPrefix<T>(names: Names<T>, prefix: string): T[] {
  const found: T[] = [];
  eachWithPrefix(names, prefix, (_, list) => {
    for (const item of list) found.push(item);
  });
  return found;
}

/** The list of exactly this key; empty where there is none. */
export function listByKey<T>(names: Names<T>, key: string): readonly T[] {
  const index = "parts" in names ? names.parts[partAt(names.parts, key)] : names;
  if (index === undefined) return [];
  const at = lowerBound(index.keys, key);
  return index.keys[at] === key ? (index.lists[at] as readonly T[]) : [];
}

/** The part that holds the first key which is not below `key`; the last one where there is none. */
function partFor<T>(parts: readonly PrefixIndex<T>[], key: string): PrefixIndex<T> | undefined {
  const at = partAt(parts, key);
  const isBehind = compareNames(parts[at]?.keys.at(-1) ?? key, key) < 0;
  return isBehind && at + 1 < parts.length ? parts[at + 1] : parts[at];
}

/** The part that a key belongs to: the last one that does not begin behind it. */
function partAt(parts: readonly PrefixIndex<unknown>[], key: string): number {
  let low = 1;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareNames(parts[middle]?.keys[0] as string, key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
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
