/** Runs the host tests inside the extension host of the real VS Code, with the package installed. */
import { strict as assert } from "node:assert";
import { appendFileSync, existsSync, readFileSync, watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";
import { repository } from "#scripts/cache.ts";
import type { HostResults } from "./host/index.ts";
import { openStage, type Stage } from "./stage.ts";

/** Inside the repository, so that mocha is found from there. */
const bundle = join(repository, ".cache/e2e-host/index.cjs");

async function bundleHostTests(): Promise<void> {
  await build({
    absWorkingDir: repository,
    entryPoints: ["test/e2e/host/index.ts"],
    outfile: bundle,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
}

/** Resolves with what the host leaves in `file`. */
function resultsFrom(file: string): Promise<HostResults> {
  return new Promise((resolve) => {
    const look = () => {
      if (!existsSync(file)) return;
      const text = readFileSync(file, "utf8");
      if (text === "") return;
      watcher.close();
      resolve(JSON.parse(text));
    };
    const watcher = watch(dirname(file), (_, name) => name === basename(file) && look());
    look();
  });
}

describe("inside the extension host", () => {
  let stage: Stage;

  before(async () => {
    await bundleHostTests();
    stage = await openStage({ trustAll: true });
  });

  after(async () => {
    await stage?.close();
  });

  it("passes every host test", async () => {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    const development = join(repository, "test/e2e/host/development-extension");
    await page.goto(stage.vscode.url({ folder: stage.folder, development, tests: bundle }));
    const results = await resultsFrom(stage.results);
    await context.close();
    for (const title of results.passes) console.log(`      ✔ ${title}`);
    const counts = process.env.PASTA_TEST_COUNTS;
    // This test itself is one more; a failure inside makes it fail, and is counted there.
    if (counts)
      appendFileSync(counts, `${JSON.stringify({ passes: results.passes.length, failures: 0, pending: 0 })}\n`);
    assert.deepEqual(
      results.failures.map(({ title, message }) => `${title}\n${message}`),
      [],
    );
    assert.ok(results.passes.length > 0);
  });
});
