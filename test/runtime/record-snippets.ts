/**
 * Asks the engine what it makes of the Lua snippets in test/runtime/data, and writes its answers beside them. Needed
 * only when snippets are added: `npx tsx test/runtime/record-snippets.ts`.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildReference } from "#test/support/reference.ts";

const data = fileURLToPath(new URL("./data/", import.meta.url));
const reference = buildReference();

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
