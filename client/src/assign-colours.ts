/** Which actor has which colour: chosen by name, kept for good, and shared as late as can be. */

/** How many colours there are; the manifest contributes as many. */
export const COLOURS = 8;

/**
 * The colours (from 0) of actors by name: those that are known, and one for each that is new. A new one gets the colour
 * that its name points at, or the next that fewer others have. The same object where nobody is new.
 */
export function assignColours(
  known: Readonly<Record<string, number>>,
  names: readonly string[],
): Readonly<Record<string, number>> {
  const colours = new Map(Object.entries(known));
  for (const name of names) {
    if (colours.has(name)) continue;
    const taken = new Array<number>(COLOURS).fill(0);
    for (const colour of colours.values()) taken[colour] = (taken[colour] ?? 0) + 1;
    const least = Math.min(...taken);
    let colour = hash(name) % COLOURS;
    while (taken[colour] !== least) colour = (colour + 1) % COLOURS;
    colours.set(name, colour);
  }
  return colours.size === Object.keys(known).length ? known : Object.fromEntries(colours);
}

/** A number that depends on the name alone (FNV-1a). */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) value = Math.imul(value ^ name.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
