/** Hover: what a name is, what a call can draw and why, in the reader's language. */
import assert from "node:assert/strict";
import { hover } from "#server/features/hover.ts";
import { featureFixture } from "./feature.ts";

describe("hover", () => {
  async function checkHover(source: string, expected: readonly RegExp[], strategy: "merged" | "localFirst" = "merged") {
    const { context, position } = await featureFixture(source, { strategy });
    const shown = hover(context, position);
    const value = shown === null ? "" : (shown.contents as { readonly value: string }).value;
    for (const part of expected) assert.match(value, part);
    if (expected.length === 0) assert.equal(shown, null);
  }

  const CALL = "＊始まり\n　＞挨‸拶\n　・挨拶\n　　さくら：中だよ\n＊挨拶ｂ\n　さくら：外だよ\n";

  it("lists the candidates of a call with chances, first lines and the strategy", async () => {
    await checkHover(CALL, [
      /2 candidates/,
      /local and global names in one draw/,
      /drawn from a shuffled deck of 2/,
      /- 50% `始まり_1::挨拶_1` \(local scene, dic\/main\\\.pasta; its name\) — さくら：中だよ/,
      /`挨拶ｂ_1::__start__` \(scene, dic\/main\\\.pasta; its name begins with 挨拶\)/,
      /外だよ/,
    ]);
    await checkHover(CALL, [/\*\*1 candidate\*\*/, /- 100% `始まり_1::挨拶_1`/], "localFirst");
  });

  it("tells of aliases, functions, methods, and names that nothing answers", async () => {
    await checkHover("＊始まり\n　＞会‸話\n＊OnTalk\n　さくら：x\n", [/会話 is an alias of OnTalk/]);
    await checkHover("＊始まり\n　さくら：＠時‸報（）\n//- /scripts/a.lua\nfunction GLOBAL.時報(act, n) end\n", [
      /Lua function/,
      /function GLOBAL\.時報\(act, n\)/,
    ]);
    await checkHover("＊始まり\n　＞yi‸eld\n", [/method of/]);
    await checkHover("＊始まり\n　＞チェイン‸トーク\n", [/function of the engine/]);
  });

  it("tells what is declared: scenes with their callers, words, actors with their spots, variables", async () => {
    await checkHover("＊始‸まり\n　＆時：朝\n　＞始まり\n", [
      /\*\*始まり\*\* — scene, registered as `始まり_1::__start__`/,
      /drawn by 1 call/,
      /`＆時：朝`/,
    ]);
    await checkHover("＠天‸気：晴れ、雨\n＊始まり\n　さくら：＠天気\n", [/word/, /＠天気：晴れ、雨/]);
    await checkHover('％さくら\n　＠笑顔：a\n＊始まり\n　さく‸ら：x\n//- /pasta.toml\n[actor."さくら"]\nspot = 3\n', [
      /spot 3/,
      /words: `笑顔`/,
    ]);
    await checkHover("＊始まり\n　さくら：＄‸x\n", [/set nowhere in this ghost/]);
    await checkHover("＊始まり\n　＄x＝１\n　さくら：＄‸x\n", [
      /variable, until the act ends/,
      /set at 1 place: \[dic\/main\\\.pasta\\:2\]\(<ghost:\/dic\/main\.pasta#L2>\)/,
    ]);
  });

  it("says why a scene is a candidate", async () => {
    await checkHover("＊始まり\n　＞会‸話\n＊OnTalk\n　さくら：x\n", [/by the alias for OnTalk/]);
    await checkHover("＊始まり\n　＞挨拶‸_1\n　・挨拶\n　　さくら：x\n", [/its very name in this scene/]);
  });

  it("says where a name was looked for in vain, and what a run does then", async () => {
    await checkHover("＊始まり\n　＞無‸い\n", [
      /Nothing answers/,
      /local scenes, methods/,
      /`【シーンが見つからない：＞無い】`/,
    ]);
    await checkHover("＊始まり\n　さくら：＠無‸い\n", [/the speaker’s words/, /`【単語が見つからない：＠無い】`/]);
    await checkHover("＊始まり\n　さくら：＠無‸い（）\n", [/`【関数が見つからない：＠無い（）】`/]);
    await checkHover("＊始まり\n　さくら：＠＊無‸い（）\n", [
      /Asked: `GLOBAL`/,
      /`【関数が見つからない：＠＊無い（）】`/,
    ]);
    await checkHover("＊始まり\n　＠？無‸い\n", [/nothing follows/]);
    await checkHover("＊始まり\n　だ‸れか：x\n", [/no actor of this name/, /`【未登録アクター：だれか】`/]);
  });

  it("shows a scene's first lines and who draws it, a word's values and who draws them", async () => {
    await checkHover("＊始‸まり\n　さくら：一\n　＃ x\n　さくら：二\n　さくら：三\n　さくら：四\n　＞始まり\n", [
      /```pasta\nさくら：一\nさくら：二\nさくら：三\n```/,
      /drawn by 1 call: \[dic\/main\\\.pasta\\:7\]\(<ghost:\/dic\/main\.pasta#L7>\)/,
    ]);
    await checkHover("＠天‸気：晴れ、雨\n＊始まり\n　さくら：＠天気\n", [/drawn by 1 call: \[dic/]);
    const many = "　＞始まり\n".repeat(8);
    await checkHover(`＊始‸まり\n${many}`, [/drawn by 8 calls: .*and 3 more/]);
  });

  it("explains attributes by their values elsewhere", async () => {
    const rest = "＊二\n　＆時：朝\n　さくら：x\n＊三\n　＆時：夜\n　さくら：x\n";
    await checkHover(`＊一\n　＆時‸：朝\n　さくら：x\n${rest}`, [
      /`＆時` — attribute of the scene/,
      /values in this ghost: `朝` × 2, `夜` × 1/,
    ]);
    await checkHover(`＆季節：春‸\n＊一\n　さくら：x\n${rest}`, [/attribute of all scenes below/, /`春` × 1/]);
  });

  it("explains pasta.toml", async () => {
    await checkHover('％さくら\n　＠笑顔：a\n//- /pasta.toml\n[actor."さく‸ら"]\nspot = 3\n', [
      /\*\*さくら\*\* — actor/,
      /3/,
      /笑顔/,
    ]);
    await checkHover('//- /pasta.toml\n[actor."さくら"]\nsp‸ot = 0\n//- /dic/a.pasta\n', [
      /`spot` — where the actor stands \(`0`\)/,
    ]);
    await checkHover("//- /pasta.toml\n[gho‸st]\n//- /dic/a.pasta\n", [/`ghost` — the ghost as a whole/]);
    await checkHover("//- /pasta.toml\n[own]\nx‸ = 1\n//- /dic/a.pasta\n", []);
  });

  it("explains SakuraScript, and is silent on plain talk", async () => {
    await checkHover("＊始まり\n　さくら：\\s‸[0]やあ\n", [/change the surface/]);
    await checkHover("＊始まり\n　さくら：や‸あ\n", []);
  });
});
