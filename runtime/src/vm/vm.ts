/** One Lua VM: its own WebAssembly instance, sharing nothing with any other, ended by limits that no script escapes. */

import type { Pointer, Thread, VmExports } from "./exports.ts";
import { REGISTRY } from "./exports.ts";
import { type ChunkPosition, GivenUp, type LimitKind, type Limits, LuaError, ScriptEnded } from "./limits.ts";
import { platform, type WasmModule } from "./platform.ts";
import { type HostFunction, type LuaFunction, type LuaInput, type LuaResult, Results, Values } from "./values.ts";

export interface VmOptions {
  readonly limits: Limits;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Asked every fraction of a millisecond while a script runs; true ends it. */
  readonly stopped?: () => boolean;
  /** What `print` writes. */
  readonly write: (text: string) => void;
  /** The debugger's turn: the program stands at a line and goes on when this returns. */
  readonly onStop?: (thread: Thread, reason: number, line: number) => void;
  /** Asked when the script has used up its work or time; true lets it go on a little, for `end` to be called. */
  readonly onOverrun?: (reason: LimitKind) => boolean;
}

/** A chunk of Lua source. */
export interface Chunk {
  readonly text: string;
  /** `@path` for a user's text (positions speak of it), `=name` for our own. */
  readonly name: string;
  /** For each line of `text` the line number (from 1) that Lua shall believe it to be; itself where not given. */
  readonly lines?: Int32Array;
}

/** Work between two questions to the host: some tenths of a millisecond. */
const SLICE = 20_000;

/** Work that a script may still do, once, after its limit has struck under a debugger. */
const GRACE = 20_000_000;

/** Thrown through WebAssembly frames for `LUAI_THROW`; `target` says which `LUAI_TRY` it is meant for. */
const luaThrow = { target: 0 };

export class LuaVm {
  /** The module's functions, for the debugger. Every other use goes through the methods below. */
  readonly exports: VmExports;
  readonly values: Values;
  readonly main: Thread;
  readonly #options: VmOptions;
  readonly #functions: HostFunction[] = [];
  #ended: ScriptEnded | null = null;
  #worked = 0;
  #since = 0;
  #running = 0;
  #bound = Number.POSITIVE_INFINITY;

  constructor(module: WasmModule, options: VmOptions) {
    this.#options = options;
    const instance = new platform.WebAssembly.Instance(module, this.#imports());
    this.exports = instance.exports as VmExports;
    this.exports._initialize();
    this.values = new Values(this.exports, (call) => this.#functions.push(call) - 1);
    this.exports.vm_set_memory_limit(options.limits.memoryBytes);
    this.#beginTurn();
    this.main = this.exports.vm_open();
    if (this.main === 0) throw new LuaError("not enough memory");
  }

  /** Set once the script was ended; the VM can then only be dropped. */
  get ended(): ScriptEnded | null {
    return this.#ended;
  }

  get memoryUsed(): number {
    return this.exports.vm_memory_used();
  }

  /** Units of work in the present (or last) turn. */
  get worked(): number {
    return this.#worked + this.exports.vm_slice_used();
  }

  setGlobal(name: string, value: LuaInput): void {
    this.values.push(this.main, value);
    this.exports.lua_setglobal(this.main, this.values.encode(name).start);
  }

  /**
   * Compiles a chunk to a function.
   * @throws LuaError with Lua's message (`path:line: …`) where the text is no Lua
   */
  load(chunk: Chunk): LuaFunction {
    return this.#guarded(() => {
      this.#pushChunk(this.main, chunk);
      return { ref: this.exports.luaL_ref(this.main, REGISTRY) };
    });
  }

  release(kept: LuaFunction): void {
    this.exports.luaL_unref(this.main, REGISTRY, kept.ref);
  }

  /**
   * Calls a Lua function and gives its results.
   * @throws LuaError if Lua code fails, ScriptEnded if a limit strikes
   */
  call(target: LuaFunction, ...args: readonly LuaInput[]): LuaResult[] {
    const { exports: x, main: L, values } = this;
    return this.#guarded(() => {
      const bottom = x.lua_gettop(L);
      x.lua_rawgeti(L, REGISTRY, target.ref);
      for (const arg of args) values.push(L, arg);
      if (x.vm_call(L, args.length, -1) !== 0) throw this.#popError(L);
      const results: LuaResult[] = [];
      for (let index = bottom + 1; index <= x.lua_gettop(L); index++) results.push(values.get(L, index));
      x.lua_settop(L, bottom);
      return results;
    });
  }

  /**
   * Calls a function that gives a table, and keeps the functions that are in it, by name.
   * @throws like `call`
   */
  callForFunctions(target: LuaFunction, ...args: readonly LuaInput[]): Map<string, LuaFunction> {
    const { exports: x, main: L, values } = this;
    return this.#guarded(() => {
      const bottom = x.lua_gettop(L);
      x.lua_rawgeti(L, REGISTRY, target.ref);
      for (const arg of args) values.push(L, arg);
      if (x.vm_call(L, args.length, 1) !== 0) throw this.#popError(L);
      const functions = new Map<string, LuaFunction>();
      x.lua_pushnil(L);
      while (x.lua_next(L, bottom + 1) !== 0) {
        // luaL_ref takes the value off the stack and leaves the key, as lua_next wants it.
        functions.set(values.getString(L, -2), { ref: x.luaL_ref(L, REGISTRY) });
      }
      x.lua_settop(L, bottom);
      return functions;
    });
  }

  /** Compiles and calls. */
  run(chunk: Chunk, ...args: readonly LuaInput[]): LuaResult[] {
    const loaded = this.load(chunk);
    try {
      return this.call(loaded, ...args);
    } finally {
      if (this.#ended === null) this.release(loaded);
    }
  }

  /** Where the program is in a user's text, seen from the innermost running thread. */
  position(): ChunkPosition | null {
    const line = this.exports.vm_position();
    return line === 0 ? null : { line, chunk: this.values.decodeTerminated(this.exports.vm_position_source()) };
  }

  /** The same within one thread, also one that an error has killed. */
  positionIn(thread: Thread): ChunkPosition | null {
    const line = this.exports.vm_position_in(thread);
    return line === 0 ? null : { line, chunk: this.values.decodeTerminated(this.exports.vm_position_source()) };
  }

  /**
   * Ends the script at this very moment, from within a host function.
   * @throws ScriptEnded always
   */
  end(reason: LimitKind | "stopped"): never {
    this.#ended = new ScriptEnded(reason, this.position());
    throw this.#ended;
  }

  /** Leaves the compiled function (or throws Lua's message). */
  #pushChunk(L: Thread, { text, name, lines }: Chunk): void {
    const x = this.exports;
    const count = lines?.length ?? 0;
    const size = text.length * 3 + name.length * 3 + 2;
    const block = x.vm_malloc(size + count * 4 + 4);
    if (block === 0) this.end("memory");
    try {
      const textLength = this.#write(text, block);
      const nameStart = block + textLength + 1;
      const nameLength = this.#write(name, nameStart);
      const table = (nameStart + nameLength + 4) & ~3;
      if (lines !== undefined) new Int32Array(x.memory.buffer).set(lines, table >> 2);
      if (x.vm_load(L, block, textLength, nameStart, table, count) !== 0) throw this.#popError(L);
    } finally {
      if (this.#ended === null) x.vm_free(block);
    }
  }

  #write(text: string, at: Pointer): number {
    const { start, length } = this.values.encode(text);
    this.values.memory.copyWithin(at, start, start + length + 1);
    return length;
  }

  /** The error value on top, as an exception. A table or nil is described, never asked: it may be hostile. */
  #popError(L: Thread): LuaError {
    const { exports: x, values } = this;
    const type = x.lua_type(L, -1);
    const message =
      type === 4 || type === 3
        ? values.getString(L, -1)
        : `(error object is a ${values.describe(L, -1).split(":")[0]} value)`;
    x.lua_settop(L, -2);
    return new LuaError(message);
  }

  /** Runs a turn: allowances begin anew, and whatever breaks the VM is told as the end of the script. */
  #guarded<T>(turn: () => T): T {
    if (this.#ended !== null) throw this.#ended;
    if (this.#running === 0) this.#beginTurn();
    this.#running++;
    try {
      return turn();
    } catch (error) {
      throw this.#explain(error);
    } finally {
      this.#running--;
    }
  }

  #explain(error: unknown): unknown {
    if (error instanceof LuaError || error instanceof ScriptEnded) return error;
    // JavaScript's or WebAssembly's own stack ran out below Lua's.
    if (error instanceof RangeError || error instanceof platform.WebAssembly.RuntimeError)
      this.#ended ??= new ScriptEnded("depth", null);
    return this.#ended ?? error;
  }

  #beginTurn(): void {
    this.#worked = 0;
    this.#since = this.#options.now();
    this.exports.vm_set_slice(SLICE);
  }

  #imports(): object {
    const host = {
      try: (body: number, L: Thread, data: Pointer, handler: Pointer) => {
        const stack = this.exports.__stack_pointer.value;
        try {
          this.exports.__indirect_function_table.get(body)(L, data);
        } catch (error) {
          if (error !== luaThrow || luaThrow.target !== handler) throw error;
          this.exports.__stack_pointer.value = stack;
        }
      },
      throw: (handler: Pointer) => {
        luaThrow.target = handler;
        throw luaThrow;
      },
      call: (L: Thread, id: number) => this.#callHost(L, id),
      slice: (used: number) => this.#slice(used),
      memory: () => this.end("memory"),
      stop: (L: Thread, reason: number, line: number) => this.#options.onStop?.(L, reason, line),
      write: (stream: number, start: Pointer, length: number) => {
        if (stream === 1) this.#options.write(this.values.decode(start, length));
      },
    };
    // The C library links its file functions for printf's sake; none is ever called with an open file.
    const refuse = () => 52; // ENOSYS
    const wasi = {
      fd_close: refuse,
      fd_seek: refuse,
      fd_write: refuse,
      fd_prestat_get: () => 8, // EBADF: no folders
      fd_prestat_dir_name: refuse,
      proc_exit: () => this.end("memory"),
    };
    return { host, wasi_snapshot_preview1: wasi };
  }

  #slice(used: number): number {
    const { limits, now, stopped } = this.#options;
    this.#worked += used;
    if (stopped?.() === true) this.end("stopped");
    if (this.#worked > this.#bound) throw new GivenUp();
    if (this.#worked > limits.instructions) this.#overrun("instructions");
    if (now() - this.#since > limits.milliseconds) this.#overrun("time");
    return SLICE;
  }

  /**
   * Lets Lua work on a thread of its own, and gives it up after so much work: what it has done stays, the thread must not
   * be used again, and the script that stands meanwhile goes on as if nothing had been.
   * @throws GivenUp where it takes longer
   */
  bounded<T>(units: number, work: () => T): T {
    const { exports: x } = this;
    const [stack, chain, before] = [x.__stack_pointer.value, x.vm_thread_count() - 1, this.#bound];
    this.#bound = this.#worked + units;
    try {
      return work();
    } catch (error) {
      if (error instanceof GivenUp) {
        x.__stack_pointer.value = stack;
        x.vm_cut_chain(chain);
      }
      throw error;
    } finally {
      this.#bound = before;
    }
  }

  /** Ends the script, or gives it as much again as it takes to stand still somewhere. */
  #overrun(reason: LimitKind): void {
    if (this.#options.onOverrun?.(reason) !== true) this.end(reason);
    this.#worked = this.#options.limits.instructions - GRACE;
    this.#since = this.#options.now();
  }

  #callHost(L: Thread, id: number): number {
    const { exports: x, values } = this;
    const call = this.#functions[id];
    const count = x.lua_gettop(L);
    const args = new Array<LuaResult>(count);
    for (let index = 0; index < count; index++) args[index] = values.get(L, index + 1);
    try {
      const result = call?.(...args);
      if (result === undefined) return 0;
      const results = result instanceof Results ? result.values : [result];
      if (x.lua_checkstack(L, results.length + 1) === 0) throw new LuaError("too many results");
      for (const value of results) values.push(L, value);
      return results.length;
    } catch (error) {
      if (!(error instanceof LuaError)) throw error;
      values.pushString(L, error.message);
      return -1;
    }
  }
}
