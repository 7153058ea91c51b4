/** Bad input is ordinary input: it is read in time that grows with its length, and nothing is thrown. */
import assert from "node:assert/strict";
import { testParser } from "#test/support/parser.ts";
import { pick, randomFrom } from "#test/support/random.ts";

const random = randomFrom(3);
const marks = [...'＊・＞＠＄％！＆＃：＝（）、「」"`\\　\n＋－１あa'];

/** Texts of about `size` characters that have broken parsers before. */
const hostile: Readonly<Record<string, (size: number) => string>> = {
  "random marks": (size) => Array.from({ length: size }, () => pick(random, marks)).join(""),
  "one line": (size) => `＊a\n　さくら：${"あ".repeat(size)}\n`,
  "open parentheses": (size) => `＊a\n　＄x＝${"（".repeat(size)}\n`,
  "nested parentheses": (size) => `＊a\n　＄x＝${"（".repeat(size / 2)}1${"）".repeat(size / 2)}\n`,
  "open calls in speech": (size) => `＊a\n　さくら：${"＠f（".repeat(size / 3)}\n`,
  "open strings in speech": (size) => `＊a\n　さくら：${"＠f（「".repeat(size / 4)}\n`,
  "open fences": (size) => "```lua\n".repeat(size / 7),
  "unclosed string a line": (size) => `＊a\n${"　＄x＝「あ\n".repeat(size / 7)}`,
  "broken lines": (size) => `＊a\n${"　＞会話（１＋\n".repeat(size / 8)}`,
  "carriage returns": (size) => "＊a\r　さくら：や\r".repeat(size / 10),
  "NUL and lone surrogates": (size) => `＊a\n　さくら：${"\0\ud83c\udf5d\udf5d".repeat(size / 4)}\n`,
  "empty scenes": (size) => "＊a\n".repeat(size / 3),
};

describe("hostile input", () => {
  for (const [name, make] of Object.entries(hostile))
    it(`${name} is read whole`, async () => {
      const parser = await testParser();
      const text = make(20_000);
      const document = parser.parse(text);
      assert.equal(document.text, text);
      const open = parser.open(text);
      open.edit([{ start: 0, end: Math.min(1, text.length), text: "＊" }]);
      open.dispose();
    });

  it("an empty file, a mark of byte order and blank lines are no problem", async () => {
    const parser = await testParser();
    for (const text of ["", "\n", "\r\n\r\n", "　\n", "＃ 注\n"])
      assert.equal(parser.parse(text).ok, true, JSON.stringify(text));
  });

  it("names that mean something to JavaScript are names", async () => {
    const document = (await testParser()).parse("＊__proto__x\n　＞constructor\n　toString：やあ\n");
    assert.equal(document.ok, false);
    const other = (await testParser()).parse("＊constructor\n　＞toString\n　hasOwnProperty：やあ\n");
    assert.equal(other.ok, true);
    assert.equal(other.blocks[0]?.sceneName, "constructor");
  });
});

export { hostile };
