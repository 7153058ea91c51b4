/** A broken line breaks only itself: one problem, at its place, and every other line stays in the model. */
import assert from "node:assert/strict";
import { type MessageId, render } from "#core/messages/index.ts";
import type { SyntaxDocument } from "#core/syntax/index.ts";
import { testParser } from "#test/support/parser.ts";

/** The problems of a document as `message@line: text`. */
function problemsOf(document: SyntaxDocument): string[] {
  return document.blocks.flatMap((block) =>
    block.problems.map((problem) => {
      const start = block.start + problem.span.start;
      const line = document.text.slice(0, start).split("\n").length;
      return `${problem.message}@${line}: ${document.text.slice(start, block.start + problem.span.end)}`;
    }),
  );
}

/** Puts a broken line between two good ones and checks what is reported, and that the good ones stay. */
async function checkLine(line: string, ...expected: string[]): Promise<void> {
  const parser = await testParser();
  const document = parser.parse(`＊会話\n　さくら：まえ\n${line}\n　＞あと\n　・次\n　　うにゅう：おわり\n`);
  assert.equal(document.ok, expected.length === 0);
  assert.deepEqual(
    problemsOf(document),
    expected.map((text) => text.replace("@", "@3: ").replace("@3: : ", "@3: ")),
  );
  const scene = document.blocks[0]?.node;
  assert.ok(scene?.kind === "scene");
  const items = scene.locals[0]?.items ?? [];
  assert.ok(items.some((item) => item.kind === "action" && item.actor.text === "さくら"));
  assert.ok(items.some((item) => item.kind === "call" && "text" in item.target && item.target.text === "あと"));
  assert.equal(scene.locals.at(-1)?.name?.text, "次");
}

describe("broken lines", () => {
  const cases: readonly (readonly [string, string, ...string[]])[] = [
    ["a call without a target", "　＞", "syntax-missing-target@＞"],
    ["a call with text behind it", "　＞会話　あ", "syntax-unexpected-text@あ"],
    ["an unclosed parenthesis", "　＞会話（１", "syntax-unclosed-parenthesis@（"],
    ["an unclosed string", "　＄x＝「あ", "syntax-unclosed-string@「"],
    ["an operator without a value", "　＄x＝１＋", "syntax-missing-operand@＋"],
    ["an assignment without a value", "　＄x＝", "syntax-missing-value@＝"],
    ["a variable alone", "　＄x", "syntax-missing-mark@＄x"],
    ["a speaker without a colon", "　さくら", "syntax-missing-colon@さくら"],
    ["a speaker who says nothing", "　さくら：", "syntax-empty-speech@："],
    ["a word mark without a name", "　さくら：＠１", "syntax-incomplete-word@＠"],
    ["a variable mark without a name", "　さくら：＄。", "syntax-incomplete-variable@＄"],
    ["a lone backslash", "　さくら：\\あ", "syntax-lone-backslash@\\"],
    ["a global function without parentheses", "　さくら：＠＊f", "syntax-incomplete-function@＠＊f"],
    ["a choice without a target", "　＠？", "syntax-missing-target@＠？"],
    ["a line with no mark", "　≫なに", "syntax-unexpected-line@≫なに"],
    ["a line at the left edge", "さくら：やあ", "syntax-stray-line@さくら：やあ"],
    ["a fence that never closes", "```lua", "syntax-unclosed-fence@```lua"],
    ["a word below the first line", "　＠語：あ", "syntax-order-head@＠語：あ"],
    ["a reserved name", "　＞__x__", "syntax-reserved-name@__x__"],
    ["a cue without a name", "　！", "syntax-missing-name@！"],
  ];
  for (const [title, line, ...expected] of cases) it(title, () => checkLine(line, ...expected));

  it("a file whose last line has no line break", async () => {
    const document = (await testParser()).parse("＊会話\n　さくら：やあ");
    assert.deepEqual(problemsOf(document), ["syntax-missing-final-newline@2: "]);
    assert.equal(document.ok, false);
  });

  it("a lone mark with no scene before it", async () => {
    const document = (await testParser()).parse("＊\n　さくら：やあ\n");
    assert.deepEqual(problemsOf(document), ["syntax-unnamed-first-scene@1: ＊"]);
  });

  it("speech that goes on when nobody spoke is a late problem", async () => {
    const document = (await testParser()).parse("＊会話\n　：やあ\n　・次\n　　さくら：あ\n　　：い\n");
    assert.deepEqual(problemsOf(document), ["late-continuation@2: ：やあ"]);
    assert.equal(document.ok, true);
  });

  it("every message can be shown in both languages", async () => {
    const document = (await testParser()).parse("＊\n　＞\nあ\n　さくら：＠\n");
    for (const { problems } of document.blocks)
      for (const { message, args } of problems)
        for (const locale of ["en", "ja"] as const)
          assert.doesNotMatch(render(message as MessageId, args, locale), /\{\d\}|^$/);
  });
});
