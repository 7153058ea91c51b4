/** The engine itself as a measuring tool: builds `test/conformance/reference` once and asks it. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "../../scripts/cache.ts";

const folder = fileURLToPath(new URL("../conformance/reference/", import.meta.url));

/** Path of the program; building takes about three minutes the first time. Needs cargo. */
export function buildReference(): string {
  const target = cacheFolder("reference");
  const built = spawnSync("cargo", ["build", "--release", "--locked", "--target-dir", target], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (built.error !== undefined) throw new Error(`cargo cannot be started: ${built.error.message}`);
  if (built.status !== 0) throw new Error("the reference does not build");
  return join(target, "release", process.platform === "win32" ? "reference.exe" : "reference");
}

/** Runs the reference with lines on its standard input, and returns the lines it prints. */
export function askReference(program: string, args: readonly string[], lines: readonly string[]): string[] {
  const result = spawnSync(program, args, { input: `${lines.join("\n")}\n`, encoding: "utf8", maxBuffer: 2 ** 31 });
  if (result.status !== 0) throw new Error(`the reference failed: ${result.stderr}`);
  return result.stdout.trim().split("\n");
}
