/** Names that every JavaScript host offers although ECMAScript does not define them; the runtime uses no others. */

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}
/** A compiled module: opaque, and cheap to instantiate many times. */
export interface WasmModule {
  readonly [Symbol.toStringTag]?: string;
}
export interface WasmInstance {
  readonly exports: unknown;
}

interface Platform {
  readonly TextEncoder: new () => { encodeInto(text: string, into: Uint8Array): { read: number; written: number } };
  readonly TextDecoder: new (label: string, options: { ignoreBOM: boolean }) => { decode(bytes: Uint8Array): string };
  readonly WebAssembly: {
    compile(bytes: Uint8Array): Promise<WasmModule>;
    readonly Module: new (bytes: Uint8Array) => WasmModule;
    readonly Instance: new (module: WasmModule, imports: object) => WasmInstance;
    readonly RuntimeError: new () => Error;
  };
}

export const platform = globalThis as unknown as Platform;

/** Compiles a module; instances are then made in well under a millisecond. */
export function compileModule(bytes: Uint8Array): WasmModule {
  return new platform.WebAssembly.Module(bytes);
}
