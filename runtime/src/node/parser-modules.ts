/**
 * The parser's WebAssembly, compiled once a process. Apart from the parser, so that a process can begin with it before
 * everything else: compiling goes on in other threads while the rest is made ready.
 */
import { platform, type WasmModule } from "../vm/platform.ts";
import { readAsset } from "./assets.ts";
import { patiently } from "./patient-wasm.ts";

export interface CompiledParser {
  readonly runtime: WasmModule;
  readonly grammar: WasmModule;
}

let compiled: Promise<CompiledParser> | null = null;

/**
 * Compiles when it is first asked: for much text, or `patient` for as much as a person has open. Rejects with the file
 * system's error where a file is missing.
 */
export function compileParser({ patient = false } = {}): Promise<CompiledParser> {
  if (compiled === null) {
    compiled = patient ? patiently(compile) : compile();
    // Whoever waits for it hears of a failure; until then it is nobody's.
    compiled.catch(() => undefined);
  }
  return compiled;
}

async function compile(): Promise<CompiledParser> {
  const [runtime, grammar] = await Promise.all(
    (["web-tree-sitter.wasm", "tree-sitter-pasta.wasm"] as const).map(async (name) =>
      platform.WebAssembly.compile(await readAsset(name)),
    ),
  );
  return { runtime: runtime as WasmModule, grammar: grammar as WasmModule };
}
