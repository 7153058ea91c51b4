/** Places in a text, under edit or at rest, are those that the library for LSP gives, whatever ends the lines. */
import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { TextLines } from "#core/syntax/text-lines.ts";
import { type Lines, linesOf, linesOfDocument, linesOfRows } from "#server/positions.ts";
import { pick, randomFrom } from "#test/support/random.ts";

function checkText(text: string, random: () => number): void {
  const rows = TextLines.of(text);
  checkLines(
    linesOfRows(() => rows),
    text,
    random,
  );
  checkLines(linesOf({}, text), text, random);
}

function checkLines(ours: Lines, text: string, random: () => number): void {
  const theirs = linesOfDocument(TextDocument.create("file:///a.pasta", "pasta", 1, text));
  assert.equal(ours.lineCount, theirs.lineCount);
  for (let offset = -1; offset <= text.length + 1; offset++) {
    assert.deepEqual(ours.position(offset), theirs.position(offset), JSON.stringify({ text, offset }));
  }
  for (let i = 0; i < 20; i++) {
    const position = { line: Math.floor(random() * 8) - 1, character: Math.floor(random() * 8) - 1 };
    assert.equal(ours.offset(position), theirs.offset(position), JSON.stringify({ text, position }));
  }
  for (let i = 0; i < 20; i++) {
    const [from, to] = [0, 0].map(() => Math.floor(random() * (text.length + 3)) - 1) as [number, number];
    const exact = { start: theirs.position(from), end: theirs.position(to) };
    assert.deepEqual(ours.range(from, to), exact, JSON.stringify({ text, from, to }));
    assert.deepEqual(theirs.range(from, to), exact, JSON.stringify({ text, from, to }));
  }
}

describe("positions in a text", () => {
  it("are those of a text document", () => {
    const random = randomFrom(3);
    for (const text of ["", "\n", "\r\n", "\r", "あ", "あ\r\nい\r\n", "🍝\nい"]) checkText(text, random);
    for (let i = 0; i < 600; i++) {
      const ends = i % 2 === 0 ? ["\n", "\r\n"] : ["\n", "\r\n", "\r"];
      const pieces = [...ends, ...ends, "あ", "い", "🍝", "　", "＊"];
      checkText(Array.from({ length: Math.floor(random() * 14) }, () => pick(random, pieces)).join(""), random);
    }
  });
});
