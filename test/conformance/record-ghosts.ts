/**
 * Asks the engine what the ghosts of test/conformance/data/ghosts.txt say, and writes its answers beside them. Needed
 * only when ghosts are added: `npx tsx test/conformance/record-ghosts.ts`.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listedGhosts } from "#test/support/ghost-list.ts";
import { buildReference } from "#test/support/reference.ts";

const data = fileURLToPath(new URL("./data/", import.meta.url));
const reference = buildReference();

const rows: string[] = [];
for (const { name, files } of listedGhosts(readFileSync(join(data, "ghosts.txt"), "utf8"))) {
  const folder = mkdtempSync(join(tmpdir(), "pasta-ghost-"));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const answer = execFileSync(reference, ["play", folder], { encoding: "utf8" }).trim();
  rmSync(folder, { recursive: true });
  const told = JSON.parse(answer);
  if (!Array.isArray(told)) {
    console.error(`${name}: ${answer}`);
    process.exitCode = 1;
    continue;
  }
  rows.push(`${JSON.stringify(name)}: ${answer}`);
}
writeFileSync(join(data, "ghosts.json"), `{\n${rows.join(",\n")}\n}\n`);
console.log(`${rows.length} ghosts`);
