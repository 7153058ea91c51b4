/**
 * One ghost over time: takes files in, gives immutable snapshots out, and tells which blocks' findings an edit may have
 * changed. Work follows the edit: names that stay, and blocks that nobody touched, cost nothing.
 */
import {
  buildTables,
  compareLoadOrder,
  copyOf,
  type FileDeclarations,
  keysOf,
  listByKey,
  type Strategy,
  type Tables,
  updateTables,
} from "../resolve/index.ts";
import type { SyntaxDocument } from "../syntax/model.ts";
import type { BlockSummary } from "./block-summary.ts";
import { type GhostConfig, NO_CONFIG } from "./config.ts";
import { fromLua } from "./declarations.ts";
import { Doubts } from "./doubts.ts";
import type { LuaSummary } from "./lua-model.ts";
import { summarizeLua } from "./lua-summary.ts";
import { luaUser } from "./lua-user.ts";
import { type FileBlock, type Reading, readingOf } from "./reading.ts";
import { emptyFlips, Usage, type UsageFlips, type User } from "./usage.ts";

export interface LuaFile {
  readonly text: string;
  readonly summary: LuaSummary;
  readonly user: BlockSummary;
}

/** A ghost at one moment. Never changes; a later moment is another object that shares what stayed the same. */
export interface Snapshot {
  readonly version: number;
  readonly config: GhostConfig;
  readonly strategy: Strategy;
  readonly tables: Tables;
  /** Dictionaries by ghost-relative path. */
  readonly documents: ReadonlyMap<string, SyntaxDocument>;
  /** The blocks of the dictionaries with their summaries; at hand also where a document's nodes are not. */
  readonly blocks: ReadonlyMap<string, readonly FileBlock[]>;
  readonly lua: ReadonlyMap<string, LuaFile>;
}

export interface ProjectFiles {
  readonly documents: ReadonlyMap<string, SyntaxDocument>;
  readonly lua: ReadonlyMap<string, string>;
}

export class Project {
  readonly usage = new Usage();
  #snapshot: Snapshot;
  readonly #doubts = new Doubts(this.usage);
  #baseline: Tables["scenes"] | null = null;
  /** Keys of scenes that are not in the baseline. */
  readonly #newScenes = new Set<string>();
  #isLoading = false;

  constructor(config: GhostConfig = NO_CONFIG, strategy: Strategy = "merged", files: ProjectFiles = NO_FILES) {
    this.#snapshot = this.#build(0, config, strategy, files);
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** The paths whose findings may have changed since the last time this was asked. */
  takeDirty(): ReadonlySet<string> {
    return this.#doubts.takeDirty();
  }

  /** The version of the snapshot from which on a block's findings may differ; 0 where they never did. */
  doubtedAt(user: User): number {
    return this.#doubts.at(user);
  }

  /** The global scenes as `settle` found them; null before it was called. */
  get baseline(): Tables["scenes"] | null {
    return this.#baseline;
  }

  /**
   * Says that many files come in a row: until `endLoading` nobody is told one by one what a file puts in doubt, and
   * then everything is.
   */
  startLoading(): void {
    this.#isLoading = true;
  }

  endLoading(): void {
    if (!this.#isLoading) return;
    this.#isLoading = false;
    const { version, documents, lua } = this.#snapshot;
    this.#snapshot = { ...this.#snapshot, version: version + 1 };
    this.#doubts.markAll(this.#snapshot, [...documents.keys(), ...lua.keys()]);
  }

  /** Takes the ghost as it is for what was there before: from here on names are new. */
  settle(): void {
    const before = this.#baseline;
    this.#baseline = this.#snapshot.tables.scenes;
    this.#newScenes.clear();
    if (before === null || before === this.#baseline) return;
    this.#snapshot = { ...this.#snapshot, version: this.#snapshot.version + 1 };
    this.#doubts.touchScenesOf(this.#snapshot, (key) => listByKey(before, key).length === 0);
  }

  /** The version of the snapshot at which any block's findings were last put in doubt. */
  get lastDoubt(): number {
    return this.#doubts.last;
  }

  /** Starts over with other settings or files; everything is in doubt. */
  reset(config: GhostConfig, strategy: Strategy): void {
    const { version, documents, blocks, lua, tables } = this.#snapshot;
    for (const own of blocks.values()) for (const { summary } of own) this.usage.delete(summary, emptyFlips());
    for (const { user } of lua.values()) this.usage.delete(user, emptyFlips());
    // What was read of the files stays: the nodes of most of them are gone.
    const readings = new Map<string, Reading>();
    for (const [path, own] of blocks) {
      const declarations = tables.files.get(path);
      if (declarations !== undefined) readings.set(path, { path, blocks: own, declarations });
    }
    const texts = new Map([...lua].map(([path, { text }]) => [path, text]));
    this.#snapshot = this.#build(version + 1, config, strategy, { documents, lua: texts }, readings);
    this.#newScenes.clear();
    this.#followScenes(keysOf(this.#snapshot.tables.scenes));
    this.#doubts.markAll(this.#snapshot, []);
  }

  #build(
    version: number,
    config: GhostConfig,
    strategy: Strategy,
    files: ProjectFiles,
    readings: ReadonlyMap<string, Reading> = new Map(),
  ): Snapshot {
    const declarations: FileDeclarations[] = [];
    const flips = emptyFlips();
    const lua = new Map<string, LuaFile>();
    const blocks = new Map<string, readonly FileBlock[]>();
    for (const [path, document] of files.documents) {
      const reading = readings.get(path) ?? readingOf(path, document);
      declarations.push(reading.declarations);
      for (const { summary } of reading.blocks) this.#addUser(summary, path, flips, version);
      blocks.set(path, reading.blocks);
      this.#doubts.markFile(path);
    }
    for (const [path, text] of files.lua) {
      const file = luaFile(text);
      lua.set(path, file);
      declarations.push(fromLua(path, file.summary));
      this.#addUser(file.user, path, flips, version);
      this.#doubts.markFile(path);
    }
    const actors = new Map([...config.actors].map(([name, { keys }]) => [name, keys]));
    const tables = buildTables(declarations, { aliases: config.aliases, actors });
    const documents = new Map([...files.documents].sort(([a], [b]) => compareLoadOrder(a, b)));
    return { version, config, strategy, tables, documents, blocks, lua };
  }

  #addUser(user: User, path: string, flips: UsageFlips, version: number): void {
    this.usage.add(user, path, flips);
    this.#doubts.add(user, version);
  }

  /** Puts a dictionary in, replaces it, or (`null`) takes it out. */
  updateDocument(path: string, document: SyntaxDocument | null): void {
    const before = this.#snapshot.documents.get(path);
    if (before === document || (before === undefined && document === null)) return;
    this.#replace(path, document, document === null ? null : readingOf(path, document));
  }

  /**
   * Makes blocks known of a file that comes in portions: when it is there, `updateReading` has less to do. Only while
   * files come in a row; whoever then does not bring the file has to `forget` them.
   */
  expect(path: string, summaries: readonly BlockSummary[]): void {
    const flips = emptyFlips();
    for (const summary of summaries) this.#addUser(summary, path, flips, this.#snapshot.version + 1);
  }

  forget(summaries: readonly BlockSummary[]): void {
    const flips = emptyFlips();
    for (const summary of summaries) this.usage.delete(summary, flips);
  }

  /** The same for a file that was read elsewhere; of its document only what rests is kept (`restingDocument`). */
  updateReading(reading: Reading, resting: SyntaxDocument): void {
    this.#replace(reading.path, resting, reading);
  }

  #replace(path: string, document: SyntaxDocument | null, reading: Reading | null): void {
    const documents = copyOf(this.#snapshot.documents);
    const blocks = copyOf(this.#snapshot.blocks);
    const own = reading?.blocks ?? [];
    if (document === null) {
      documents.delete(path);
      blocks.delete(path);
    } else {
      documents.set(path, document);
      blocks.set(path, own);
    }
    const flips = emptyFlips();
    const version = this.#snapshot.version + 1;
    const old = new Set((this.#snapshot.blocks.get(path) ?? []).map(({ summary }) => summary));
    const changed: User[] = [];
    for (const { summary } of own) {
      if (old.delete(summary) || this.usage.fileOf(summary) === path) continue;
      this.#addUser(summary, path, flips, version);
      changed.push(summary);
    }
    for (const summary of old) {
      this.usage.delete(summary, flips);
      changed.push(summary);
    }
    this.#advance(path, reading?.declarations ?? null, flips, { documents, blocks });
    // What a new scene's header tells of the calls that come to it is told block by block.
    if (this.#newScenes.size > 0 && !this.#isLoading) {
      this.#doubts.touchCalled(this.#snapshot, this.#newScenes, changed);
    }
  }

  /** Puts a Lua file in, replaces it, or (`null`) takes it out. */
  updateLua(path: string, text: string | null): void {
    const before = this.#snapshot.lua.get(path);
    if (before?.text === text || (before === undefined && text === null)) return;
    const lua = new Map(this.#snapshot.lua);
    const flips = emptyFlips();
    if (before !== undefined) this.usage.delete(before.user, flips);
    const file = text === null ? null : luaFile(text);
    if (file === null) lua.delete(path);
    else {
      lua.set(path, file);
      this.#addUser(file.user, path, flips, this.#snapshot.version + 1);
    }
    this.#advance(path, file === null ? null : fromLua(path, file.summary), flips, { lua });
  }

  /** Keeps account of the scenes that are new since the ghost was at rest; these keys may have come or gone. */
  #followScenes(keys: Iterable<string>): void {
    const baseline = this.#baseline;
    if (baseline === null) return;
    const { scenes } = this.#snapshot.tables;
    for (const key of keys) {
      if (listByKey(scenes, key).length > 0 && listByKey(baseline, key).length === 0) this.#newScenes.add(key);
      else this.#newScenes.delete(key);
    }
  }

  #advance(path: string, declarations: FileDeclarations | null, flips: UsageFlips, parts: Partial<Snapshot>): void {
    const before = this.#snapshot;
    const { tables, changes } = updateTables(before.tables, path, declarations);
    this.#snapshot = { ...before, ...parts, version: before.version + 1, tables };
    this.#followScenes(changes.scenes);
    this.#doubts.markFile(path);
    if (this.#isLoading) return;
    const file = before.tables.files.get(path);
    this.#doubts.follow(this.#snapshot, { tables: before.tables, file }, declarations, changes, flips);
  }
}

const NO_FILES: ProjectFiles = { documents: new Map(), lua: new Map() };

function luaFile(text: string): LuaFile {
  const summary = summarizeLua(text);
  return { text, summary, user: luaUser(summary) };
}
