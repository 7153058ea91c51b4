/** The parser from the files beside the bundle, one for everything that a process or thread reads. */
import { createParser, type PastaParser } from "#core/syntax/index.ts";
import { readAsset } from "./assets.ts";
import { patiently } from "./patient-wasm.ts";

let parser: Promise<PastaParser> | null = null;

/**
 * Loads it when it is first asked for: for much text, or `patiently` for as much as a person has open. Rejects with the
 * file system's error where a file is missing.
 */
export function loadParser({ patient = false } = {}): Promise<PastaParser> {
  parser ??= patient ? patiently(load) : load();
  return parser;
}

async function load(): Promise<PastaParser> {
  const [runtime, grammar] = await Promise.all([
    readAsset("web-tree-sitter.wasm"),
    readAsset("tree-sitter-pasta.wasm"),
  ]);
  return createParser({ runtime, grammar });
}
