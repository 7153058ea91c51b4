/** Which files belong to a ghost, and as what. */
import { moduleName } from "../resolve/load-order.ts";
import type { GhostConfig } from "./config.ts";
import { globTest } from "./glob.ts";

export type GhostFileKind = "pasta" | "lua";

/** Reads a ghost's folder. The twin for tests holds its files in memory; paths are ghost-relative, with `/`. */
export interface GhostFolder {
  /** Every `.pasta` and `.lua` file and `pasta.toml` below the ghost's root, links left out, in any order. */
  list(): Promise<readonly string[]>;
  /** The text of a file, or null where it is gone or no text. */
  read(path: string): Promise<string | null>;
  /** Bytes of a file; 0 where it is gone. */
  size(path: string): Promise<number>;
  /** Where the last text read of a file has its first bytes that are no UTF-8, as an offset; null where all are. */
  invalidAt(path: string): number | null;
}

/** Folders that hold no sources: what the engine writes, and what is no part of a ghost. */
const SKIPPED: ReadonlySet<string> = new Set(["profile", "node_modules", ".git", ".vscode", ".cache"]);

/** Whether a folder is worth looking into when a ghost's files are listed; `path` is ghost-relative. */
export function isSourceFolder(path: string): boolean {
  return !SKIPPED.has(path) && !path.endsWith("/node_modules") && !path.endsWith("/.git");
}

/** Decides for one path at a time what it is to the ghost; null for what the engine would not load. */
export function classifier(config: GhostConfig): (path: string) => GhostFileKind | null {
  const pasta = config.patterns.map(globTest);
  // The engine looks for Lua dictionaries where it looks for Pasta ones.
  const lua = config.patterns
    .filter((pattern) => pattern.endsWith(".pasta"))
    .map((pattern) => globTest(`${pattern.slice(0, -".pasta".length)}.lua`));
  return (path) => {
    if (path.startsWith("profile/")) return null;
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (name !== "init.pasta" && pasta.some((test) => test(path))) return "pasta";
    if (path.startsWith("scripts/") && path.endsWith(".lua")) return "lua";
    return name !== "init.lua" && lua.some((test) => test(path)) ? "lua" : null;
  };
}

/** The ghost's files by kind. A Lua dictionary whose module name a Pasta one has is left out, as the engine does. */
export function classify(config: GhostConfig, paths: readonly string[]): ReadonlyMap<string, GhostFileKind> {
  const kindOf = classifier(config);
  const kinds = new Map<string, GhostFileKind>();
  for (const path of paths) {
    const kind = kindOf(path);
    if (kind !== null) kinds.set(path, kind);
  }
  const modules = new Set([...kinds].filter(([, kind]) => kind === "pasta").map(([path]) => moduleName(path)));
  for (const [path, kind] of kinds) {
    if (kind === "lua" && !path.startsWith("scripts/") && modules.has(moduleName(path))) kinds.delete(path);
  }
  return kinds;
}
