/** The committed grammar is what its source makes. */
import { strict as assert } from "node:assert";
import { isSyntaxFresh } from "#scripts/syntax.ts";

describe("syntaxes/pasta.tmLanguage.json", () => {
  it("is what `npm run syntax` makes", () => assert.ok(isSyntaxFresh()));
});
