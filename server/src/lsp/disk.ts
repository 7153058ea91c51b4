/** Reads folders and files, within limits: no links, nothing huge, nothing that is no plain file. */
import { isAscii, isUtf8, transcode } from "node:buffer";
import { constants } from "node:fs";
import { access, open, readdir, stat } from "node:fs/promises";
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
  const faults = new Map<string, number>();
  return {
    list: () => listSources(root),
    read: async (path) => {
      const source = await readSource(absolutePath(root, path));
      if (source?.invalidAt == null) faults.delete(path);
      else faults.set(path, source.invalidAt);
      return source?.text ?? null;
    },
    size: (path) =>
      stat(absolutePath(root, path)).then(
        ({ size }) => size,
        () => 0,
      ),
    invalidAt: (path) => faults.get(path) ?? null,
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

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function entries(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

/** A file's text, and where its first bytes stand that are no UTF-8: the engine refuses such a file. */
export interface Source {
  readonly text: string;
  readonly invalidAt: number | null;
}

/**
 * A file's text, or null where it is gone, too large or not a plain file. A byte order mark is no part of the text, as
 * in the engine and in editors. Nothing waits for the other end of a pipe.
 */
export async function readSource(path: string): Promise<Source | null> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(() => null);
  if (file === null) return null;
  try {
    const { size } = await file.stat().then((stat) => (stat.isFile() ? stat : { size: Number.POSITIVE_INFINITY }));
    if (size > LARGEST_FILE) return null;
    const bytes = await file.readFile();
    if (isUtf8(bytes)) return { text: decode(withoutMark(bytes)), invalidAt: null };
    const text = new TextDecoder("utf-8").decode(bytes);
    return { text, invalidAt: firstInvalid(bytes, text) };
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

/** The text of sound UTF-8. Node turns whole buffers into others four times as fast as it makes strings of UTF-8. */
function decode(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString("latin1");
  // A Node that was built without the tables of Unicode has no such function.
  return typeof transcode === "function" ? transcode(bytes, "utf8", "utf16le").toString("utf16le") : bytes.toString();
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
}

/** The text of a file, for those who take it as it comes. */
export async function readText(path: string): Promise<string | null> {
  return (await readSource(path))?.text ?? null;
}

/** The offset in the decoded text of the first replacement character that the bytes do not hold. */
function firstInvalid(bytes: Buffer, text: string): number {
  const from = bytes.length - withoutMark(bytes).length;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) {
    const before = Buffer.from(text.slice(0, at + 1));
    if (!bytes.subarray(from, from + before.length).equals(before)) return at;
  }
  return 0;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
