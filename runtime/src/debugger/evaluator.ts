/** Runs Lua in the midst of a standing program, with a frame's names, and without leaving a trace in its time. */

import { LuaType, REGISTRY, type Thread } from "../vm/exports.ts";
import { GivenUp } from "../vm/limits.ts";
import type { LuaFunction } from "../vm/values.ts";
import type { LuaVm } from "../vm/vm.ts";
import { type FramePlace, localsOf } from "./frames.ts";

/** A question that takes more work than this (some tenths of a second) is given up. */
const MOST_WORK = 20_000_000;

/** Index of the table of globals in the registry. */
const GLOBALS = 2;

/**
 * Names of a frame before globals, also where their value is nil: a local without a value hides a global of its name,
 * and an assignment reaches it.
 */
const ENVIRONMENT = `local names, values, globals = ...
return setmetatable({}, {
  __index = function(_, name) if names[name] then return values[name] end return globals[name] end,
  __newindex = function(_, name, value) if names[name] then values[name] = value else globals[name] = value end end,
})`;

/** A name of a frame: local `index`, or upvalue `index` of its function. */
interface Named {
  readonly name: string;
  readonly kind: "local" | "upvalue";
  readonly index: number;
}

export class Evaluator {
  readonly #vm: LuaVm;
  readonly #environment: LuaFunction;

  constructor(vm: LuaVm) {
    this.#vm = vm;
    this.#environment = vm.load({ name: "=environment", text: ENVIRONMENT });
  }

  /**
   * Runs Lua (an expression, else statements) as if it stood in the frame, and hands over with the value on top of the
   * thread; assignments reach the frame. What is wrong comes back in Lua's words.
   */
  run<T>(lua: string, place: FramePlace | null, use: (thread: Thread) => T): T | string {
    try {
      return this.quietly(() => this.#vm.bounded(MOST_WORK, () => this.#run(lua, place, use)));
    } catch (error) {
      if (error instanceof GivenUp) return error.message;
      throw error;
    }
  }

  /** Does something with hooks off, at no cost of the program's time. */
  quietly<T>(work: () => T): T {
    const { exports: x } = this.#vm;
    const ticks = x.vm_ticks();
    x.vm_quiet(1);
    try {
      return work();
    } finally {
      x.vm_quiet(0);
      x.vm_set_ticks(ticks);
    }
  }

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
      // 1: the function; 2: the values of the frame's names; 3: the environment over them.
      const names = place === null ? [] : namesOf(this.#vm, place);
      this.#pushEnvironment(thread, place, names);
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

  /** Leaves the table of values at 2 and the environment on top. */
  #pushEnvironment(thread: Thread, place: FramePlace | null, names: readonly Named[]): void {
    const { exports: x, values } = this.#vm;
    x.lua_createtable(thread, 0, names.length);
    x.lua_rawgeti(thread, REGISTRY, this.#environment.ref);
    x.lua_createtable(thread, 0, names.length);
    for (const { name } of names) {
      values.pushString(thread, name);
      x.lua_pushboolean(thread, 1);
      x.lua_rawset(thread, -3);
    }
    for (const named of names) {
      if (place === null) break;
      values.pushString(thread, named.name);
      pushNamed(this.#vm, place, named);
      x.lua_xmove(place.thread, thread, 1);
      x.lua_rawset(thread, 2);
    }
    x.lua_pushvalue(thread, 2);
    x.lua_rawgeti(thread, REGISTRY, GLOBALS);
    x.vm_call(thread, 3, 1);
  }

  /** Assignments were made in the table; the frame gets them back. */
  #writeBack(thread: Thread, place: FramePlace, names: readonly Named[]): void {
    const { exports: x, values } = this.#vm;
    for (const named of names) {
      values.pushString(thread, named.name);
      x.lua_rawget(thread, 2);
      x.lua_xmove(thread, place.thread, 1);
      setNamed(this.#vm, place, named);
    }
  }
}

/** What the frame's code means by each name: of several locals of one name the last, and locals before upvalues. */
export function namesOf(vm: LuaVm, place: FramePlace): Named[] {
  const named = new Map<string, Named>();
  upvaluesOf(vm, place).forEach((name, index) => {
    if (name !== "_ENV") named.set(name, { name, kind: "upvalue", index: index + 1 });
  });
  localsOf(vm, place).forEach((name, index) => {
    if (!name.startsWith("(")) named.set(name, { name, kind: "local", index: index + 1 });
  });
  return [...named.values()];
}

/** Names of the upvalues of a frame's function, in order. */
export function upvaluesOf(vm: LuaVm, { thread, level }: FramePlace): string[] {
  const { exports: x, values } = vm;
  const names: string[] = [];
  x.lua_checkstack(thread, 4);
  x.vm_frame(thread, level);
  x.vm_frame_push_function(thread);
  const at = x.lua_gettop(thread);
  for (let index = 1; ; index++) {
    const name = x.lua_getupvalue(thread, at, index);
    if (name === 0) break;
    names.push(values.decodeTerminated(name));
    x.lua_settop(thread, at);
  }
  x.lua_settop(thread, at - 1);
  return names;
}

/** Pushes the value of a name onto the frame's own thread. */
export function pushNamed(vm: LuaVm, { thread, level }: FramePlace, { kind, index }: Named): void {
  const { exports: x } = vm;
  x.vm_frame(thread, level);
  if (kind === "local") {
    x.vm_frame_local(thread, index);
    return;
  }
  x.vm_frame_push_function(thread);
  x.lua_getupvalue(thread, -1, index);
  x.lua_remove(thread, -2);
}

/** Takes a value off the frame's own thread and gives it to a name. */
export function setNamed(vm: LuaVm, { thread, level }: FramePlace, { kind, index }: Named): void {
  const { exports: x } = vm;
  x.vm_frame(thread, level);
  if (kind === "local") {
    x.vm_frame_set_local(thread, index);
    return;
  }
  x.vm_frame_push_function(thread);
  x.lua_insert(thread, -2);
  x.lua_setupvalue(thread, -2, index);
  x.lua_settop(thread, -2);
}
