/** The grammar's corpus, run on the WebAssembly that is shipped; the tree-sitter CLI runs the same files natively. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { Language, Parser, Query } from "web-tree-sitter";
import { readAsset } from "#runtime/node/assets.ts";

const folder = new URL("../../grammars/tree-sitter-pasta/", import.meta.url);
const corpus = new URL("test/corpus/", folder);

interface Case {
  readonly title: string;
  readonly source: string;
  readonly tree: string;
}

function casesOf(text: string): Case[] {
  const parts = text.split(/^={3,}\n(.+)\n={3,}\n/m).slice(1);
  return parts.flatMap((title, index) => {
    if (index % 2 === 1) return [];
    const [source = "", tree = ""] = (parts[index + 1] ?? "").split(/\n-{3,}\n/);
    return [{ title, source, tree: tree.trim() }];
  });
}

const oneLine = (tree: string): string =>
  tree
    .replace(/\s+/g, " ")
    .replace(/\b\w+: /g, "")
    .replaceAll(" )", ")");

async function pastaLanguage(): Promise<Language> {
  await Parser.init({ wasmBinary: await readAsset("web-tree-sitter.wasm") });
  return Language.load(await readAsset("tree-sitter-pasta.wasm"));
}

describe("grammar", () => {
  for (const file of readdirSync(corpus).filter((name) => name.endsWith(".txt")))
    for (const { title, source, tree } of casesOf(readFileSync(new URL(file, corpus), "utf8")))
      it(`${file}: ${title}`, async () => {
        const parser = new Parser();
        parser.setLanguage(await pastaLanguage());
        const parsed = parser.parse(source);
        assert.equal(oneLine(parsed?.rootNode.toString() ?? ""), oneLine(tree));
        parsed?.delete();
        parser.delete();
      });

  for (const file of readdirSync(new URL("queries/", folder)))
    it(`query ${file} fits the grammar and finds something in the example`, async () => {
      const language = await pastaLanguage();
      const parser = new Parser();
      parser.setLanguage(language);
      const query = new Query(language, readFileSync(new URL(`queries/${file}`, folder), "utf8"));
      const tree = parser.parse(readFileSync(new URL("examples/talk.pasta", folder), "utf8"));
      assert.ok(tree !== null && query.captures(tree.rootNode).length > 0);
      query.delete();
      tree.delete();
      parser.delete();
    });
});
