/** Where problems are reported after one random slip in an accepted document, beside what the engine reports. */
import type { SyntaxDocument } from "#core/syntax/index.ts";
import { syntaxCases } from "#test/support/cases.ts";
import { testParser } from "#test/support/parser.ts";
import { pick, randomFrom } from "#test/support/random.ts";
import { askReference, buildReference } from "#test/support/reference.ts";
import { report } from "./measure.ts";

const marks = [...'＊*・-＞>＠@＄$％%＆&＃#：:＝=（）()、,「」"`\\！!？?　 \t０1a_あ'];

interface Slip {
  readonly damaged: string;
  /** The document with the slipped line taken out. */
  readonly without: string;
  readonly line: number;
}

function slipIn(random: () => number, source: string): Slip {
  const lines = source.split("\n");
  const at = Math.floor(random() * (lines.length - 1));
  const characters = [...(lines[at] ?? "")];
  const place = Math.floor(random() * (characters.length + 1));
  const kind = random();
  if (kind < 0.4) characters.splice(place, 1);
  else characters.splice(place, kind < 0.8 ? 0 : 1, pick(random, marks));
  return {
    damaged: lines.with(at, characters.join("")).join("\n"),
    without: lines.with(at, "").join("\n"),
    line: at + 1,
  };
}

/** The lines (from 1) that a document has problems on. */
function flaggedLines(document: SyntaxDocument): Set<number> {
  const lines = new Set<number>();
  for (const { start, problems } of document.blocks)
    for (const problem of problems)
      if (!problem.late) lines.add(document.text.slice(0, start + problem.span.start).split("\n").length);
  return lines;
}

interface EngineAnswer {
  readonly ok: boolean;
  readonly errorLines?: readonly number[];
}

export async function run(): Promise<void> {
  console.log("One slip in an accepted document, where that line alone is wrong");
  const parser = await testParser();
  const random = randomFrom(5);
  const sources = syntaxCases().flatMap(({ source, expected }) =>
    expected.ok && !source.includes("\r") ? [source] : [],
  );
  const slips = Array.from({ length: 6000 }, () => slipIn(random, pick(random, sources)));
  const reference = buildReference();
  const ask = (texts: readonly string[]): EngineAnswer[] =>
    askReference(
      reference,
      ["parse-lines"],
      texts.map((text) => JSON.stringify(text)),
    ).map((line) => JSON.parse(line) as EngineAnswer);
  const damaged = ask(slips.map((slip) => slip.damaged));
  const without = ask(slips.map((slip) => slip.without));
  const tally = { cases: 0, hit: 0, flagged: 0, engineHit: 0, engineFlagged: 0 };
  slips.forEach((slip, index) => {
    if (damaged[index]?.ok !== false || without[index]?.ok !== true) return;
    tally.cases++;
    const lines = flaggedLines(parser.parse(slip.damaged));
    const engine = new Set(damaged[index]?.errorLines);
    tally.hit += lines.has(slip.line) ? 1 : 0;
    tally.flagged += lines.size;
    tally.engineHit += engine.has(slip.line) ? 1 : 0;
    tally.engineFlagged += engine.size;
  });
  report("cases", tally.cases, "");
  report("the damaged line is flagged", (tally.hit / tally.cases) * 100, "%", { least: 95 });
  report("lines flagged a case", tally.flagged / tally.cases, "lines", { most: 1.3 });
  report("the engine: the damaged line is flagged", (tally.engineHit / tally.cases) * 100, "%");
  report("the engine: lines flagged a case", tally.engineFlagged / tally.cases, "lines");
}
