/** Refactorings keep what is heard: a random ghost plays the same before and after each of them, in the product's engine. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { refactorings } from "#server/features/refactor.ts";
import { testEngine, testGhost } from "#test/support/engine.ts";
import { featureFixture } from "./feature.ts";
import { applied } from "./refactoring.ts";

const TOML = '[actor."さくら"]\nspot = 0\n[actor."まゆら"]\nspot = 1\n';

/** What is said when `OnBoot` is played a few times, decks in candidate order; limits and failures count too. */
async function heard(text: string, strategy: "merged" | "localFirst"): Promise<string[]> {
  const ghost = await testGhost(
    new Map([
      ["dic/main.pasta", text],
      ["pasta.toml", TOML],
    ]),
    strategy,
  );
  const { engine, events } = await testEngine(ghost, { limits: { instructions: 200_000 } });
  for (let times = 0; times < 4; times++) engine.play("OnBoot");
  for (let times = 0; times < 3; times++) engine.play("OnClose");
  const said: string[] = [];
  for (const event of events) {
    if (event.kind === "talk") said.push(`${event.actor}「${event.text}」`);
    else if (event.kind === "failure" || event.kind === "error") said.push(event.kind);
    else if (event.kind === "limit") return ["limit"];
  }
  // Two talks of one actor in a row are one balloon however they are cut.
  return said;
}

describe("refactorings, played", () => {
  it("sound the same before and after: extracting, inlining, and turning scenes into words and back", async () => {
    const name = fc.constantFrom("相づち", "相談", "つづき", "部屋");
    const actor = fc.constantFrom("さくら", "さくら", "まゆら");
    const line = fc.oneof(
      fc.tuple(actor, fc.constantFrom("へえ。", "うん、そう", "ね！")).map(([who, text]) => `${who}：${text}`),
      fc.tuple(actor, name).map(([who, word]) => `${who}：＠${word}`),
      fc.tuple(actor, name).map(([who, word]) => `${who}：ね＠${word}　ね`),
      name.map((own) => `＞${own}`),
      name.map((own) => `＞${own}`),
      fc.constantFrom("：そう", "＄x＝１", "さくら：＄０"),
    );
    const lines = fc.array(line, { minLength: 1, maxLength: 3 });
    const indented = (indent: string) => (all: readonly string[]) => all.map((one) => `${indent}${one}\n`).join("");
    const local = fc.tuple(name, lines).map(([own, all]) => `　・${own}\n${indented("　　")(all)}`);
    const scene = fc
      .tuple(name, lines, fc.option(local, { nil: "" }))
      .map(([own, all, inner]) => `＊${own}\n${indented("　")(all)}${inner}\n`);
    // What is said alone can become the other kind; it must come up often enough to be looked at.
    const alone = fc
      .tuple(name, actor, fc.boolean())
      .map(([own, who, isWord]) =>
        isWord
          ? `＊OnClose\n　${who}：＠${own}\n\n＠${own}：い、ろ\n\n`
          : `＊OnClose\n　＞${own}\n\n＊${own}\n　${who}：短いね\n\n`,
      );
    const short = fc.tuple(name, actor).map(([own, who]) => `＊${own}\n　${who}：短いね\n\n`);
    const word = name.map((own) => `＠${own}：い、ろ\n\n`);
    const boot = fc
      .tuple(lines, fc.option(local, { nil: "" }))
      .map(([all, inner]) => `＊OnBoot\n${indented("　")(all)}${inner}\n`);
    const ghost = fc
      .tuple(boot, fc.array(fc.oneof(scene, short, word, alone, alone), { maxLength: 3 }))
      .map(([first, rest]) => first + rest.join(""));
    const counts = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        ghost,
        fc.nat(),
        fc.constantFrom("merged" as const, "localFirst" as const),
        async (text, which, strategy) => {
          const fixture = await featureFixture(`${text}//- /pasta.toml\n${TOML}`, { strategy });
          const { context, parser } = fixture;
          const rows = text.split("\n");
          const row = which % rows.length;
          const width = (rows[row] ?? "").length;
          const range = (from: number, to: number) => ({
            start: { line: row, character: from },
            end: { line: row, character: to },
          });
          const offered = [
            ...refactorings(context, range(0, width), parser),
            ...Array.from({ length: width }, (_, at) => refactorings(context, range(at, at), parser)).flat(),
          ].filter(({ kind }) => kind !== "refactor.move");
          const before = offered.length === 0 ? [] : await heard(text, strategy);
          for (const { title, kind = "", edit } of new Map(offered.map((one) => [one.title, one])).values()) {
            const edits = edit?.changes?.["ghost:/dic/main.pasta"] ?? [];
            const after = applied(text, edits, (position) => context.here.offset(position));
            assert.deepEqual(await heard(after, strategy), before, `${title} (${strategy})\n${text}\n→\n${after}`);
            counts.set(kind, (counts.get(kind) ?? 0) + 1);
          }
        },
      ),
      { numRuns: 250 },
    );
    for (const kind of ["refactor.extract", "refactor.inline", "refactor.rewrite"]) {
      assert.ok((counts.get(kind) ?? 0) > 1, `${kind} was offered ${counts.get(kind) ?? 0} times`);
    }
  });
});
