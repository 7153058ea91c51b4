/** Reads folders and files, within limits: no links, nothing huge, nothing that is no plain file. */
import { constants } from "node:fs";
import { access, open, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { GhostFolder } from "#core/project/index.ts";
import { isSourceFolder } from "#core/project/index.ts";
import { absolutePath } from "./uris.ts";

/** Larger files are no dialogue; they are left out. */
const LARGEST_FILE = 20 * 1024 * 1024;
const MOST_FILES = 20_000;
const DEEPEST = 24;

/** Folders in which nobody keeps ghosts. */
const PASSED_OVER: ReadonlySet<string> = new Set(["node_modules", ".git", ".hg", ".svn", ".vscode-test"]);

/** A ghost's folder on disk. */
export function diskFolder(root: string): GhostFolder {
  return {
    list: () => listSources(root),
    read: (path) => readText(absolutePath(root, path)),
  };
}

async function listSources(root: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (folder: string, relative: string, depth: number): Promise<void> => {
    for (const entry of await entries(folder)) {
      if (found.length >= MOST_FILES) return;
      const path = relative + entry.name;
      if (entry.isDirectory()) {
        if (depth < DEEPEST && isSourceFolder(path)) await visit(join(folder, entry.name), `${path}/`, depth + 1);
      } else if (entry.isFile() && /\.(?:pasta|lua)$/.test(entry.name)) found.push(path);
      else if (entry.isFile() && path === "pasta.toml") found.push(path);
    }
  };
  await visit(root, "", 0);
  return found.sort();
}

/** The folders at or below `root` that hold a `pasta.toml`. What lies inside a ghost belongs to it, nested ghosts too. */
export async function findGhostRoots(root: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (folder: string, depth: number): Promise<void> => {
    const inside = await entries(folder);
    if (inside.some((entry) => entry.isFile() && entry.name === "pasta.toml")) found.push(folder);
    for (const entry of inside) {
      if (!entry.isDirectory() || depth >= DEEPEST || PASSED_OVER.has(entry.name)) continue;
      await visit(join(folder, entry.name), depth + 1);
    }
  };
  await visit(root, 0);
  return found;
}

/** The nearest folder at or above a file's that holds a `pasta.toml`. */
export async function enclosingGhostRoot(path: string): Promise<string | null> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (await exists(join(folder, "pasta.toml"))) return folder;
    if (dirname(folder) === folder) return null;
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function entries(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

/**
 * A file's text, or null where it is gone, too large or not a plain file. A byte order mark is no part of the text, as
 * in the engine and in editors. Nothing waits for the other end of a pipe.
 */
export async function readText(path: string): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null);
  if (file === null) return null;
  try {
    const { size } = await file.stat().then((stat) => (stat.isFile() ? stat : { size: Number.POSITIVE_INFINITY }));
    return size > LARGEST_FILE ? null : new TextDecoder("utf-8").decode(await file.readFile());
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
