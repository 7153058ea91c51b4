/**
 * Many random edits: `npm run conformance:edits [-- --seed 1] [--count 100000]`.
 *
 * Breaks accepted documents with up to three edits and mends them again, and compares the document after every single
 * edit with a fresh reading of its text: in valid text as it is, in any text once it rests. Exits with 1 at a difference.
 */
import type { TextEdit } from "#core/syntax/index.ts";
import { syntaxCases } from "#test/support/cases.ts";
import { applied, gentleEdit, inverse, randomEdit, shape } from "#test/support/edits.ts";
import { option } from "#test/support/option.ts";
import { testParser } from "#test/support/parser.ts";
import { pick, randomFrom } from "#test/support/random.ts";

const count = option("count", 100_000);
const random = randomFrom(option("seed", 1));
const parser = await testParser();
const sources = syntaxCases().flatMap(({ source, expected }) => (expected.ok ? [source] : []));
const tally = { edits: 0, valid: 0, differentInValidText: 0, differentBeforeRest: 0, differentAtRest: 0 };

while (tally.edits < count) {
  let text = pick(random, sources);
  const open = parser.open(text);
  const undo: TextEdit[] = [];
  const step = (change: TextEdit): void => {
    text = applied(text, change);
    const now = shape(open.edit([change]));
    const fresh = parser.parse(text);
    const wanted = shape(fresh);
    tally.edits++;
    if (fresh.ok) tally.valid++;
    if (now !== wanted) {
      tally.differentBeforeRest++;
      if (fresh.ok) tally.differentInValidText++;
      if (shape(open.rest()) !== wanted) tally.differentAtRest++;
    }
  };
  const edit = random() < 0.5 ? randomEdit : gentleEdit;
  for (let slip = 0; slip < 3; slip++) {
    const change = edit(random, text);
    undo.unshift(inverse(text, change));
    step(change);
  }
  undo.forEach(step);
  open.dispose();
}
console.log(tally);
process.exitCode = tally.differentInValidText + tally.differentAtRest === 0 ? 0 : 1;
