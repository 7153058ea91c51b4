/** Good code of what every key runs: by flags of V8 that the version at hand knows. */
import assert from "node:assert/strict";
import { changesOf } from "#runtime/node/early-code.ts";
import { inProcess } from "#test/support/changed-flags.ts";

describe("early code", () => {
  it("is asked for by flags that V8 knows, and whose usual values are the ones given back", () => {
    assert.deepEqual(
      inProcess("compileSooner(); compileSooner(); console.log(JSON.stringify([isUsual(), asUsual(isUsual)]));"),
      [false, true],
    );
  });

  /** Whether something is changed in a version of V8. */
  function check(version: string, expected: boolean): void {
    assert.equal(changesOf(version).length > 0, expected, version);
  }

  it("is left to V8 where its flags are not known", () => {
    check("11.3.244.8-node.38", true);
    check("12.2.281.27-electron.0", false);
    check("12.4.254.21-node.57", true);
    check("13.6.233.17-node.53", true);
    check("14.6.202.34-node.34", true);
    check("10.2.154.26-node.36", false);
    check("15.0.1", false);
    check("", false);
  });
});
