/** The walk through WebAssembly itself comes by the same nodes as the library's cursor. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Language, Parser } from "web-tree-sitter";
import { type TreeWalk, walkOf, walkTree } from "#core/syntax/tree-walk.ts";
import { readAsset } from "#runtime/node/assets.ts";
import { syntaxCases } from "#test/support/cases.ts";
import { testParser } from "#test/support/parser.ts";

/** Everything that a walk tells, in its order. */
function told(walk: TreeWalk): unknown[] {
  const all: unknown[] = [];
  const visit = () => {
    const { nodeTypeId, startIndex, endIndex, isMissing, hasError } = walk;
    all.push([nodeTypeId, startIndex, endIndex, isMissing, hasError]);
    if (!walk.gotoFirstChild()) return;
    do visit();
    while (walk.gotoNextSibling());
    assert.ok(walk.gotoParent());
  };
  visit();
  assert.ok(!walk.gotoParent());
  walk.delete();
  return all;
}

describe("walking a tree", () => {
  it("comes by the nodes that a cursor comes by", async () => {
    await testParser();
    const parser = new Parser();
    parser.setLanguage(await Language.load(await readAsset("tree-sitter-pasta.wasm")));
    const check = (text: string) => {
      const tree = parser.parse(text);
      assert.ok(tree !== null);
      const walk = walkTree(tree);
      assert.notEqual(walk.constructor, walkOf(tree.walk()).constructor);
      walk.delete();
      assert.deepEqual(told(walkTree(tree)), told(walkOf(tree.walk())));
      tree.delete();
    };
    check("");
    check(`＊深い\n　＄x＝${"（".repeat(2000)}1${"）".repeat(2000)}\n`);
    fc.assert(fc.property(fc.constantFrom(...syntaxCases().map(({ source }) => source)), check), { numRuns: 300 });
  });
});
