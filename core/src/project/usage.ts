/**
 * Who asks for which name, over a whole ghost: kept up to date block by block, so that a change of one name finds the
 * blocks it concerns without a look at the others.
 */
import { sanitizeName } from "../resolve/names.ts";
import type { BlockSummary } from "./block-summary.ts";
import { actorNamesIn, eachReferred, eachVariable } from "./packed-references.ts";
import type { References } from "./references.ts";

/** Users by key; keys without any are not kept. Most keys have one user, for which a set would be far too large. */
class Users<T extends object> {
  readonly #users = new Map<string, T | Set<T>>();
  /** The keys in order; null after one came or went. */
  #sorted: readonly string[] | null = null;

  /** Returns true where the key had no user before. */
  add(key: string, user: T): boolean {
    const known = this.#users.get(key);
    if (known === undefined) {
      this.#users.set(key, user);
      this.#sorted = null;
      return true;
    }
    if (known instanceof Set) known.add(user);
    else if (known !== user) this.#users.set(key, new Set([known, user]));
    return false;
  }

  /** Returns true where the key has no user any more. */
  delete(key: string, user: T): boolean {
    const known = this.#users.get(key);
    const isLast = known instanceof Set ? known.delete(user) && known.size === 0 : known === user;
    if (!isLast) return false;
    this.#users.delete(key);
    this.#sorted = null;
    return true;
  }

  get(key: string): ReadonlySet<T> {
    const known = this.#users.get(key);
    return known instanceof Set ? known : known === undefined ? NOBODY : new Set([known]);
  }

  has(key: string): boolean {
    return this.#users.has(key);
  }

  get isEmpty(): boolean {
    return this.#users.size === 0;
  }

  keys(): IterableIterator<string> {
    return this.#users.keys();
  }

  /** The users of all keys that begin with `prefix`. */
  *beginningWith(prefix: string): Iterable<T> {
    for (const key of this.#keysWith(prefix)) yield* this.get(key);
  }

  /** Whether any key begins with `prefix`. */
  hasBeginning(prefix: string): boolean {
    for (const _ of this.#keysWith(prefix)) return true;
    return false;
  }

  /** Sorts the keys where some came or went since it was last asked. */
  *#keysWith(prefix: string): Iterable<string> {
    this.#sorted ??= [...this.#users.keys()].sort();
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] as string) < prefix) low = middle + 1;
      else high = middle;
    }
    for (let i = low; this.#sorted[i]?.startsWith(prefix); i++) yield this.#sorted[i] as string;
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
  /** Blocks by the names of their local scenes. */
  readonly ownScenes = new Users<User>();
  /** Blocks by the words that they declare for themselves: a scene's, an actor's. */
  readonly ownWords = new Users<User>();
  readonly #files = new Map<User, string>();

  /** The file that a user stands in. */
  fileOf(user: User): string | undefined {
    return this.#files.get(user);
  }

  add(user: User, file: string, flips: UsageFlips): void {
    this.#files.set(user, file);
    this.#turn(user, flips, (users, key) => users.add(key, user));
  }

  delete(user: User, flips: UsageFlips): void {
    this.#files.delete(user);
    this.#turn(user, flips, (users, key) => users.delete(key, user));
  }

  /** Adds or deletes what a user refers to: `turns` does it for one key, and answers whether its first or last user. */
  #turn(user: User, flips: UsageFlips, turns: (users: Users<User>, key: string) => boolean): void {
    const { scene, actor } = user as Partial<BlockSummary>;
    for (const name of scene?.locals.keys ?? []) if (turns(this.ownScenes, name)) flips.own.add(name);
    for (const name of scene?.words.keys ?? []) if (turns(this.ownWords, name)) flips.own.add(name);
    for (const { name } of actor?.words ?? []) if (turns(this.ownWords, name)) flips.own.add(name);
    eachReferred(user, (kind, key, isAct) => {
      turns(this.byKey, key);
      const isWord = kind === "word";
      const scene = isWord ? key : sanitizeName(key);
      if (isAct) turns(this.byLua, scene);
      if (isWord) {
        if (turns(this.byWord, key)) flips.words.add(key);
      } else {
        if (kind !== "choice") turns(this.byFunction, key);
        if (kind !== "globalFunction" && turns(this.byScene, scene)) flips.scenes.add(scene);
      }
    });
    for (const name of actorNamesIn(user)) turns(this.byActor, name);
    eachVariable(user, (scope, text, role) => {
      const key = variableKey({ scope, text });
      if (role === "get") turns(this.readers, key);
      else if (turns(this.writers, key)) flips.variables.add(key);
    });
    for (const text of user.strings) if (turns(this.strings, text)) flips.strings.add(text);
  }

  /**
   * Whether any call, choice, function or string could mean a scene of this registered key, by prefix. A name that is
   * an alias means its target alone.
   */
  asksForScene(key: string, aliases: ReadonlyMap<string, string>): boolean {
    const asked = (prefix: string) => this.byScene.has(prefix) || this.strings.has(prefix);
    if (aliases.size === 0) return anyPrefix(key, asked);
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
