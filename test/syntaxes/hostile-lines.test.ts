/**
 * Lines that were made to hurt: VS Code colours on the thread that draws, and stops a line only between two matches. A
 * regular expression whose work grows with the square of the line shows here as a test that takes seconds, not
 * milliseconds; the bound is far above the one and far below the other.
 */
import { strict as assert } from "node:assert";
import { pastaTokenizer, type Tokenizer } from "./tokenizer.ts";

/** VS Code colours no line longer than this (`editor.maxTokenizationLineLength`). */
const length = 20_000;

/** Every kind of line, begun, and what each would have to read over and over to hurt. */
const hostile: readonly (readonly [head: string, unit: string])[] = [
  ["　a：", "＠a（「"],
  ["　a：", "＠a（１、"],
  ["　a：", '\\!["",'],
  ["　a：", "\\a[\\"],
  ["　a：", "\\_?"],
  ["　＠a：", '"'],
  ["　＠a：", "１"],
  ["　＠a：", "「a"],
  ["　＠a：", "　"],
  ["＠", "a、"],
  ["　＞a", "＠a（「"],
  ["　＞（", "_a"],
  ["　＄a＝", "（（１）"],
  ["　！a（", "＠a（「"],
  ["　％", "a"],
  ["", "＆a：b　"],
  ["", "`"],
  ["", "　"],
];

let tokenize: Tokenizer;

function checkTime([head, unit]: readonly [string, string]): void {
  const line = head + unit.repeat(length / unit.length);
  const start = performance.now();
  tokenize(line);
  const spent = performance.now() - start;
  assert.ok(
    spent < 2_000,
    `${Math.round(spent)} ms for ${JSON.stringify(head)} and ${JSON.stringify(unit)} again and again`,
  );
}

describe("colouring of hostile lines", () => {
  before(async () => {
    tokenize = await pastaTokenizer();
  });

  for (const [head, unit] of hostile) {
    it(`ends soon on ${JSON.stringify(head + unit + unit)}…`, () => checkTime([head, unit]));
  }
});
