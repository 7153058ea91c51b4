/**
 * A ghost as something that runs: what must be loaded in which order, the Lua of each block when it is asked for, and
 * the candidates of every question. It belongs to one engine, because a script can declare scenes and words while it
 * loads; it may live in another thread than the engine's VM, so it takes and gives plain values only.
 */

import {
  actorWordCandidates,
  compareLoadOrder,
  findScene,
  globalEntry,
  globalSceneCandidates,
  globalWordCandidates,
  listByKey,
  localEntry,
  localSceneCandidates,
  localWordCandidates,
  moduleName,
  moduleOf,
  type SceneEntry,
  sanitizeName,
  sceneKey,
  type Tables,
  type WordValue,
} from "#core/resolve/index.ts";
import { hasCode } from "../transpile/block.ts";
import { blockChunk } from "../transpile/document.ts";
import type { Chunk } from "../vm/vm.ts";
import { Corrections, type Declared, type StepPlace } from "./corrections.ts";
import { type BlockPlace, DocumentMap } from "./document-map.ts";
import type { PlaySource } from "./events.ts";
import type { PlayableGhost } from "./ghost.ts";
import { marksOf, withoutCounters } from "./identity.ts";

/** How the candidates of a name are gathered. `call` is the first draw of a call or word inside a scene. */
export type Gathering = "prefix" | "exact" | "call" | "owned";

export interface Question {
  readonly what: "scene" | "word";
  readonly key: string;
  /** Registered name of the asking scene, or an actor's scope (`__actor_name__`); empty for global names. */
  readonly scope: string;
  readonly how: Gathering;
}

/** The answer to a question: full names of functions, or values of words, in candidate order. */
export interface Candidates {
  /** The name as it was looked up: after aliases, with the characters that names are compared by. */
  readonly key: string;
  readonly names: readonly string[];
  /** The names as they are written; those of the first ones, as with `sources`. */
  readonly written: readonly string[];
  /** What tells each of the first ones from others of its name; null where none has its name. */
  readonly marks: readonly (string | null)[];
  /** Why each is a candidate: whose it is. */
  readonly scopes: readonly ("actor" | "local" | "global")[];
  /** Where the first ones are written; long lists are cut. */
  readonly sources: readonly (PlaySource | null)[];
}

/** What is told of a scene's function. */
export interface FunctionFacts {
  readonly name: string;
  readonly written: string;
  readonly source: PlaySource | null;
}

/** Something to be loaded at once, in order, because it holds Lua. */
export interface Step {
  readonly id: string;
  /** Set for a `.lua` dictionary: the name to require. */
  readonly module: string | null;
}

/** Lua to be run: a block, with the module it belongs to. */
export interface LoadableBlock {
  readonly chunk: Chunk;
  readonly module: string;
}

/** A block known by name, whether it is loaded or not. */
export interface BlockName {
  readonly id: string;
  /** Registered name, for a scene. */
  readonly scene: string | null;
}

/** As many candidates get a source; who shows more asks for it. */
const SOURCES = 200;

export class Program {
  readonly #ghost: PlayableGhost;
  readonly #documents: DocumentMap;
  readonly #corrections: Corrections;
  readonly #answers = new Map<string, readonly (SceneEntry | WordValue)[]>();

  constructor(ghost: PlayableGhost) {
    this.#ghost = ghost;
    this.#documents = new DocumentMap(ghost);
    this.#corrections = new Corrections(ghost.tables);
  }

  get #tables(): Tables {
    return this.#corrections.tables;
  }

  /** Names of the actors that dictionaries declare, in load order. */
  actors(): string[] {
    const names = new Set<string>();
    for (const path of this.#ghost.pastaFiles)
      for (const { of } of this.#tables.files.get(path)?.actors ?? []) if (of.origin === "pasta") names.add(of.name);
    return [...names];
  }

  /** Alias → target of `[scene.alias]`, by target, as scripts can ask for them. */
  aliases(): Record<string, string[]> {
    const targets = new Map<string, string[]>();
    for (const [alias, target] of this.#tables.aliases) targets.set(target, [...(targets.get(target) ?? []), alias]);
    return Object.fromEntries([...targets].map(([target, aliases]) => [target, aliases.sort()]));
  }

  steps(): Step[] {
    const dictionaries = this.#ghost.luaFiles.filter((path) => !path.startsWith("scripts/"));
    const files = [...this.#ghost.pastaFiles, ...dictionaries].sort(compareLoadOrder);
    return files.flatMap((path): Step[] => {
      if (path.endsWith(".lua")) return [{ id: path, module: `pasta.scene.${moduleName(path)}` }];
      return this.#documents
        .blocks(path)
        .filter(({ block }) => hasCode(block))
        .map(({ id }) => ({ id, module: null }));
    });
  }

  /** Every block that declares something, in load order. */
  allBlocks(): BlockName[] {
    return this.#ghost.pastaFiles.flatMap((path) =>
      this.#documents.blocks(path).map((place) => ({ id: place.id, scene: this.#sceneOf(place) })),
    );
  }

  /** The Lua of a block. Without `code` the user's own Lua is left out. */
  block(id: string, code = true): LoadableBlock {
    const place = this.#documents.place(id);
    return { chunk: this.#chunk(place, code), module: `pasta.scene.${moduleName(place.path)}` };
  }

  /** The block that declares a scene; null where there is none, or where Lua made it. */
  scene(registered: string): BlockName | null {
    const found = findScene(this.#tables, registered);
    const place = found && this.#documents.scene(found.file, this.#corrections.writtenOrdinal(found));
    return place ? { id: place.id, scene: registered } : null;
  }

  /** The registered name of a block's scene, as of now. */
  sceneOf(id: string): string | null {
    return this.#sceneOf(this.#documents.place(id));
  }

  #sceneOf({ path, sceneOrdinal }: BlockPlace): string | null {
    if (sceneOrdinal === null) return null;
    return moduleOf(this.#tables, path, this.#corrections.ordinalOfWritten(path, sceneOrdinal));
  }

  #chunk({ path, block, firstLine }: BlockPlace, code: boolean): Chunk {
    const { text } = this.#ghost.document(path);
    return blockChunk(path, block, text, firstLine, { aliases: this.#tables.aliases, code });
  }

  /** A `.lua` file of the ghost by the name that scripts require; null where there is none. */
  module(name: string): Chunk | null {
    const path = name.replaceAll(".", "/");
    const files = new Set(this.#ghost.luaFiles);
    const found =
      [`scripts/${path}.lua`, `scripts/${path}/init.lua`].find((each) => files.has(each)) ??
      this.#ghost.luaFiles.find((each) => !each.startsWith("scripts/") && `pasta.scene.${moduleName(each)}` === name);
    return found === undefined ? null : { name: `@${found}`, text: this.#ghost.luaText(found) };
  }

  // ---- what loading declares beyond what is written ---------------------------------------------------------------

  /** The number of a scene that user code creates during a step (or `scripts/main.lua`, before them all). */
  numberScene(step: string | null, base: string): number {
    return this.#corrections.numberScene(this.#stepPlace(step), base);
  }

  /** What a step has really declared, against what its text lets expect. */
  stepLoaded(step: string | null, declared: Declared): void {
    this.#corrections.settle(this.#stepPlace(step), declared);
  }

  #stepPlace(step: string | null): StepPlace {
    if (step === null) return { path: "scripts/main.lua", sceneOrdinal: null };
    if (step.endsWith(".lua")) return { path: step, sceneOrdinal: null };
    return this.#documents.place(step);
  }

  // ---- questions ---------------------------------------------------------------------------------------------------

  candidates(question: Question): Candidates {
    const entries = this.#gather(question);
    this.#answers.set(questionId(question), entries);
    const first = entries.slice(0, SOURCES);
    return {
      key: this.#lookedUp(question),
      names: entries.map((entry) => ("fnName" in entry ? entry.fnName : entry.value)),
      written: first.map((entry) => this.#written(entry)),
      marks: marksOf(
        first.map((entry) => ("fnName" in entry ? entry.fnName : null)),
        (index) => this.#textOf(first[index]),
      ),
      scopes: entries.map(({ scope }) => scope),
      sources: first.map((entry) => this.#sourceOf(entry)),
    };
  }

  #written(entry: SceneEntry | WordValue): string {
    if (!("fnName" in entry)) return entry.value;
    if (entry.scope === "global") return entry.name;
    const scene = findScene(this.#tables, entry.module);
    return scene === null ? entry.name : `${scene.placed.of.name} › ${entry.name}`;
  }

  #textOf(entry: SceneEntry | WordValue | undefined): string | null {
    if (entry === undefined) return null;
    const text = entry.file.endsWith(".lua") ? this.#luaText(entry.file) : this.#ghost.document(entry.file).text;
    return text === null ? null : text.slice(entry.start, entry.end);
  }

  #lookedUp({ what, key, scope, how }: Question): string {
    if (what === "word") return key;
    return scope === "" || how === "owned" ? sceneKey(this.#tables.aliases, key) : sanitizeName(key);
  }

  /** Where one candidate of a question that was asked before is written. */
  candidateSource(question: Question, index: number): PlaySource | null {
    const entry = this.#answers.get(questionId(question))?.[index];
    return entry === undefined ? null : this.#sourceOf(entry);
  }

  #sourceOf({ file, nameStart }: SceneEntry | WordValue): PlaySource | null {
    const text = file.endsWith(".lua") ? this.#luaText(file) : null;
    if (text !== null) return { file, line: this.#documents.lineIn(file, text, nameStart) };
    return this.#ghost.pastaFiles.includes(file) ? { file, line: this.#documents.line(file, nameStart) } : null;
  }

  #luaText(path: string): string | null {
    return this.#ghost.luaFiles.includes(path) ? this.#ghost.luaText(path) : null;
  }

  /**
   * A function of a scene: its full name, the name as a writer wrote it, and where it begins (its header's line).
   * `local` is the registered name, or the written one, which is what a scene that begins tells of itself.
   */
  functionSource(registered: string, local: string): FunctionFacts {
    const scene = findScene(this.#tables, registered);
    if (scene === null) {
      const name = `${registered}::${local}`;
      return { name, written: withoutCounters(registered), source: null };
    }
    const { fields } = scene.placed.of;
    const declared = fields.get(local) ?? [...fields.values()].find(({ name }) => name === local);
    const entry = declared === undefined ? globalEntry(scene) : localEntry(scene, declared);
    return { name: entry.fnName, written: this.#written(entry), source: this.#sourceOf(entry) };
  }

  /** The function of the scene or local scene that a line of a file belongs to: what "run this scene" means. */
  functionAt(path: string, line: number): { readonly scene: string; readonly local: string } | null {
    const place = this.#documents.sceneAtLine(path, line);
    const scene = place && this.#sceneOf(place);
    return scene ? { scene, local: place.local } : null;
  }

  #gather(question: Question): readonly (SceneEntry | WordValue)[] {
    return question.what === "scene" ? this.#scenes(question) : this.#words(question);
  }

  #scenes({ key, scope, how }: Question): readonly SceneEntry[] {
    const tables = this.#tables;
    if (how === "exact") return scope === "" ? this.#exactGlobal(key) : this.#exactLocal(scope, key);
    if (how === "owned")
      return this.#exactGlobal(key).filter(({ module }) => this.#exactLocal(module, scope).length > 0);
    if (scope === "") return globalSceneCandidates(tables, key);
    const local = localSceneCandidates(tables, scope, key);
    const joined = how === "call" && local.length > 0 && this.#ghost.strategy === "merged";
    return joined ? [...local, ...globalSceneCandidates(tables, key)] : local;
  }

  #exactGlobal(name: string): readonly SceneEntry[] {
    const tables = this.#tables;
    const key = sceneKey(tables.aliases, name);
    return listByKey(tables.scenes, key).flatMap((_, index) => {
      const scene = findScene(tables, `${key}_${index + 1}`);
      return scene === null ? [] : [globalEntry(scene)];
    });
  }

  #exactLocal(registered: string, name: string): readonly SceneEntry[] {
    const scene = findScene(this.#tables, registered);
    if (scene === null) return [];
    return listByKey(scene.placed.of.locals, sanitizeName(name)).map((local) => localEntry(scene, local));
  }

  #words({ key, scope, how }: Question): readonly WordValue[] {
    const tables = this.#tables;
    const actor = /^__actor_(.*)__$/s.exec(scope)?.[1];
    if (actor !== undefined) return actorWordCandidates(tables, actor, key);
    if (scope === "") return globalWordCandidates(tables, key);
    const local = localWordCandidates(tables, scope, key);
    const joined = how === "call" && local.length > 0 && this.#ghost.strategy === "merged";
    return joined ? [...local, ...globalWordCandidates(tables, key)] : local;
  }
}

function questionId({ what, key, scope, how }: Question): string {
  return [what, how, scope, key].join("\u0000");
}
