/** The parser from the files beside the bundle, one for everything that a process or thread reads. */
import { createParser, type PastaParser } from "#core/syntax/index.ts";
import { readAsset } from "./assets.ts";

let parser: Promise<PastaParser> | null = null;

/** Loads it when it is first asked for. Rejects with the file system's error where a file is missing. */
export function loadParser(): Promise<PastaParser> {
  parser ??= Promise.all([readAsset("web-tree-sitter.wasm"), readAsset("tree-sitter-pasta.wasm")]).then(
    ([runtime, grammar]) => createParser({ runtime, grammar }),
  );
  return parser;
}
