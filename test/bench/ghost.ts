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

/** The same in so many lines. What the last scene calls may be cut off. */
export function soundLines(lines: number): string {
  return `${soundDialogue(lines * 100)
    .split("\n")
    .slice(0, lines)
    .join("\n")
    .trimEnd()}\n`;
}

/** Dialogue of about so many bytes in which every name is found and used: there is nothing to report. */
export function soundDialogue(bytes: number): string {
  const talk = dialogue(40_000)
    .split("\n")
    .filter((line) => /^　+(?:さくら|うにゅう|まゆら|ななこ)?：/.test(line) && !/[＠＄]/.test(line));
  const scenes: string[] = [];
  let size = 0;
  for (let i = 0; size < bytes; i++) {
    const first = (i * 37) % (talk.length - 40);
    const lines = talk.slice(first, first + 40).map((line) => `　さくら：${line.slice(line.indexOf("：") + 1)}`);
    const scene = `＊話${i}番\n${lines.slice(0, 20).join("\n")}\n　＄回数＝１＋２\n${lines.slice(20).join("\n")}\n　＞話${i + 1}番\n`;
    scenes.push(scene);
    size += Buffer.byteLength(scene);
  }
  // The first scene is started from outside, and the last one goes back to it.
  const text = scenes
    .join("\n")
    .replace("＊話0番", "＊OnBoot")
    .replace(/話\d+番\n$/, "OnBoot\n");
  return `％さくら\n\n${text}`;
}
