/** Where scripts keep what they download or build: `.cache/` in the repository, or the folder named by PASTA_CACHE. */
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, absolute. */
export const repository = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** An absolute folder below the cache, made when missing. */
export function cacheFolder(...parts: readonly string[]): string {
  const named = process.env.PASTA_CACHE;
  const folder = join(named ? resolve(named) : join(repository, ".cache"), ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
