/** Chance that can be repeated: numbers that follow from a seed and a name, whatever was drawn elsewhere before. */

/** Gives numbers of 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** FNV-1a over UTF-16 units, spread by a final mix. */
function hash(text: string, basis: number): number {
  let value = basis;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/**
 * A stream of its own for each name: a deck that is shuffled does not disturb the others, so an edit elsewhere in the
 * ghost changes no draw here. The generator is sfc32 (128 bits of state, passes the usual batteries).
 */
export function namedRandom(seed: number, ...names: readonly (string | number)[]): Random {
  const name = `${seed}\u0000${names.join("\u0000")}`;
  let a = hash(name, 0x811c9dc5);
  let b = hash(name, 0x9e3779b9);
  let c = hash(name, 0x6a09e667);
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** The numbers 0 to `count` - 1 in an order of chance (Fisher–Yates). */
export function shuffled(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}
