/**
 * Answers a reference as a running scene would: every step of the engine's search, in its order, and what the step
 * that answers has to offer. Diagnostics, hover, definition and the command line all ask here.
 */
import {
  actorWordCandidates,
  actorWordCount,
  findScene,
  globalEntry,
  globalSceneCandidates,
  globalSceneCount,
  globalWordCandidates,
  globalWordCount,
  hasGlobalScene,
  localEntry,
  localSceneCandidates,
  localSceneCount,
  localWordCandidates,
  localWordCount,
} from "./candidates.ts";
import { actorWordKey } from "./declared-names.ts";
import { ACT_METHODS, ACTOR_METHODS, ACTOR_NAME_FIELD, ENGINE_FUNCTIONS, SCENE_METHODS } from "./engine-names.ts";
import type { SceneEntry, Strategy, Tables, WordValue } from "./model.ts";
import { sanitizeName } from "./names.ts";
import { hasPrefix } from "./prefix-index.ts";

/** `＞x`; `＠x`; `＠x（）`; `＠＊x（）`; the target of `＠？x`. */
export type ReferenceKind = "call" | "word" | "function" | "globalFunction" | "choice";

export interface Question {
  readonly kind: ReferenceKind;
  readonly key: string;
  /** The registered name of the scene that asks (`会話_1`), or null where none does. */
  readonly module: string | null;
  /** Who speaks the line; null on lines that nobody speaks. */
  readonly actor: string | null;
}

/** A function of Lua that answers; `file` is null for the engine's own. */
export interface FunctionEntry {
  readonly name: string;
  readonly file: string | null;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** What there is to draw from. The list is made when it is asked for: whoever only counts is spared hundreds of entries. */
export interface Draw<T> {
  readonly count: number;
  readonly candidates: readonly T[];
}

/** The step of the search that answers. */
export type Answer =
  /** `isOwn`: the first of them belongs to the scene that asks. */
  | ({ readonly step: "scenes"; readonly isOwn: boolean } & Draw<SceneEntry>)
  | ({ readonly step: "words" } & Draw<WordValue>)
  /** A field of the speaker's table: a Lua function of the actor, a key of pasta.toml, the name itself. */
  | { readonly step: "actor"; readonly functions: readonly FunctionEntry[] }
  /** A method that every scene has. */
  | { readonly step: "sceneMethod"; readonly name: string }
  /** A method of `act`. */
  | { readonly step: "actMethod"; readonly name: string }
  /** `GLOBAL`; the last function is the one that stays. */
  | { readonly step: "global"; readonly functions: readonly FunctionEntry[] }
  | { readonly step: "none" };

/**
 * What answers a reference. The order is that of `find_act_handler` and `find_actor_handler` in `pasta_lua` 0.4.4:
 * the actor's own (words only), the scene's table, its local names by prefix, methods of `act`, `GLOBAL`, global
 * names by prefix. With `merged`, local names bring the global ones with them.
 */
export function lookUp(tables: Tables, question: Question, strategy: Strategy): Answer {
  const { kind, key, module, actor } = question;
  if (key === "") return { step: "none" };
  if (kind === "globalFunction") return functionAnswer(tables, key, true);
  if (kind === "choice") return scenesAnswer(tables, module, key, strategy);
  if (kind === "word") {
    const own = actorAnswer(tables, actor, key);
    if (own !== null) return own;
  }
  const field = fieldAnswer(tables, module, key, kind === "word");
  if (field !== null) return field;
  const local =
    kind === "word" ? localWords(tables, module, key, strategy) : localScenes(tables, module, key, strategy);
  if (local !== null) return local;
  if (ACT_METHODS.has(key)) return { step: "actMethod", name: key };
  if (tables.functions.has(key) || ENGINE_FUNCTIONS.has(key)) return functionAnswer(tables, key, kind !== "word");
  if (kind !== "word") return scenesAnswer(tables, null, key, strategy);
  const count = globalWordCount(tables, key);
  return count > 0 ? new WordDraw(count, () => globalWordCandidates(tables, key)) : { step: "none" };
}

/**
 * A class, for a getter written into an object's literal gives each such object a hidden class of its own, which holds
 * on to the getter's list until everything is collected.
 */
class LazyDraw<T> implements Draw<T> {
  readonly #make: () => readonly T[];
  #list: readonly T[] | null = null;

  constructor(
    readonly count: number,
    make: () => readonly T[],
  ) {
    this.#make = make;
  }

  get candidates(): readonly T[] {
    this.#list ??= this.#make();
    return this.#list;
  }
}

class WordDraw extends LazyDraw<WordValue> {
  readonly step = "words";
}

class SceneDraw extends LazyDraw<SceneEntry> {
  readonly step = "scenes";

  constructor(
    count: number,
    readonly isOwn: boolean,
    make: () => readonly SceneEntry[],
  ) {
    super(count, make);
  }
}

/**
 * Whether the reference finds anything, without building the list: what the asking scene decides, else what depends
 * on the key alone.
 */
export function isFound(tables: Tables, question: Question): boolean {
  return isFoundInScope(tables, question) ?? isGlobalFound(tables, question.kind, question.key);
}

/** The part of the verdict that is the same for every scene: methods, `GLOBAL`, and global names by prefix. */
export function isGlobalFound(tables: Tables, kind: ReferenceKind, key: string): boolean {
  if (kind === "choice") return hasGlobalScene(tables, key);
  if (kind === "globalFunction") return functionAnswer(tables, key, true).step !== "none";
  if (ACT_METHODS.has(key)) return true;
  if (tables.functions.has(key) || ENGINE_FUNCTIONS.has(key)) {
    return functionAnswer(tables, key, kind !== "word").step !== "none";
  }
  return kind === "word" ? key !== "" && hasPrefix(tables.words, key) : hasGlobalScene(tables, key);
}

/** The part of the verdict that the asking scene and the speaker decide; null where they leave it to global names. */
export function isFoundInScope(tables: Tables, { kind, key, module, actor }: Question): boolean | null {
  if (kind === "globalFunction" || key === "") return null;
  const scene = module === null ? null : findScene(tables, module);
  if (kind === "word") {
    const own = actor !== null && (isActorField(tables, actor, key) || hasActorWord(tables, actor, key));
    if (own) return true;
    if (scene === null) return null;
    const { fields, words } = scene.placed.of;
    return SCENE_METHODS.has(key) || fields.has(key) || hasPrefix(words, key) ? true : null;
  }
  if (scene === null) return null;
  if (kind !== "choice") {
    const field = scene.placed.of.fields.get(key);
    if (field !== undefined) return field.callable;
    if (SCENE_METHODS.has(key)) return true;
  }
  return hasPrefix(scene.placed.of.locals, sanitizeName(key)) ? true : null;
}

function hasActorWord(tables: Tables, actor: string, key: string): boolean {
  return tables.actorWords.parts.length > 0 && hasPrefix(tables.actorWords, actorWordKey(actor, key));
}

/**
 * Whether the search for this question goes on to global names, so that every global scene (or word) that begins with
 * its key is among its candidates. The same order as `lookUp`, without its lists.
 */
export function reachesGlobalNames(tables: Tables, question: Question, strategy: Strategy): boolean {
  const { kind, key, module, actor } = question;
  if (kind === "globalFunction" || key === "") return false;
  const isWord = kind === "word";
  if (isWord && actor !== null && (isActorField(tables, actor, key) || hasActorWord(tables, actor, key))) return false;
  const scene = module === null ? null : findScene(tables, module)?.placed.of;
  if (scene != null) {
    if (kind !== "choice" && (scene.fields.has(key) || SCENE_METHODS.has(key))) return false;
    if (hasPrefix(isWord ? scene.words : scene.locals, isWord ? key : sanitizeName(key))) return strategy === "merged";
  }
  return kind === "choice" || !(ACT_METHODS.has(key) || tables.functions.has(key) || ENGINE_FUNCTIONS.has(key));
}

function actorAnswer(tables: Tables, actor: string | null, key: string): Answer | null {
  if (actor === null) return null;
  if (isActorField(tables, actor, key)) return { step: "actor", functions: actorFunctions(tables, actor, key) };
  const count = actorWordCount(tables, actor, key);
  return count > 0 ? new WordDraw(count, () => actorWordCandidates(tables, actor, key)) : null;
}

function isActorField(tables: Tables, actor: string, key: string): boolean {
  if (key === ACTOR_NAME_FIELD) return true;
  const facts = tables.actors.get(actor);
  if (facts === undefined) return false;
  return ACTOR_METHODS.has(key) || facts.configured?.has(key) === true || actorFunctions(tables, actor, key).length > 0;
}

function actorFunctions(tables: Tables, actor: string, key: string): FunctionEntry[] {
  const found: FunctionEntry[] = [];
  for (const { file, ordinal } of tables.actors.get(actor)?.declarations ?? []) {
    const placed = tables.files.get(file)?.actors[ordinal];
    for (const field of placed?.of.fields ?? []) {
      if (placed !== undefined && field.name === key) found.push(entry(file, placed.start, field));
    }
  }
  return found;
}

/** A hit in the scene's Lua table is final, also where it is nothing that can be called. */
function fieldAnswer(tables: Tables, module: string | null, key: string, word: boolean): Answer | null {
  const scene = module === null ? null : findScene(tables, module);
  if (scene === null) return null;
  const field = scene.placed.of.fields.get(key);
  if (field !== undefined) {
    return word || field.callable ? new SceneDraw(1, true, () => [localEntry(scene, field)]) : { step: "none" };
  }
  if (key === "__start__") return new SceneDraw(1, false, () => [globalEntry(scene)]);
  return SCENE_METHODS.has(key) ? { step: "sceneMethod", name: key } : null;
}

function localScenes(tables: Tables, module: string | null, key: string, strategy: Strategy): Answer | null {
  const own = localSceneCount(tables, module, key);
  if (own === 0) return null;
  if (strategy !== "merged") return new SceneDraw(own, true, () => localSceneCandidates(tables, module, key));
  return new SceneDraw(own + globalSceneCount(tables, key), true, () => {
    return [...localSceneCandidates(tables, module, key), ...globalSceneCandidates(tables, key)];
  });
}

function localWords(tables: Tables, module: string | null, key: string, strategy: Strategy): Answer | null {
  const own = localWordCount(tables, module, key);
  if (own === 0) return null;
  if (strategy !== "merged") return new WordDraw(own, () => localWordCandidates(tables, module, key));
  return new WordDraw(own + globalWordCount(tables, key), () => {
    return [...localWordCandidates(tables, module, key), ...globalWordCandidates(tables, key)];
  });
}

function scenesAnswer(tables: Tables, module: string | null, key: string, strategy: Strategy): Answer {
  const local = localScenes(tables, module, key, strategy);
  if (local !== null) return local;
  const count = globalSceneCount(tables, key);
  return count > 0 ? new SceneDraw(count, false, () => globalSceneCandidates(tables, key)) : { step: "none" };
}

function functionAnswer(tables: Tables, key: string, mustBeCallable: boolean): Answer {
  const functions: FunctionEntry[] = [];
  let callable = ENGINE_FUNCTIONS.has(key);
  for (const { file, ordinal } of tables.functions.get(key) ?? []) {
    const placed = tables.files.get(file)?.functions[ordinal];
    if (placed === undefined) continue;
    functions.push(entry(file, placed.start, placed.of));
    callable = placed.of.callable;
  }
  const present = functions.length > 0 || ENGINE_FUNCTIONS.has(key);
  return present && (callable || !mustBeCallable) ? { step: "global", functions } : { step: "none" };
}

function entry(
  file: string,
  start: number,
  declared: {
    readonly name: string;
    readonly span: { readonly start: number; readonly end: number };
    readonly nameSpan: { readonly start: number; readonly end: number };
  },
): FunctionEntry {
  return {
    name: declared.name,
    file,
    start: start + declared.span.start,
    end: start + declared.span.end,
    nameStart: start + declared.nameSpan.start,
    nameEnd: start + declared.nameSpan.end,
  };
}
