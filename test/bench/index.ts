/** `npm run bench [-- name…]`: runs the benchmarks, all or those named, each in a process of its own. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const helpers = new Set(["index", "measure", "ghost", "lsp-process", "ruff", "edits", "asking"]);
const folder = new URL("./", import.meta.url);
const all = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length))
  .filter((name) => !helpers.has(name));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`no such benchmark: ${unknown.join(", ")}; there are ${all.join(", ")}`);

for (const name of wanted.length > 0 ? wanted : all) {
  console.log(`\n== ${name}`);
  const script = `import(${JSON.stringify(new URL(`${name}.ts`, folder).href)}).then((bench) => bench.run())`;
  const result = spawnSync(process.execPath, ["--expose-gc", "--import", "tsx", "--input-type=module", "-e", script], {
    stdio: "inherit",
    cwd: fileURLToPath(new URL("../../", folder)),
  });
  if (result.status !== 0) process.exitCode = 1;
}
