/** What the queries say of a text: the colours, the Lua in it, folds, tags, scopes and indents. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Language, Parser, Query } from "web-tree-sitter";
import { readAsset } from "#runtime/node/assets.ts";

const folder = new URL("../../grammars/tree-sitter-pasta/queries/", import.meta.url);

/** The captures of a query on a text, as `name: text` with only the first line of longer pieces. */
async function checkCaptures(file: string, source: string, expected: readonly string[]): Promise<void> {
  await Parser.init({ wasmBinary: await readAsset("web-tree-sitter.wasm") });
  const language = await Language.load(await readAsset("tree-sitter-pasta.wasm"));
  const parser = new Parser();
  parser.setLanguage(language);
  const query = new Query(language, readFileSync(new URL(file, folder), "utf8"));
  const tree = parser.parse(source);
  assert.ok(tree !== null);
  const captures = query.captures(tree.rootNode).map(({ name, node }) => `${name}: ${node.text.split("\n")[0]}`);
  query.delete();
  tree.delete();
  parser.delete();
  assert.deepEqual(captures, expected);
}

describe("queries of the grammar", () => {
  it("highlights name every mark and every value", () =>
    checkCaptures(
      "highlights.scm",
      "＊会話　＆時間：朝\n　さくら：＠挨拶　ね\\n＄＊名前\n　＞雑談（＄x＋１、「a」）＃ 注\n",
      [
        ...[
          "keyword: ＊",
          "function: 会話",
          "keyword: ＆",
          "attribute: 時間",
          "punctuation.delimiter: ：",
          "string: 朝",
        ],
        ...["type: さくら", "punctuation.delimiter: ：", "keyword: ＠", "constant: 挨拶", "string: ね"],
        ...["string.special: \\n", "keyword: ＄＊", "variable: 名前"],
        ...[
          "keyword: ＞",
          "function.call: 雑談",
          "punctuation.bracket: （",
          "keyword: ＄",
          "variable: x",
          "operator: ＋",
        ],
        ...["number: １", "string: 「a」", "punctuation.bracket: ）", "comment: ＃ 注"],
      ],
    ));

  it("highlights mark what cannot be read", () =>
    checkCaptures("highlights.scm", "あ\n＊a\n　＞b　c\n　＄x＝「d\n", [
      ...["error: あ", "keyword: ＊", "function: a", "keyword: ＞", "function.call: b", "error: c"],
      ...["keyword: ＄", "variable: x", "punctuation.delimiter: ＝", "error: 「d"],
    ]));

  it("injections find Lua, named or not, and leave other languages alone", async () => {
    const block = (language: string): string => `＊a\n\`\`\`${language}\nreturn 1\n\`\`\`\n`;
    await checkCaptures("injections.scm", block("lua"), ["_language: lua", "injection.content: return 1"]);
    await checkCaptures("injections.scm", block("Lua"), ["_language: Lua", "injection.content: return 1"]);
    await checkCaptures("injections.scm", block(""), ["injection.content: return 1"]);
    await checkCaptures("injections.scm", block("json"), []);
  });

  it("folds cover scenes, local scenes, actors and code", () =>
    checkCaptures("folds.scm", "％さくら\n　＠a：b\n＊会話\n　さくら：あ\n　・次\n　　さくら：い\n```lua\nx()\n```\n", [
      ...["fold: ％さくら", "fold: ＊会話", "fold: 　・次", "fold: ```lua"],
    ]));

  it("tags tell definitions from references", () =>
    checkCaptures("tags.scm", "＠語：あ\n＊会話\n　＞次\n　＠？次\n　・次\n　　さくら：＠f（）\n", [
      ...["definition.constant: ＠語：あ", "name: 語", "definition.function: ＊会話", "name: 会話"],
      ...["reference.call: ＞次", "name: 次", "reference.call: ＠？次", "name: 次"],
      ...["definition.function: 　・次", "name: 次", "reference.call: ＠f（）", "name: f"],
    ]));

  it("locals give a scene's variables", () =>
    checkCaptures("locals.scm", "＊会話\n　＄x＝＄y\n", [
      ...["local.scope: ＊会話", "local.definition: x", "local.reference: y"],
    ]));

  it("indents open below headers", () =>
    checkCaptures("indents.scm", "＊会話\n　・次\n　　さくら：あ\n", ["indent.begin: ＊会話", "indent.begin: 　・次"]));
});
