/**
 * Scripts can declare scenes, functions and words while they load, in ways that reading their text does not foresee.
 * This keeps the tables of one engine true: what loading really declared replaces what was expected, file by file, and
 * where the two agree, the ghost's own tables stay as they are.
 */

import {
  compareLoadOrder,
  compareRegistered,
  declaredKey,
  type FileDeclarations,
  type LocalDeclaration,
  type LocatedScene,
  listByKey,
  type PlacedScene,
  type SceneDeclaration,
  splitRegisteredName,
  type Tables,
  updateTables,
  type WordDeclaration,
} from "#core/resolve/index.ts";
import { buildIndex, EMPTY_INDEX, type PrefixIndex } from "#core/resolve/prefix-index.ts";
import type { Span } from "#core/syntax/model.ts";

/** A word that user code registered. */
export interface DeclaredWord {
  readonly scope: "global" | "local" | "actor";
  /** The scene's registered name or the actor's name. */
  readonly owner: string | null;
  readonly key: string;
  readonly values: readonly string[];
}

/** What a step declared: its words in order; the fields of its own scene's table (name → is it a function). */
export interface Declared {
  readonly words: readonly DeclaredWord[];
  readonly fields: ReadonlyMap<string, boolean> | null;
  /** Scenes that user code created, with their tables. */
  readonly created: readonly {
    readonly base: string;
    readonly number: number;
    readonly fields: ReadonlyMap<string, boolean>;
  }[];
}

/** A step's place: a file, and the scene of it (counted among those that are written) that holds the code. */
export interface StepPlace {
  readonly path: string;
  readonly sceneOrdinal: number | null;
  /** The block that holds the code; none in a `.lua` file. */
  readonly block?: { readonly start: number };
}

/** Runs before every dictionary, with whatever it requires. */
const MAIN = "scripts/main.lua";

const NOWHERE: Span = { start: 0, end: 0 };

export class Corrections {
  #tables: Tables;
  /** By file: for each of its scenes in the tables, which written scene it is, or null for one that Lua made. */
  readonly #written = new Map<string, readonly (number | null)[]>();
  /** Scenes created in the running step so far, by key. */
  readonly #creating = new Map<string, number>();

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  get tables(): Tables {
    return this.#tables;
  }

  /** Which written scene of its file a scene is; -1 for one that Lua made. */
  writtenOrdinal({ file, ordinal }: LocatedScene): number {
    const written = this.#written.get(file);
    return written === undefined ? ordinal : (written[ordinal] ?? -1);
  }

  /** The place in the tables of the `written`th scene that a file's text holds. */
  ordinalOfWritten(path: string, written: number): number {
    return this.#written.get(path)?.indexOf(written) ?? written;
  }

  /** The number for a scene that code creates now: behind all of its name that come before this place. */
  numberScene({ path, block }: StepPlace, base: string): number {
    const start = block?.start ?? 0;
    const expected = this.#tables.files.get(path);
    const before = listByKey(this.#tables.scenes, base).filter(({ file, ordinal }) => {
      if (file !== path) return compareLoadOrder(file, path) < 0;
      const scene = expected?.scenes[ordinal];
      // Scenes that the step's Lua is expected to create are being created now.
      if (scene === undefined || scene.start > start) return false;
      return scene.of.origin === "pasta" || scene.start < start;
    });
    const created = (this.#creating.get(base) ?? 0) + 1;
    this.#creating.set(base, created);
    return before.length + created;
  }

  settle({ path, sceneOrdinal, block }: StepPlace, declared: Declared): void {
    this.#creating.clear();
    const before = path === MAIN ? this.#scripts() : (this.#tables.files.get(path) ?? emptyFile(path));
    const after = correct(
      before,
      sceneOrdinal === null ? null : this.ordinalOfWritten(path, sceneOrdinal),
      declared,
      block?.start ?? null,
      this.#tables,
    );
    if (after === null) return;
    const written =
      this.#written.get(path) ?? before.scenes.map(({ of }, index) => (of.origin === "pasta" ? index : null));
    const places = new Map(before.scenes.map((scene, index) => [scene, written[index] ?? null]));
    this.#written.set(
      path,
      after.kept.map((scene) => (scene === null ? null : (places.get(scene) ?? null))),
    );
    if (path === MAIN) for (const script of this.#scriptPaths()) this.#replace(script, { scenes: [], words: [] });
    this.#tables = updateTables(this.#tables, path, after.file).tables;
  }

  #scriptPaths(): string[] {
    return [...this.#tables.files.keys()].filter((path) => path.startsWith("scripts/"));
  }

  /** All files under `scripts/` as one: whichever of them main.lua requires runs as a part of it. */
  #scripts(): FileDeclarations {
    const files = this.#scriptPaths().map((path) => this.#tables.files.get(path) ?? emptyFile(path));
    const own = files.find(({ path }) => path === MAIN) ?? emptyFile(MAIN);
    return { ...own, scenes: files.flatMap(({ scenes }) => scenes), words: files.flatMap(({ words }) => words) };
  }

  #replace(path: string, parts: Partial<FileDeclarations>): void {
    const file = this.#tables.files.get(path) ?? emptyFile(path);
    this.#tables = updateTables(this.#tables, path, { ...file, ...parts }).tables;
  }
}

function emptyFile(path: string): FileDeclarations {
  return { path, scenes: [], words: [], actors: [], functions: [] };
}

interface Corrected {
  readonly file: FileDeclarations;
  /** For each scene of the file the one it was before, or null for a new one. */
  readonly kept: readonly (PlacedScene | null)[];
}

/** The declarations of a file with a step's truth in it; null where they were true already. A step without `start` is a whole file. */
function correct(
  file: FileDeclarations,
  own: number | null,
  declared: Declared,
  start: number | null,
  tables: Tables,
): Corrected | null {
  const isWhole = start === null;
  const scenes: { placed: PlacedScene; from: PlacedScene | null }[] = file.scenes.map((placed) => ({
    placed,
    from: placed,
  }));
  let changed = false;
  const current = own === null ? undefined : scenes[own];
  if (current !== undefined) {
    const of = correctScene(current.placed.of, declared);
    if (of !== current.placed.of) {
      current.placed = { ...current.placed, of };
      changed = true;
    }
  }
  const expected = file.scenes.filter((scene) => scene.of.origin === "lua" && (isWhole || scene.start === start));
  if (!sameScenes(expected, declared, tables)) {
    const made = declared.created.map((each) => ({ placed: madeScene(each, declared, start ?? 0), from: null }));
    const kept = scenes.filter(({ placed }) => !expected.includes(placed));
    const at = isWhole || own === null ? kept.length : own + 1;
    scenes.splice(0, scenes.length, ...kept.slice(0, at), ...made, ...kept.slice(at));
    changed = true;
  }
  const words = correctWords(file, isWhole, declared);
  const actors = correctActors(file, declared);
  if (words !== null || actors !== null) changed = true;
  if (!changed) return null;
  return {
    file: {
      ...file,
      scenes: scenes.map(({ placed }) => placed),
      words: words ?? file.words,
      actors: actors ?? file.actors,
    },
    kept: scenes.map(({ from }) => from),
  };
}

function correctScene(scene: SceneDeclaration, declared: Declared): SceneDeclaration {
  let corrected = scene;
  const real = [...(declared.fields ?? [])].filter(([name]) => name !== "__start__");
  const same =
    declared.fields === null ||
    (real.length === scene.fields.size &&
      real.every(([name, callable]) => scene.fields.get(name)?.callable === callable));
  if (!same) {
    const fields = new Map(real.map(([name, callable]) => [name, scene.fields.get(name) ?? luaField(name, callable)]));
    corrected = { ...corrected, fields, locals: indexFields(fields) };
  }
  const local = declared.words.filter(({ scope }) => scope === "local");
  const expected = flat(scene.words);
  if (local.length > 0 && !sameWords(expected, local)) corrected = { ...corrected, words: indexWords(local, expected) };
  return corrected;
}

/** Global words of a whole file, or those that a scene's code adds; null where nothing is new. */
function correctWords(file: FileDeclarations, isWhole: boolean, declared: Declared): FileDeclarations["words"] | null {
  const real = declared.words.filter(({ scope }) => scope === "global");
  if (isWhole) {
    if (
      sameWords(
        file.words.map(({ of }) => of),
        real,
      )
    )
      return null;
    return real.map((word) => ({ start: 0, of: luaWord(word) }));
  }
  const known = new Set(file.words.filter(({ of }) => of.origin === "lua").map(({ of }) => wordId(of.name, of.values)));
  const added = real.filter(({ key, values }) => !known.has(wordId(key, values)));
  return added.length === 0 ? null : [...file.words, ...added.map((word) => ({ start: 0, of: luaWord(word) }))];
}

/** Words that code gave to actors and that the file's text does not show; null where there are none. */
function correctActors(file: FileDeclarations, declared: Declared): FileDeclarations["actors"] | null {
  const known = new Set(
    file.actors.flatMap(({ of }) => of.words.map(({ name, values }) => `${of.name}\u0000${wordId(name, values)}`)),
  );
  const added = declared.words.filter(
    ({ scope, owner, key, values }) => scope === "actor" && !known.has(`${owner}\u0000${wordId(key, values)}`),
  );
  if (added.length === 0) return null;
  const made = added.map((word) => ({
    start: 0,
    of: {
      name: word.owner ?? "",
      origin: "lua" as const,
      nameSpan: NOWHERE,
      header: NOWHERE,
      span: NOWHERE,
      words: [luaWord(word)],
      fields: [],
    },
  }));
  return [...file.actors, ...made];
}

function sameScenes(expected: readonly PlacedScene[], { created }: Declared, tables: Tables): boolean {
  return (
    expected.length === created.length &&
    expected.every(({ of }, index) => {
      const real = created[index];
      if (real === undefined || declaredKey(tables.aliases, of) !== real.base) return false;
      const names = [...real.fields].filter(([name]) => name !== "__start__");
      return (
        names.length === of.fields.size && names.every(([name, callable]) => of.fields.get(name)?.callable === callable)
      );
    })
  );
}

function madeScene(
  { base, number, fields }: Declared["created"][number],
  { words }: Declared,
  start: number,
): PlacedScene {
  const locals = new Map(
    [...fields].filter(([name]) => name !== "__start__").map(([name, callable]) => [name, luaField(name, callable)]),
  );
  const own = words.filter(({ scope, owner }) => scope === "local" && owner === `${base}_${number}`);
  return {
    start,
    fileAttributes: new Map(),
    of: {
      name: base,
      origin: "lua",
      nameSpan: NOWHERE,
      header: NOWHERE,
      span: NOWHERE,
      startSpan: NOWHERE,
      attributes: new Map(),
      locals: indexFields(locals),
      fields: locals,
      words: indexWords(own, []),
    },
  };
}

function luaField(name: string, callable: boolean): LocalDeclaration {
  return { name, registered: name, origin: "lua", callable, nameSpan: NOWHERE, span: NOWHERE, attributes: new Map() };
}

function luaWord({ key, values }: DeclaredWord): WordDeclaration {
  return { name: key, origin: "lua", nameSpan: NOWHERE, span: NOWHERE, values };
}

/** Fields by key in the order of registration, as the resolver indexes those that are written. */
function indexFields(fields: ReadonlyMap<string, LocalDeclaration>): PrefixIndex<LocalDeclaration> {
  if (fields.size === 0) return EMPTY_INDEX;
  const lists = new Map<string, LocalDeclaration[]>();
  for (const field of [...fields.values()].sort((a, b) => compareRegistered(a.registered, b.registered))) {
    const { name } = splitRegisteredName(field.registered);
    lists.set(name, [...(lists.get(name) ?? []), field]);
  }
  return buildIndex(lists);
}

function indexWords(
  words: readonly DeclaredWord[],
  expected: readonly WordDeclaration[],
): PrefixIndex<WordDeclaration> {
  if (words.length === 0) return EMPTY_INDEX;
  const known = new Map(expected.map((word) => [wordId(word.name, word.values), word]));
  const lists = new Map<string, WordDeclaration[]>();
  for (const word of words) {
    const declared = known.get(wordId(word.key, word.values)) ?? luaWord(word);
    lists.set(word.key, [...(lists.get(word.key) ?? []), declared]);
  }
  return buildIndex(lists);
}

function flat(index: PrefixIndex<WordDeclaration>): WordDeclaration[] {
  return index.lists.flat();
}

function sameWords(expected: readonly WordDeclaration[], real: readonly DeclaredWord[]): boolean {
  const ids = expected.map(({ name, values }) => wordId(name, values)).sort();
  const found = real.map(({ key, values }) => wordId(key, values)).sort();
  return ids.length === found.length && ids.every((id, index) => id === found[index]);
}

function wordId(name: string, values: readonly string[]): string {
  return JSON.stringify([name, values]);
}
