/** The resolver against the engine's own answers: candidates of keys, and which references find nothing. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type ResolveCase, resolveDifferences } from "#test/support/compare-resolve.ts";
import { testParser } from "#test/support/parser.ts";

const cases = readFileSync(new URL("./data/resolve.ndjson", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as ResolveCase);

describe("conformance of resolving", () => {
  it(`agrees on ${cases.length} documents`, async () => {
    const parser = await testParser();
    const differences = cases.flatMap((one) => resolveDifferences(parser, one).map((text) => `${one.id}: ${text}`));
    assert.deepEqual(differences, []);
    assert.ok(cases.length >= 300);
    const references = cases.flatMap((one) => one.references);
    const missing = references.filter(({ found }) => !found).length;
    assert.ok(references.length > 9000 && missing > 4000, `${references.length} references, ${missing} not found`);
  });
});
