/** Did-you-mean finds what measuring the distance to every name finds. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { nearestNames } from "#core/diagnostics/nearest-names.ts";

/** Steps from one name to another: a letter put in, taken out, exchanged, or two neighbours swapped. */
function distance(a: string, b: string): number {
  const steps = Array.from({ length: a.length + 1 }, (_, i) => [i]) as number[][];
  const at = (i: number, j: number) => steps[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i <= a.length; i++) {
    for (let j = i === 0 ? 1 : 0; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      (steps[i] as number[])[j] = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(a.length, b.length);
}

function checkNearest(key: string, names: readonly string[]): void {
  const allowed = Math.max(1, Math.floor(key.length / 2));
  const expected = names
    .filter((name) => name !== key && name !== "" && distance(key, name) <= allowed)
    .sort((a, b) => distance(key, a) - distance(key, b) || (a < b ? -1 : 1))
    .slice(0, 3);
  assert.deepEqual(nearestNames(key, names), expected);
}

describe("the nearest names", () => {
  it("are those of the least distance, in the order of distance and name", () => {
    const name = fc.string({ unit: fc.constantFrom(..."あいうえ茶会話"), minLength: 1, maxLength: 7 });
    fc.assert(fc.property(name, fc.uniqueArray(name, { maxLength: 60 }), checkNearest), { numRuns: 500 });
  });

  it("are the same where names come and go one by one, as a list that is made anew", () => {
    const name = fc.string({ unit: fc.constantFrom(..."あいうえ茶会話"), minLength: 1, maxLength: 5 });
    const step = fc.record({ gone: fc.array(fc.nat(60), { maxLength: 3 }), come: fc.array(name, { maxLength: 3 }) });
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(name, { maxLength: 60 }),
        fc.array(step, { maxLength: 8 }),
        fc.boolean(),
        (keys, first, steps, isSorted) => {
          let names: readonly string[] = isSorted ? [...first].sort() : first;
          for (const { gone, come } of steps) {
            for (const key of keys) checkNearest(key, names);
            const kept = names.filter((_, i) => !gone.includes(i));
            const all = [...new Set(isSorted ? [...kept, ...come] : [...come, ...kept])];
            names = isSorted ? all.sort() : all;
          }
          for (const key of keys) checkNearest(key, names);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("know neither width nor case nor kind of kana", () => {
    assert.deepEqual(nearestNames("ｶｲﾜA", ["かいわａ", "天気"]), ["かいわａ"]);
  });

  it("may be very long", () => {
    checkNearest("あ".repeat(3), ["い".repeat(70_000), "ああい"]);
  });
});
