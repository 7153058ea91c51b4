/** One parser for all tests of a process. */
import { createParser, type PastaParser } from "#core/syntax/index.ts";
import { readAsset } from "#runtime/node/assets.ts";

let parser: Promise<PastaParser> | null = null;

/** The parser on the repository's grammar. */
export function testParser(): Promise<PastaParser> {
  parser ??= Promise.all([readAsset("web-tree-sitter.wasm"), readAsset("tree-sitter-pasta.wasm")]).then(
    ([runtime, grammar]) => createParser({ runtime, grammar }),
  );
  return parser;
}
