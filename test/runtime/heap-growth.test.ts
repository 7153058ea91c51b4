/** Slow growth of the heap: by flags of V8 that it knows. */
import assert from "node:assert/strict";
import { inProcess } from "#test/support/changed-flags.ts";

describe("slow growth of the heap", () => {
  function check(script: string, expected: unknown): void {
    assert.deepEqual(inProcess(script), expected);
  }

  it("begins when it is asked for", () => {
    check("growSlowly(); growSlowly(); console.log(JSON.stringify([isUsual(), asUsual(isUsual)]));", [false, true]);
  });

  it("lets the young part grow to its limit only", () => {
    check(
      `limitYoung();
       const before = isUsual();
       const kept = [];
       for (let i = 0; isUsual() && i < 1000; i++) {
         kept.push(Array.from({ length: 10_000 }, (_, j) => [j]));
         limitYoung();
       }
       console.log(JSON.stringify([before, isUsual(), asUsual(isUsual)]));`,
      [true, false, true],
    );
  });
});
