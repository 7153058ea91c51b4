/**
 * `npm test`: everything, one part after another, also when an earlier one failed: unit, conformance and
 * grammar, then the package in the real VS Code. Ends with `N passed, N failed` alone on its line.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, repository } from "./cache.ts";

const { name, version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
/** What the package part makes and the end-to-end part installs. */
const vsix = join(cacheFolder("package"), `${name}-${version}.vsix`);
const counts = join(cacheFolder(), "test-counts");

/** A part of the suite: an npm script. `counted` ones are mocha runs, which tell how many tests they held. */
const parts: readonly { readonly script: string; readonly counted: boolean }[] = [
  { script: "build", counted: false },
  { script: "test:unit", counted: true },
  { script: "package", counted: false },
  { script: "test:e2e", counted: true },
];

// A package of an earlier day must not pass for today's.
rmSync(vsix, { force: true });

let passed = 0;
let failed = 0;
for (const { script, counted } of parts) {
  console.log(`\n▶ npm run ${script}`);
  rmSync(counts, { force: true });
  const { status } = spawnSync("npm", ["run", "--silent", script], {
    cwd: repository,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, PASTA_TEST_COUNTS: counts, PASTA_VSIX: vsix },
  });
  const runs = existsSync(counts) ? readFileSync(counts, "utf8").trim().split("\n") : [];
  let failures = 0;
  for (const run of runs) {
    const { passes, failures: broken } = JSON.parse(run);
    passed += passes;
    failures += broken;
  }
  // A part that counts nothing is one check; one that ends badly without a failed test has failed as a whole.
  if (!counted && status === 0) passed += 1;
  if (status !== 0 && failures === 0) failures = 1;
  if (counted && status === 0 && runs.length === 0) failures = 1;
  failed += failures;
  if (failures > 0) console.log(`✗ npm run ${script} failed`);
}
console.log(`\n${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
