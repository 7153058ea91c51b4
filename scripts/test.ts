/**
 * `npm test`: everything, one part after another, also when an earlier one failed: unit, conformance and
 * grammar, then the package in the real VS Code. Ends by naming what failed or needed a second try, and with
 * `N passed, N failed` alone on its line. What it names is also added to the file named by PASTA_TEST_SUMMARY.
 */
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
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

/** A line of `counting-reporter.cjs`; a run without a reporter of its own writes the two numbers alone. */
interface Run {
  readonly passes: number;
  readonly failures: number;
  readonly failed?: readonly Trouble[];
  readonly retried?: readonly Trouble[];
}

/** A test that failed: its titles, the place of its error in the project, and the error's first lines. */
interface Trouble {
  readonly title: string;
  readonly place: string;
  readonly error: readonly string[];
}

/** As many last lines of a part's output as are repeated where no test says what failed. */
const LAST_LINES = 15;

/** Runs a part, showing its output; answers how it ended and the last of what it wrote. */
function run(script: string): Promise<{ how: string | null; last: readonly string[] }> {
  return new Promise((resolve) => {
    const child = spawn("npm", ["run", "--silent", script], {
      cwd: repository,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      env: {
        ...process.env,
        ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}),
        PASTA_TEST_COUNTS: counts,
        PASTA_VSIX: vsix,
      },
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        process.stdout.write(chunk);
        text = (text + chunk).slice(-8_000);
      });
    }
    child.once("error", (error) => resolve({ how: error.message, last: [] }));
    child.once("close", (code, signal) => {
      const last = text.trimEnd().split("\n").slice(-LAST_LINES);
      resolve({ how: code === 0 ? null : signal === null ? `exit code ${code}` : `ended by ${signal}`, last });
    });
  });
}

function tell(mark: string, { title, place, error }: Trouble): string {
  return [`${mark} ${title}`, `    at ${place}`, ...error.map((line) => `    ${line}`)].join("\n");
}

// A package of an earlier day must not pass for today's.
rmSync(vsix, { force: true });

let passed = 0;
let failed = 0;
const failures: string[] = [];
const secondTries: string[] = [];
for (const { script, counted } of parts) {
  console.log(`\n▶ npm run ${script}`);
  rmSync(counts, { force: true });
  const { how, last } = await run(script);
  const runs: readonly Run[] = existsSync(counts)
    ? readFileSync(counts, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [];
  const broken = runs.reduce((sum, { failures }) => sum + failures, 0);
  passed += runs.reduce((sum, { passes }) => sum + passes, 0);
  failed += broken;
  for (const { failed = [], retried = [] } of runs) {
    failures.push(...failed.map((trouble) => tell("✗", trouble)));
    secondTries.push(...retried.map((trouble) => tell("↻", trouble)));
  }
  // A part that counts nothing is one check; one that ends badly without a failed test has failed as a whole.
  if (!counted && how === null) passed += 1;
  const silent = counted && how === null && runs.length === 0 ? "no test was counted" : null;
  if ((how !== null && broken === 0) || silent !== null) {
    failed += 1;
    failures.push(tell("✗", { title: `npm run ${script}`, place: "its end", error: [silent ?? how ?? "", ...last] }));
  }
}

const summary = [
  ...(secondTries.length > 0 ? ["Needed a second try, the first said:", ...secondTries, ""] : []),
  ...(failures.length > 0 ? ["Failed:", ...failures, ""] : []),
].join("\n");
const named = process.env.PASTA_TEST_SUMMARY;
if (named) appendFileSync(named, summary);
console.log(`\n${summary}\n${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
