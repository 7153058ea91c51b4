/**
 * Proves the grammar's bindings: builds the one for Node and lets native tree-sitter read the example with it, and runs
 * the Rust crate's documentation test. Works in a copy of the grammar in the cache folder; needs a C++ compiler and cargo.
 */
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, repository } from "./cache.ts";

const copy = cacheFolder("bindings");
const windows = process.platform === "win32";

function run(program: string, ...args: string[]): void {
  const result = spawnSync(program, args, { cwd: copy, stdio: "inherit", shell: windows });
  if (result.error !== undefined) throw new Error(`${program} cannot be started: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`${program} ${args.join(" ")} failed`);
}

for (const name of ["src", "queries", "bindings"]) rmSync(join(copy, name), { recursive: true, force: true });
cpSync(join(repository, "grammars/tree-sitter-pasta"), copy, { recursive: true });
run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent");
run("npx", "node-gyp", "rebuild", "--silent");
// The prebuilt tree-sitter asks for a newer C++ library than some systems in use have.
run("npx", "node-gyp", "rebuild", "--silent", "--directory", "node_modules/tree-sitter");
run(process.execPath, "bindings/node/test.js");
run("cargo", "test", "--quiet", "--target-dir", cacheFolder("bindings-rust"));
console.log("The bindings for Node and Rust work.");
