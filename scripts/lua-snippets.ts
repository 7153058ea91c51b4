/**
 * Asks the engine what it makes of the Lua snippets in test/runtime/data, and writes its answers beside them. Needed
 * only when snippets are added; `REFERENCE` names the program that runs a Lua script inside a loaded ghost.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const data = fileURLToPath(new URL("../test/runtime/data/", import.meta.url));
const reference = process.env.REFERENCE;
if (reference === undefined) throw new Error("REFERENCE must name the program to ask");

const snippets = readFileSync(join(data, "lua-snippets.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "");
const ghost = mkdtempSync(join(tmpdir(), "pasta-snippets-"));
mkdirSync(join(ghost, "dic"));
writeFileSync(join(ghost, "pasta.toml"), "");
writeFileSync(join(ghost, "dic/a.pasta"), "＊a\n　a：b\n");
const list = snippets.map((snippet) => `[=====[${snippet}]=====]`).join(",\n");
const script = `SNIPPETS = {${list}}\nlocal out = (function()\n${readFileSync(join(data, "run-snippets.lua"), "utf8")}\nend)()\nreturn table.concat(out, "\\30")`;
writeFileSync(join(ghost, "script.lua"), script);
const answers = execFileSync(reference, ["run", ghost, join(ghost, "script.lua")], {
  encoding: "utf8",
  maxBuffer: 1 << 26,
})
  .replace(/\n$/, "")
  .split("\u001e");
rmSync(ghost, { recursive: true });
if (answers.length !== snippets.length) throw new Error(`${answers.length} answers to ${snippets.length} snippets`);
const rows = snippets.map((snippet, index) => JSON.stringify([snippet, answers[index]]));
writeFileSync(join(data, "lua-snippets.json"), `[\n${rows.join(",\n")}\n]\n`);
console.log(`${rows.length} answers`);
