/** The parser from the files beside the bundle. */
import { createParser, type PastaParser } from "#core/syntax/index.ts";
import { readAsset } from "#runtime/node/assets.ts";

export async function loadParser(): Promise<PastaParser> {
  const [runtime, grammar] = await Promise.all([
    readAsset("web-tree-sitter.wasm"),
    readAsset("tree-sitter-pasta.wasm"),
  ]);
  return createParser({ runtime, grammar });
}
