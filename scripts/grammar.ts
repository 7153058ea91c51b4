/**
 * Makes the grammar's generated files again: character tables, parser, and WebAssembly.
 *
 * `npm run grammar` writes them; `npm run grammar -- --check` makes them in a scratch folder and fails when the
 * committed ones differ. Needs the tree-sitter CLI of the version below, and clang with wasm-ld (Debian: `clang lld
 * wasi-libc`); users of the product need neither, for the results are committed.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const CLI_VERSION = "0.27.1";
const folder = fileURLToPath(new URL("../grammars/tree-sitter-pasta/", import.meta.url));
const generated = ["src/xid.h", "src/parser.c", "src/grammar.json", "src/node-types.json", "tree-sitter-pasta.wasm"];

/** Runs a program without a shell; its output is shown, and a failure ends the script. */
function run(program: string, args: readonly string[], cwd: string): string {
  const result = spawnSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (result.error !== undefined) throw new Error(`${program} cannot be started: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`${program} ${args.join(" ")} failed\n${result.stdout}`);
  return result.stdout;
}

/** The first of several names under which a program is installed. */
function find(...names: string[]): string {
  const found = names.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
  if (found === undefined) throw new Error(`none of ${names.join(", ")} is installed`);
  return found;
}

interface Xid {
  readonly start: string;
  readonly continue: string;
}

function xidHeader(xid: Xid): string {
  const table = (name: string, text: string): string => {
    const rows = text.split(" ").map((range) => range.split("-"));
    const lines = rows.map((row) => `  {0x${row[0]}, 0x${row.at(-1)}},`);
    return `#define ${name}_COUNT ${rows.length}\nstatic const uint32_t ${name}[${name}_COUNT][2] = {\n${lines.join("\n")}\n};\n`;
  };
  return `/* Made from xid.json by scripts/grammar.ts. */\n#include <stdint.h>\n\n${table("XID_START", xid.start)}\n${table("XID_CONTINUE", xid.continue)}`;
}

/** The same tables for the language core, where names are checked before a rename. */
function xidModule(xid: Xid): string {
  return `/** Made from grammars/tree-sitter-pasta/xid.json by scripts/grammar.ts: what the engine takes in a name. */
export const xidStart =\n  "${xid.start}";
export const xidContinue =\n  "${xid.continue}";
`;
}

/** Makes every generated file of the grammar in `target`, a folder that holds its sources. */
function generate(target: string): void {
  const xid = JSON.parse(readFileSync(join(target, "xid.json"), "utf8")) as Xid;
  writeFileSync(join(target, "src/xid.h"), xidHeader(xid));
  const cli = find("tree-sitter", join(homedir(), ".cargo/bin/tree-sitter"));
  const version = run(cli, ["--version"], target);
  if (!version.includes(CLI_VERSION)) throw new Error(`tree-sitter CLI ${CLI_VERSION} is wanted, found ${version}`);
  run(cli, ["generate"], target);
  const clang = find("clang", "clang-14");
  // The parser is a table and one function that jumps about in 50 KB: as fast when made small, and sooner compiled.
  const objects = (["parser -Os", "scanner -O3"] as const).map((each) => {
    const [name, level] = each.split(" ") as [string, string];
    run(
      clang,
      [
        "--target=wasm32-unknown-emscripten",
        ...["-fPIC", level, "-nostdlib", "-fvisibility=hidden", "-D__wasi__", "-DNDEBUG"],
        ...["-I", "src", "-isystem", "/usr/include/wasm32-wasi", "-c", `src/${name}.c`, "-o", `${name}.o`],
      ],
      target,
    );
    return `${name}.o`;
  });
  run(
    find("wasm-ld", "wasm-ld-14"),
    [
      ...["--shared", "--experimental-pic", "--export=tree_sitter_pasta", "--allow-undefined", "--no-entry"],
      ...["--strip-all", "-o", "tree-sitter-pasta.wasm", ...objects],
    ],
    target,
  );
  for (const object of objects) rmSync(join(target, object));
}

const check = process.argv.includes("--check");
const target = check ? mkdtempSync(join(tmpdir(), "pasta-grammar-")) : folder;
if (check) {
  mkdirSync(join(target, "src"), { recursive: true });
  for (const name of ["grammar.js", "xid.json", "tree-sitter.json", "package.json", "src/scanner.c"])
    cpSync(join(folder, name), join(target, name));
}
generate(target);

const xid = JSON.parse(readFileSync(join(folder, "xid.json"), "utf8")) as Xid;
const modulePath = fileURLToPath(new URL("../core/src/syntax/xid.generated.ts", import.meta.url));
if (check) {
  const stale = generated.filter((name) => !readFileSync(join(target, name)).equals(readFileSync(join(folder, name))));
  if (readFileSync(modulePath, "utf8") !== xidModule(xid)) stale.push("core/src/syntax/xid.generated.ts");
  rmSync(target, { recursive: true });
  if (stale.length > 0) {
    console.error(`These files are not what the grammar makes; run "npm run grammar": ${stale.join(", ")}`);
    process.exit(1);
  }
  console.log("The grammar's generated files are fresh.");
} else {
  writeFileSync(modulePath, xidModule(xid));
  const hash = createHash("sha256")
    .update(readFileSync(join(folder, "tree-sitter-pasta.wasm")))
    .digest("hex");
  const provenance = `parser.c: tree-sitter CLI ${CLI_VERSION}\ntree-sitter-pasta.wasm: clang 14, sha256 ${hash}\n`;
  writeFileSync(join(folder, "PROVENANCE"), provenance);
  console.log(provenance);
}
