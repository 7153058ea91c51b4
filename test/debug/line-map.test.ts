/** Lines before and after edits: what is matched is the same text, in the same order, and what stays is found. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { lineMap } from "#debug/line-map.ts";

const lines = fc.array(fc.constantFrom("", "　さくら：あ", "＊話", "　＞枝", "い", "う", "え", "お"), {
  minLength: 1,
  maxLength: 30,
});

describe("lines of an edited text", () => {
  it("are matched in order, and only where they say the same", () => {
    fc.assert(
      fc.property(lines, lines, (old, now) => {
        const map = lineMap(old.join("\n"), now.join("\r\n"));
        let last = -1;
        for (const [line, text] of now.entries()) {
          const before = map.toBefore(line);
          if (before === null) continue;
          assert.equal(old[before], text);
          assert.ok(before > last);
          assert.equal(map.toAfter(before), line);
          last = before;
        }
      }),
    );
  });

  it("are all found where lines were only put in between", () => {
    const marks = fc.array(fc.nat(40), { maxLength: 10 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), marks, (count, at) => {
        const old = Array.from({ length: count }, (_, index) => `行${index}`);
        const now = old.flatMap((line, index) => [
          ...at.filter((each) => each === index).map((_, n) => `新${n}`),
          line,
        ]);
        const map = lineMap(old.join("\n"), now.join("\n"));
        for (const [line, text] of old.entries()) assert.equal(now[map.toAfter(line)], text);
        for (const [line, text] of now.entries()) assert.equal(map.toBefore(line) === null, text.startsWith("新"));
      }),
    );
  });

  it("have a place also where they are gone: behind what stood before them", () => {
    const { toAfter, toBefore } = lineMap("a\nb\nc\nd", "a\nd");
    assert.deepEqual([0, 1, 2, 3].map(toAfter), [0, 1, 1, 1]);
    assert.deepEqual([0, 1].map(toBefore), [0, 3]);
  });
});
