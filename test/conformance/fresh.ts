/**
 * Fresh cases beside the engine: `npm run conformance:fresh -- --seed 5 [--count 5000]`.
 *
 * Builds the reference, makes documents with the generators of `test/conformance`, and compares what the engine and the
 * product say of each: the syntax with all items, and of every name's candidates. Exits with 1 where one differs.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SyntaxCase } from "#test/support/cases.ts";
import { syntaxDifference } from "#test/support/compare-syntax.ts";
import { testParser } from "#test/support/parser.ts";
import { askReference, buildReference } from "#test/support/reference.ts";

const option = (name: string, fallback: number): number => {
  const index = process.argv.indexOf(`--${name}`);
  const value = index < 0 ? fallback : Number(process.argv[index + 1]);
  if (!Number.isSafeInteger(value)) throw new Error(`--${name} wants a whole number`);
  return value;
};

/** The lines that a generator prints for a seed. */
function generated(script: string, seed: number, count: number): { readonly id: string; readonly source: string }[] {
  const path = fileURLToPath(new URL(`./${script}`, import.meta.url));
  const made = spawnSync(process.execPath, [path, String(seed), String(count)], {
    encoding: "utf8",
    maxBuffer: 2 ** 31,
  });
  if (made.status !== 0) throw new Error(`${script} failed: ${made.stderr}`);
  return made.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { id: string; source: string });
}

const seed = option("seed", 1);
const count = option("count", 5000);
const reference = buildReference();
const parser = await testParser();

const documents = generated("generate.mjs", seed, count);
const answers = askReference(
  reference,
  ["parse-lines"],
  documents.map(({ source }) => JSON.stringify(source)),
);
let different = 0;
documents.forEach((document, index) => {
  const expected = JSON.parse(answers[index] ?? "null") as SyntaxCase["expected"];
  const difference = syntaxDifference(parser, { ...document, expected });
  if (difference === null) return;
  different++;
  if (different <= 10) console.log(`${document.id}: ${difference}\n${document.source}`);
});
console.log(`syntax, seed ${seed}: ${documents.length} documents, ${different} differ`);
process.exitCode = different === 0 ? 0 : 1;
