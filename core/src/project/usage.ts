/**
 * Who asks for which name, over a whole ghost: kept up to date block by block, so that a change of one name finds the
 * blocks it concerns without a look at the others.
 */
import { sanitizeName, splitRegisteredName } from "../resolve/names.ts";
import type { BlockSummary } from "./block-summary.ts";
import { actorNamesIn, referencesIn, variablesIn } from "./packed-references.ts";
import type { References } from "./references.ts";

/** A set of users by key; keys without users are not kept. */
class Users<T> {
  readonly #sets = new Map<string, Set<T>>();
  /** The keys in order; null after one came or went. */
  #sorted: readonly string[] | null = null;

  /** Returns true where the key had no user before. */
  add(key: string, user: T): boolean {
    const set = this.#sets.get(key);
    if (set === undefined) {
      this.#sets.set(key, new Set([user]));
      this.#sorted = null;
      return true;
    }
    set.add(user);
    return false;
  }

  /** Returns true where the key has no user any more. */
  delete(key: string, user: T): boolean {
    const set = this.#sets.get(key);
    if (set === undefined || !set.delete(user) || set.size > 0) return false;
    this.#sets.delete(key);
    this.#sorted = null;
    return true;
  }

  get(key: string): ReadonlySet<T> {
    return this.#sets.get(key) ?? NOBODY;
  }

  has(key: string): boolean {
    return this.#sets.has(key);
  }

  get isEmpty(): boolean {
    return this.#sets.size === 0;
  }

  keys(): IterableIterator<string> {
    return this.#sets.keys();
  }

  /** The users of all keys that begin with `prefix`. Sorts the keys where some came or went since it was last asked. */
  *beginningWith(prefix: string): Iterable<T> {
    this.#sorted ??= [...this.#sets.keys()].sort();
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] as string) < prefix) low = middle + 1;
      else high = middle;
    }
    for (let i = low; this.#sorted[i]?.startsWith(prefix); i++) yield* this.get(this.#sorted[i] as string);
  }
}

const NOBODY: ReadonlySet<never> = new Set();

/** Something that refers to names: a block of a dictionary, or a whole Lua file. */
export type User = References;

/** Keys that gained their first user or lost their last one. */
export interface UsageFlips {
  readonly scenes: Set<string>;
  readonly words: Set<string>;
  readonly variables: Set<string>;
  readonly strings: Set<string>;
  /** Names that blocks declare for themselves. */
  readonly own: Set<string>;
}

/** How a variable is told apart in the maps. */
export function variableKey(variable: { readonly scope: string; readonly text: string }): string {
  return `${variable.scope}:${variable.text}`;
}

export class Usage {
  /** By key as written, of every kind of reference. */
  readonly byKey = new Users<User>();
  /** Calls, functions and choices by sanitized key. */
  readonly byScene = new Users<User>();
  readonly byWord = new Users<User>();
  readonly byActor = new Users<User>();
  readonly readers = new Users<User>();
  readonly writers = new Users<User>();
  readonly byFunction = new Users<User>();
  /** Names that Lua asks `act` for: scenes and functions sanitized, words as they are. */
  readonly byLua = new Users<User>();
  /** Strings that may become names. */
  readonly strings = new Users<User>();
  /** Blocks by the names that they declare for themselves: local scenes, words of scenes and of actors. */
  readonly declarers = new Users<User>();
  readonly #files = new Map<User, string>();

  /** The file that a user stands in. */
  fileOf(user: User): string | undefined {
    return this.#files.get(user);
  }

  add(user: User, file: string, flips: UsageFlips): void {
    this.#files.set(user, file);
    for (const name of ownNames(user)) if (this.declarers.add(name, user)) flips.own.add(name);
    for (const { kind, key, isAct } of referencesIn(user)) {
      this.byKey.add(key, user);
      if (isAct) this.byLua.add(kind === "word" ? key : sanitizeName(key), user);
      if (kind === "word") {
        if (this.byWord.add(key, user)) flips.words.add(key);
      } else {
        if (kind !== "choice") this.byFunction.add(key, user);
        if (kind !== "globalFunction" && this.byScene.add(sanitizeName(key), user)) flips.scenes.add(sanitizeName(key));
      }
    }
    for (const name of actorNamesIn(user)) this.byActor.add(name, user);
    for (const { variable, role } of variablesIn(user)) {
      const key = variableKey(variable);
      if (role === "get") this.readers.add(key, user);
      else if (this.writers.add(key, user)) flips.variables.add(key);
    }
    for (const text of user.strings) if (this.strings.add(text, user)) flips.strings.add(text);
  }

  delete(user: User, flips: UsageFlips): void {
    this.#files.delete(user);
    for (const name of ownNames(user)) if (this.declarers.delete(name, user)) flips.own.add(name);
    for (const { kind, key, isAct } of referencesIn(user)) {
      this.byKey.delete(key, user);
      if (isAct) this.byLua.delete(kind === "word" ? key : sanitizeName(key), user);
      if (kind === "word") {
        if (this.byWord.delete(key, user)) flips.words.add(key);
      } else {
        this.byFunction.delete(key, user);
        if (this.byScene.delete(sanitizeName(key), user)) flips.scenes.add(sanitizeName(key));
      }
    }
    for (const name of actorNamesIn(user)) this.byActor.delete(name, user);
    for (const { variable, role } of variablesIn(user)) {
      const key = variableKey(variable);
      if (role === "get") this.readers.delete(key, user);
      else if (this.writers.delete(key, user)) flips.variables.add(key);
    }
    for (const text of user.strings) if (this.strings.delete(text, user)) flips.strings.add(text);
  }

  /**
   * Whether any call, choice, function or string could mean a scene of this registered key, by prefix. A name that is
   * an alias means its target alone.
   */
  asksForScene(key: string, aliases: ReadonlyMap<string, string>): boolean {
    const asked = (prefix: string) => this.byScene.has(prefix) || this.strings.has(prefix);
    const taken = new Set<string>();
    for (const [alias, target] of aliases) {
      const name = sanitizeName(alias);
      taken.add(name);
      if (key.startsWith(sanitizeName(target)) && (asked(name) || this.strings.has(alias))) return true;
    }
    return anyPrefix(key, (prefix) => !taken.has(prefix) && asked(prefix));
  }

  /** Whether any word reference or string could mean a word of this name, by prefix. */
  asksForWord(name: string): boolean {
    return anyPrefix(name, (prefix) => this.byWord.has(prefix) || this.strings.has(prefix));
  }
}

/** The names that a block declares for itself; a Lua file declares none. */
function ownNames(user: User): Iterable<string> {
  const { scene, actor } = user as Partial<BlockSummary>;
  if (scene == null) return (actor?.words ?? []).map(({ name }) => name);
  const locals = [...scene.fields.values()].map(({ registered }) => splitRegisteredName(registered).name);
  return [...locals, ...scene.words.keys];
}

/** Whether `test` holds for a beginning of `name`, whole characters only; the name itself is one. */
export function anyPrefix(name: string, test: (prefix: string) => boolean): boolean {
  let end = 0;
  for (const character of name) {
    end += character.length;
    if (test(name.slice(0, end))) return true;
  }
  return false;
}

export function emptyFlips(): UsageFlips {
  return { scenes: new Set(), words: new Set(), variables: new Set(), strings: new Set(), own: new Set() };
}
