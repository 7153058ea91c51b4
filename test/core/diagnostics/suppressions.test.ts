/** Comments that silence findings: which lines and which codes they mean. */
import assert from "node:assert/strict";
import { isSuppressed, suppressionsIn } from "#core/diagnostics/suppressions.ts";

describe("suppressions", () => {
  /** The lines (from 0) of a text in which a code is silent. */
  function checkSilent(
    lines: readonly string[],
    code: "unresolved-scene" | "unused-word",
    expected: readonly number[],
  ) {
    const all = suppressionsIn(lines.join("\n"));
    const starts = lines.map((_, i) => lines.slice(0, i).reduce((sum, line) => sum + line.length + 1, 0));
    const silent = starts.flatMap((start, i) => (isSuppressed(all, code, start) ? [i] : []));
    assert.deepEqual(silent, expected);
  }

  it("mean the line below, or the line that they end", () => {
    checkSilent(["＊a", "　＃ pasta-ignore unresolved-scene", "　＞x", "　＞y"], "unresolved-scene", [1, 2]);
    checkSilent(["＊a", "　＞x ＃ pasta-ignore unresolved-scene", "　＞y"], "unresolved-scene", [1]);
    checkSilent(["-- pasta-ignore unresolved-scene", "act:call('', 'x')", "z()"], "unresolved-scene", [0, 1]);
  });

  it("mean the whole file where they say so", () => {
    checkSilent(["＊a", "　＞x", "＃ pasta-ignore-file unresolved-scene"], "unresolved-scene", [0, 1, 2]);
  });

  it("mean the codes that they name, whatever parts them, or all where they name none", () => {
    checkSilent(["＃ pasta-ignore unused-word、unresolved-scene", "x"], "unresolved-scene", [0, 1]);
    checkSilent(["＃ pasta-ignore unused-word", "x"], "unresolved-scene", []);
    checkSilent(["＃ pasta-ignore", "x"], "unused-word", [0, 1]);
    checkSilent(["＃ pasta-ignore あとで書く", "x"], "unused-word", [0, 1]);
  });

  it("silence nothing where the code is misspelt", () => {
    checkSilent(["＃ pasta-ignore unresolved-scen", "x"], "unresolved-scene", []);
    checkSilent(["＃ pasta-ignore-file unused-words", "x"], "unused-word", []);
  });
});
