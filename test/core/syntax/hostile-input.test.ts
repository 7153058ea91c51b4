/** Bad input is ordinary input: it is read in time that grows with its length, and nothing is thrown. */
import assert from "node:assert/strict";
import { hostile } from "#test/support/hostile.ts";
import { testParser } from "#test/support/parser.ts";

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
