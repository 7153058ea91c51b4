/** Looks into frames and tables while the program stands, and changes what it is told to. References end with the stop. */

import { LuaType, REGISTRY, type Thread } from "../vm/exports.ts";
import type { LuaVm } from "../vm/vm.ts";
import { type FramePlace, localsOf } from "./frames.ts";
import type { Scope, ScopeName, Shown, Variable } from "./model.ts";

type Container =
  | { readonly kind: "locals"; readonly place: FramePlace }
  | { readonly kind: "upvalues"; readonly place: FramePlace }
  /** A table kept in the registry. */
  | { readonly kind: "table"; readonly ref: number };

/** More entries than these are not listed. */
const MOST_ENTRIES = 1_000;

/** Index of the table of globals in the registry. */
const GLOBALS = 2;

export class Inspector {
  readonly #vm: LuaVm;
  #containers: Container[] = [];

  constructor(vm: LuaVm) {
    this.#vm = vm;
  }

  /** Ends all references: the program goes on. */
  forget(): void {
    const { exports: x, main } = this.#vm;
    for (const container of this.#containers)
      if (container.kind === "table") x.luaL_unref(main, REGISTRY, container.ref);
    this.#containers = [];
  }

  /** The scopes of a frame; those of a scene where it has them. */
  scopes(place: FramePlace): Scope[] {
    const scopes: Scope[] = [];
    const add = (name: ScopeName, reference: number | null) => {
      if (reference !== null) scopes.push({ name, reference });
    };
    add("arguments", this.#localTable(place, "args"));
    add("variables", this.#localTable(place, "var"));
    add("saved", this.#localTable(place, "save"));
    add("actors", this.#fieldTable(place, "act", "actors"));
    add("locals", this.#keep({ kind: "locals", place }));
    add("upvalues", this.#keep({ kind: "upvalues", place }));
    return scopes;
  }

  variables(reference: number): Variable[] {
    const container = this.#containers[reference - 1];
    if (container === undefined) return [];
    if (container.kind === "locals") return this.#locals(container.place);
    if (container.kind === "upvalues") return this.#upvalues(container.place);
    return this.#entries(container.ref);
  }

  /**
   * Gives a variable the value of a Lua expression.
   * @returns the new value, or what is wrong in Lua's words
   */
  set(reference: number, name: string, lua: string, place: FramePlace | null): Shown | string {
    const container = this.#containers[reference - 1];
    if (container === undefined) return "the program has moved on";
    const { exports: x } = this.#vm;
    return this.#run(lua, place, (thread) => {
      const shown = this.#show(thread, -1);
      if (container.kind === "table") {
        x.lua_rawgeti(thread, REGISTRY, container.ref);
        this.#pushKey(thread, name);
        x.lua_pushvalue(thread, -3);
        x.lua_rawset(thread, -3);
        x.lua_settop(thread, -2);
      } else if (container.kind === "locals") {
        const index = localsOf(this.#vm, container.place).lastIndexOf(name) + 1;
        if (index === 0) return `no such variable: ${name}`;
        x.vm_frame(container.place.thread, container.place.level);
        x.lua_pushvalue(thread, -1);
        x.lua_xmove(thread, container.place.thread, 1);
        x.vm_frame_set_local(container.place.thread, index);
      } else return "an upvalue cannot be set here";
      return shown;
    });
  }

  /** Evaluates Lua (an expression, else statements) as if it stood in the frame; assignments reach the frame. */
  evaluate(lua: string, place: FramePlace | null): Shown | string {
    return this.#run(lua, place, (thread) => this.#show(thread, -1));
  }

  /** Whether an expression is true in a frame; an expression that fails is. */
  isTrue(lua: string, place: FramePlace): boolean {
    const { exports: x } = this.#vm;
    const answer = this.#run(lua, place, (thread) => x.lua_toboolean(thread, -1) !== 0);
    return answer !== false;
  }

  // ---- evaluating ---------------------------------------------------------------------------------------------------

  /** Runs Lua on a thread of its own, hooks off, over a copy of the frame's names; hands over with the value on top. */
  #run<T>(lua: string, place: FramePlace | null, use: (thread: Thread) => T): T | string {
    const { exports: x, main } = this.#vm;
    x.lua_checkstack(main, 4);
    const thread = x.lua_newthread(main);
    const kept = x.luaL_ref(main, REGISTRY);
    x.lua_sethook(thread, 0, 0, 0);
    x.lua_checkstack(thread, 32);
    try {
      if (!this.#load(thread, `return ${lua}`)) {
        const problem = this.#takeText(thread);
        if (!this.#load(thread, lua)) {
          x.lua_settop(thread, 0);
          return problem;
        }
      }
      const names = this.#pushEnvironment(thread, place);
      x.lua_pushvalue(thread, 2);
      x.lua_setupvalue(thread, 1, 1);
      x.lua_pushvalue(thread, 1);
      if (x.vm_call(thread, 0, 1) !== 0) return this.#takeText(thread);
      if (place !== null) this.#writeBack(thread, place, names);
      return use(thread);
    } finally {
      x.luaL_unref(main, REGISTRY, kept);
    }
  }

  #load(thread: Thread, text: string): boolean {
    const { exports: x, values } = this.#vm;
    const { start, length } = values.encode(`${text}\u0000=evaluated`);
    const name = start + length - "=evaluated".length;
    return x.vm_load(thread, start, length - "=evaluated".length - 1, name, 0, 0) === 0;
  }

  #takeText(thread: Thread): string {
    const { exports: x, values } = this.#vm;
    const type = x.lua_type(thread, -1);
    const text = type === LuaType.string ? values.getString(thread, -1) : values.describe(thread, -1);
    x.lua_settop(thread, -2);
    return text.replace(/^evaluated:1: /, "");
  }

  /** Leaves a table at stack place 2: the frame's names, and behind them its globals. Gives the names. */
  #pushEnvironment(thread: Thread, place: FramePlace | null): string[] {
    const { exports: x, values } = this.#vm;
    x.lua_createtable(thread, 0, 8);
    x.lua_createtable(thread, 0, 1);
    values.pushString(thread, "__index");
    x.lua_rawgeti(thread, REGISTRY, GLOBALS);
    x.lua_rawset(thread, -3);
    values.pushString(thread, "__newindex");
    x.lua_rawgeti(thread, REGISTRY, GLOBALS);
    x.lua_rawset(thread, -3);
    x.lua_setmetatable(thread, 2);
    if (place === null) return [];
    this.#eachUpvalue(place, (name) => this.#putName(thread, place.thread, name));
    const names = localsOf(this.#vm, place);
    names.forEach((name, index) => {
      x.vm_frame(place.thread, place.level);
      x.vm_frame_local(place.thread, index + 1);
      this.#putName(thread, place.thread, name);
    });
    return names;
  }

  /** Takes the value on top of `from` and puts it under its name into the table at place 2 of `thread`. */
  #putName(thread: Thread, from: Thread, name: string): void {
    const { exports: x, values } = this.#vm;
    values.pushString(thread, name);
    x.lua_xmove(from, thread, 1);
    x.lua_rawset(thread, 2);
  }

  /** Assignments to locals were made in the copy; the frame gets them back. */
  #writeBack(thread: Thread, place: FramePlace, names: readonly string[]): void {
    const { exports: x, values } = this.#vm;
    names.forEach((name, index) => {
      if (name.startsWith("(")) return;
      values.pushString(thread, name);
      x.lua_rawget(thread, 2);
      x.lua_xmove(thread, place.thread, 1);
      x.vm_frame(place.thread, place.level);
      x.vm_frame_set_local(place.thread, index + 1);
    });
  }

  // ---- looking ------------------------------------------------------------------------------------------------------

  #keep(container: Container): number {
    return this.#containers.push(container);
  }

  #locals(place: FramePlace): Variable[] {
    const { exports: x } = this.#vm;
    return localsOf(this.#vm, place).flatMap((name, index): Variable[] => {
      if (name.startsWith("(")) return [];
      x.vm_frame(place.thread, place.level);
      x.vm_frame_local(place.thread, index + 1);
      const shown = this.#show(place.thread, -1);
      x.lua_settop(place.thread, -2);
      return [{ name, ...shown }];
    });
  }

  #upvalues(place: FramePlace): Variable[] {
    const { exports: x } = this.#vm;
    const found: Variable[] = [];
    this.#eachUpvalue(place, (name) => {
      if (name !== "_ENV") found.push({ name, ...this.#show(place.thread, -1) });
      x.lua_settop(place.thread, -2);
    });
    return found;
  }

  /** Calls with each upvalue of the frame's function on top of the frame's thread; the call takes it off. */
  #eachUpvalue(place: FramePlace, use: (name: string) => void): void {
    const { exports: x, values } = this.#vm;
    const { thread } = place;
    x.lua_checkstack(thread, 8);
    x.vm_frame(thread, place.level);
    x.vm_frame_push_function(thread);
    const at = x.lua_gettop(thread);
    for (let index = 1; ; index++) {
      const name = x.lua_getupvalue(thread, at, index);
      if (name === 0) break;
      use(values.decodeTerminated(name));
    }
    x.lua_settop(thread, at - 1);
  }

  #localTable(place: FramePlace, name: string): number | null {
    const { exports: x } = this.#vm;
    const index = localsOf(this.#vm, place).lastIndexOf(name) + 1;
    if (index === 0) return null;
    x.vm_frame(place.thread, place.level);
    x.vm_frame_local(place.thread, index);
    const shown = this.#show(place.thread, -1);
    x.lua_settop(place.thread, -2);
    return shown.reference === 0 ? null : shown.reference;
  }

  #fieldTable(place: FramePlace, name: string, field: string): number | null {
    const table = this.#localTable(place, name);
    if (table === null) return null;
    return this.variables(table).find((variable) => variable.name === field)?.reference || null;
  }

  #entries(ref: number): Variable[] {
    const { exports: x, main, values } = this.#vm;
    const found: Variable[] = [];
    x.lua_checkstack(main, 8);
    x.lua_rawgeti(main, REGISTRY, ref);
    const table = x.lua_gettop(main);
    x.lua_pushnil(main);
    while (found.length < MOST_ENTRIES && x.lua_next(main, table) !== 0) {
      const shown = this.#show(main, -1);
      x.lua_settop(main, -2);
      const key =
        x.lua_type(main, -1) === LuaType.string ? values.getString(main, -1) : `[${this.#show(main, -1).text}]`;
      found.push({ name: key, ...shown });
    }
    x.lua_settop(main, table - 1);
    return found.sort((a, b) => compareKeys(a.name, b.name));
  }

  /** Pushes the key that a table shows under this name. */
  #pushKey(thread: Thread, name: string): void {
    const number = /^\[(-?[0-9.]+)\]$/.exec(name);
    if (number !== null) this.#vm.exports.lua_pushnumber(thread, Number(number[1]));
    else this.#vm.values.pushString(thread, name);
  }

  /** Shows the value at a place of a thread; never runs the program's own code. */
  #show(thread: Thread, index: number): Shown {
    const { exports: x, values, main } = this.#vm;
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
        x.lua_pushvalue(thread, index);
        x.lua_xmove(thread, main, thread === main ? 0 : 1);
        const ref = x.luaL_ref(main, REGISTRY);
        return { text: values.describe(thread, index), type: "table", reference: this.#keep({ kind: "table", ref }) };
      }
      default:
        return {
          text: values.describe(thread, index),
          type: values.describe(thread, index).split(":")[0] ?? "",
          reference: 0,
        };
    }
  }
}

/** Numbers in their order, then names. */
function compareKeys(a: string, b: string): number {
  const x = /^\[(-?[0-9.]+)\]$/.exec(a);
  const y = /^\[(-?[0-9.]+)\]$/.exec(b);
  if (x !== null && y !== null) return Number(x[1]) - Number(y[1]);
  if (x !== null || y !== null) return x !== null ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
