/** Slow growth of the heap: V8's flags are others then, but not for what needs the usual ones. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

describe("slow growth of the heap", () => {
  /** Runs a script in a process of its own, whose flags may change; answers what it prints, as JSON. */
  function check(script: string, expected: unknown): void {
    const lines = `
      import { Worker } from "node:worker_threads";
      import { asUsual, growSlowly, limitYoung, startAsUsual } from "#runtime/node/heap-growth.ts";
      import { v8Flags } from "#runtime/node/v8-flags.ts";
      const usual = v8Flags();
      const isUsual = () => v8Flags().equals(usual);
      ${script}`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--import=tsx", "--input-type=module", "-e", lines], {
      encoding: "utf8",
    });
    assert.deepEqual(JSON.parse(stdout || JSON.stringify(stderr)), expected);
  }

  it("begins when it is asked for, and pauses for work that needs the usual flags", () => {
    check(
      `const before = [isUsual(), asUsual(isUsual)];
       growSlowly();
       growSlowly();
       const meanwhile = [isUsual(), asUsual(isUsual), asUsual(() => asUsual(isUsual) && isUsual())];
       let failed = "";
       try { asUsual(() => { throw new Error("no"); }); } catch (error) { failed = error.message; }
       console.log(JSON.stringify([before, meanwhile, failed, isUsual()]));`,
      [[true, true], [false, true, true], "no", false],
    );
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

  it("pauses until a thread runs", () => {
    check(
      `growSlowly();
       const worker = startAsUsual(() => new Worker("", { eval: true }));
       const starting = isUsual();
       worker.once("exit", () => {
         let failed = "";
         try { startAsUsual(() => new Worker("nowhere.cjs")); } catch (error) { failed = error.code; }
         console.log(JSON.stringify([starting, isUsual(), failed]));
       });`,
      [true, false, "ERR_WORKER_PATH"],
    );
  });
});
