/** Values that cross between JavaScript and Lua, by copy; and text in the module's memory. */

import { LuaType, type Pointer, REGISTRY, type Thread, type VmExports } from "./exports.ts";
import { platform } from "./platform.ts";

/** A Lua function kept alive by the host until it is released. */
export interface LuaFunction {
  readonly ref: number;
}

/** What Lua code gives to the host. Tables become maps; whatever cannot be copied becomes its description. */
export type LuaResult = undefined | boolean | number | string | ReadonlyMap<LuaResult, LuaResult>;

/** What the host gives to Lua code. Arrays become lists; maps and plain objects become tables. */
export type LuaInput =
  | undefined
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | LuaFunction
  | HostFunction
  | readonly LuaInput[]
  | ReadonlyMap<string | number, LuaInput>
  | { readonly [key: string]: LuaInput };

/** A function of the host that Lua code can call. An error that it throws as `LuaError` is a Lua error. */
export type HostFunction = (...args: LuaResult[]) => LuaInput | Results;

/** Several results of a host function. */
export class Results {
  readonly values: readonly LuaInput[];
  constructor(...values: readonly LuaInput[]) {
    this.values = values;
  }
}

/** Tables nested deeper than this are cut: they may hold themselves. */
const DEEPEST_COPY = 32;

/** Copies values over the border. One belongs to each VM; it grows its buffer and never shrinks it. */
export class Values {
  readonly #x: VmExports;
  readonly #encoder = new platform.TextEncoder();
  readonly #decoder = new platform.TextDecoder("utf-8", { ignoreBOM: true });
  readonly #registerFunction: (call: HostFunction) => number;
  #bytes = new Uint8Array(0);
  #buffer: Pointer = 0;
  #capacity = 0;
  readonly #length: Pointer;

  constructor(exports: VmExports, registerFunction: (call: HostFunction) => number) {
    this.#x = exports;
    this.#registerFunction = registerFunction;
    this.#length = exports.vm_malloc(8);
  }

  /** The module's memory; it moves when the memory grows. */
  get memory(): Uint8Array {
    if (this.#bytes.buffer !== this.#x.memory.buffer) this.#bytes = new Uint8Array(this.#x.memory.buffer);
    return this.#bytes;
  }

  /** Text in memory to a string; bytes that are no UTF-8 become U+FFFD. */
  decode(start: Pointer, length: number): string {
    const bytes = this.memory;
    if (length <= 16) {
      let text = "";
      for (let i = start; i < start + length; i++) {
        const byte = bytes[i] as number;
        if (byte > 0x7f) return this.#decoder.decode(bytes.subarray(start, start + length));
        text += String.fromCharCode(byte);
      }
      return text;
    }
    return this.#decoder.decode(bytes.subarray(start, start + length));
  }

  /** Text that ends with NUL; the empty string for NULL. */
  decodeTerminated(start: Pointer): string {
    if (start === 0) return "";
    return this.decode(start, this.memory.indexOf(0, start) - start);
  }

  /** Puts a string into the buffer, NUL behind it; it stays there until the next one comes. */
  encode(text: string): { readonly start: Pointer; readonly length: number } {
    const start = this.#reserve(text.length * 3 + 1);
    const { written } = this.#encoder.encodeInto(text, this.memory.subarray(start, start + text.length * 3));
    this.memory[start + written] = 0;
    return { start, length: written };
  }

  #reserve(size: number): Pointer {
    if (size > this.#capacity) {
      this.#x.vm_free(this.#buffer);
      this.#capacity = Math.max(size, this.#capacity * 2, 1024);
      this.#buffer = this.#x.vm_malloc(this.#capacity);
      if (this.#buffer === 0) throw new RangeError("no memory left for text");
    }
    return this.#buffer;
  }

  pushString(L: Thread, text: string): void {
    const { start, length } = this.encode(text);
    this.#x.lua_pushlstring(L, start, length);
  }

  push(L: Thread, value: LuaInput): void {
    const x = this.#x;
    if (value === undefined || value === null) x.lua_pushnil(L);
    else if (typeof value === "string") this.pushString(L, value);
    else if (typeof value === "number") x.lua_pushnumber(L, value);
    else if (typeof value === "boolean") x.lua_pushboolean(L, value ? 1 : 0);
    else if (typeof value === "function") x.vm_push_function(L, this.#registerFunction(value));
    else if (value instanceof Uint8Array) this.#pushBytes(L, value);
    else if (isLuaFunction(value)) x.lua_rawgeti(L, REGISTRY, value.ref);
    else this.#pushTable(L, value);
  }

  #pushBytes(L: Thread, bytes: Uint8Array): void {
    const start = this.#reserve(bytes.length);
    this.memory.set(bytes, start);
    this.#x.lua_pushlstring(L, start, bytes.length);
  }

  #pushTable(
    L: Thread,
    value: readonly LuaInput[] | ReadonlyMap<string | number, LuaInput> | { readonly [key: string]: LuaInput },
  ): void {
    const x = this.#x;
    x.lua_checkstack(L, 4);
    x.lua_createtable(L, 0, 0);
    if (Array.isArray(value)) {
      value.forEach((item: LuaInput, index) => {
        this.push(L, item);
        x.lua_rawseti(L, -2, index + 1);
      });
      return;
    }
    const entries = value instanceof Map ? value.entries() : Object.entries(value as { [key: string]: LuaInput });
    for (const [key, item] of entries as Iterable<[string | number, LuaInput]>) {
      this.push(L, key);
      this.push(L, item);
      x.lua_rawset(L, -3);
    }
  }

  get(L: Thread, index: number, depth = 0): LuaResult {
    const x = this.#x;
    switch (x.lua_type(L, index)) {
      case LuaType.none:
      case LuaType.nil:
        return undefined;
      case LuaType.boolean:
        return x.lua_toboolean(L, index) !== 0;
      case LuaType.number:
        return x.lua_tonumberx(L, index, 0);
      case LuaType.string:
        return this.getString(L, index);
      case LuaType.table:
        return this.#getTable(L, index, depth);
      default:
        return this.describe(L, index);
    }
  }

  /** A string (or number) at a stack place, which must be one. */
  getString(L: Thread, index: number): string {
    const start = this.#x.lua_tolstring(L, index, this.#length);
    return this.decode(start, new DataView(this.#x.memory.buffer).getUint32(this.#length, true));
  }

  getBytes(L: Thread, index: number): Uint8Array {
    const start = this.#x.lua_tolstring(L, index, this.#length);
    return this.memory.slice(start, start + new DataView(this.#x.memory.buffer).getUint32(this.#length, true));
  }

  /** What kind of value it is, with its identity; never runs Lua code. */
  describe(L: Thread, index: number): string {
    const names = ["nil", "boolean", "userdata", "number", "string", "table", "function", "userdata", "thread"];
    const name = names[this.#x.lua_type(L, index)] ?? "value";
    return `${name}: 0x${this.#x.lua_topointer(L, index).toString(16).padStart(8, "0")}`;
  }

  #getTable(L: Thread, index: number, depth: number): LuaResult {
    const x = this.#x;
    if (depth >= DEEPEST_COPY) return this.describe(L, index);
    const table = index < 0 && index > REGISTRY ? x.lua_gettop(L) + 1 + index : index;
    const copy = new Map<LuaResult, LuaResult>();
    x.lua_checkstack(L, 4);
    x.lua_pushnil(L);
    while (x.lua_next(L, table) !== 0) {
      const value = this.get(L, -1, depth + 1);
      x.lua_settop(L, -2);
      // A number key must not be converted in place: lua_next would lose its way.
      copy.set(this.get(L, -1, depth + 1), value);
    }
    return copy;
  }
}

function isLuaFunction(value: object): value is LuaFunction {
  return "ref" in value && typeof value.ref === "number" && !(value instanceof Map);
}
