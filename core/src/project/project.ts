/**
 * One ghost over time: takes files in, gives immutable snapshots out, and tells which blocks' findings an edit may have
 * changed. Work follows the edit: names that stay, and blocks that nobody touched, cost nothing.
 */
import {
  buildTables,
  compareLoadOrder,
  type FileDeclarations,
  hasPrefix,
  listByKey,
  prefixRange,
  type Strategy,
  sanitizeName,
  type TableChanges,
  type Tables,
  updateTables,
} from "../resolve/index.ts";
import type { SyntaxDocument } from "../syntax/model.ts";
import type { BlockSummary } from "./block-summary.ts";
import { lastAtOrBefore } from "./blocks.ts";
import { type GhostConfig, NO_CONFIG } from "./config.ts";
import { fromLua } from "./declarations.ts";
import type { LuaSummary } from "./lua-model.ts";
import { summarizeLua } from "./lua-summary.ts";
import { luaUser } from "./lua-user.ts";
import { type FileBlock, type Reading, readingOf } from "./reading.ts";
import { anyPrefix, emptyFlips, Usage, type UsageFlips, type User } from "./usage.ts";

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
  /** When a user's findings were last put in doubt, as a snapshot version. */
  readonly #doubts = new WeakMap<User, number>();
  #dirty = new Set<string>();
  #baseline: Tables["scenes"] | null = null;
  #lastDoubt = 0;
  #isLoading = false;
  /** The version of the snapshot at which everything was last in doubt. */
  #allDoubted = 0;

  constructor(config: GhostConfig = NO_CONFIG, strategy: Strategy = "merged", files: ProjectFiles = NO_FILES) {
    this.#snapshot = this.#build(0, config, strategy, files);
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** The paths whose findings may have changed since the last time this was asked. */
  takeDirty(): ReadonlySet<string> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    return dirty;
  }

  /** The version of the snapshot from which on a block's findings may differ; 0 where they never did. */
  doubtedAt(user: User): number {
    return Math.max(this.#doubts.get(user) ?? 0, this.#allDoubted);
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
    this.#allDoubted = this.#lastDoubt = version + 1;
    for (const path of [...documents.keys(), ...lua.keys()]) this.#dirty.add(path);
  }

  /** Takes the ghost as it is for what was there before: from here on names are new. */
  settle(): void {
    const before = this.#baseline;
    this.#baseline = this.#snapshot.tables.scenes;
    if (before === null || before === this.#baseline) return;
    this.#snapshot = { ...this.#snapshot, version: this.#snapshot.version + 1 };
    const { tables } = this.#snapshot;
    tables.scenes.keys.forEach((key, i) => {
      if (listByKey(before, key).length > 0) return;
      for (const { file, ordinal } of tables.scenes.lists[i] ?? []) this.#touch(file, "scenes", ordinal);
    });
  }

  /** The version of the snapshot at which any block's findings were last put in doubt. */
  get lastDoubt(): number {
    return this.#lastDoubt;
  }

  /** Starts over with other settings or files; everything is in doubt. */
  reset(config: GhostConfig, strategy: Strategy): void {
    const { version, documents, blocks, lua, tables } = this.#snapshot;
    this.#lastDoubt = version + 1;
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
      this.#dirty.add(path);
    }
    for (const [path, text] of files.lua) {
      const file = luaFile(text);
      lua.set(path, file);
      declarations.push(fromLua(path, file.summary));
      this.#addUser(file.user, path, flips, version);
      this.#dirty.add(path);
    }
    const actors = new Map([...config.actors].map(([name, { keys }]) => [name, keys]));
    const tables = buildTables(declarations, { aliases: config.aliases, actors });
    const documents = new Map([...files.documents].sort(([a], [b]) => compareLoadOrder(a, b)));
    return { version, config, strategy, tables, documents, blocks, lua };
  }

  #addUser(user: User, path: string, flips: UsageFlips, version: number): void {
    this.usage.add(user, path, flips);
    this.#doubts.set(user, version);
  }

  /** Puts a dictionary in, replaces it, or (`null`) takes it out. */
  updateDocument(path: string, document: SyntaxDocument | null): void {
    const before = this.#snapshot.documents.get(path);
    if (before === document || (before === undefined && document === null)) return;
    this.#replace(path, document, document === null ? null : readingOf(path, document));
  }

  /** The same for a file that was read elsewhere; of its document only what rests is kept (`restingDocument`). */
  updateReading(reading: Reading, resting: SyntaxDocument): void {
    this.#replace(reading.path, resting, reading);
  }

  #replace(path: string, document: SyntaxDocument | null, reading: Reading | null): void {
    const documents = new Map(this.#snapshot.documents);
    const blocks = new Map(this.#snapshot.blocks);
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
    for (const { summary } of own) {
      if (!old.delete(summary)) this.#addUser(summary, path, flips, version);
    }
    for (const summary of old) this.usage.delete(summary, flips);
    this.#advance(path, reading?.declarations ?? null, flips, { documents, blocks });
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

  #advance(path: string, declarations: FileDeclarations | null, flips: UsageFlips, parts: Partial<Snapshot>): void {
    const before = this.#snapshot;
    const { tables, changes } = updateTables(before.tables, path, declarations);
    this.#snapshot = { ...before, ...parts, version: before.version + 1, tables };
    this.#dirty.add(path);
    if (this.#isLoading) return;
    this.#doubtNames(before.tables, tables, changes);
    this.#doubtActorFields(before.tables.files.get(path), declarations);
    this.#doubtUses(tables, flips);
    for (const key of changes.scenes) this.#touchScenes(tables, key);
  }

  /** Marks users whose verdict a name that came or went can turn. */
  #doubtNames(before: Tables, after: Tables, changes: TableChanges): void {
    for (const name of changes.scenes) {
      anyPrefix(name, (prefix) => {
        if (hasPrefix(before.scenes, prefix) !== hasPrefix(after.scenes, prefix)) {
          this.#doubt(this.usage.byScene.get(prefix));
          for (const [alias, target] of after.aliases) {
            if (sanitizeName(target) === prefix) this.#doubt(this.usage.byScene.get(sanitizeName(alias)));
          }
        }
        return false;
      });
      // What an alias hides is told by the first of the hidden names, whichever that is now.
      for (const alias of after.aliases.keys()) {
        const hidden = sanitizeName(alias);
        if (name.startsWith(hidden)) this.#doubt(this.usage.byScene.get(hidden));
      }
    }
    for (const name of changes.words) {
      anyPrefix(name, (prefix) => {
        if (hasPrefix(before.words, prefix) !== hasPrefix(after.words, prefix))
          this.#doubt(this.usage.byWord.get(prefix));
        return false;
      });
    }
    for (const key of changes.actorWords) {
      anyPrefix(key.slice(key.indexOf(":") + 1), (prefix) => {
        this.#doubt(this.usage.byWord.get(prefix));
        return false;
      });
    }
    for (const name of changes.functions) this.#doubt(this.usage.byKey.get(name));
    for (const name of changes.actors) this.#doubt(this.usage.byActor.get(name));
  }

  /** Functions in an actor's Lua come and go without a change of the actor's name. */
  #doubtActorFields(before: FileDeclarations | undefined, after: FileDeclarations | null): void {
    const old = fieldNames(before);
    const now = fieldNames(after ?? undefined);
    for (const name of old) if (!now.has(name)) this.#doubt(this.usage.byWord.get(name));
    for (const name of now) if (!old.has(name)) this.#doubt(this.usage.byWord.get(name));
  }

  /** Marks what a first or last use makes used or unused. */
  #doubtUses(after: Tables, flips: UsageFlips): void {
    for (const key of flips.variables) this.#doubt(this.usage.readers.get(key));
    for (const key of flips.scenes) {
      if (key !== "") this.#touchAsked(after, key);
    }
    for (const key of flips.words) {
      if (key === "") continue;
      this.#touchRange(after, "words", key);
      this.#doubt(this.usage.declarers.beginningWith(key));
    }
    // What Lua asks for may be any scene's own: which scene runs it is not known.
    for (const name of flips.own) {
      if (this.usage.byLua.isEmpty) break;
      anyPrefix(name, (prefix) => {
        this.#doubt(this.usage.byLua.get(prefix));
        return false;
      });
    }
    for (const text of flips.strings) {
      if (text === "") continue;
      this.#touchAsked(after, text);
      this.#touchRange(after, "words", text);
      this.#doubt(this.usage.declarers.beginningWith(text));
    }
  }

  /** The scenes that a name can mean: those that begin with it, and those of the target that it is an alias of. */
  #touchAsked(tables: Tables, name: string): void {
    this.#touchRange(tables, "scenes", name);
    for (const [alias, target] of tables.aliases) {
      if (alias === name || sanitizeName(alias) === name) this.#touchRange(tables, "scenes", sanitizeName(target));
    }
  }

  #touchRange(tables: Tables, kind: "scenes" | "words", key: string): void {
    const index = tables[kind];
    const { from, to } = prefixRange(index, key);
    for (let i = from; i < to; i++) {
      for (const { file, ordinal } of index.lists[i] ?? []) this.#touch(file, kind, ordinal);
    }
  }

  /** Scenes of one name move up and down with their counters. */
  #touchScenes(tables: Tables, key: string): void {
    for (const { file } of listByKey(tables.scenes, key)) this.#dirty.add(file);
  }

  #touch(file: string, kind: "scenes" | "words", ordinal: number): void {
    const blocks = this.#snapshot.blocks.get(file) ?? [];
    const start = this.#snapshot.tables.files.get(file)?.[kind][ordinal]?.start;
    // Several blocks begin at one place where the last line is not ended; all of them are meant.
    for (let i = start === undefined ? -1 : lastAtOrBefore(blocks, start); i >= 0 && blocks[i]?.start === start; i--) {
      const summary = blocks[i]?.summary;
      if (summary !== undefined) this.#doubt([summary]);
    }
  }

  #doubt(users: Iterable<User>): void {
    const { version } = this.#snapshot;
    for (const user of users) {
      this.#doubts.set(user, version);
      this.#lastDoubt = version;
      const file = this.usage.fileOf(user);
      if (file !== undefined) this.#dirty.add(file);
    }
  }
}

const NO_FILES: ProjectFiles = { documents: new Map(), lua: new Map() };

function luaFile(text: string): LuaFile {
  const summary = summarizeLua(text);
  return { text, summary, user: luaUser(summary) };
}

function fieldNames(file: FileDeclarations | undefined): Set<string> {
  return new Set((file?.actors ?? []).flatMap(({ of }) => of.fields.map(({ name }) => name)));
}
