/** Help while writing: signatures, linked names, marks that become full width, links, hints, folding, highlights. */
import assert from "node:assert/strict";
import { actorRanges } from "#server/features/actor-ranges.ts";
import { documentHighlights } from "#server/features/document-highlight.ts";
import { documentLinks } from "#server/features/document-link.ts";
import { documentSymbols } from "#server/features/document-symbol.ts";
import { foldingRanges } from "#server/features/folding-range.ts";
import { inlayHints } from "#server/features/inlay-hint.ts";
import { linkedEditingRanges } from "#server/features/linked-editing.ts";
import { onTypeFormatting } from "#server/features/on-type-formatting.ts";
import { selectionRanges } from "#server/features/selection-range.ts";
import { signatureHelp } from "#server/features/signature-help.ts";
import { workspaceSymbols } from "#server/features/workspace-symbol.ts";
import { featureFixture } from "./feature.ts";

describe("help while writing", () => {
  it("shows the arguments that a scene reads, and those of a Lua function", async () => {
    const scene = await featureFixture("＊会話\n　＞挨拶（１、２‸）\n＊挨拶\n　さくら：＄０　と＄１　と＄２\n");
    const help = signatureHelp(scene.context, scene.position);
    assert.equal(help?.signatures[0]?.label, "挨拶（＄０、＄１、＄２）");
    assert.equal(help?.activeParameter, 1);
    const lua = await featureFixture(
      "＊会話\n　さくら：＠量る（‸）\n//- /scripts/a.lua\nfunction GLOBAL.量る(act, n, unit) end\n",
    );
    assert.equal(signatureHelp(lua.context, lua.position)?.signatures[0]?.label, "量る（n、unit）");
    const own = "\n```lua\nfunction SCENE.量る(act, n, unit) end\n```\n";
    for (const line of ["＠量る（１、‸）", "＠量る（１、‸", "＠＊鐘（‸", "@量る(1,‸"]) {
      const { context, position } = await featureFixture(
        `＊会話\n　さくら：${line}${own}//- /scripts/a.lua\nfunction GLOBAL.鐘(act, times) end\n`,
      );
      const found = signatureHelp(context, position);
      const expected = line.includes("鐘") ? ["鐘（times）", 0] : ["量る（n、unit）", 1];
      assert.deepEqual([found?.signatures[0]?.label, found?.activeParameter], expected, line);
    }
    const none = await featureFixture("＊会話\n　さくら：（‸）\n");
    assert.equal(signatureHelp(none.context, none.position), null);
  });

  it("links a name that is written twice on a line", async () => {
    const { context, position, show } = await featureFixture("＊会話\n　＄x‸＝＄x＋＄＊x\n　さくら：＄x\n");
    const found = linkedEditingRanges(context, position)?.ranges.map((range) =>
      show({ uri: `ghost:/${context.path}`, range }),
    );
    assert.deepEqual(found, ["dic/main.pasta:1 x", "dic/main.pasta:1 x"]);
  });

  it("turns a mark full width where it is typed, but not in speech, code or half-width files", async () => {
    const typed = async (source: string, mark: string) => {
      const { context, position } = await featureFixture(source);
      return onTypeFormatting(context, position, mark).map(({ newText }) => newText);
    };
    assert.deepEqual(await typed("＊会話\n　>‸\n", ">"), ["＞"]);
    assert.deepEqual(await typed("＊会話\n　さくら:‸\n", ":"), ["："]);
    for (const line of ["　＠皿:‸", "　＠皿、椀:‸", "　＆時:‸"])
      assert.deepEqual(await typed(`＊会話\n${line}\n`, ":"), ["："], line);
    assert.deepEqual(await typed("＠皿:‸\n＊会話\n", ":"), ["："]);
    assert.deepEqual(await typed("＊会話\n　＠皿：い:‸\n", ":"), []);
    assert.deepEqual(await typed("＊会話\n　さくら：＠皿:‸\n", ":"), []);
    assert.deepEqual(await typed("＊会話\n　さくら：a>‸\n", ">"), []);
    assert.deepEqual(await typed("*会話\n >‸\n", ">"), []);
    assert.deepEqual(await typed("＊会話\n　さくら：x\n```lua\n-‸\n```\n", "-"), []);
  });

  it("tells where a dictionary names actors, headers and Lua included, unknown ones left out", async () => {
    const { context, show } = await featureFixture(
      '％さくら\n　＠a：b\n＊会話\n　％さくら\n　さくら：x\n　だれか：y\n```lua\nact.さくら:talk("x")\n```\n',
    );
    assert.deepEqual(
      actorRanges(context).map(({ name, ranges }) => [
        name,
        ranges.map((range) => show({ uri: `ghost:/${context.path}`, range })),
      ]),
      [["さくら", [0, 3, 4, 7].map((line) => `dic/main.pasta:${line} さくら`)]],
    );
    const top = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    assert.deepEqual(
      actorRanges(context, top).map(({ ranges }) => ranges.length),
      [1],
    );
  });

  it("links modules that Lua requires to their files", async () => {
    const { context, show } = await featureFixture(
      '＊会話\n　さくら：x\n```lua\nlocal m = require("talk.時計")\nlocal n = require "talk.x"\n```\n//- /scripts/talk/x.lua\nreturn {}\n',
    );
    assert.deepEqual(
      documentLinks(context).map(({ range, target }) => [show({ uri: `ghost:/${context.path}`, range }), target]),
      [["dic/main.pasta:4 talk.x", "ghost:/scripts/talk/x.lua"]],
    );
  });

  it("counts candidates where there is more than one", async () => {
    const source =
      "＊会話\n　＞挨\n　＞挨拶朝\n　さくら：＠天\n＊挨拶朝\n　さくら：x\n＊挨拶夜\n　さくら：x\n＠天：晴れ、雨\n";
    const hints = async (candidates: string) => {
      const { context } = await featureFixture(source, { settings: { inlayHints: { candidates } } });
      const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
      return inlayHints(context, all).map(({ label, position }) => `${position.line} ${label}`);
    };
    assert.deepEqual(await hints("ambiguous"), ["1 → 2 candidates", "3 → 2 candidates"]);
    assert.deepEqual(await hints("all"), ["1 → 2 candidates", "2 → 1 candidate", "3 → 2 candidates"]);
    assert.deepEqual(await hints("off"), []);
  });

  it("outlines, folds and selects by scene", async () => {
    const source = "＃ a\n＃ b\n＊会話\n　＠語：い\n　さくら：や‸あ\n　・続き\n　　さくら：x\n＠天：晴れ\n";
    const { context, position, show } = await featureFixture(source);
    const outline = documentSymbols(context).map(({ name, children }) => [
      name,
      (children ?? []).map((child) => child.name),
    ]);
    assert.deepEqual(outline, [
      ["会話", ["語", "続き"]],
      ["天", []],
    ]);
    assert.deepEqual(
      foldingRanges(context).map(({ startLine, endLine }) => [startLine, endLine]),
      [
        [2, 6],
        [5, 6],
        [0, 1],
      ],
    );
    const texts: string[] = [];
    for (let range = selectionRanges(context, [position])[0]; range !== undefined; range = range.parent) {
      texts.push(
        show({ uri: `ghost:/${context.path}`, range: range.range })
          .split(" ")
          .slice(1)
          .join(" ")
          .slice(0, 12),
      );
    }
    assert.deepEqual(texts.slice(0, 3), ["やあ", "さくら：やあ", "　さくら：やあ"]);
    assert.ok(texts.at(-1)?.startsWith("＃ a"), "the whole file comes last");
  });

  it("outlines what a file of Lua makes", async () => {
    const { contextOf } = await featureFixture(
      '＊会話\n　さくら：x\n//- /scripts/a.lua\nPASTA.create_actor("うにゅう")\nfunction GLOBAL.量る(act) end\nPASTA.create_scene("夜", "__start__", function(act) end)\nPASTA.create_word("皿"):entry("い")\n',
    );
    assert.deepEqual(
      documentSymbols(contextOf("scripts/a.lua")).map(
        ({ name, detail, range }) => `${range.start.line} ${detail} ${name}`,
      ),
      ["0 ％ うにゅう", "1 GLOBAL 量る", "2 ＊ 夜", "3 ＠ 皿"],
    );
  });

  it("highlights uses in the file, and finds symbols by sound and width", async () => {
    const { context, position, ghost, show } = await featureFixture(
      "＊会話\n　＞アイ‸\n　＞アイ\n＊アイス\n　＞会話\n",
    );
    const found = documentHighlights(context, position).map(
      ({ range, kind }) => `${show({ uri: `ghost:/${context.path}`, range })} ${kind}`,
    );
    assert.deepEqual(found.sort(), ["dic/main.pasta:1 アイ 2", "dic/main.pasta:2 アイ 2", "dic/main.pasta:3 アイス 3"]);
    assert.deepEqual(
      workspaceSymbols([ghost], "ｱｽ").map(({ name }) => name),
      ["アイス"],
    );
  });
});
