/** The text of an open document in lines equals the text as one string, after any edits. */
import assert from "node:assert/strict";
import { DIRECTIVE, TextLines } from "#core/syntax/text-lines.ts";
import { applied } from "#test/support/edits.ts";
import { pick, randomFrom } from "#test/support/random.ts";

/** Compares everything that lines tell with what the string tells. */
function checkLines(lines: TextLines, text: string, random: () => number): void {
  assert.equal(lines.length, text.length);
  assert.equal(lines.toString(), text);
  const rows = text.split(/(?<=\n)/);
  if (text === "" || text.endsWith("\n")) rows.push("");
  const unique = rows.filter((row, i) => row !== "" || i === rows.length - 1);
  assert.equal(lines.rowCount, unique.length);
  assert.equal(lines.hasDirective, text.includes(DIRECTIVE));
  assert.equal(lines.hasReturns, /\r(?!\n)/.test(text));
  for (let i = 0; i < 12; i++) {
    const offset = Math.floor(random() * (text.length + 1));
    const row = text.slice(0, offset).split("\n").length - 1;
    const start = text.lastIndexOf("\n", offset - 1) + 1;
    const begins = offset === 0 ? 0 : start;
    assert.deepEqual(lines.pointAt(offset), { row, column: offset - begins });
    assert.equal(lines.rowStart(row), begins);
    assert.equal(lines.row(row), unique[row]);
    const end = text.indexOf("\n", offset);
    assert.equal(lines.rowEnd(offset), end < 0 ? text.length : end + 1);
    assert.equal(lines.chunk(offset, row, 4096), text.slice(offset, lines.rowEnd(offset)));
    const other = Math.min(text.length, offset + Math.floor(random() * (random() < 0.5 ? 40 : text.length + 1)));
    assert.equal(lines.slice(offset, other), text.slice(offset, other));
  }
  assert.equal(lines.row(unique.length), "");
  assert.equal(lines.rowStart(unique.length), text.length);
}

describe("lines of a text under edit", () => {
  it("are those of the text, after edits of any size", () => {
    const random = randomFrom(11);
    const line = () => pick(random, ["　さくら：やあ\n", "＊会話\r\n", "\n", `＃ ${DIRECTIVE}\n`, "a\rb\n", "🍝\r\n"]);
    for (let round = 0; round < 12; round++) {
      const many = pick(random, [0, 1, 40, 1000]);
      let text = Array.from({ length: many }, line).join("");
      let lines = TextLines.of(text);
      checkLines(lines, text, random);
      for (let step = 0; step < 60; step++) {
        const start = Math.floor(random() * (text.length + 1));
        const removed = pick(random, [0, 0, 1, 3, 60, 3000, text.length]);
        const added = Array.from({ length: pick(random, [0, 0, 1, 3, 700]) }, line).join("");
        const edit = { start, end: start + removed, text: added.slice(0, added.length - Math.floor(random() * 3)) };
        text = applied(text, { ...edit, end: Math.min(text.length, edit.end) });
        const before = lines;
        const old = before.toString();
        lines = before.replace(edit);
        checkLines(lines, text, random);
        assert.equal(before.toString(), old);
      }
    }
  });

  it("stay quick to find in a text that was typed into and cut down everywhere", () => {
    let lines = TextLines.of("あ\n".repeat(5000));
    for (let row = 0; row < 100; row++)
      lines = lines.replace({ start: lines.rowStart(row), end: lines.rowStart(row + 49), text: "" });
    assert.equal(lines.toString(), "あ\n".repeat(5000 - 4900));
    assert.equal(lines.pointAt(100).row, 50);
  });
});
