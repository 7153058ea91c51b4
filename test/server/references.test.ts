/** References: a scene's are the calls that can draw it, and no others. */
import assert from "node:assert/strict";
import { references } from "#server/features/references.ts";
import { featureFixture } from "./feature.ts";

describe("references", () => {
  async function checkReferences(source: string, expected: readonly string[], withDeclaration = false) {
    const { context, position, show } = await featureFixture(source);
    assert.deepEqual(references(context, position, withDeclaration).map(show), expected);
  }

  it("finds calls by prefix, choices, and strings of Lua", () =>
    checkReferences(
      '＊挨拶‸・朝\n　＞挨\n　＞挨拶・夜\n　＠？挨拶「？」\n＊会話\n　＞挨拶・朝\n```lua\nfunction SCENE.f(act) act:call("", "挨拶") end\n```\n',
      ["dic/main.pasta:1 挨", "dic/main.pasta:3 挨拶", "dic/main.pasta:5 挨拶・朝", "dic/main.pasta:7 挨拶"],
    ));

  it("leaves out calls that an exact local name or a function answers", () =>
    checkReferences(
      "＊ye‸ld\n　さくら：x\n＊会話\n　＞ye\n＊別\n　＞ye\n//- /scripts/a.lua\nfunction GLOBAL.ye(act) end\n",
      [],
    ));

  it("finds the uses of a local scene in its own scene only", () =>
    checkReferences("＊会話\n　＞続き\n　・続‸き\n　　＞続\n＊別\n　＞続き\n", [
      "dic/main.pasta:1 続き",
      "dic/main.pasta:3 続",
    ]));

  it("finds the uses of words, actors and variables", async () => {
    await checkReferences("＠天‸気：晴れ\n＊会話\n　さくら：＠天　＠天気　\n　＄x＝＠天気\n", [
      "dic/main.pasta:2 天",
      "dic/main.pasta:2 天気",
      "dic/main.pasta:3 天気",
    ]);
    await checkReferences("％さく‸ら\n　＠a：b\n＊会話\n　％さくら\n　さくら：＠a\n", [
      "dic/main.pasta:3 さくら",
      "dic/main.pasta:4 さくら",
    ]);
    await checkReferences(
      "＊会話\n　＄‸x＝１\n　さくら：＄x　と＄＊x\n",
      ["dic/main.pasta:1 x", "dic/main.pasta:2 x"],
      true,
    );
  });

  it("begins and ends in pasta.toml too", async () => {
    await checkReferences('％さくら\n＊会話\n　さくら：や\n//- /pasta.toml\n[actor."さ‸くら"]\nspot = 0\n', [
      "dic/main.pasta:2 さくら",
    ]);
    const ghost = '＊お茶会\n　＞お茶会\n//- /pasta.toml\n[scene.alias]\n"お茶会" = ["一服"]\n';
    const uses = ["dic/main.pasta:1 お茶会", "pasta.toml:1 お茶会"];
    await checkReferences(ghost.replace("＊お茶会", "＊お茶会‸"), uses);
    await checkReferences(ghost.replace('"お茶会"', '"お茶会‸"'), uses);
  });

  it("follows an alias from the call to the scene of its target", () =>
    checkReferences("＊OnTa‸lk\n　＞会話\n　＞会\n", ["dic/main.pasta:1 会話"]));
});
