/** Did-you-mean finds what measuring the distance to every name finds. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { nearestNames } from "#core/diagnostics/nearest-names.ts";
import { buildTable, keysOf, replaceLists } from "#core/resolve/name-table.ts";
import type { NameTable } from "#core/resolve/prefix-index.ts";

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

function expectedOf(key: string, names: readonly string[]): string[] {
  const allowed = Math.max(1, Math.floor(key.length / 2));
  return names
    .filter((name) => name !== key && name !== "" && distance(key, name) <= allowed)
    .sort((a, b) => distance(key, a) - distance(key, b) || (a < b ? -1 : 1))
    .slice(0, 3);
}

function checkNearest(key: string, names: readonly string[]): void {
  assert.deepEqual(nearestNames(key, names), expectedOf(key, names));
}

function listsOf(names: readonly string[], list: readonly number[]): Map<string, readonly number[]> {
  return new Map(names.map((name) => [name, list]));
}

function tableOf(names: readonly string[]): NameTable<number> {
  return buildTable(listsOf(names, [1]));
}

describe("the nearest names", () => {
  it("are those of the least distance, in the order of distance and name", () => {
    const name = fc.string({ unit: fc.constantFrom(..."あいうえ茶会話"), minLength: 1, maxLength: 7 });
    fc.assert(fc.property(name, fc.uniqueArray(name, { maxLength: 60 }), checkNearest), { numRuns: 500 });
  });

  it("are the same in a table, while names of it come and go", () => {
    const name = fc.string({ unit: fc.constantFrom(..."あいうえ茶会話"), minLength: 1, maxLength: 5 });
    const step = fc.record({
      gone: fc.array(fc.nat(60), { maxLength: 3 }),
      come: fc.array(name, { maxLength: 3 }),
      isAsked: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 4 }),
        fc.uniqueArray(name, { maxLength: 60 }),
        fc.array(step, { maxLength: 8 }),
        (keys, first, steps) => {
          let table = tableOf(first);
          const check = () => {
            for (const key of keys) assert.deepEqual(nearestNames(key, table), expectedOf(key, keysOf(table)));
          };
          for (const { gone, come, isAsked } of steps) {
            if (isAsked) check();
            const lost = keysOf(table).filter((_, i) => gone.includes(i));
            table = replaceLists(table, listsOf(lost, []));
            table = replaceLists(table, listsOf(come, [1]));
          }
          check();
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are the same in a table of many parts, the same list as long as it says the same", () => {
    const names = Array.from({ length: 2000 }, (_, i) => `会話${i}`);
    let table = tableOf(names);
    const asked = () => nearestNames("会話12345", table);
    const before = asked();
    assert.deepEqual(before, expectedOf("会話12345", names));
    table = replaceLists(table, listsOf(["挨拶"], [1]));
    assert.equal(asked(), before);
    table = replaceLists(table, listsOf(["会話1234五"], [1]));
    assert.deepEqual(asked(), expectedOf("会話12345", keysOf(table)));
    table = replaceLists(table, listsOf([before[0] as string], []));
    assert.deepEqual(asked(), expectedOf("会話12345", keysOf(table)));
    // More changes than are remembered.
    for (let i = 0; i < 100; i++) {
      table = replaceLists(table, listsOf([`別${i}`], [1]));
      nearestNames("別", table);
    }
    table = replaceLists(table, listsOf(["会話12三45"], [1]));
    assert.deepEqual(asked(), expectedOf("会話12345", keysOf(table)));
  });

  it("know neither width nor case nor kind of kana", () => {
    assert.deepEqual(nearestNames("ｶｲﾜA", ["かいわａ", "天気"]), ["かいわａ"]);
  });

  it("may be very long", () => {
    checkNearest("あ".repeat(3), ["い".repeat(70_000), "ああい"]);
  });
});
