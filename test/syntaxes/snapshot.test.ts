/** What the TextMate grammar makes of whole files, broken lines too: `UPDATE=1` writes the snapshots again. */
import { strict as assert } from "node:assert";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { repository } from "#scripts/cache.ts";
import { pastaTokenizer, type Tokenizer } from "./tokenizer.ts";

const snapshots = join(repository, "test/syntaxes/snapshots");
let tokenize: Tokenizer;

/** One line a token: its text, then its scopes without `.pasta`. */
function render(text: string): string {
  const lines = text.split("\n");
  return tokenize(text)
    .map((tokens, line) =>
      [
        `# ${lines[line]}`,
        ...tokens.map(({ start, end, scopes }) => {
          const names = scopes.map((scope) => scope.replace(/\.pasta$/, "")).join(" ");
          return `  ${JSON.stringify(lines[line]?.slice(start, end))} ${names}`.trimEnd();
        }),
      ].join("\n"),
    )
    .join("\n");
}

function checkSnapshot(file: string): void {
  const rendered = `${render(readFileSync(file, "utf8"))}\n`;
  const snapshot = join(snapshots, `${basename(file)}.txt`);
  if (process.env.UPDATE === "1" && process.env.CI === undefined) writeFileSync(snapshot, rendered);
  assert.ok(existsSync(snapshot), `${snapshot} is missing: run once with UPDATE=1`);
  assert.equal(rendered, readFileSync(snapshot, "utf8"));
}

describe("snapshots of the TextMate grammar", () => {
  before(async () => {
    tokenize = await pastaTokenizer();
  });

  for (const file of [
    "samples/hello-ghost/dic/kitchen.pasta",
    "samples/broken-ghost/dic/syntax.pasta",
    "test/syntaxes/snapshots/half-width.pasta",
  ]) {
    it(`colours ${file}`, () => checkSnapshot(join(repository, file)));
  }
});
