/** A reading that comes from another process says the same, and holds nothing twice. */
import assert from "node:assert/strict";
import { deserialize, serialize } from "node:v8";
import { compactReading, type Reading, readingOf } from "#core/project/index.ts";
import { testParser } from "#test/support/parser.ts";

async function checkCompact(text: string): Promise<void> {
  const own = readingOf("dic/a.pasta", (await testParser()).parse(text));
  const compact = compactReading(deserialize(serialize(own)) as Reading, new Map());
  assert.deepEqual(compact, own);
  const scenes = compact.blocks.flatMap(({ summary }) => summary.scene ?? []);
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
％さくら
　＠笑顔：\\s[1]
`);
  });

  it("may hold long scenes", async () => {
    await checkCompact(`＊長い\n${"　さくら：＠挨拶　とても長いせりふ。\n".repeat(3000)}`);
  });
});
