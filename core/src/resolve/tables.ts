/**
 * Joins the declarations of a ghost's files into tables, and keeps them joined while files change one at a time.
 * A change costs what the changed names cost: a file whose names stay as they are leaves every index untouched.
 */
import { compareLoadOrder } from "./load-order.ts";
import type {
  ActorFacts,
  ActorWordOccurrence,
  FileDeclarations,
  Occurrence,
  SceneDeclaration,
  Tables,
} from "./model.ts";
import { buildTable, EMPTY_TABLE, replaceLists } from "./name-table.ts";
import { sanitizeName } from "./names.ts";
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
  const files = new Map(tables.files);
  if (next === null) files.delete(path);
  else files.set(path, next);
  if (before !== undefined && next !== null && declareTheSame(before, next)) {
    return { tables: { ...tables, files }, changes: NO_CHANGES };
  }
  const old = before === undefined ? NO_NAMES : namesOf(before, tables.aliases);
  const now = next === null ? NO_NAMES : namesOf(next, tables.aliases);
  const isWrittenAlike = (i: number) => before?.scenes[i]?.of.name === next?.scenes[i]?.of.name;
  const scenes = updateNames(tables.scenes, path, old.scenes, now.scenes, isWrittenAlike);
  const words = updateNames(tables.words, path, old.words, now.words);
  const actorWords = updateNames(tables.actorWords, path, old.actorWords, now.actorWords);
  const functions = updateMap(tables.functions, path, old.functions, now.functions);
  const actors = updateActors(tables.actors, path, old.actors, now.actors);
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
      scenes: scenes.changed,
      words: words.changed,
      actorWords: actorWords.changed,
      functions: functions.changed,
      actors: actors.changed,
    },
  };
}

/** The key under which a global scene of this written name is registered. An exact alias gives way to its target. */
export function sceneKey(aliases: ReadonlyMap<string, string>, name: string): string {
  return sanitizeName(aliases.get(name) ?? name);
}

/** The key of a declared scene. A name that Lua gives to `create_scene` is taken as it is. */
export function declaredKey(aliases: ReadonlyMap<string, string>, scene: SceneDeclaration): string {
  return scene.origin === "lua" ? scene.name : sceneKey(aliases, scene.name);
}

/** The key of an actor's word in `Tables.actorWords`, or the prefix of it. */
export function actorWordKey(actor: string, word: string): string {
  return `${sanitizeName(actor)}:${word}`;
}

interface Names {
  readonly scenes: ReadonlyMap<string, readonly Occurrence[]>;
  readonly words: ReadonlyMap<string, readonly Occurrence[]>;
  readonly actorWords: ReadonlyMap<string, readonly ActorWordOccurrence[]>;
  readonly functions: ReadonlyMap<string, readonly Occurrence[]>;
  readonly actors: ReadonlyMap<string, readonly Occurrence[]>;
}

const NO_NAMES: Names = {
  scenes: new Map(),
  words: new Map(),
  actorWords: new Map(),
  functions: new Map(),
  actors: new Map(),
};

const NO_CHANGES: TableChanges = {
  scenes: new Set(),
  words: new Set(),
  actorWords: new Set(),
  functions: new Set(),
  actors: new Set(),
};

/** Whether two versions of a file declare the same names in the same order, as after most edits: told without a map. */
function declareTheSame(a: FileDeclarations, b: FileDeclarations): boolean {
  return (
    // Scenes that a block of Lua makes stand behind the headers' in the list, and between them in the order of draws.
    !a.scenes.some(({ start, of }) => of.origin === "lua" && start > 0) &&
    samePairs(a.scenes, b.scenes, (x, y) => x.name === y.name && x.origin === y.origin) &&
    samePairs(a.words, b.words, sameName) &&
    samePairs(a.functions, b.functions, sameName) &&
    samePairs(a.actors, b.actors, (x, y) => sameName(x, y) && samePairs(placed(x.words), placed(y.words), sameName))
  );
}

function samePairs<T>(
  a: readonly { readonly of: T }[],
  b: readonly { readonly of: T }[],
  isSame: (x: T, y: T) => boolean,
): boolean {
  return a.length === b.length && a.every(({ of }, i) => of === b[i]?.of || isSame(of, (b[i] as { of: T }).of));
}

function sameName(a: { readonly name: string }, b: { readonly name: string }): boolean {
  return a.name === b.name;
}

function placed<T>(list: readonly T[]): { readonly of: T }[] {
  return list.map((of) => ({ of }));
}

/** Every name that a file declares, with its occurrences in the order of the file. */
function namesOf(file: FileDeclarations, aliases: ReadonlyMap<string, string>): Names {
  const actorWords = new Map<string, ActorWordOccurrence[]>();
  file.actors.forEach(({ of: actor }, ordinal) => {
    actor.words.forEach((declared, word) => {
      push(actorWords, actorWordKey(actor.name, declared.name), { file: file.path, ordinal, word });
    });
  });
  return {
    scenes: inOrder(
      file,
      occurrences(file.path, file.scenes, ({ of }) => declaredKey(aliases, of)),
    ),
    words: occurrences(file.path, file.words, ({ of }) => of.name),
    actorWords,
    functions: occurrences(file.path, file.functions, ({ of }) => of.name),
    actors: occurrences(file.path, file.actors, ({ of }) => of.name),
  };
}

function occurrences<T>(file: string, list: readonly T[], key: (item: T) => string): Map<string, Occurrence[]> {
  const found = new Map<string, Occurrence[]>();
  list.forEach((item, ordinal) => {
    push(found, key(item), { file, ordinal });
  });
  return found;
}

/** Scenes of one name as they come in the text: a block's Lua makes its scenes behind the block's own. */
function inOrder(file: FileDeclarations, found: Map<string, Occurrence[]>): Map<string, Occurrence[]> {
  const start = ({ ordinal }: Occurrence) => file.scenes[ordinal]?.start ?? 0;
  for (const list of found.values()) if (list.length > 1) list.sort((a, b) => start(a) - start(b));
  return found;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

function append<T>(into: Map<string, T[]>, from: ReadonlyMap<string, readonly T[]>): void {
  for (const [key, list] of from) for (const item of list) push(into, key, item);
}

/**
 * Keys whose occurrences differ between two versions of a file. A name that is only written otherwise (`会話・朝`, then
 * `会話＿朝`) has the same key and is another one to show: `isAlike` tells of an ordinal.
 */
function changedKeys<T extends Occurrence>(
  old: ReadonlyMap<string, readonly T[]>,
  now: ReadonlyMap<string, readonly T[]>,
  isAlike: (ordinal: number) => boolean,
): Set<string> {
  const changed = new Set<string>();
  for (const [key, list] of old) {
    if (!sameOccurrences(list, now.get(key)) || !list.every(({ ordinal }) => isAlike(ordinal))) changed.add(key);
  }
  for (const key of now.keys()) if (!old.has(key)) changed.add(key);
  return changed;
}

function sameOccurrences(a: readonly Occurrence[], b: readonly Occurrence[] | undefined): boolean {
  if (b === undefined || a.length !== b.length) return false;
  return a.every((x, i) => {
    const y = b[i] as Occurrence;
    return x.ordinal === y.ordinal && wordOf(x) === wordOf(y);
  });
}

function wordOf(occurrence: Occurrence): number {
  return "word" in occurrence ? (occurrence as ActorWordOccurrence).word : -1;
}

/** A list with one file's occurrences replaced, at the place that the load order gives the file. */
function splice<T extends Occurrence>(list: readonly T[], path: string, added: readonly T[]): T[] {
  const rest = list.filter(({ file }) => file !== path);
  const at = rest.findIndex(({ file }) => compareLoadOrder(file, path) > 0);
  return at < 0 ? [...rest, ...added] : [...rest.slice(0, at), ...added, ...rest.slice(at)];
}

function updateNames<T extends Occurrence>(
  table: NameTable<T>,
  path: string,
  old: ReadonlyMap<string, readonly T[]>,
  now: ReadonlyMap<string, readonly T[]>,
  isAlike: (ordinal: number) => boolean = ALWAYS,
): { readonly table: NameTable<T>; readonly changed: ReadonlySet<string> } {
  const changed = changedKeys(old, now, isAlike);
  const lists = new Map<string, readonly T[]>();
  for (const key of changed) lists.set(key, splice(listByKey(table, key), path, now.get(key) ?? []));
  return { table: replaceLists(table, lists), changed };
}

const ALWAYS = () => true;

function updateMap(
  map: ReadonlyMap<string, readonly Occurrence[]>,
  path: string,
  old: ReadonlyMap<string, readonly Occurrence[]>,
  now: ReadonlyMap<string, readonly Occurrence[]>,
): { readonly map: ReadonlyMap<string, readonly Occurrence[]>; readonly changed: ReadonlySet<string> } {
  const changed = changedKeys(old, now, ALWAYS);
  if (changed.size === 0) return { map, changed };
  const next = new Map(map);
  for (const key of changed) {
    const list = splice(map.get(key) ?? [], path, now.get(key) ?? []);
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
): { readonly map: ReadonlyMap<string, ActorFacts>; readonly changed: ReadonlySet<string> } {
  const changed = changedKeys(old, now, ALWAYS);
  if (changed.size === 0) return { map, changed };
  const next = new Map(map);
  for (const name of changed) {
    const facts = map.get(name) ?? { configured: null, declarations: [] };
    const declarations = splice(facts.declarations, path, now.get(name) ?? []);
    if (declarations.length > 0 || facts.configured !== null) next.set(name, { ...facts, declarations });
    else next.delete(name);
  }
  return { map: next, changed };
}
