/**
 * Joins the declarations of a ghost's files into tables, and keeps them joined while files change one at a time.
 * A change costs what the changed names cost: a file whose names stay as they are leaves every index untouched.
 */
import { copyOf } from "./copy.ts";
import { changedKeys, differingPart, isNothing, namesOf, type Ordinals, push, wordOf } from "./declared-names.ts";
import { compareLoadOrder } from "./load-order.ts";
import type { ActorFacts, ActorWordOccurrence, FileDeclarations, Occurrence, Tables } from "./model.ts";
import { buildTable, EMPTY_TABLE, replaceLists } from "./name-table.ts";
import { listByKey, type NameTable } from "./prefix-index.ts";

/** What pasta.toml adds to the tables. */
export interface TableSettings {
  /** `[scene.alias]`: alias → target. */
  readonly aliases: ReadonlyMap<string, string>;
  /** `[actor."name"]`: the names of the keys of each. */
  readonly actors: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Names whose lists an update changed; what was answered under other names still holds. */
export interface TableChanges {
  /** Without those that only moved: the same scenes with the same counters, below one that came or went. */
  readonly scenes: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  /** Sanitized actor name, `:` and word. */
  readonly actorWords: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  readonly actors: ReadonlySet<string>;
}

export function emptyTables(settings: TableSettings): Tables {
  const actors = new Map<string, ActorFacts>();
  for (const [name, configured] of settings.actors) actors.set(name, { configured, declarations: [] });
  return {
    files: new Map(),
    scenes: EMPTY_TABLE,
    words: EMPTY_TABLE,
    actorWords: EMPTY_TABLE,
    functions: new Map(),
    actors,
    aliases: settings.aliases,
  };
}

/** Joins all files at once; the same result as adding them one by one in any order. */
export function buildTables(files: readonly FileDeclarations[], settings: TableSettings): Tables {
  const base = emptyTables(settings);
  const ordered = [...files].sort((a, b) => compareLoadOrder(a.path, b.path));
  const scenes = new Map<string, Occurrence[]>();
  const words = new Map<string, Occurrence[]>();
  const actorWords = new Map<string, ActorWordOccurrence[]>();
  const functions = new Map<string, Occurrence[]>();
  const actors = new Map<string, Occurrence[]>();
  for (const file of ordered) {
    const names = namesOf(file, settings.aliases);
    append(scenes, names.scenes);
    append(words, names.words);
    append(actorWords, names.actorWords);
    append(functions, names.functions);
    append(actors, names.actors);
  }
  const facts = new Map(base.actors);
  for (const [name, declarations] of actors) {
    facts.set(name, { configured: settings.actors.get(name) ?? null, declarations });
  }
  return {
    ...base,
    files: new Map(ordered.map((file) => [file.path, file])),
    scenes: buildTable(scenes),
    words: buildTable(words),
    actorWords: buildTable(actorWords),
    functions,
    actors: facts,
  };
}

/** The tables with one file put in, replaced, or (`next` null) taken out, and the names that this changed. */
export function updateTables(
  tables: Tables,
  path: string,
  next: FileDeclarations | null,
): { readonly tables: Tables; readonly changes: TableChanges } {
  const before = tables.files.get(path);
  const files = copyOf(tables.files);
  if (next === null) files.delete(path);
  else files.set(path, next);
  const part = differingPart(before, next);
  if (isNothing(part)) return { tables: { ...tables, files }, changes: NO_CHANGES };
  const old = namesOf(before, tables.aliases, part);
  const now = namesOf(next, tables.aliases, part);
  const isWrittenAlike = (i: number) => before?.scenes[i]?.of.name === next?.scenes[i]?.of.name;
  const scenes = updateNames(tables.scenes, path, old.scenes, now.scenes, part.scenes, isWrittenAlike);
  const renamed = new Set<string>();
  for (const key of scenes.changed) {
    const [from, to] = [old.scenes.get(key) ?? [], now.scenes.get(key) ?? []];
    const isMoved =
      from.length === to.length &&
      from.every((one, i) => before?.scenes[one.ordinal]?.of.name === next?.scenes[to[i]?.ordinal ?? -1]?.of.name);
    if (!isMoved) renamed.add(key);
  }
  const words = updateNames(tables.words, path, old.words, now.words, part.words);
  const actorWords = updateNames(tables.actorWords, path, old.actorWords, now.actorWords, part.actors);
  const functions = updateMap(tables.functions, path, old.functions, now.functions, part.functions);
  const actors = updateActors(tables.actors, path, old.actors, now.actors, part.actors);
  return {
    tables: {
      files,
      scenes: scenes.table,
      words: words.table,
      actorWords: actorWords.table,
      functions: functions.map,
      actors: actors.map,
      aliases: tables.aliases,
    },
    changes: {
      scenes: renamed,
      words: words.changed,
      actorWords: actorWords.changed,
      functions: functions.changed,
      actors: actors.changed,
    },
  };
}

const NO_CHANGES: TableChanges = {
  scenes: new Set(),
  words: new Set(),
  actorWords: new Set(),
  functions: new Set(),
  actors: new Set(),
};

function append<T>(into: Map<string, T[]>, from: ReadonlyMap<string, readonly T[]>): void {
  for (const [key, list] of from) for (const item of list) push(into, key, item);
}

/** A list with some of one file's occurrences (`part`) replaced, at the place that the load order gives the file. */
function splice<T extends Occurrence>(list: readonly T[], path: string, part: Ordinals, added: readonly T[]): T[] {
  const rest = list.filter(({ file }) => file !== path);
  const left = part === null ? [] : list.filter(({ file, ordinal }) => file === path && !part.has(ordinal));
  const own = left.length === 0 ? added : [...left, ...added].sort(byOrdinal);
  const at = rest.findIndex(({ file }) => compareLoadOrder(file, path) > 0);
  return at < 0 ? [...rest, ...own] : [...rest.slice(0, at), ...own, ...rest.slice(at)];
}

function byOrdinal(a: Occurrence, b: Occurrence): number {
  return a.ordinal - b.ordinal || wordOf(a) - wordOf(b);
}

function updateNames<T extends Occurrence>(
  table: NameTable<T>,
  path: string,
  old: ReadonlyMap<string, readonly T[]>,
  now: ReadonlyMap<string, readonly T[]>,
  part: Ordinals,
  isAlike: (ordinal: number) => boolean = ALWAYS,
): { readonly table: NameTable<T>; readonly changed: ReadonlySet<string> } {
  const changed = changedKeys(old, now, isAlike);
  const lists = new Map<string, readonly T[]>();
  for (const key of changed) lists.set(key, splice(listByKey(table, key), path, part, now.get(key) ?? []));
  return { table: replaceLists(table, lists), changed };
}

const ALWAYS = () => true;

function updateMap(
  map: ReadonlyMap<string, readonly Occurrence[]>,
  path: string,
  old: ReadonlyMap<string, readonly Occurrence[]>,
  now: ReadonlyMap<string, readonly Occurrence[]>,
  part: Ordinals,
): { readonly map: ReadonlyMap<string, readonly Occurrence[]>; readonly changed: ReadonlySet<string> } {
  const changed = changedKeys(old, now, ALWAYS);
  if (changed.size === 0) return { map, changed };
  const next = copyOf(map);
  for (const key of changed) {
    const list = splice(map.get(key) ?? [], path, part, now.get(key) ?? []);
    if (list.length > 0) next.set(key, list);
    else next.delete(key);
  }
  return { map: next, changed };
}

function updateActors(
  map: ReadonlyMap<string, ActorFacts>,
  path: string,
  old: ReadonlyMap<string, readonly Occurrence[]>,
  now: ReadonlyMap<string, readonly Occurrence[]>,
  part: Ordinals,
): { readonly map: ReadonlyMap<string, ActorFacts>; readonly changed: ReadonlySet<string> } {
  const changed = changedKeys(old, now, ALWAYS);
  if (changed.size === 0) return { map, changed };
  const next = copyOf(map);
  for (const name of changed) {
    const facts = map.get(name) ?? { configured: null, declarations: [] };
    const declarations = splice(facts.declarations, path, part, now.get(name) ?? []);
    if (declarations.length > 0 || facts.configured !== null) next.set(name, { ...facts, declarations });
    else next.delete(name);
  }
  return { map: next, changed };
}
