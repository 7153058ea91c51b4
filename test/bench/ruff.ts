/**
 * `ruff server`, a fast language server of another language, as something to measure beside: fetched for the benchmark
 * alone, in one exact version, and never shipped.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "#scripts/cache.ts";
import type { Launch } from "./lsp-process.ts";

const requirements = fileURLToPath(new URL("./requirements.txt", import.meta.url));

/** How ruff is started; null, with the reason on a line, where it cannot be had. */
export function ruff(): Launch | null {
  const version = /^ruff==(\S+)/m.exec(readFileSync(requirements, "utf8"))?.[1] ?? "";
  const folder = cacheFolder("bench", `ruff-${version}`);
  const command = join(folder, "bin", process.platform === "win32" ? "ruff.exe" : "ruff");
  if (!existsSync(command)) {
    const python = process.platform === "win32" ? "python" : "python3";
    const options = ["--quiet", "--disable-pip-version-check", "--root-user-action=ignore", "--no-deps"];
    const wheel = ["--only-binary", ":all:", "--target", folder, "-r", requirements];
    const made = spawnSync(python, ["-m", "pip", "install", ...options, ...wheel], { encoding: "utf8" });
    if (made.status !== 0 || !existsSync(command)) {
      const reason = made.error?.message ?? made.stderr.trim().split("\n").at(-1) ?? "";
      console.log(`  ruff ${version} is not compared: it could not be installed (${reason})`);
      return null;
    }
  }
  return { command, options: ["server"], language: "python", isAsked: true };
}

/** Ordinary Python of so many lines, in which ruff finds nothing. */
export function python(lines: number): string {
  const text: string[] = [];
  for (let i = 0; text.length < lines; i++) {
    text.push(
      `def talk_${i}(count, name):`,
      `    """Says hello to someone a number of times, and counts along."""`,
      `    total = ${i}`,
      "    for turn in range(count):",
      `        text = f"Good morning, {name}! This is turn {turn}."`,
      "        if turn % 2 == 0:",
      "            total = total + len(text)",
      "        else:",
      "            total = total - turn * 3",
      "    return total",
      "",
      "",
    );
  }
  return `${text.slice(0, lines).join("\n").trimEnd()}\n`;
}
