/** Definition: every candidate, in order, from calls, choices, words, functions, speakers and variables. */
import assert from "node:assert/strict";
import type { LocationLink, Position } from "vscode-languageserver-types";
import type { FeatureContext } from "#server/features/context.ts";
import { definition } from "#server/features/definition.ts";
import { featureFixture } from "./feature.ts";

describe("definition", () => {
  const linksAt = (context: FeatureContext, at: Position) => definition(context, at, true) as LocationLink[];

  async function checkDefinition(
    source: string,
    expected: readonly string[],
    strategy: "merged" | "localFirst" = "merged",
  ) {
    const { context, position, show } = await featureFixture(source, { strategy });
    const links = linksAt(context, position);
    const plain = links.map(({ targetUri: uri, targetSelectionRange: range }) => ({ uri, range }));
    assert.deepEqual(definition(context, position, false), plain);
    assert.deepEqual(
      links.map(({ targetUri: uri, targetSelectionRange: range }) => show({ uri, range })),
      expected,
    );
  }

  const CALL = "＊会話\n　＞挨‸\n　・挨拶\n　　＞会話\n//- /dic/b.pasta\n＊挨拶・夜\n　＞会話\n＊挨拶\n　＞会話\n";

  it("goes from a call to local and global scenes under merged", () =>
    checkDefinition(CALL, ["dic/main.pasta:2 挨拶", "dic/b.pasta:2 挨拶", "dic/b.pasta:0 挨拶・夜"]));

  it("says once where the links come from: the whole name, though a word of the editor's may be shorter", async () => {
    const { context, position, show } = await featureFixture(CALL.replace("挨‸", "挨拶・夜‸"));
    const [first, ...others] = linksAt(context, position);
    assert.ok(first?.originSelectionRange !== undefined);
    assert.equal(
      show({ uri: context.uri(context.path), range: first.originSelectionRange }),
      "dic/main.pasta:1 挨拶・夜",
    );
    const { context: many, position: at } = await featureFixture(CALL);
    assert.deepEqual(
      linksAt(many, at).map(({ originSelectionRange }) => originSelectionRange !== undefined),
      [true, false, false],
    );
    assert.deepEqual(others, []);
  });

  it("tells only the places of many", async () => {
    const scenes = (count: number) => Array.from({ length: count }, (_, i) => `＊挨拶${i}\n　＞会話\n`).join("");
    for (const [count, key] of [
      [100, "targetUri"],
      [101, "uri"],
    ] as const) {
      const { context, position } = await featureFixture(`＊会話\n　＞挨拶‸\n${scenes(count)}`);
      const told = definition(context, position, true);
      assert.equal(told.length, count);
      assert.ok(told.every((one) => key in one));
    }
  });

  it("stays local under localFirst", () => checkDefinition(CALL, ["dic/main.pasta:2 挨拶"], "localFirst"));

  it("goes from a choice to scenes, past methods of act", () =>
    checkDefinition("＊会話\n　＠？tal‸k「話す」\n＊talk\n　＞会話\n", ["dic/main.pasta:2 talk"]));

  it("goes from a word to the speaker's own words first", () =>
    checkDefinition("％さくら\n　＠笑顔：a\n＠笑顔：b\n＊会話\n　さくら：＠笑‸顔\n", ["dic/main.pasta:1 笑顔"]));

  it("goes from a function to Lua", () =>
    checkDefinition(
      "＊会話\n　さくら：＠時報‸（）\n//- /scripts/main.lua\nlocal GLOBAL = require('pasta.global')\nfunction GLOBAL.時報(act) end\n",
      ["scripts/main.lua:1 時報"],
    ));

  it("goes from a string in Lua to the scene", () =>
    checkDefinition(
      '＊会話\n　＞続き\n```lua\nfunction SCENE.f(act) act:call(SCENE.__global_name__, "続‸き") end\n```\n　・続き\n　　＞会話\n',
      ["dic/main.pasta:5 続き"],
    ));

  it("goes from a speaker to the actor, and from a variable to where it is set", async () => {
    await checkDefinition("％さくら\n　＠a：b\n＊会話\n　さく‸ら：やあ\n", ["dic/main.pasta:0 さくら"]);
    await checkDefinition("＊会話\n　＄x＝１\n　さくら：＄‸x　です\n", ["dic/main.pasta:1 x"]);
  });

  it("answers nothing where nothing is named", () => checkDefinition("＊会話\n　さくら：や‸あ\n", []));
});
