/** Copies of maps that change with an edit. */

/** The same as `new Map(map)`, which makes a pair of every entry on its way: most of the memory that it takes. */
export function copyOf<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
  const copy = new Map<K, V>();
  map.forEach((value, key) => {
    copy.set(key, value);
  });
  return copy;
}
