/** A table of names in parts says what a plain list says, whatever came and went, and shares what did not change. */
import assert from "node:assert/strict";
import { buildTable, countOf, keysOf, replaceLists } from "#core/resolve/name-table.ts";
import { compareNames } from "#core/resolve/names.ts";
import {
  buildIndex,
  eachWithPrefix,
  firstWithPrefix,
  hasPrefix,
  listByKey,
  listsByPrefix,
  type Names,
  type NameTable,
} from "#core/resolve/prefix-index.ts";
import { pick, randomFrom } from "#test/support/random.ts";

type Lists = ReadonlyMap<string, readonly number[]>;

/** Kana of half width and a pair of surrogates: their order as UTF-8 is not that of UTF-16. */
const LETTERS = [..."会話挨拶朝昼夜あいｱ𠮷_12"];

function nameFrom(random: () => number): string {
  return Array.from({ length: 1 + Math.floor(random() * 5) }, () => pick(random, LETTERS)).join("");
}

function checkAnswers(names: Names<number>, lists: Lists, prefix: string): void {
  const sorted = [...lists].filter(([, list]) => list.length > 0).sort(([a], [b]) => compareNames(a, b));
  const expected = sorted.filter(([key]) => key.startsWith(prefix));
  const found: [string, readonly number[]][] = [];
  eachWithPrefix(names, prefix, (key, list) => found.push([key, list]));
  assert.deepEqual(found, expected, prefix);
  assert.equal(hasPrefix(names, prefix), expected.length > 0, prefix);
  assert.deepEqual(
    listsByPrefix(names, prefix),
    expected.flatMap(([, list]) => list),
    prefix,
  );
  assert.deepEqual(listByKey(names, prefix), lists.get(prefix) ?? [], prefix);
  const [first] = expected;
  assert.deepEqual(firstWithPrefix(names, prefix), first === undefined ? null : { key: first[0], list: first[1] });
}

function checkParts(table: NameTable<number>, lists: Lists): void {
  const sorted = [...lists].filter(([, list]) => list.length > 0).sort(([a], [b]) => compareNames(a, b));
  assert.deepEqual(
    keysOf(table),
    sorted.map(([key]) => key),
  );
  assert.equal(
    countOf(table),
    sorted.reduce((sum, [, list]) => sum + list.length, 0),
  );
  for (const { keys, lists: own } of table.parts) {
    assert.ok(keys.length > 0 && keys.length <= 256 && keys.length === own.length, `a part of ${keys.length}`);
  }
}

describe("a table of names", () => {
  for (const size of [0, 1, 300, 3000]) {
    it(`of ${size} names answers as a list does, while names come and go`, () => {
      const random = randomFrom(size + 7);
      const lists = new Map<string, readonly number[]>();
      for (let i = 0; i < size; i++) lists.set(nameFrom(random), [i]);
      let table = buildTable(lists);
      for (let step = 0; step < 40; step++) {
        const changes = new Map<string, readonly number[]>();
        // Now a few, now hundreds: a file that is put in, or taken out.
        const count = step % 10 === 9 ? 400 : 1 + Math.floor(random() * 3);
        for (let i = 0; i < count; i++) {
          const known = random() < 0.6 && lists.size > 0 ? pick(random, [...lists.keys()]) : nameFrom(random);
          changes.set(known, random() < 0.5 ? [] : [step, i]);
        }
        const before = table;
        const told = [before.parts.flatMap(({ keys }) => keys), countOf(before)];
        table = replaceLists(before, changes);
        for (const [key, list] of changes) {
          if (list.length === 0) lists.delete(key);
          else lists.set(key, list);
        }
        assert.deepEqual([keysOf(before), countOf(before)], told, "the version before stays as it was");
        checkParts(table, lists);
        for (let i = 0; i < 10; i++) checkAnswers(table, lists, nameFrom(random).slice(0, 2));
        for (const key of [...lists.keys()].slice(0, 5)) checkAnswers(table, lists, key);
        checkAnswers(buildIndex(lists), lists, nameFrom(random).slice(0, 1));
      }
      checkAnswers(table, lists, "");
    });
  }

  it("shares nearly all parts with the version before", () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `話${i}`);
    const table = buildTable(new Map(names.map((name) => [name, [1]])));
    const next = replaceLists(
      table,
      new Map([
        ["話77", []],
        ["新しい話", [1]],
      ]),
    );
    const shared = next.parts.filter((part) => table.parts.includes(part)).length;
    assert.ok(shared >= next.parts.length - 2, `${shared} of ${next.parts.length}`);
    assert.equal(replaceLists(table, new Map()), table);
  });

  it("keeps no crumbs: parts that lost most of their names join", () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `話${i}`);
    let table = buildTable(new Map(names.map((name) => [name, [1]])));
    for (let i = 0; i < names.length; i += 100) {
      const gone = names.slice(i, i + 100).filter((_, at) => at % 50 !== 0);
      table = replaceLists(table, new Map(gone.map((name) => [name, []])));
    }
    assert.equal(countOf(table), 200);
    assert.ok(table.parts.length <= 4, `${table.parts.length} parts`);
  });
});
