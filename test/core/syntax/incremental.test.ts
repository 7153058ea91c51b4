/** The law of editing: a document edited and read again equals a fresh reading of its text. */
import assert from "node:assert/strict";
import type { OpenDocument, PastaParser, SyntaxDocument, TextEdit } from "#core/syntax/index.ts";
import { syntaxCases } from "#test/support/cases.ts";
import { applied, gentleEdit, inverse, randomEdit, shape } from "#test/support/edits.ts";
import { testParser } from "#test/support/parser.ts";
import { pick, randomFrom } from "#test/support/random.ts";

interface Tally {
  valid: number;
  differentValid: number;
  differentAtRest: number;
}

function checkEdits(
  parser: PastaParser,
  seed: number,
  rounds: number,
  edit: (random: () => number, text: string) => TextEdit,
): Tally {
  const random = randomFrom(seed);
  const sources = syntaxCases().map((one) => one.source);
  const tally: Tally = { valid: 0, differentValid: 0, differentAtRest: 0 };
  for (let round = 0; round < rounds; round++) {
    let text = pick(random, sources);
    const open: OpenDocument = parser.open(text);
    for (let step = 0; step < 25; step++) {
      const change = edit(random, text);
      text = applied(text, change);
      const document = open.edit([change]);
      assert.equal(document.text, text);
      const fresh = parser.parse(text);
      if (fresh.ok) {
        tally.valid++;
        if (shape(document) !== shape(fresh)) tally.differentValid++;
      }
      if (step % 5 === 4 && shape(open.rest()) !== shape(fresh)) tally.differentAtRest++;
    }
    open.dispose();
  }
  return tally;
}

/** How many scenes have become others and kept their first local scene. */
function spliced(before: SyntaxDocument, after: SyntaxDocument): number {
  const known = new Set(before.blocks.map(({ node }) => node));
  const firsts = new Set(before.blocks.map(({ node }) => (node.kind === "scene" ? node.locals[0] : null)));
  return after.blocks.filter(({ node }) => node.kind === "scene" && !known.has(node) && firsts.has(node.locals[0]))
    .length;
}

describe("incremental reading", () => {
  it("equals a fresh reading after edits that keep the text valid", async () => {
    const tally = checkEdits(await testParser(), 1, 120, gentleEdit);
    assert.ok(tally.valid > 300, `only ${tally.valid} valid states were seen`);
    assert.deepEqual({ ...tally, valid: 0 }, { valid: 0, differentValid: 0, differentAtRest: 0 });
  });

  it("equals a fresh reading at rest, whatever was typed", async () => {
    const tally = checkEdits(await testParser(), 2, 60, randomEdit);
    assert.deepEqual({ ...tally, valid: 0 }, { valid: 0, differentValid: 0, differentAtRest: 0 });
  });

  it("equals a fresh reading at every step of breaking a text and mending it again", async () => {
    const parser = await testParser();
    const random = randomFrom(4);
    const sources = syntaxCases().flatMap(({ source, expected }) => (expected.ok ? [source] : []));
    for (let round = 0; round < 150; round++) {
      let text = pick(random, sources);
      const open = parser.open(text);
      const undo: TextEdit[] = [];
      const step = (change: TextEdit): void => {
        text = applied(text, change);
        assert.equal(shape(open.edit([change])), shape(parser.parse(text)), JSON.stringify({ text, change, undo }));
      };
      for (let slip = 0; slip < 3; slip++) {
        const change = randomEdit(random, text);
        undo.unshift(inverse(text, change));
        step(change);
      }
      undo.forEach(step);
      assert.equal(open.document.ok, true);
      open.dispose();
    }
  });

  it("applies several edits one after the other", async () => {
    const parser = await testParser();
    const open = parser.open("＊会話\n　さくら：やあ\n");
    const document = open.edit([
      { start: 0, end: 0, text: "＃ 注\n" },
      { start: 5, end: 7, text: "挨拶" },
    ]);
    assert.equal(document.text, "＃ 注\n＊挨拶\n　さくら：やあ\n");
    assert.equal(shape(document), shape(parser.parse(document.text)));
    open.dispose();
  });

  it("keeps the lines of a scene that were not touched, and moves those behind the edit", async () => {
    const parser = await testParser();
    const chain = `　＄甲＝１${"＋１".repeat(300)}`;
    const head = "＊一\n　さくら：あ＠挨拶　＄甲　\n　＞二（１、名：「い」）\n　：\n　さくら：ここ\n";
    const tail = `　さくら：＠関数（＄１、（２＋＄＊乙））\\s[0]＠＠＠＄丙\n　＞＠＄先（）\n　＠？二「え」\n　＄＝＠挨拶\n${chain}\n　！窓＠さくら：右（「上」、１、２．５、＠名）\n　：\n`;
    const open = parser.open(`${head}${tail}　・二\n　　：\n　　うにゅう：お\n`);
    const linesOf = () => open.document.blocks.flatMap(({ node }) => (node.kind === "scene" ? node.locals : []));
    const before = linesOf()[0]?.items ?? [];
    assert.equal(before.length, 11);
    for (const text of ["ね", "＄", "\n　さくら：", "\n"]) {
      open.edit([{ start: head.length - 1, end: head.length - 1, text }]);
      assert.equal(shape(open.document), shape(parser.parse(open.document.text)), JSON.stringify(text));
      const after = linesOf()[0]?.items ?? [];
      for (const i of [0, 1, 2]) assert.equal(after[i], before[i]);
    }
    open.dispose();
  });

  it("equals a fresh reading while a long scene is written, wherever in it", async () => {
    const parser = await testParser();
    const random = randomFrom(7);
    const ordinary =
      "　さくら：やあ＠挨拶　だよ|　・所\n　　さくら：ん\n　　：ふう|　：つづき＄甲|　＞二（１、名：「い」）|　＠？二「え」|　＄甲＝１＋（２×＄乙）|　＃ 注||　！窓＠さくら：右（１）|　うにゅう：\\s[0]＠関数（１）".split(
        "|",
      );
    const strange =
      "　・所　＆色：赤|　＠語：一、二|　＆色：青|```lua\nlocal a = 1\n```|　さくら|　：|　＞|　＄甲|　　|＊別|＊|　％さくら".split(
        "|",
      );
    const typed = [..."ね＠＄：＞・　（「`＊、＃𝒜", "```", "\n```lua\n", "「「", "\n", "\n　さくら：ね", "\r\n", "\r"];
    let kept = 0;
    for (let round = 0; round < 60; round++) {
      const scene = (many: number) =>
        Array.from({ length: many }, () => pick(random, random() < 0.88 ? ordinary : strange));
      const end = random() < 0.3 ? "\r\n" : "\n";
      let text = ["＊一", "　さくら：あ", ...scene(12), "", "＊二", "　さくら：い", ...scene(8), ""].join(end);
      const open = parser.open(text);
      for (let step = 0; step < 30; step++) {
        const at = Math.floor(random() * (text.length + 1));
        const removed = random() < 0.5 ? 0 : Math.floor(random() * (random() < 0.8 ? 3 : 30));
        const change = {
          start: at,
          end: Math.min(text.length, at + removed),
          text: random() < 0.3 ? "" : pick(random, typed),
        };
        // A slip is taken back at once more often than not, so that the text stays one that is worth reading.
        for (const one of random() < 0.8 ? [change, inverse(text, change)] : [change]) {
          const before = open.document;
          text = applied(text, one);
          open.edit([one]);
          kept += spliced(before, open.document);
          const fresh = parser.parse(text);
          assert.equal(shape(open.document), shape(fresh), JSON.stringify({ text, one }));
        }
        if (step % 10 === 9) assert.equal(shape(open.rest()), shape(parser.parse(text)), JSON.stringify(text));
      }
      open.dispose();
    }
    assert.ok(kept > 150, `only ${kept} edits left a local scene of the edited scene alone`);
  });

  it("moves a line of any number of operators", async () => {
    const open = (await testParser()).open(`＊一\n　さくら：あ\n　＄甲＝１${"＋１".repeat(50_000)}\n`);
    const [block] = open.edit([{ start: 3, end: 3, text: "　さくら：い\n" }]).blocks;
    assert.equal(block?.node.kind === "scene" && block.node.locals[0]?.items[2]?.span.start, 18);
    open.dispose();
  });

  it("keeps the nodes of scenes that were not touched", async () => {
    const parser = await testParser();
    const open = parser.open("＊一\n　さくら：あ\n＊二\n　さくら：い\n＊三\n　さくら：う\n＊四\n　さくら：え\n");
    const before = open.document.blocks;
    const place = open.document.text.indexOf("え");
    const after = open.edit([{ start: place, end: place, text: "ねえ" }]).blocks;
    assert.equal(after.length, 4);
    assert.equal(after[0]?.node, before[0]?.node);
    assert.equal(after[1]?.node, before[1]?.node);
    assert.notEqual(after[3]?.node, before[3]?.node);
    const first = open.edit([{ start: 0, end: 0, text: "＃\n" }]).blocks;
    assert.equal(first[3]?.node, after[3]?.node);
    assert.equal(first[3]?.start, (after[3]?.start ?? 0) + 2);
    open.dispose();
  });
});
