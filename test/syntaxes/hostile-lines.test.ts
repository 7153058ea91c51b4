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

/** Milliseconds. Ordinary lines of that length take less than 100, the worst of these 500 on a slow machine. */
const BOUND = 3_000;

let tokenize: Tokenizer;

/** Milliseconds of the processor's time that colouring a line takes: what else the machine does is not in it. */
function cost(line: string): number {
  const start = process.cpuUsage();
  tokenize(line);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The best of three, for the first time is also that of compiling, and of collecting others' garbage. */
function checkTime([head, unit]: readonly [string, string]): void {
  const line = head + unit.repeat(length / unit.length);
  let spent = cost(line);
  for (let again = 0; again < 2 && spent >= BOUND; again++) spent = Math.min(spent, cost(line));
  assert.ok(
    spent < BOUND,
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
