/**
 * The names that a file declares, and which of them differ between two of its versions. An edit changes few, and what
 * it leaves alone is not looked at: a header that is typed costs what one name costs.
 */
import type { ActorWordOccurrence, FileDeclarations, Occurrence, SceneDeclaration } from "./model.ts";
import { sanitizeName } from "./names.ts";

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

/** Names with their occurrences in the order of the file. */
export interface DeclaredNames {
  readonly scenes: ReadonlyMap<string, readonly Occurrence[]>;
  readonly words: ReadonlyMap<string, readonly Occurrence[]>;
  readonly actorWords: ReadonlyMap<string, readonly ActorWordOccurrence[]>;
  readonly functions: ReadonlyMap<string, readonly Occurrence[]>;
  readonly actors: ReadonlyMap<string, readonly Occurrence[]>;
}

/** Ordinals of declarations; null stands for all. */
export type Ordinals = ReadonlySet<number> | null;

/** The declarations of a file that one looks at, by kind. */
export interface Part {
  readonly scenes: Ordinals;
  readonly words: Ordinals;
  readonly functions: Ordinals;
  readonly actors: Ordinals;
}

export const EVERYTHING: Part = { scenes: null, words: null, functions: null, actors: null };

const NO_NAMES: DeclaredNames = {
  scenes: new Map(),
  words: new Map(),
  actorWords: new Map(),
  functions: new Map(),
  actors: new Map(),
};

/** The part in which two versions of a file declare different names, or the same in another order. */
export function differingPart(a: FileDeclarations | undefined, b: FileDeclarations | null): Part {
  if (a === undefined || b === null) return EVERYTHING;
  return {
    // Scenes that a block of Lua makes stand behind the headers' in the list, and between them in the order of draws.
    scenes: [a, b].some(hasInnerScenes)
      ? null
      : differing(a.scenes, b.scenes, (x, y) => x.name === y.name && x.origin === y.origin),
    words: differing(a.words, b.words, sameName),
    functions: differing(a.functions, b.functions, sameName),
    actors: differing(a.actors, b.actors, (x, y) => sameName(x, y) && sameNames(x.words, y.words)),
  };
}

export function isNothing({ scenes, words, functions, actors }: Part): boolean {
  return scenes?.size === 0 && words?.size === 0 && functions?.size === 0 && actors?.size === 0;
}

function hasInnerScenes({ scenes }: FileDeclarations): boolean {
  return scenes.some(({ start, of }) => of.origin === "lua" && start > 0);
}

const NONE: ReadonlySet<number> = new Set();

/** The ordinals at which two lists differ; where one is longer, all of them may mean something else. */
function differing<T>(
  a: readonly { readonly of: T }[],
  b: readonly { readonly of: T }[],
  isSame: (x: T, y: T) => boolean,
): Ordinals {
  if (a.length !== b.length) return null;
  let found: Set<number> | null = null;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(a[i] as { of: T }).of, (b[i] as { of: T }).of];
    if (x === y || isSame(x, y)) continue;
    found ??= new Set();
    found.add(i);
  }
  return found ?? NONE;
}

function sameName(a: { readonly name: string }, b: { readonly name: string }): boolean {
  return a.name === b.name;
}

function sameNames(a: readonly { readonly name: string }[], b: readonly { readonly name: string }[]): boolean {
  return a.length === b.length && a.every(({ name }, i) => name === b[i]?.name);
}

/** The names that a part of a file declares; none where there is no file. */
export function namesOf(
  file: FileDeclarations | null | undefined,
  aliases: ReadonlyMap<string, string>,
  part: Part = EVERYTHING,
): DeclaredNames {
  if (file == null) return NO_NAMES;
  const { path } = file;
  const actorWords = new Map<string, ActorWordOccurrence[]>();
  eachOf(file.actors, part.actors, (actor, ordinal) => {
    actor.words.forEach(({ name }, word) => {
      push(actorWords, actorWordKey(actor.name, name), { file: path, ordinal, word });
    });
  });
  return {
    scenes: inOrder(
      file,
      occurrences(path, file.scenes, part.scenes, (scene) => declaredKey(aliases, scene)),
    ),
    words: occurrences(path, file.words, part.words, ({ name }) => name),
    actorWords,
    functions: occurrences(path, file.functions, part.functions, ({ name }) => name),
    actors: occurrences(path, file.actors, part.actors, ({ name }) => name),
  };
}

function occurrences<T>(
  file: string,
  list: readonly { readonly of: T }[],
  ordinals: Ordinals,
  key: (item: T) => string,
): Map<string, Occurrence[]> {
  const found = new Map<string, Occurrence[]>();
  eachOf(list, ordinals, (item, ordinal) => {
    push(found, key(item), { file, ordinal });
  });
  return found;
}

function eachOf<T>(
  list: readonly { readonly of: T }[],
  ordinals: Ordinals,
  tell: (item: T, ordinal: number) => void,
): void {
  for (const ordinal of ordinals ?? list.keys()) tell((list[ordinal] as { of: T }).of, ordinal);
}

/** Scenes of one name as they come in the text: a block's Lua makes its scenes behind the block's own. */
function inOrder(file: FileDeclarations, found: Map<string, Occurrence[]>): Map<string, Occurrence[]> {
  const start = ({ ordinal }: Occurrence) => file.scenes[ordinal]?.start ?? 0;
  for (const list of found.values()) if (list.length > 1) list.sort((a, b) => start(a) - start(b));
  return found;
}

/** Adds to the list of a key. */
export function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}

/**
 * Keys whose occurrences differ between two versions of a file. A name that is only written otherwise (`会話・朝`, then
 * `会話＿朝`) has the same key and is another one to show: `isAlike` tells of an ordinal.
 */
export function changedKeys<T extends Occurrence>(
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

/** Which of an actor's words it is; -1 of anything else. */
export function wordOf(occurrence: Occurrence): number {
  return "word" in occurrence ? (occurrence as ActorWordOccurrence).word : -1;
}
