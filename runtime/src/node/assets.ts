/** Where the WebAssembly and the Lua library lie: beside the bundle, or in the repository during development. */
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { compileModule, type WasmModule } from "../vm/platform.ts";

export type Asset = "web-tree-sitter.wasm" | "tree-sitter-pasta.wasm" | "lua.wasm";

/** Whether this file runs from the repository, not from a bundle. */
export const inDevelopment = import.meta.url.endsWith(".ts");

const inRepository: Readonly<Record<Exclude<Asset, "lua.wasm">, string>> = {
  "web-tree-sitter.wasm": "../../../node_modules/web-tree-sitter/web-tree-sitter.wasm",
  "tree-sitter-pasta.wasm": "../../../grammars/tree-sitter-pasta/tree-sitter-pasta.wasm",
};

/**
 * Reads an asset's bytes. Rejects with the file system's error where it lies in neither place. They are read at once: a
 * start waits for them, and going through the queue of the file system takes longer than reading.
 */
export async function readAsset(name: Asset): Promise<Uint8Array> {
  if (!inDevelopment) return readFileSync(new URL(`./${name}`, import.meta.url));
  if (name === "lua.wasm") return readFileSync(await builtVm());
  return readFileSync(new URL(inRepository[name], import.meta.url));
}

/** The VM is no file of the repository: its build makes it, or finds it in the cache. */
async function builtVm(): Promise<string> {
  // Computed, so that no bundle takes the build script in.
  const script = new URL("../../../scripts/lua-vm.ts", import.meta.url).href;
  const { buildLuaVm } = (await import(script)) as { buildLuaVm(): Promise<string> };
  return buildLuaVm();
}

/** The run-time library: module name (`pasta.act`) → text. */
export async function readLibrary(): Promise<ReadonlyMap<string, string>> {
  const root = fileURLToPath(new URL(inDevelopment ? "../lua/" : "./lua/", import.meta.url));
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const library = new Map<string, string>();
  for (const entry of entries.filter((each) => each.isFile() && each.name.endsWith(".lua"))) {
    const file = join(entry.parentPath, entry.name);
    const module = relative(root, file).slice(0, -".lua".length).split(sep).join(".");
    library.set(module.endsWith(".init") ? module.slice(0, -".init".length) : module, await readFile(file, "utf8"));
  }
  return library;
}

/** What every engine is made of. */
export interface RuntimeParts {
  readonly module: WasmModule;
  readonly library: ReadonlyMap<string, string>;
}

let parts: Promise<RuntimeParts> | null = null;

/** The compiled VM and the library; read and compiled once for all engines of a process. */
export function loadRuntime(): Promise<RuntimeParts> {
  parts ??= Promise.all([readAsset("lua.wasm"), readLibrary()]).then(([wasm, library]) => ({
    module: compileModule(wasm),
    library,
  }));
  return parts;
}
