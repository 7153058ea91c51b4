/** Where the WebAssembly lies: beside the bundle, or in the repository while the product is being developed. */
import { readFile } from "node:fs/promises";

export type Asset = "web-tree-sitter.wasm" | "tree-sitter-pasta.wasm" | "lua.wasm";

const inRepository: Readonly<Record<Asset, string>> = {
  "web-tree-sitter.wasm": "../../../node_modules/web-tree-sitter/web-tree-sitter.wasm",
  "tree-sitter-pasta.wasm": "../../../grammars/tree-sitter-pasta/tree-sitter-pasta.wasm",
  "lua.wasm": "../../../dist/lua.wasm",
};

/** Reads an asset's bytes. Rejects with the file system's error where it lies in neither place. */
export async function readAsset(name: Asset): Promise<Uint8Array> {
  const beside = import.meta.url.endsWith(".ts") ? inRepository[name] : `./${name}`;
  return readFile(new URL(beside, import.meta.url));
}
