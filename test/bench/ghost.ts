/** Ghosts of any size in ordinary dialogue, made once and kept in the cache. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "#scripts/cache.ts";

/** Folder of a ghost with so many files of so many scenes. */
export function benchGhost(files: number, scenes: number): string {
  const folder = join(cacheFolder("bench"), `${files}x${scenes}`);
  if (existsSync(join(folder, "pasta.toml")) && existsSync(join(folder, "dic"))) return folder;
  const script = fileURLToPath(new URL("./make-ghost.mjs", import.meta.url));
  const made = spawnSync(process.execPath, [script, folder, String(files), String(scenes)], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  return folder;
}

/** Ordinary dialogue of about so many bytes in UTF-8, ending with a whole line. */
export function dialogue(bytes: number): string {
  const scenes = Math.max(10, Math.ceil(bytes / 1900));
  const text = readFileSync(join(benchGhost(1, scenes), "dic", "0000.pasta"), "utf8");
  const part = Buffer.from(text).subarray(0, bytes).toString();
  return part.slice(0, part.lastIndexOf("\n") + 1);
}
