/** Looks into frames and tables while the program stands, and changes what it is told to. References end with the stop. */

import { LuaType, REGISTRY, type Thread } from "../vm/exports.ts";
import type { LuaVm } from "../vm/vm.ts";
import { Evaluator, namesOf, pushNamed, setNamed } from "./evaluator.ts";
import type { FramePlace } from "./frames.ts";
import type { DebuggedDecks, Scope, ScopeName, Shown, Variable } from "./model.ts";

/** Where a container was found: its frame's number, its scope, and the names on the way. Replays find it again by that. */
export interface Trail {
  readonly frame: number;
  readonly scope: ScopeName;
  readonly names: readonly string[];
}

type Container = { readonly trail: Trail | null } & (
  | { readonly kind: "locals" | "upvalues"; readonly place: FramePlace }
  /** A table kept in the registry. */
  | { readonly kind: "table"; readonly ref: number }
  | { readonly kind: "fixed"; readonly variables: readonly Variable[] }
);

/** More parts of a table than these are not shown on its own line. */
const MOST_PARTS = 4;

/** More entries than these are not listed. */
const MOST_ENTRIES = 1_000;

export class Inspector {
  readonly #vm: LuaVm;
  readonly #evaluator: Evaluator;
  readonly #decks: DebuggedDecks;
  /** The table of saved variables, in the registry. */
  readonly saved: number;
  #containers: Container[] = [];

  /** Made once the run-time library is there, before a user's text runs. */
  constructor(vm: LuaVm, decks: DebuggedDecks) {
    this.#vm = vm;
    this.#decks = decks;
    this.#evaluator = new Evaluator(vm);
    this.saved = this.#evaluator.run('require("pasta.save")', null, (thread) => this.#keepTable(thread, -1)) as number;
  }

  /** Ends all references: the program goes on. */
  forget(): void {
    const { exports: x, main } = this.#vm;
    for (const container of this.#containers)
      if (container.kind === "table") x.luaL_unref(main, REGISTRY, container.ref);
    this.#containers = [];
  }

  /** The scopes of a frame; those of a scene where it has them. */
  scopes(place: FramePlace, frame: number): Scope[] {
    const scopes: Scope[] = [];
    const trail = (scope: ScopeName): Trail => ({ frame, scope, names: [] });
    const add = (name: ScopeName, reference: number | null) => {
      if (reference !== null) scopes.push({ name, reference });
    };
    add("variables", this.#localTable(place, "var", trail("variables")));
    // Editors unfold the first scope that is there, and most scenes take no arguments.
    const args = this.#localTable(place, "args", trail("arguments"));
    if (args !== null && this.variables(args).length > 0) add("arguments", args);
    const x = this.#vm.exports;
    x.lua_rawgeti(this.#vm.main, REGISTRY, this.saved);
    add("saved", this.#show(this.#vm.main, -1, trail("saved")).reference);
    x.lua_settop(this.#vm.main, -2);
    add("actors", this.#actors(place, trail("actors")));
    add("decks", this.#keep({ kind: "fixed", trail: null, variables: this.#shownDecks() }));
    add("locals", this.#keep({ kind: "locals", place, trail: trail("locals") }));
    add("upvalues", this.#keep({ kind: "upvalues", place, trail: trail("upvalues") }));
    return scopes;
  }

  variables(reference: number): readonly Variable[] {
    const container = this.#containers[reference - 1];
    if (container === undefined) return [];
    switch (container.kind) {
      case "fixed":
        return container.variables;
      case "table":
        return this.#entries(container.ref, container.trail);
      default:
        return this.#named(container.kind === "locals" ? "local" : "upvalue", container.place, container.trail);
    }
  }

  /** Where a reference was found, if a replay can find it again. */
  trailOf(reference: number): Trail | null {
    return this.#containers[reference - 1]?.trail ?? null;
  }

  /** The reference at the end of a trail, in a frame; 0 where the way is gone. */
  follow({ scope, names, frame }: Trail, place: FramePlace): number {
    let reference = this.scopes(place, frame).find(({ name }) => name === scope)?.reference ?? 0;
    for (const name of names)
      reference = this.variables(reference).find((variable) => variable.name === name)?.reference ?? 0;
    return reference;
  }

  /** Whether a reference is the table of saved variables. */
  isSaved(reference: number): boolean {
    const container = this.#containers[reference - 1];
    if (container?.kind !== "table") return false;
    return this.#pointer(container.ref) === this.#pointer(this.saved);
  }

  #pointer(ref: number): number {
    const { exports: x, main } = this.#vm;
    x.lua_rawgeti(main, REGISTRY, ref);
    const pointer = x.lua_topointer(main, -1);
    x.lua_settop(main, -2);
    return pointer;
  }

  /**
   * Gives a variable the value of a Lua expression.
   * @returns the new value, or what is wrong in Lua's words
   */
  set(reference: number, name: string, lua: string, place: FramePlace | null): Shown | string {
    const container = this.#containers[reference - 1];
    if (container === undefined || container.kind === "fixed") return `no such variable: ${name}`;
    const { exports: x } = this.#vm;
    return this.#evaluator.run(lua, place, (thread): Shown | string => {
      if (container.kind === "table") {
        x.lua_rawgeti(thread, REGISTRY, container.ref);
        this.#pushKey(thread, name);
        x.lua_pushvalue(thread, -3);
        x.lua_rawset(thread, -3);
        x.lua_settop(thread, -2);
      } else {
        const named = namesOf(this.#vm, container.place).find((each) => each.name === name);
        if (named === undefined) return `no such variable: ${name}`;
        x.lua_pushvalue(thread, -1);
        x.lua_xmove(thread, container.place.thread, 1);
        setNamed(this.#vm, container.place, named);
      }
      return this.#show(thread, -1, below(container.trail, name));
    });
  }

  /**
   * Evaluates Lua (an expression, else statements) as if it stood in the frame; assignments reach the frame. Cards that
   * it draws go back, unless it shall `keep` them: who only looks must not change what the program draws next.
   */
  evaluate(lua: string, place: FramePlace | null, keep = false): Shown | string {
    const putBack = keep ? () => {} : this.#hold(place);
    try {
      return this.#evaluator.run(lua, place, (thread) => this.#show(thread, -1, null));
    } finally {
      putBack();
    }
  }

  /** Remembers what a question could change by drawing and by failing: the decks, and what the act has gathered. */
  #hold(place: FramePlace | null): () => void {
    const putBack = this.#decks.hold();
    const told = "type(act) == 'table' and type(act.token) == 'table' and #act.token or -1";
    const count = this.#evaluator.run(told, place, (thread) => this.#vm.exports.lua_tonumberx(thread, -1, 0));
    return () => {
      putBack();
      if (typeof count !== "number" || count < 0) return;
      this.#evaluator.run(`for i = #act.token, ${count + 1}, -1 do act.token[i] = nil end`, place, () => null);
    };
  }

  /** Whether an expression is true in a frame; an expression that fails is. */
  isTrue(lua: string, place: FramePlace): boolean {
    const { exports: x } = this.#vm;
    const putBack = this.#hold(place);
    const answer = this.#evaluator.run(lua, place, (thread) => x.lua_toboolean(thread, -1) !== 0);
    putBack();
    return answer !== false;
  }

  /** Puts saved variables into the table that the VM watches; gives its place in the registry. */
  watch(names: readonly string[]): number {
    const { exports: x, main, values } = this.#vm;
    return this.#evaluator.quietly(() => {
      x.lua_checkstack(main, 8);
      x.lua_createtable(main, names.length * 4, 0);
      names.forEach((name, index) => {
        x.lua_rawgeti(main, REGISTRY, this.saved);
        x.lua_pushvalue(main, -1);
        values.pushString(main, name);
        x.lua_rawget(main, -2);
        x.lua_rawseti(main, -4, 4 * index + 3);
        x.lua_settop(main, -2);
        x.lua_rawseti(main, -2, 4 * index + 1);
        values.pushString(main, name);
        x.lua_rawseti(main, -2, 4 * index + 2);
      });
      return x.luaL_ref(main, REGISTRY);
    });
  }

  /** The value of a watched variable (from 1) before its last change, and now. */
  change(table: number, watched: number): { readonly before: string; readonly after: string } {
    const { exports: x, main } = this.#vm;
    return this.#evaluator.quietly(() => {
      x.lua_rawgeti(main, REGISTRY, table);
      x.lua_rawgeti(main, -1, 4 * watched);
      x.lua_rawgeti(main, -2, 4 * watched - 1);
      const [before, after] = [this.#show(main, -2, null).text, this.#show(main, -1, null).text];
      x.lua_settop(main, -4);
      return { before, after };
    });
  }

  release(ref: number): void {
    this.#vm.exports.luaL_unref(this.#vm.main, REGISTRY, ref);
  }

  // ---- looking ------------------------------------------------------------------------------------------------------

  #keep(container: Container): number {
    return this.#containers.push(container);
  }

  #keepTable(thread: Thread, index: number): number {
    const { exports: x, main } = this.#vm;
    x.lua_pushvalue(thread, index);
    if (thread !== main) x.lua_xmove(thread, main, 1);
    return x.luaL_ref(main, REGISTRY);
  }

  #shownDecks(): Variable[] {
    const card = (text: string, index: number): Variable => ({
      name: `[${index + 1}]`,
      text,
      type: "card",
      reference: 0,
    });
    return this.#decks.shown().map(({ name, cards, drawn }) => {
      const gone = drawn.map((text, index) => ({ ...card(text, index), name: `−${drawn.length - index}` }));
      const reference = this.#keep({ kind: "fixed", trail: null, variables: [...cards.map(card), ...gone] });
      return { name, text: `${cards.length}/${cards.length + drawn.length}`, type: "deck", reference };
    });
  }

  #named(kind: "local" | "upvalue", place: FramePlace, trail: Trail | null): Variable[] {
    const { exports: x } = this.#vm;
    return namesOf(this.#vm, place).flatMap((named): Variable[] => {
      if (named.kind !== kind) return [];
      pushNamed(this.#vm, place, named);
      const shown = this.#show(place.thread, -1, below(trail, named.name));
      x.lua_settop(place.thread, -2);
      return [{ name: named.name, ...shown }];
    });
  }

  #localTable(place: FramePlace, name: string, trail: Trail | null): number | null {
    const named = namesOf(this.#vm, place).find((each) => each.kind === "local" && each.name === name);
    if (named === undefined) return null;
    pushNamed(this.#vm, place, named);
    const { reference } = this.#show(place.thread, -1, trail);
    this.#vm.exports.lua_settop(place.thread, -2);
    return reference === 0 ? null : reference;
  }

  /** The actors that the frame's `act` knows. */
  #actors(place: FramePlace, trail: Trail): number | null {
    const act = this.#localTable(place, "act", null);
    const found = act === null ? undefined : this.variables(act).find(({ name }) => name === "actors");
    const container = this.#containers[(found?.reference ?? 0) - 1];
    if (container?.kind !== "table") return null;
    const { exports: x, main } = this.#vm;
    x.lua_rawgeti(main, REGISTRY, container.ref);
    const { reference } = this.#show(main, -1, trail);
    x.lua_settop(main, -2);
    return reference;
  }

  #entries(ref: number, trail: Trail | null): Variable[] {
    const { exports: x, main, values } = this.#vm;
    const found: Variable[] = [];
    x.lua_checkstack(main, 8);
    x.lua_rawgeti(main, REGISTRY, ref);
    const table = x.lua_gettop(main);
    x.lua_pushnil(main);
    while (found.length < MOST_ENTRIES && x.lua_next(main, table) !== 0) {
      const isName = x.lua_type(main, -2) === LuaType.string;
      const name = isName ? values.getString(main, -2) : `[${this.#show(main, -2, null).text}]`;
      const shown = this.#show(main, -1, below(trail, name));
      x.lua_settop(main, -2);
      found.push({ name, ...shown });
    }
    x.lua_settop(main, table - 1);
    return found.sort((a, b) => compareKeys(a.name, b.name));
  }

  /** The first parts of a table, on one line; tables in it are not opened. */
  #preview(thread: Thread, index: number): string {
    const { exports: x } = this.#vm;
    const parts: string[] = [];
    x.lua_checkstack(thread, 8);
    x.lua_pushvalue(thread, index);
    const table = x.lua_gettop(thread);
    x.lua_pushnil(thread);
    while (x.lua_next(thread, table) !== 0) {
      if (parts.push(this.#part(thread)) > MOST_PARTS) break;
      x.lua_settop(thread, -2);
    }
    x.lua_settop(thread, table - 1);
    if (parts.length > MOST_PARTS) parts[MOST_PARTS] = "…";
    return `{${parts.join(", ")}}`;
  }

  /** The key and value on top of a stack. */
  #part(thread: Thread): string {
    const { exports: x, values } = this.#vm;
    const type = x.lua_type(thread, -1);
    const isSimple = type === LuaType.string || type === LuaType.number || type === LuaType.boolean;
    const value = isSimple ? this.#show(thread, -1, null).text : type === LuaType.table ? "{…}" : "ƒ";
    const short = value.length > 30 ? `${value.slice(0, 29)}…` : value;
    return x.lua_type(thread, -2) === LuaType.string ? `${values.getString(thread, -2)} = ${short}` : short;
  }

  /** Pushes the key that a table shows under this name. */
  #pushKey(thread: Thread, name: string): void {
    const number = /^\[(-?[0-9.]+)\]$/.exec(name);
    if (number !== null) this.#vm.exports.lua_pushnumber(thread, Number(number[1]));
    else this.#vm.values.pushString(thread, name);
  }

  /** Shows the value at a place of a thread; never runs the program's own code. */
  #show(thread: Thread, index: number, trail: Trail | null): Shown {
    const { exports: x, values } = this.#vm;
    switch (x.lua_type(thread, index)) {
      case LuaType.nil:
      case LuaType.none:
        return { text: "nil", type: "nil", reference: 0 };
      case LuaType.boolean:
        return { text: String(x.lua_toboolean(thread, index) !== 0), type: "boolean", reference: 0 };
      case LuaType.number: {
        // A copy: reading a number as text turns it into text where it lies.
        x.lua_pushvalue(thread, index);
        const text = values.getString(thread, -1);
        x.lua_settop(thread, -2);
        return { text, type: "number", reference: 0 };
      }
      case LuaType.string:
        return { text: JSON.stringify(values.getString(thread, index)), type: "string", reference: 0 };
      case LuaType.table: {
        const ref = this.#keepTable(thread, index);
        return {
          text: this.#preview(thread, index),
          type: "table",
          reference: this.#keep({ kind: "table", ref, trail }),
        };
      }
      default: {
        const text = values.describe(thread, index);
        return { text, type: text.split(":")[0] ?? "", reference: 0 };
      }
    }
  }
}

/** One step further on a trail. */
function below(trail: Trail | null, name: string): Trail | null {
  return trail && { ...trail, names: [...trail.names, name] };
}

/** Numbers in their order, then names. */
function compareKeys(a: string, b: string): number {
  const x = /^\[(-?[0-9.]+)\]$/.exec(a);
  const y = /^\[(-?[0-9.]+)\]$/.exec(b);
  if (x !== null && y !== null) return Number(x[1]) - Number(y[1]);
  if (x !== null || y !== null) return x !== null ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
