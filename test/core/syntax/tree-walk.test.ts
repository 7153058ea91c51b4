/** The walk through WebAssembly's memory comes by the same nodes as the library's cursor. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Edit, Language, Parser, type Tree } from "web-tree-sitter";
import { TextLines } from "#core/syntax/text-lines.ts";
import { MemoryWalk } from "#core/syntax/tree-memory.ts";
import { isSameWalk, type TreeWalk, walkOf, walkTree } from "#core/syntax/tree-walk.ts";
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

function checkTree(tree: Tree): void {
  const walk = walkTree(tree);
  assert.ok(walk instanceof MemoryWalk);
  assert.deepEqual(told(walk), told(walkOf(tree.walk())));
  assert.ok(isSameWalk(walkTree(tree), walkOf(tree.walk()), Number.POSITIVE_INFINITY));
}

describe("walking a tree", () => {
  const sources = syntaxCases().map(({ source }) => source);
  let parser: Parser;
  before(async () => {
    await testParser();
    parser = new Parser();
    parser.setLanguage(await Language.load(await readAsset("tree-sitter-pasta.wasm")));
  });
  after(() => parser.delete());

  const parse = (text: string, old: Tree | null = null): Tree => {
    const tree = parser.parse(text, old);
    assert.ok(tree !== null);
    return tree;
  };

  it("comes by the nodes that a cursor comes by", () => {
    const check = (text: string) => {
      const tree = parse(text);
      checkTree(tree);
      tree.delete();
    };
    check("");
    check(`＊深い\n　＄x＝${"（".repeat(2000)}1${"）".repeat(2000)}\n`);
    check(`＊長い\n${"　さくら：＠挨拶　＠＊数（１、「二」）\\s[1]\n".repeat(3000)}`);
    fc.assert(fc.property(fc.constantFrom(...sources), check), { numRuns: 300 });
  });

  it("does so in trees that grew out of others, with errors and without", () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat(6),
      insert: fc.constantFrom("", "＠", "（", "\n", "`", "あ："),
    });
    const check = (source: string, edits: readonly { at: number; remove: number; insert: string }[]) => {
      let lines = TextLines.of(source);
      let tree = parse(source);
      for (const { at, remove, insert } of edits) {
        const start = at % (lines.length + 1);
        const end = Math.min(start + remove, lines.length);
        const next = lines.replace({ start, end, text: insert });
        tree.edit(
          new Edit({
            startIndex: start,
            oldEndIndex: end,
            newEndIndex: start + insert.length,
            startPosition: lines.pointAt(start),
            oldEndPosition: lines.pointAt(end),
            newEndPosition: next.pointAt(start + insert.length),
          }),
        );
        const old = tree;
        tree = parse(next.toString(), old);
        old.delete();
        lines = next;
        checkTree(tree);
      }
      tree.delete();
    };
    fc.assert(fc.property(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 6 }), check), {
      numRuns: 150,
    });
  });

  it("tells two walks apart that differ in one node", () => {
    const trees = ["＊話\n　さくら：やあ\n", "＊話\n　さくら：＠あ\n", "＊話\n　さくら：やあ。\n"].map((text) =>
      parse(text),
    );
    const [first, ...others] = trees as [Tree, ...Tree[]];
    for (const other of others) assert.ok(!isSameWalk(walkTree(first), walkTree(other)));
    for (const tree of trees) tree.delete();
  });
});
