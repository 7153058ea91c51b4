/** Code lenses above scenes: run, how many calls draw, unused, captured. */
import assert from "node:assert/strict";
import { codeLenses, resolveCodeLens } from "#server/features/code-lens.ts";
import { featureFixture } from "./feature.ts";

const GHOST =
  "＊始‸まり\n　＞挨拶\n　＞中\n　・中\n　　＞始まり\n//- /dic/b.pasta\n＊挨拶ａ\n　＠？始まり「もう一度」\n＊挨拶ｂ\n　＞始まり\n　＞始まり\n";

describe("code lenses", () => {
  it("run scenes and count the calls that draw from them", async () => {
    const { context } = await featureFixture(GHOST);
    const lenses = codeLenses(context);
    const run = lenses.filter(({ command }) => command?.command === "pasta.runScene");
    assert.deepEqual(
      run.map(({ command }) => command?.arguments?.[0]),
      [
        { uri: "ghost:/dic/main.pasta", line: 0 },
        { uri: "ghost:/dic/main.pasta", line: 3 },
      ],
    );
    const counted = lenses
      .filter(({ command }) => command === undefined)
      .map((lens) => resolveCodeLens(context, lens).command?.title);
    assert.deepEqual(counted, ["4 calls draw from this", "1 call draws from this"]);
  });

  it("tell of scenes that nothing reaches, and of calls that write the beginning of a name", async () => {
    const source =
      "＊OnTalk\n　＞雑談\n　＞雑談・雨\n　＞雑談・雨\n　・雨\n　　＞OnTalk\n＊雑談・雨\n　さくら：x\n＊孤島\n　さくら：x\n＊OnClose\n　さくら：x\n＊雑\n　さくら：x\n　・孤島\n　　さくら：x\n";
    const { context } = await featureFixture(source, { settings: { codeLens: { run: false } } });
    const shown = codeLenses(context).flatMap((lens) => {
      const { command, range } = resolveCodeLens(context, lens);
      const places = command?.arguments?.[2] as unknown[] | undefined;
      return command === undefined ? [] : [`${range.start.line} ${command.title} ${places?.length ?? "-"}`];
    });
    assert.deepEqual(shown, [
      "0 1 call draws from this 1",
      "4 unused -",
      "6 3 calls draw from this 3",
      "6 captured by 1 call 1",
      "8 unused -",
      "10 started from outside -",
      "12 unused -",
      "14 unused -",
    ]);
  });

  it("are off by settings", async () => {
    const { context } = await featureFixture(GHOST, { settings: { codeLens: { run: false, references: false } } });
    assert.deepEqual(codeLenses(context), []);
  });
});
