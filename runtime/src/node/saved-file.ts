/**
 * Saved variables on disk: TOML, where and how `[persistence]` of pasta.toml says. A file is replaced whole or not at
 * all, so that a crash leaves either the old variables or the new ones.
 */
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, isAbsolute, join, normalize, sep } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { parse, stringify, TomlDate } from "smol-toml";
import type { ConfigTable } from "#core/project/index.ts";
import type { SavedTable, SavedValue } from "../player/ghost.ts";

/** Ghost-relative, where pasta.toml says nothing else (engine 0.4.4). */
const DEFAULT_FILE = "profile/pasta/save/save.toml";

interface Persistence {
  readonly file: string;
  readonly compressed: boolean;
}

/**
 * The settings of `[persistence]`. Compressed files end with `.dat`.
 * @throws RangeError if the file would lie outside the ghost
 */
function persistence(config: ConfigTable): Persistence {
  const section = config.persistence;
  const table = typeof section === "object" && !Array.isArray(section) ? (section as ConfigTable) : {};
  const compressed = table.obfuscate === true;
  const written = typeof table.file_path === "string" ? table.file_path : DEFAULT_FILE;
  const file = !compressed || written.endsWith(".dat") ? written : `${written.replace(/\.toml$/, "")}.dat`;
  const inside = normalize(file);
  if (isAbsolute(file) || inside === ".." || inside.startsWith(`..${sep}`))
    throw new RangeError(`[persistence] file_path leads out of the ghost: ${file}`);
  return { file: inside, compressed };
}

/** Reads the saved variables of a ghost; empty where there is no file yet. Rejects where it cannot be read as TOML. */
export async function readSaved(root: string, config: ConfigTable): Promise<SavedTable> {
  const { file } = persistence(config);
  const bytes = await readFile(join(root, file)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (bytes === null) return {};
  // Whatever the setting says today: the file's own first bytes tell how it was written.
  const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  return plain(parse(text.toString("utf8"))) as SavedTable;
}

/** Writes the saved variables of a ghost. Rejects with the file system's error; the old file is whole then. */
export async function writeSaved(root: string, config: ConfigTable, saved: SavedTable): Promise<void> {
  const { file, compressed } = persistence(config);
  const text = Buffer.from(stringify(saved), "utf8");
  await writeWhole(join(root, file), compressed ? gzipSync(text) : text);
}

/** Writes a file aside and puts it in place once it is safely on the disk. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    const handle = await open(aside, "wx");
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

function plain(value: unknown): SavedValue {
  if (value instanceof TomlDate) return value.toISOString();
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  return value as SavedValue;
}
