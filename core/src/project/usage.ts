/**
 * Who asks for which name, over a whole ghost: kept up to date block by block, so that a change of one name finds the
 * blocks it concerns without a look at the others.
 */
import { sanitizeName } from "../resolve/names.ts";
import type { References } from "./references.ts";

/** A set of users by key; keys without users are not kept. */
class Users<T> {
  readonly #sets = new Map<string, Set<T>>();

  /** Returns true where the key had no user before. */
  add(key: string, user: T): boolean {
    const set = this.#sets.get(key);
    if (set === undefined) {
      this.#sets.set(key, new Set([user]));
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
    return true;
  }

  get(key: string): ReadonlySet<T> {
    return this.#sets.get(key) ?? NOBODY;
  }

  has(key: string): boolean {
    return this.#sets.has(key);
  }

  keys(): IterableIterator<string> {
    return this.#sets.keys();
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
  /** Strings that may become names. */
  readonly strings = new Users<User>();
  readonly #files = new Map<User, string>();

  /** The file that a user stands in. */
  fileOf(user: User): string | undefined {
    return this.#files.get(user);
  }

  add(user: User, file: string, flips: UsageFlips): void {
    this.#files.set(user, file);
    for (const { kind, key } of user.references) {
      this.byKey.add(key, user);
      if (kind === "word") {
        if (this.byWord.add(key, user)) flips.words.add(key);
      } else {
        if (kind !== "choice") this.byFunction.add(key, user);
        if (kind !== "globalFunction" && this.byScene.add(sanitizeName(key), user)) flips.scenes.add(sanitizeName(key));
      }
    }
    for (const { name } of user.actors) this.byActor.add(name, user);
    for (const { variable, role } of user.variables) {
      const key = variableKey(variable);
      if (role === "get") this.readers.add(key, user);
      else if (this.writers.add(key, user)) flips.variables.add(key);
    }
    for (const text of user.strings) if (this.strings.add(text, user)) flipString(text, flips);
  }

  delete(user: User, flips: UsageFlips): void {
    this.#files.delete(user);
    for (const { kind, key } of user.references) {
      this.byKey.delete(key, user);
      if (kind === "word") {
        if (this.byWord.delete(key, user)) flips.words.add(key);
      } else {
        this.byFunction.delete(key, user);
        if (this.byScene.delete(sanitizeName(key), user)) flips.scenes.add(sanitizeName(key));
      }
    }
    for (const { name } of user.actors) this.byActor.delete(name, user);
    for (const { variable, role } of user.variables) {
      const key = variableKey(variable);
      if (role === "get") this.readers.delete(key, user);
      else if (this.writers.delete(key, user)) flips.variables.add(key);
    }
    for (const text of user.strings) if (this.strings.delete(text, user)) flipString(text, flips);
  }

  /** Whether any call, choice, function or string could mean a scene of this sanitized name, by prefix. */
  asksForScene(name: string): boolean {
    return anyPrefix(name, (prefix) => this.byScene.has(prefix) || this.strings.has(prefix));
  }

  /** Whether any word reference or string could mean a word of this name, by prefix. */
  asksForWord(name: string): boolean {
    return anyPrefix(name, (prefix) => this.byWord.has(prefix) || this.strings.has(prefix));
  }
}

function flipString(text: string, flips: UsageFlips): void {
  flips.scenes.add(sanitizeName(text));
  flips.words.add(text);
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
  return { scenes: new Set(), words: new Set(), variables: new Set() };
}
