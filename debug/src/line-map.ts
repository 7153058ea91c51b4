/** Lines of a text before and after edits: the program runs the text that it began with, and people look at today's. */

export interface LineMap {
  /** The line before the edits that a line of today was; null for a line that is new. */
  toBefore(line: number): number | null;
  /** Where a line from before is today, or where it would be. */
  toAfter(line: number): number;
}

const SAME: LineMap = { toBefore: (line) => line, toAfter: (line) => line };

/** Compares two texts line by line. Lines that occur once on both sides are what the rest is measured by. */
export function lineMap(before: string, after: string): LineMap {
  if (before === after) return SAME;
  const old = before.split(/\r\n|\n|\r/);
  const now = after.split(/\r\n|\n|\r/);
  const forward = new Map<number, number>();
  match(old, now, 0, old.length, 0, now.length, forward);
  const back = new Map([...forward].map(([from, to]) => [to, from]));
  return {
    toBefore: (line) => back.get(line) ?? null,
    toAfter: (line) => {
      for (let near = line; near >= 0; near--) {
        const found = forward.get(near);
        if (found !== undefined) return Math.min(found + line - near, now.length - 1);
      }
      return Math.min(line, now.length - 1);
    },
  };
}

function match(
  old: readonly string[],
  now: readonly string[],
  oldFrom: number,
  oldTo: number,
  nowFrom: number,
  nowTo: number,
  found: Map<number, number>,
): void {
  let [a, b, c, d] = [oldFrom, oldTo, nowFrom, nowTo];
  while (a < b && c < d && old[a] === now[c]) found.set(a++, c++);
  while (a < b && c < d && old[b - 1] === now[d - 1]) found.set(--b, --d);
  if (a === b || c === d) return;
  const anchors = increasing(uniquePairs(old, now, a, b, c, d));
  for (let index = 0; index < anchors.length; index++) {
    const [from, to] = anchors[index] as readonly [number, number];
    const [nextFrom, nextTo] = anchors[index + 1] ?? [b, d];
    if (index === 0) match(old, now, a, from, c, to, found);
    match(old, now, from, nextFrom, to, nextTo, found);
  }
}

/** Lines that occur once in either part, as pairs in the order of the old text. */
function uniquePairs(
  old: readonly string[],
  now: readonly string[],
  oldFrom: number,
  oldTo: number,
  nowFrom: number,
  nowTo: number,
): (readonly [number, number])[] {
  const there = places(now, nowFrom, nowTo);
  return [...places(old, oldFrom, oldTo)].flatMap(([text, line]): (readonly [number, number])[] => {
    const other = there.get(text);
    return line === null || other === undefined || other === null ? [] : [[line, other]];
  });
}

function places(lines: readonly string[], from: number, to: number): Map<string, number | null> {
  const found = new Map<string, number | null>();
  for (let line = from; line < to; line++) {
    const text = lines[line] as string;
    found.set(text, found.has(text) ? null : line);
  }
  return found;
}

/** The longest run of pairs that increases on both sides. */
function increasing(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const tails: number[] = [];
  const before: number[] = [];
  pairs.forEach(([, to], index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] as number]?.[1] as number) < to) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : (tails[low - 1] as number);
    tails[low] = index;
  });
  const chain: (readonly [number, number])[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = before[index] as number)
    chain.push(pairs[index] as readonly [number, number]);
  return chain.reverse();
}
