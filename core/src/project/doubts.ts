/**
 * Which blocks' findings an edit may have changed. A name that came or went puts those in doubt that ask for it, or for
 * a beginning of it; everyone else is left in peace.
 */
import {
  eachWithPrefix,
  emptyTables,
  type FileDeclarations,
  firstWithPrefix,
  hasPrefix,
  listByKey,
  sanitizeName,
  type TableChanges,
  type Tables,
} from "../resolve/index.ts";
import { lastAtOrBefore } from "./blocks.ts";
import { eachReferred } from "./packed-references.ts";
import type { FileBlock } from "./reading.ts";
import { anyPrefix, type Usage, type UsageFlips, type User } from "./usage.ts";

/** What of a snapshot tells where names stand. */
interface State {
  readonly version: number;
  readonly tables: Tables;
  readonly blocks: ReadonlyMap<string, readonly FileBlock[]>;
}

export class Doubts {
  readonly #usage: Usage;
  /** When a user's findings were last put in doubt, as a snapshot version. */
  readonly #doubts = new WeakMap<User, number>();
  #dirty = new Set<string>();
  #last = 0;
  /** When everything was last put in doubt. */
  #all = 0;
  /** The snapshot that was made last. */
  #state: State = { version: 0, tables: emptyTables({ aliases: new Map(), actors: new Map() }), blocks: new Map() };

  constructor(usage: Usage) {
    this.#usage = usage;
  }

  /** The paths whose findings may have changed since the last time this was asked. */
  takeDirty(): ReadonlySet<string> {
    const dirty = this.#dirty;
    this.#dirty = new Set();
    return dirty;
  }

  /** The version of the snapshot from which on a user's findings may differ; 0 where they never did. */
  at(user: User): number {
    return Math.max(this.#doubts.get(user) ?? 0, this.#all);
  }

  /** The version of the snapshot at which any user's findings were last put in doubt. */
  get last(): number {
    return this.#last;
  }

  /** A user that was not there before; its file is not in doubt for that alone. */
  add(user: User, version: number): void {
    this.#doubts.set(user, version);
  }

  markFile(path: string): void {
    this.#dirty.add(path);
  }

  /** Puts everything in doubt. */
  markAll(state: State, paths: Iterable<string>): void {
    this.#state = state;
    this.#last = state.version;
    this.#all = state.version;
    for (const path of paths) this.#dirty.add(path);
  }

  /** Puts in doubt what a changed file may turn: `before` are its declarations and the tables up to now. */
  follow(
    state: State,
    before: { readonly tables: Tables; readonly file: FileDeclarations | undefined },
    after: FileDeclarations | null,
    changes: TableChanges,
    flips: UsageFlips,
  ): void {
    this.#state = state;
    this.#doubtNames(before.tables, state.tables, changes);
    this.#doubtActorFields(before.file, after);
    this.#doubtUses(state.tables, flips);
    for (const key of changes.scenes) this.#touchScenes(state.tables, key);
  }

  /** Puts the scenes of some keys in doubt. */
  touchScenesOf(state: State, isMeant: (key: string) => boolean): void {
    this.#state = state;
    eachWithPrefix(state.tables.scenes, "", (key, list) => {
      if (!isMeant(key)) return;
      for (const { file, ordinal } of list) this.#touch(file, "scenes", ordinal);
    });
  }

  /** Puts the scenes of those keys in doubt that a block which came or went calls, or a beginning of them. */
  touchCalled(state: State, keys: ReadonlySet<string>, users: Iterable<User>): void {
    this.#state = state;
    const called = new Set<string>();
    for (const user of users) {
      eachReferred(user, (kind, name) => {
        const prefix = kind === "word" || kind === "globalFunction" ? "" : sanitizeName(name);
        if (prefix === "") return;
        for (const key of keys) if (key.startsWith(prefix)) called.add(key);
      });
    }
    for (const key of called) {
      for (const { file, ordinal } of listByKey(state.tables.scenes, key)) this.#touch(file, "scenes", ordinal);
    }
  }

  /** Marks users whose verdict a name that came or went can turn. */
  #doubtNames(before: Tables, after: Tables, changes: TableChanges): void {
    for (const name of changes.scenes) {
      anyPrefix(name, (prefix) => {
        if (hasPrefix(before.scenes, prefix) !== hasPrefix(after.scenes, prefix)) {
          this.#doubt(this.#usage.byScene.get(prefix));
          for (const [alias, target] of after.aliases) {
            if (sanitizeName(target) === prefix) this.#doubt(this.#usage.byScene.get(sanitizeName(alias)));
          }
        }
        return false;
      });
    }
    // What an alias hides is told by the first of the hidden names, whichever that is now.
    if (before.scenes !== after.scenes) {
      for (const alias of after.aliases.keys()) {
        const hidden = sanitizeName(alias);
        if (!isSameFirst(before, after, hidden)) this.#doubt(this.#usage.byScene.get(hidden));
      }
    }
    for (const name of changes.words) {
      anyPrefix(name, (prefix) => {
        if (hasPrefix(before.words, prefix) !== hasPrefix(after.words, prefix))
          this.#doubt(this.#usage.byWord.get(prefix));
        return false;
      });
    }
    for (const key of changes.actorWords) {
      anyPrefix(key.slice(key.indexOf(":") + 1), (prefix) => {
        this.#doubt(this.#usage.byWord.get(prefix));
        return false;
      });
    }
    for (const name of changes.functions) this.#doubt(this.#usage.byKey.get(name));
    for (const name of changes.actors) this.#doubt(this.#usage.byActor.get(name));
  }

  /** Functions in an actor's Lua come and go without a change of the actor's name. */
  #doubtActorFields(before: FileDeclarations | undefined, after: FileDeclarations | null): void {
    const old = fieldNames(before);
    const now = fieldNames(after ?? undefined);
    for (const name of old) if (!now.has(name)) this.#doubt(this.#usage.byWord.get(name));
    for (const name of now) if (!old.has(name)) this.#doubt(this.#usage.byWord.get(name));
  }

  /** Marks what a first or last use makes used or unused. */
  #doubtUses(after: Tables, flips: UsageFlips): void {
    for (const key of flips.variables) this.#doubt(this.#usage.readers.get(key));
    for (const key of flips.scenes) {
      if (key !== "") this.#touchAsked(after, key);
    }
    for (const key of flips.words) {
      if (key === "") continue;
      this.#touchRange(after, "words", key);
      this.#doubt(this.#usage.ownWords.beginningWith(key));
    }
    // What Lua asks for may be any scene's own: which scene runs it is not known.
    for (const name of flips.own) {
      if (this.#usage.byLua.isEmpty) break;
      anyPrefix(name, (prefix) => {
        this.#doubt(this.#usage.byLua.get(prefix));
        return false;
      });
    }
    for (const text of flips.strings) {
      if (text === "") continue;
      this.#touchAsked(after, text);
      this.#touchRange(after, "words", text);
      this.#doubt(this.#usage.ownScenes.beginningWith(text));
      this.#doubt(this.#usage.ownWords.beginningWith(text));
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
    eachWithPrefix(tables[kind], key, (_, list) => {
      for (const { file, ordinal } of list) this.#touch(file, kind, ordinal);
    });
  }

  /** Scenes of one name move up and down with their counters. */
  #touchScenes(tables: Tables, key: string): void {
    for (const { file } of listByKey(tables.scenes, key)) this.#dirty.add(file);
  }

  #touch(file: string, kind: "scenes" | "words", ordinal: number): void {
    const blocks = this.#state.blocks.get(file) ?? [];
    const start = this.#state.tables.files.get(file)?.[kind][ordinal]?.start;
    // Several blocks begin at one place where the last line is not ended; all of them are meant.
    for (let i = start === undefined ? -1 : lastAtOrBefore(blocks, start); i >= 0 && blocks[i]?.start === start; i--) {
      const summary = blocks[i]?.summary;
      if (summary !== undefined) this.#doubt([summary]);
    }
  }

  #doubt(users: Iterable<User>): void {
    for (const user of users) {
      this.#doubts.set(user, this.#state.version);
      this.#last = this.#state.version;
      const file = this.#usage.fileOf(user);
      if (file !== undefined) this.#dirty.add(file);
    }
  }
}

/** Whether the first scene of a beginning is the same one, at the same ordinal and written alike. */
function isSameFirst(before: Tables, after: Tables, prefix: string): boolean {
  const [old, now] = [before, after].map(({ scenes, files }) => {
    const first = firstWithPrefix(scenes, prefix)?.list[0];
    return first && { ...first, name: files.get(first.file)?.scenes[first.ordinal]?.of.name };
  });
  return old?.file === now?.file && old?.ordinal === now?.ordinal && old?.name === now?.name;
}

function fieldNames(file: FileDeclarations | undefined): Set<string> {
  return new Set((file?.actors ?? []).flatMap(({ of }) => of.fields.map(({ name }) => name)));
}
