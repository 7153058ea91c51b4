/** V8's flags are others for as long as they shall be, but not for what needs the usual ones. */
import assert from "node:assert/strict";
import { inProcess } from "#test/support/changed-flags.ts";

describe("changed flags", () => {
  function check(script: string, expected: unknown): void {
    assert.deepEqual(inProcess(script), expected);
  }

  it("are given back for work that needs the usual ones", () => {
    check(
      `const before = [isUsual(), asUsual(isUsual)];
       changeFlag("--heap-growing-percent=50", "--heap-growing-percent=0");
       changeFlag("--semi-space-growth-factor=1", "--semi-space-growth-factor=2");
       const meanwhile = [isUsual(), asUsual(isUsual), asUsual(() => asUsual(isUsual) && isUsual())];
       let failed = "";
       try { asUsual(() => { throw new Error("no"); }); } catch (error) { failed = error.message; }
       console.log(JSON.stringify([before, meanwhile, failed, isUsual()]));`,
      [[true, true], [false, true, true], "no", false],
    );
  });

  it("are given back until a thread runs", () => {
    check(
      `changeFlag("--heap-growing-percent=50", "--heap-growing-percent=0");
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
