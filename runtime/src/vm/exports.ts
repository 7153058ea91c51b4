/** The functions that the Lua VM's module exports, as `runtime/src/vm/native` and Lua's headers declare them. */

import type { WasmMemory } from "./platform.ts";

/** An address in the module's memory; 0 is NULL. */
export type Pointer = number;
/** A Lua thread: the main one or a coroutine. */
export type Thread = Pointer;

export interface VmExports {
  readonly memory: WasmMemory;
  readonly __stack_pointer: { value: number };
  readonly __indirect_function_table: { get(index: number): (...args: number[]) => unknown };
  _initialize(): void;

  vm_open(): Thread;
  vm_malloc(size: number): Pointer;
  vm_free(block: Pointer): void;
  vm_memory_used(): number;
  vm_memory_peak(): number;
  vm_set_memory_limit(bytes: number): void;
  vm_set_slice(size: number): void;
  vm_slice_used(): number;
  vm_thread(index: number): Thread;
  vm_thread_count(): number;
  vm_cut_chain(length: number): void;
  vm_push_function(L: Thread, id: number): void;
  vm_load(L: Thread, text: Pointer, length: number, name: Pointer, lines: Pointer, lineCount: number): number;
  vm_position(): number;
  vm_position_in(L: Thread): number;
  vm_position_source(): Pointer;
  vm_next_serial(): number;
  vm_call(L: Thread, args: number, results: number): number;

  vm_ticks(): number;
  vm_set_ticks(ticks: number): void;
  vm_attach(on: number): void;
  vm_break_line(line: number): void;
  vm_clear_breaks(): void;
  vm_step_mode(mode: number): void;
  vm_pause(on: number): void;
  vm_stop_on_error(on: number): void;
  vm_quiet(on: number): void;
  vm_watch(table: number, count: number): void;
  vm_changed(): number;
  vm_seek(mode: number, ticks: number, lines: number, returns: number, final: number, depth: number): void;
  vm_seek_found(): number;
  vm_moment_ticks(): number;
  vm_moment_lines(): number;
  vm_moment_returns(): number;
  vm_frame_count(L: Thread): number;
  vm_frame(L: Thread, level: number): number;
  vm_frame_name(): Pointer;
  vm_frame_source(): Pointer;
  vm_frame_what(): Pointer;
  vm_frame_line(): number;
  vm_frame_first_line(): number;
  vm_frame_push_function(L: Thread): void;
  vm_frame_local(L: Thread, index: number): Pointer;
  vm_frame_set_local(L: Thread, index: number): Pointer;
  vm_active_lines(L: Thread, lines: Pointer, count: number): void;
  vm_can_go_to(L: Thread, line: number): number;
  vm_goto(L: Thread, line: number): number;

  lua_checkstack(L: Thread, size: number): number;
  lua_createtable(L: Thread, list: number, fields: number): void;
  lua_getglobal(L: Thread, name: Pointer): void;
  lua_getupvalue(L: Thread, index: number, upvalue: number): Pointer;
  lua_gettop(L: Thread): number;
  lua_insert(L: Thread, index: number): void;
  lua_next(L: Thread, index: number): number;
  lua_newthread(L: Thread): Thread;
  lua_pushboolean(L: Thread, value: number): void;
  lua_pushlstring(L: Thread, text: Pointer, length: number): Pointer;
  lua_pushnil(L: Thread): void;
  lua_pushnumber(L: Thread, value: number): void;
  lua_pushvalue(L: Thread, index: number): void;
  lua_rawget(L: Thread, index: number): void;
  lua_rawgeti(L: Thread, index: number, key: number): void;
  lua_rawlen(L: Thread, index: number): number;
  lua_rawset(L: Thread, index: number): void;
  lua_rawseti(L: Thread, index: number, key: number): void;
  lua_remove(L: Thread, index: number): void;
  lua_setglobal(L: Thread, name: Pointer): void;
  lua_setmetatable(L: Thread, index: number): number;
  lua_settop(L: Thread, index: number): void;
  lua_setupvalue(L: Thread, index: number, upvalue: number): Pointer;
  lua_sethook(L: Thread, hook: Pointer, mask: number, count: number): void;
  lua_toboolean(L: Thread, index: number): number;
  lua_tolstring(L: Thread, index: number, length: Pointer): Pointer;
  lua_tonumberx(L: Thread, index: number, isNumber: Pointer): number;
  lua_topointer(L: Thread, index: number): Pointer;
  lua_type(L: Thread, index: number): number;
  lua_xmove(from: Thread, to: Thread, count: number): void;
  luaL_ref(L: Thread, table: number): number;
  luaL_unref(L: Thread, table: number, ref: number): void;
  luaL_tolstring(L: Thread, index: number, length: Pointer): Pointer;
  luaL_traceback(L: Thread, of: Thread, message: Pointer, level: number): void;
}

/** Types of Lua values, as `lua_type` gives them. */
export const LuaType = {
  none: -1,
  nil: 0,
  boolean: 1,
  lightUserdata: 2,
  number: 3,
  string: 4,
  table: 5,
  function: 6,
  userdata: 7,
  thread: 8,
} as const;

/** The pseudo-index of the registry: -LUAI_MAXSTACK - 1000, with the stack size that the build sets. */
export const REGISTRY = -65500 - 1000;
