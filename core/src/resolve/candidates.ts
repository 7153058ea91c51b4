/**
 * The candidates of a key: every scene or word value that could be drawn, in the engine's order. Nothing is chosen
 * here; the same question gives the same list always.
 */

import { actorWordKey, declaredKey, sceneKey } from "./declared-names.ts";
import type {
  ActorWordOccurrence,
  Attributes,
  LocalDeclaration,
  Occurrence,
  PlacedScene,
  Resolved,
  ResolveProblem,
  SceneEntry,
  Strategy,
  Tables,
  WordDeclaration,
  WordValue,
} from "./model.ts";
import { sanitizeName } from "./names.ts";
import { eachWithPrefix, hasPrefix, listByKey, listsByPrefix, type Names } from "./prefix-index.ts";

/** A scene's place in its file and the name under which it is registered. */
export interface LocatedScene {
  readonly file: string;
  readonly ordinal: number;
  readonly module: string;
  readonly placed: PlacedScene;
}

/** What was found last in each: the references of a scene ask for their scene one after the other. */
const lastFound = new WeakMap<Tables, { readonly module: string; readonly scene: LocatedScene | null }>();

/** The global scene of a registered name (`会話_1`), if there is one. */
export function findScene(tables: Tables, module: string): LocatedScene | null {
  const last = lastFound.get(tables);
  if (last?.module === module) return last.scene;
  const scene = lookForScene(tables, module);
  lastFound.set(tables, { module, scene });
  return scene;
}

function lookForScene(tables: Tables, module: string): LocatedScene | null {
  const at = module.lastIndexOf("_");
  const digits = module.slice(at + 1);
  if (at < 1 || !/^[1-9][0-9]{0,14}$/.test(digits)) return null;
  const occurrence = listByKey(tables.scenes, module.slice(0, at))[Number(digits) - 1];
  return occurrence === undefined ? null : locate(tables, occurrence, module);
}

/** The registered name of the `ordinal`th global scene of a file. */
export function moduleOf(tables: Tables, file: string, ordinal: number): string | null {
  const placed = tables.files.get(file)?.scenes[ordinal];
  if (placed === undefined) return null;
  const key = declaredKey(tables.aliases, placed.of);
  const index = listByKey(tables.scenes, key).findIndex((o) => o.file === file && o.ordinal === ordinal);
  return index < 0 ? null : `${key}_${index + 1}`;
}

function locate(tables: Tables, occurrence: Occurrence, module: string): LocatedScene | null {
  const placed = tables.files.get(occurrence.file)?.scenes[occurrence.ordinal];
  if (placed === undefined) return null;
  // Written out: an object made by spreading another gets a shape of its own, which is slow to make and to read.
  return { file: occurrence.file, ordinal: occurrence.ordinal, module, placed };
}

/**
 * The candidates of a scene's key, in order. `module` is the registered name of the scene that asks, or null for
 * none. `localFirst`: its local scenes, and only where none is left, global ones; `merged`: both, local ones first.
 * `filters` must all hold (AND). Without `functions`, only scenes written in Pasta count, as in the tables that the
 * engine makes when it generates Lua; its running tables hold the Lua functions of a scene too.
 */
export function sceneCandidates(
  tables: Tables,
  module: string | null,
  key: string,
  strategy: Strategy,
  filters: Attributes | null = null,
  functions = true,
): Resolved<SceneEntry> {
  if (key === "") return failed({ kind: "InvalidScene", key });
  const all = localSceneCandidates(tables, module, key);
  const local = functions ? all : all.filter(({ origin }) => origin === "pasta");
  const localKept = keep(local, filters);
  if (strategy === "localFirst" && localKept.length > 0) return { ok: true, candidates: localKept };
  const global = globalSceneCandidates(tables, key);
  const kept = [...localKept, ...keep(global, filters)];
  if (kept.length > 0) return { ok: true, candidates: kept };
  return failed({ kind: local.length + global.length > 0 ? "NoMatchingScene" : "SceneNotFound", key });
}

function failed(problem: ResolveProblem): { readonly ok: false; readonly problem: ResolveProblem } {
  return { ok: false, problem };
}

function keep(entries: readonly SceneEntry[], filters: Attributes | null): readonly SceneEntry[] {
  if (filters === null || filters.size === 0) return entries;
  return entries.filter(({ attributes }) => [...filters].every(([name, value]) => attributes.get(name) === value));
}

/** Local scenes and Lua functions of `module` whose key begins with `key`; empty where there is no such scene. */
export function localSceneCandidates(tables: Tables, module: string | null, key: string): readonly SceneEntry[] {
  if (module === null || module === "" || key === "") return [];
  const scene = findScene(tables, module);
  if (scene === null) return [];
  return listsByPrefix(scene.placed.of.locals, sanitizeName(key)).map((local) => localEntry(scene, local));
}

/** How many `localSceneCandidates` there are. */
export function localSceneCount(tables: Tables, module: string | null, key: string): number {
  const scene = module === null || module === "" || key === "" ? null : findScene(tables, module);
  if (scene === null || scene.placed.of.locals.keys.length === 0) return 0;
  return countWithPrefix(scene.placed.of.locals, sanitizeName(key));
}

/** How many `globalSceneCandidates` there are. */
export function globalSceneCount(tables: Tables, key: string): number {
  return key === "" ? 0 : countWithPrefix(tables.scenes, sceneKey(tables.aliases, key));
}

function countWithPrefix(names: Names<unknown>, prefix: string): number {
  let count = 0;
  eachWithPrefix(names, prefix, (_, list) => {
    count += list.length;
  });
  return count;
}

/** Global scenes whose key begins with `key`, after aliases. */
export function globalSceneCandidates(tables: Tables, key: string): readonly SceneEntry[] {
  if (key === "") return [];
  const prefix = sceneKey(tables.aliases, key);
  const found: SceneEntry[] = [];
  eachWithPrefix(tables.scenes, prefix, (name, list) => {
    for (let i = 0; i < list.length; i++) {
      const scene = locate(tables, list[i] as Occurrence, `${name}_${i + 1}`);
      if (scene !== null) found.push(globalEntry(scene));
    }
  });
  return found;
}

/** Whether a global look-up of `key` finds anything; the quick form of `globalSceneCandidates`. */
export function hasGlobalScene(tables: Tables, key: string): boolean {
  return key !== "" && hasPrefix(tables.scenes, sceneKey(tables.aliases, key));
}

/** The global scene itself as a candidate. */
export function globalEntry(scene: LocatedScene): SceneEntry {
  const { placed, module, file } = scene;
  const fnName = `${module}::__start__`;
  return {
    id: fnName,
    fnName,
    name: placed.of.name,
    scope: "global",
    module,
    attributes: merge(placed.fileAttributes, placed.of.attributes),
    origin: placed.of.origin,
    file,
    start: placed.start + placed.of.span.start,
    end: placed.start + placed.of.span.end,
    nameStart: placed.start + placed.of.nameSpan.start,
    nameEnd: placed.start + placed.of.nameSpan.end,
  };
}

/** One of the scene's local scenes as a candidate. A local scene has its scene's attributes, and its own above them. */
export function localEntry(scene: LocatedScene, local: LocalDeclaration): SceneEntry {
  const { placed, module, file } = scene;
  const fnName = `${module}::${local.registered}`;
  return {
    id: fnName,
    fnName,
    name: local.name,
    scope: "local",
    module,
    attributes: merge(merge(placed.fileAttributes, placed.of.attributes), local.attributes),
    origin: local.origin,
    file,
    start: placed.start + local.span.start,
    end: placed.start + local.span.end,
    nameStart: placed.start + local.nameSpan.start,
    nameEnd: placed.start + local.nameSpan.end,
  };
}

function merge(outer: Attributes, inner: Attributes): Attributes {
  if (inner.size === 0) return outer;
  return outer.size === 0 ? inner : new Map([...outer, ...inner]);
}

/**
 * The values of a word, in order. `actor` is the speaker of the line, or null. An actor's own words answer alone;
 * then `localFirst`: the scene's words, and only without them the global ones; `merged`: both.
 */
export function wordCandidates(
  tables: Tables,
  where: { readonly module: string | null; readonly actor: string | null },
  key: string,
  strategy: Strategy,
): readonly WordValue[] {
  if (key === "") return [];
  const own = actorWordCandidates(tables, where.actor, key);
  if (own.length > 0) return own;
  const local = localWordCandidates(tables, where.module, key);
  if (strategy === "localFirst" && local.length > 0) return local;
  return [...local, ...globalWordCandidates(tables, key)];
}

/** The words of an actor (and of every actor whose name is written the same in the tables). */
export function actorWordCandidates(tables: Tables, actor: string | null, key: string): readonly WordValue[] {
  return actorWords(tables, actor, key).flatMap(({ file, ordinal, word }) => {
    const placed = tables.files.get(file)?.actors[ordinal];
    const declared = placed?.of.words[word];
    return placed === undefined || declared === undefined ? [] : values("actor", file, placed.start, declared);
  });
}

/** How many `actorWordCandidates` there are. */
export function actorWordCount(tables: Tables, actor: string | null, key: string): number {
  return valueCount(actorWords(tables, actor, key), ({ file, ordinal, word }) => {
    return tables.files.get(file)?.actors[ordinal]?.of.words[word];
  });
}

function actorWords(tables: Tables, actor: string | null, key: string): readonly ActorWordOccurrence[] {
  return actor === null || key === "" ? [] : listsByPrefix(tables.actorWords, actorWordKey(actor, key));
}

function valueCount<T>(list: readonly T[], declared: (item: T) => WordDeclaration | undefined): number {
  return list.reduce((sum, item) => sum + (declared(item)?.values.length ?? 0), 0);
}

export function localWordCandidates(tables: Tables, module: string | null, key: string): readonly WordValue[] {
  if (module === null || module === "" || key === "") return [];
  const scene = findScene(tables, module);
  if (scene === null) return [];
  return listsByPrefix(scene.placed.of.words, key).flatMap((word) =>
    values("local", scene.file, scene.placed.start, word),
  );
}

/** How many `localWordCandidates` there are. */
export function localWordCount(tables: Tables, module: string | null, key: string): number {
  const scene = module === null || module === "" || key === "" ? null : findScene(tables, module);
  return scene === null ? 0 : valueCount(listsByPrefix(scene.placed.of.words, key), (word) => word);
}

export function globalWordCandidates(tables: Tables, key: string): readonly WordValue[] {
  if (key === "") return [];
  return listsByPrefix(tables.words, key).flatMap(({ file, ordinal }) => {
    const placed = tables.files.get(file)?.words[ordinal];
    return placed === undefined ? [] : values("global", file, placed.start, placed.of);
  });
}

/** How many `globalWordCandidates` there are. */
export function globalWordCount(tables: Tables, key: string): number {
  const list = key === "" ? [] : listsByPrefix(tables.words, key);
  return valueCount(list, ({ file, ordinal }) => tables.files.get(file)?.words[ordinal]?.of);
}

function values(scope: WordValue["scope"], file: string, start: number, word: WordDeclaration): WordValue[] {
  return word.values.map((value) => ({
    value,
    name: word.name,
    scope,
    file,
    start: start + word.span.start,
    end: start + word.span.end,
    nameStart: start + word.nameSpan.start,
    nameEnd: start + word.nameSpan.end,
  }));
}
