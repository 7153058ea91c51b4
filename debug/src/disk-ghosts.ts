/** Reads a ghost from disk for a debug session; texts that an editor has not saved yet replace those on the disk. */

import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { classify, isSourceFolder, Project, parseConfig } from "#core/project/index.ts";
import type { Strategy } from "#core/resolve/index.ts";
import type { SyntaxDocument } from "#core/syntax/index.ts";
import { playable } from "#runtime/index.ts";
import { loadParser } from "#runtime/node/parser.ts";
import { readSaved } from "#runtime/node/saved-file.ts";
import type { DebuggedGhost, GhostSource } from "./ghosts.ts";

/** Nobody keeps a ghost deeper below the folder that is named. */
const DEEPEST = 4;

/** Ghosts as they lie on the disk. */
export const diskGhosts: GhostSource = { parser: loadParser, load: loadGhost };

async function loadGhost(
  path: string,
  strategy: Strategy | "auto",
  unsaved: ReadonlyMap<string, string>,
): Promise<DebuggedGhost | readonly string[]> {
  const found = await ghostRoot(resolve(path));
  const below = found === null ? await rootsBelow(resolve(path), DEEPEST) : [found];
  const [root] = below;
  if (root === undefined || below.length > 1) return below;
  const read = async (file: string) =>
    unsaved.get(file) ?? (await readFile(join(root, file), "utf8").catch(() => null));
  const config = parseConfig((await read("pasta.toml")) ?? "");
  const reader = await loadParser();
  const documents = new Map<string, SyntaxDocument>();
  const lua = new Map<string, string>();
  for (const [file, kind] of classify(config, [...new Set([...(await sources(root)), ...unsaved.keys()])])) {
    const text = await read(file);
    if (text === null) continue;
    if (kind === "lua") lua.set(file, text);
    else documents.set(file, reader.parse(text));
  }
  const chosen = strategy === "auto" ? await usualStrategy(root) : strategy;
  const saved = await readSaved(root, config.table).catch(() => ({}));
  const ghost = playable(new Project(config, chosen, { documents, lua }).snapshot, saved);
  return { root, ghost, now: (file) => readFile(join(root, file), "utf8").catch(() => null) };
}

/** The folder with `pasta.toml` at or above a path; a folder without one counts if it holds dictionaries. */
async function ghostRoot(path: string): Promise<string | null> {
  const info = await stat(path).catch(() => null);
  if (info === null) return null;
  const first = info.isDirectory() ? path : dirname(path);
  for (let folder = first; ; folder = dirname(folder)) {
    if ((await stat(join(folder, "pasta.toml")).catch(() => null))?.isFile()) return folder;
    if (dirname(folder) === folder) break;
  }
  return (await stat(join(first, "dic")).catch(() => null))?.isDirectory() ? first : null;
}

/** The folders with a `pasta.toml` below a folder; what lies in a ghost belongs to it. */
async function rootsBelow(folder: string, depth: number): Promise<string[]> {
  const inside = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (inside.some((entry) => entry.isFile() && entry.name === "pasta.toml")) return [folder];
  if (depth === 0) return [];
  const folders = inside.filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name));
  return (await Promise.all(folders.map(({ name }) => rootsBelow(join(folder, name), depth - 1)))).flat();
}

async function sources(root: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = relative(root, join(folder, entry.name)).split(sep).join("/");
      if (entry.isDirectory() && isSourceFolder(path)) await visit(join(folder, entry.name));
      else if (entry.isFile() && /\.(pasta|lua)$/.test(entry.name)) found.push(path);
    }
  };
  await visit(root);
  return found;
}

/** A ghost that the engine has run is played the engine's way. */
async function usualStrategy(root: string): Promise<Strategy> {
  const marker = join(root, "profile", "pasta", "cache", "lua", ".cache_version");
  return (await stat(marker).catch(() => null)) === null ? "merged" : "localFirst";
}
