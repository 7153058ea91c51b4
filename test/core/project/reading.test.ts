/** A reading that comes from another process says the same, in whatever portions it is taken, and holds nothing twice. */
import assert from "node:assert/strict";
import { deserialize, serialize } from "node:v8";
import { type PackedReading, packReading, readingOf, UnpackedReading } from "#core/project/index.ts";
import { testParser } from "#test/support/parser.ts";

async function checkCompact(text: string): Promise<void> {
  const own = readingOf("dic/a.pasta", (await testParser()).parse(text));
  const sent = deserialize(serialize(packReading(own))) as PackedReading;
  const unpacked = new UnpackedReading(sent, new Map());
  const portions = [];
  while (!unpacked.isWhole) portions.push(unpacked.next(2));
  const compact = unpacked.reading();
  assert.deepEqual(compact, own);
  assert.deepEqual(portions.flat(), own.blocks);
  assert.ok(portions.every(({ length }, i) => length === 2 || i === portions.length - 1));
  const summaries = compact.blocks.map(({ summary }) => summary);
  const scenes = [...summaries.flatMap(({ scene }) => scene ?? []), ...summaries.flatMap(({ made }) => made)];
  assert.ok(scenes.length > 0);
  compact.declarations.scenes.forEach(({ of }, i) => {
    assert.equal(of, scenes[i]);
    for (const local of of.locals.lists.flat()) assert.equal(of.fields.get(local.registered), local);
  });
}

describe("a reading from another process", () => {
  it("is the one that was sent", async () => {
    await checkCompact(`
＆季節：春
＠挨拶：やあ、おはよう
＊会話
　＆時間：朝
　＠相づち：うん
　さくら：＠挨拶　＄回数　だよ。
　＞選ぶ
　・選ぶ
　　うにゅう：＄＊年齢＝１
　・選ぶ
　　？会話：また
＊
　さくら：つづき
＆季節：夏
＆天気：晴れ
＊選択
　＆時間：夜
　＠相づち、返事：うん、はい、「ええ」
　＠返事：いいえ
　・選ぶ
　　＆時間：朝
　　＞挨拶（「やあ」）
\`\`\`lua
function SCENE.足す(act) act:call(SCENE.__global_name__, "選ぶ") end
function GLOBAL.数(act) end
local 猫 = PASTA.create_scene("猫")
function 猫.__start__(act) end
PASTA.create_word("色"):entry("赤")
\`\`\`
％さくら
　＠笑顔：\\s[1]
　終わらない行`);
  });

  it("may hold nothing at all, or hardly any name", async () => {
    await checkCompact("＊\n");
    await checkCompact("　迷子\n＊あ");
  });

  it("may hold long scenes", async () => {
    await checkCompact(`＊長い\n${"　さくら：＠挨拶　とても長いせりふ。\n".repeat(3000)}`);
  });
});
