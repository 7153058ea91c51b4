/**
 * Fuzzes the grammar's parser and scanner: `npm run fuzz [-- --runs 50000]`.
 *
 * Builds them with libFuzzer and the address sanitizer (Debian: `clang libclang-rt-14-dev`) against tree-sitter's own
 * sources, which cargo fetches, and runs a bounded number of inputs grown from the grammar's corpus. Ends with 1 at the
 * first crash, hang or wrong memory access; the input that caused it is left in the cache folder.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, repository } from "./cache.ts";

const grammar = join(repository, "grammars/tree-sitter-pasta");
const work = cacheFolder("fuzz");
const inputs = cacheFolder("fuzz", "inputs");

function run(program: string, args: readonly string[], cwd: string): string {
  const result = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (result.error !== undefined) throw new Error(`${program} cannot be started: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`${program} ended with ${result.status}\n${result.stdout.slice(-2000)}`);
  return result.stdout;
}

/** Where cargo keeps tree-sitter's sources, of the version that the native benchmark pins. */
function treeSitterSources(): string {
  const manifest = join(repository, "test/bench/native/Cargo.toml");
  const metadata = run("cargo", ["metadata", "--format-version", "1", "--locked", "--manifest-path", manifest], work);
  const { packages } = JSON.parse(metadata) as { packages: { name: string; manifest_path: string }[] };
  const found = packages.find(({ name }) => name === "tree-sitter");
  if (found === undefined) throw new Error("the native benchmark does not depend on tree-sitter");
  return join(found.manifest_path, "..");
}

/** The corpus and the examples as inputs; the four bytes behind each choose an edit. */
function writeInputs(): void {
  const corpus = join(grammar, "test/corpus");
  for (const file of readdirSync(corpus)) {
    const parts = readFileSync(join(corpus, file), "utf8")
      .split(/^={3,}\n.+\n={3,}\n/m)
      .slice(1);
    parts.forEach((part, index) => {
      writeFileSync(join(inputs, `${file}-${index}`), `${part.split(/\n-{3,}\n/)[0]}\0\x10\x03\0`);
    });
  }
}

const runs = Number(process.argv[process.argv.indexOf("--runs") + 1] ?? "") || 20_000;
const core = treeSitterSources();
const program = join(work, "fuzz-pasta");
run(
  "clang",
  [
    ...["-g", "-O1", "-fsanitize=fuzzer,address", "-std=c11", "-D_DEFAULT_SOURCE", "-DNDEBUG"],
    ...["-I", join(core, "include"), "-I", join(core, "src"), "-I", "src"],
    ...[join(core, "src/lib.c"), "src/parser.c", "src/scanner.c", "test/fuzz/fuzz.c", "-o", program],
  ],
  grammar,
);
writeInputs();
run(program, [`-runs=${runs}`, "-seed=1", "-max_len=600", "-timeout=30", "-verbosity=0", inputs], work);
console.log(`${runs} inputs, no crash, no hang.`);
