/** Engines for tests: a ghost from files in memory or from a folder, played on the very code that the product runs. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { classify, NO_CONFIG, Project, parseConfig } from "#core/project/index.ts";
import type { Strategy } from "#core/resolve/index.ts";
import { loadRuntime } from "#runtime/node/assets.ts";
import type { RecordedDraw } from "#runtime/player/decks.ts";
import { Engine } from "#runtime/player/engine.ts";
import type { EngineOptions } from "#runtime/player/engine-options.ts";
import type { PlayEvent } from "#runtime/player/events.ts";
import { type PlayableGhost, playable, type SavedTable } from "#runtime/player/ghost.ts";
import { Program } from "#runtime/player/program.ts";
import { defaultLimits, type Limits } from "#runtime/vm/limits.ts";
import { testParser } from "./parser.ts";

/** Path (ghost-relative) → text. */
export type GhostTexts = ReadonlyMap<string, string>;

/** The files of a folder that may belong to a ghost. */
export function ghostFolder(root: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(pasta|lua|toml)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    texts.set(relative(root, file).split(sep).join("/"), readFileSync(file, "utf8"));
  }
  return texts;
}

/** A ghost of these files, as the server would hold it. */
export async function testGhost(
  texts: GhostTexts,
  strategy: Strategy = "localFirst",
  saved: SavedTable = {},
): Promise<PlayableGhost> {
  const parser = await testParser();
  const toml = texts.get("pasta.toml");
  const config = toml === undefined ? NO_CONFIG : parseConfig(toml);
  const kinds = classify(config, [...texts.keys()]);
  const documents = new Map();
  const lua = new Map<string, string>();
  for (const [path, kind] of kinds) {
    const text = texts.get(path) ?? "";
    if (kind === "pasta") documents.set(path, parser.parse(text));
    else lua.set(path, text);
  }
  return playable(new Project(config, strategy, { documents, lua }).snapshot, saved);
}

export interface TestEngineOptions {
  readonly seed?: number;
  readonly shuffle?: boolean;
  readonly replay?: readonly RecordedDraw[];
  readonly wanted?: readonly Omit<RecordedDraw, "what">[];
  readonly limits?: Partial<Limits>;
  readonly locale?: "en" | "ja";
  readonly now?: () => number;
}

/** An engine with its events in a list. Decks lie in candidate order unless said otherwise. */
export async function testEngine(
  ghost: PlayableGhost,
  options: TestEngineOptions = {},
): Promise<{ engine: Engine; events: PlayEvent[] }> {
  const events: PlayEvent[] = [];
  return { engine: new Engine(await engineOptions(ghost, options, (event) => events.push(event))), events };
}

export async function engineOptions(
  ghost: PlayableGhost,
  options: TestEngineOptions,
  onEvent: (event: PlayEvent) => void,
): Promise<EngineOptions> {
  return {
    ...(await loadRuntime()),
    program: new Program(ghost),
    config: ghost.config as EngineOptions["config"],
    saved: ghost.saved,
    decks: {
      seed: options.seed ?? 1,
      shuffle: options.shuffle ?? false,
      replay: options.replay ?? [],
      wanted: options.wanted ?? [],
    },
    strategy: ghost.strategy,
    limits: { ...defaultLimits, ...options.limits },
    locale: options.locale ?? "en",
    now: options.now ?? (() => performance.now()),
    time: () => 1_700_000_000_000,
    timeZone: 540,
    onEvent,
  };
}
