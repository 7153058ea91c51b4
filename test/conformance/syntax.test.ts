/** Every document means what the engine says it means. */
import assert from "node:assert/strict";
import { syntaxCases } from "#test/support/cases.ts";
import { syntaxDifference } from "#test/support/compare-syntax.ts";
import { testParser } from "#test/support/parser.ts";

describe("conformance of the syntax", () => {
  it("reads all recorded documents as the engine does", async () => {
    const parser = await testParser();
    const cases = syntaxCases();
    const differences = cases.flatMap((one) => {
      const difference = syntaxDifference(parser, one);
      return difference === null ? [] : [`${one.id}: ${difference}`];
    });
    assert.deepEqual(differences, []);
    assert.ok(cases.length >= 2000);
  });
});
