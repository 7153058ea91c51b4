/**
 * Fresh cases beside the engine: `npm run conformance:fresh -- --seed 5 [--count 5000] [--ghosts 200]`.
 *
 * Builds the reference, makes documents with the generators of this folder, and compares what the engine and the
 * product say of each: the syntax with all items (also of the texts in the engine's own tests), and of names their
 * candidates and whether anything answers them.
 * Exits with 1 where one differs.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PastaParser } from "#core/syntax/index.ts";
import type { SyntaxCase } from "#test/support/cases.ts";
import { type Answer, type Question, type Reference, resolveDifferences } from "#test/support/compare-resolve.ts";
import { syntaxDifference } from "#test/support/compare-syntax.ts";
import { engineStrings } from "#test/support/engine-strings.ts";
import { option } from "#test/support/option.ts";
import { testParser } from "#test/support/parser.ts";
import { askReference, buildReference } from "#test/support/reference.ts";

/** The lines that a generator prints for a seed. */
function generated<T>(script: string, seed: number, count: number): T[] {
  const path = fileURLToPath(new URL(`./${script}`, import.meta.url));
  const args = [path, String(seed), String(count)];
  const made = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 2 ** 31 - 1 });
  if (made.status !== 0) throw new Error(`${script} failed: ${made.stderr}`);
  return made.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

interface Document {
  readonly id: string;
  readonly source: string;
}

/** Compares the syntax of documents; returns how many differ. */
function compareSyntax(parser: PastaParser, reference: string, what: string, documents: readonly Document[]): number {
  const sources = documents.map(({ source }) => JSON.stringify(source));
  const answers = askReference(reference, ["parse-lines"], sources);
  let different = 0;
  documents.forEach((document, index) => {
    const expected = JSON.parse(answers[index] ?? "null") as SyntaxCase["expected"];
    const difference = syntaxDifference(parser, { ...document, expected });
    if (difference === null) return;
    different++;
    if (different <= 10) console.log(`${document.id}: ${difference}\n${document.source}`);
  });
  console.log(`syntax, ${what}: ${documents.length} documents, ${different} differ`);
  return different;
}

/** Compares candidates and unresolved references of `count` ghosts; returns how many differ. */
function compareResolving(parser: PastaParser, reference: string, seed: number, count: number): number {
  interface Made {
    readonly id: string;
    readonly source: string;
    readonly questions: readonly Question[];
  }
  const folder = mkdtempSync(join(tmpdir(), "pasta-fresh-"));
  const file = join(folder, "dic", "main.pasta");
  mkdirSync(join(folder, "dic"));
  writeFileSync(join(folder, "pasta.toml"), "");
  let different = 0;
  let unasked = 0;
  const made = generated<Made>("generate-resolve.mjs", seed, count);
  for (const { id, source, questions } of made) {
    writeFileSync(file, source);
    const lines = questions.map((question) => JSON.stringify(question));
    const answers = askReference(reference, ["candidates", file], lines).map((line) => JSON.parse(line) as Answer);
    const references = askReference(reference, ["check", folder], [""])
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Reference | { readonly runError: string });
    // The reference looks for a scene with Lua by its own name, under which no scene is that is written as an alias.
    if (!references.every((one) => "found" in one)) {
      unasked++;
      continue;
    }
    const asked = questions.map((question, index) => ({
      ...question,
      ...(answers[index] ?? { local: [], global: [] }),
    }));
    const differences = resolveDifferences(parser, { id, source, questions: asked, references });
    if (differences.length === 0) continue;
    different++;
    if (different <= 10) console.log(`${id}: ${differences.join("\n  ")}\n${source}`);
  }
  rmSync(folder, { recursive: true });
  console.log(`resolving, seed ${seed}: ${made.length} ghosts, ${different} differ, ${unasked} could not be asked`);
  return different;
}

const seed = option("seed", 1);
const reference = buildReference();
const parser = await testParser();
const different =
  compareSyntax(parser, reference, `seed ${seed}`, generated("generate.mjs", seed, option("count", 5000))) +
  compareSyntax(
    parser,
    reference,
    "the engine's own tests",
    // With a line break at the end too: most of them stand without, which alone makes the engine refuse a file.
    engineStrings().flatMap((source, index) => [
      { id: `engine-${index}`, source },
      { id: `engine-${index}-ended`, source: `${source}\n` },
    ]),
  ) +
  compareResolving(parser, reference, seed, option("ghosts", 200));
process.exitCode = different === 0 ? 0 : 1;
