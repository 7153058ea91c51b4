/** Reads a ghost from disk into a project, or a single dictionary as a ghost of its own. */

import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { classify, type GhostConfig, NO_CONFIG, Project, parseConfig, withEncodingFault } from "#core/project/index.ts";
import type { Strategy } from "#core/resolve/index.ts";
import type { SyntaxDocument } from "#core/syntax/index.ts";
import { loadParser } from "#runtime/node/parser.ts";
import { diskFolder, exists, readSource } from "#server/lsp/disk.ts";
import { Misuse } from "./io.ts";

export type StrategyChoice = Strategy | "auto";

export const STRATEGIES = ["auto", "merged", "localFirst"] as const;

export interface LoadedGhost {
  /** Absolute path of the ghost's folder. */
  readonly root: string;
  readonly project: Project;
  /** The text of pasta.toml. */
  readonly configText: string;
}

/**
 * Reads the ghost at a path. Throws `Misuse` where there is nothing to read. Without `aliases`, names stand for
 * themselves, as in the tables that the engine makes when it generates Lua.
 */
export async function loadGhost(path: string, strategy: StrategyChoice, aliases = true): Promise<LoadedGhost> {
  const root = resolve(path);
  const info = await stat(root).catch(() => null);
  if (info === null) throw new Misuse(`no such file or folder: ${path}`);
  const without = aliases ? {} : { aliases: new Map<string, string>() };
  if (!info.isDirectory())
    return loadLone(root, strategy === "auto" ? "merged" : strategy, { ...NO_CONFIG, ...without });
  const folder = diskFolder(root);
  const configText = (await folder.read("pasta.toml")) ?? "";
  const config = { ...parseConfig(configText), ...without };
  const documents = new Map<string, SyntaxDocument>();
  const lua = new Map<string, string>();
  const reader = await loadParser();
  for (const [file, kind] of classify(config, await folder.list())) {
    const text = await folder.read(file);
    if (text === null) continue;
    if (kind === "lua") lua.set(file, text);
    else documents.set(file, withEncodingFault(reader.parse(text), folder.invalidAt(file)));
  }
  const project = new Project(config, await chooseStrategy(root, strategy), { documents, lua });
  return { root, project, configText };
}

async function loadLone(path: string, strategy: Strategy, config: GhostConfig): Promise<LoadedGhost> {
  const source = await readSource(path);
  if (source === null) throw new Misuse(`cannot be read: ${path}`);
  const document = withEncodingFault((await loadParser()).parse(source.text), source.invalidAt);
  const documents = new Map([[basename(path), document]]);
  return {
    root: dirname(path),
    project: new Project(config, strategy, { documents, lua: new Map() }),
    configText: "",
  };
}

/** `auto` takes the engine's way for a ghost that the engine has run. */
export async function chooseStrategy(root: string, strategy: StrategyChoice): Promise<Strategy> {
  if (strategy !== "auto") return strategy;
  const marker = join(root, "profile", "pasta", "cache", "lua", ".cache_version");
  return (await exists(marker)) ? "localFirst" : "merged";
}
