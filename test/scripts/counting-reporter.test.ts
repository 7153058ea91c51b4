/** What the end of a long test run can say of its failures. */
import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "#scripts/cache.ts";

/** Runs mocha with the reporter over a file; answers the line it left, and what it printed. */
function checkRun(source: string): { counts: unknown; printed: string } {
  const folder = mkdtempSync(join(tmpdir(), "pasta-reporter-"));
  try {
    const file = join(folder, "made.test.cjs");
    const counts = join(folder, "counts");
    writeFileSync(file, source);
    const mocha = join(repository, "node_modules/mocha/bin/mocha.js");
    const reporter = join(repository, "scripts/counting-reporter.cjs");
    const { stdout } = spawnSync(process.execPath, [mocha, "--no-config", "--reporter", reporter, file], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, PASTA_TEST_COUNTS: counts, FORCE_COLOR: "0" },
    });
    return { counts: JSON.parse(readFileSync(counts, "utf8")), printed: stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the counting reporter", () => {
  it("names what failed, where and why, and what needed a second try", () => {
    const { counts } = checkRun(`
      let tries = 0;
      describe("outer", function () {
        this.retries(1);
        it("passes", () => {});
        it("passes at last", () => {
          if (++tries === 1) throw new Error("too early");
        });
        describe("inner", () => {
          it("fails", () => {
            throw new Error("first line\\n\\nsecond line");
          });
        });
      });`);
    const broken = { place: "made.test.cjs:11:19", error: ["first line", "second line"] };
    assert.deepEqual(counts, {
      passes: 2,
      failures: 1,
      failed: [{ title: "outer › inner › fails", ...broken }],
      retried: [
        { title: "outer › passes at last", place: "made.test.cjs:7:36", error: ["too early"] },
        { title: "outer › inner › fails", ...broken },
      ],
    });
  });

  it("names a hook that failed, and the file where a stack tells no place", () => {
    const { counts } = checkRun(`
      describe("outer", () => {
        before(() => Promise.reject("no error at all"));
        it("is never run", () => {});
      });`);
    const [hook] = (counts as { failed: { title: string; place: string }[] }).failed;
    assert.equal(hook?.title, 'outer › "before all" hook for "is never run"');
    assert.equal(hook?.place, "made.test.cjs");
  });

  it("keeps the text of modules out of stacks", () => {
    const { printed } = checkRun(`
      it("fails", () => {
        const error = new Error("broken");
        error.stack = "Error: broken\\n    at run (data:text/javascript,a%20long(text)%3B?filePath=%2Fsome%20where%2Fmade.ts:2:99)";
        throw error;
      });`);
    assert.match(printed, /at run \(\/some where\/made\.ts\)/);
    assert.doesNotMatch(printed, /data:text/);
  });
});
