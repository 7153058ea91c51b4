/** Lines of Lua on which something happens, told by the compiler: the only lines that a program can stop at. */

import { REGISTRY } from "../vm/exports.ts";
import { defaultLimits, LuaError } from "../vm/limits.ts";
import type { WasmModule } from "../vm/platform.ts";
import { type Chunk, LuaVm } from "../vm/vm.ts";

/** Lines count from 0. */
export interface ActiveLines {
  /** Of the chunk itself, which runs once when it is loaded. */
  readonly main: readonly number[];
  /** Of the functions in it. */
  readonly functions: readonly number[];
}

/** Compiles chunks for their lines; nothing of them runs. */
export class LineFinder {
  readonly #vm: LuaVm;

  constructor(module: WasmModule) {
    this.#vm = new LuaVm(module, { limits: defaultLimits, now: () => 0, write: () => {} });
  }

  /** The active lines of a chunk; null where it is no Lua. */
  linesOf(chunk: Chunk): ActiveLines | null {
    const { exports: x, main, values } = this.#vm;
    try {
      const loaded = this.#vm.load(chunk);
      const count = (chunk.lines?.reduce((most, line) => Math.max(most, line), 0) ?? chunk.text.split("\n").length) + 2;
      const block = x.vm_malloc(count);
      values.memory.fill(0, block, block + count);
      x.lua_rawgeti(main, REGISTRY, loaded.ref);
      x.vm_active_lines(main, block, count);
      x.lua_settop(main, -2);
      this.#vm.release(loaded);
      const marks = values.memory.slice(block, block + count);
      x.vm_free(block);
      const marked = (mark: number) => [...marks].flatMap((each, line) => ((each & mark) !== 0 ? [line - 1] : []));
      return { main: marked(1), functions: marked(2) };
    } catch (error) {
      if (error instanceof LuaError) return null;
      throw error;
    }
  }
}
