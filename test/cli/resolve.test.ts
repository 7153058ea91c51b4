/** `pasta resolve`: candidates in order with their chances, for one name and for many. */
import assert from "node:assert/strict";
import { runCli } from "./run-cli.ts";

const GHOST = {
  "dic/a.pasta": "＊会話ａ\n　・話題・１\n　　＞話題\n　・話題\n　　＞話題\n＊雑談\n　＆時：朝\n　＞会\n",
  "dic/b.pasta": "＊話題の山\n　＞会\n＊雑談\n　＞会\n",
};

describe("pasta resolve", () => {
  it("lists candidates with scope, chance and place", async () => {
    const { code, out } = await runCli(GHOST, [
      "resolve",
      "{ghost}",
      "--from",
      "会話ａ_1",
      "話題",
      "--strategy",
      "merged",
    ]);
    assert.equal(code, 0);
    assert.equal(
      out,
      "会話ａ_1::話題_1\tlocal\t33.3%\tdic/a.pasta:4\n会話ａ_1::話題_１_1\tlocal\t33.3%\tdic/a.pasta:2\n話題の山_1::__start__\tglobal\t33.3%\tdic/b.pasta:1\n",
    );
  });

  it("keeps to local names under localFirst", async () => {
    const argv = ["resolve", "{ghost}", "--from", "会話ａ_1", "話題", "--strategy", "localFirst", "--format", "json"];
    const { strategy, candidates } = JSON.parse((await runCli(GHOST, argv)).out);
    assert.equal(strategy, "localFirst");
    assert.deepEqual(
      candidates.map(({ name, chance }: { name: string; chance: number }) => [name, chance]),
      [
        ["会話ａ_1::話題_1", 0.5],
        ["会話ａ_1::話題_１_1", 0.5],
      ],
    );
  });

  it("filters by attributes, all of which must hold", async () => {
    const morning = await runCli(GHOST, ["resolve", "{ghost}", "雑談", "--filter", "時=朝"]);
    assert.equal(morning.out, "雑談_1::__start__\tglobal\t100%\tdic/a.pasta:6\n");
    const both = await runCli(GHOST, ["resolve", "{ghost}", "雑談", "--filter", "時=朝", "--filter", "所=家"]);
    assert.deepEqual([both.code, both.out], [1, "NoMatchingScene: 雑談\n"]);
  });

  it("answers questions from standard input, a line each", async () => {
    const asked = '{"module":"会話ａ_1","key":"話題"}\n{"module":"","key":"無い"}\n{"module":"","key":""}\n';
    const { code, out } = await runCli(GHOST, ["resolve", "{ghost}", "--batch", "--strategy", "localFirst"], asked);
    assert.equal(code, 0);
    assert.deepEqual(
      out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
      [
        {
          candidates: [
            { name: "会話ａ_1::話題_1", scope: "local" },
            { name: "会話ａ_1::話題_１_1", scope: "local" },
          ],
        },
        { candidates: [], problem: "SceneNotFound" },
        { candidates: [], problem: "InvalidScene" },
      ],
    );
  });

  it("refuses a scene that is not there", async () => {
    const { code, err } = await runCli(GHOST, ["resolve", "{ghost}", "--from", "無い_1", "会"]);
    assert.deepEqual([code, err], [2, "pasta: no scene is registered as 無い_1\n"]);
  });

  it("takes a scene behind an alias by the name that is written", async () => {
    const ghost = { "dic/a.pasta": "＊会話\n　・中\n　　＞中\n＊OnTalk\n　＞会話\n＊会話\n　・内\n　　＞内\n" };
    const { code, out } = await runCli(ghost, ["resolve", "{ghost}", "--from", "会話_2", "内"]);
    assert.deepEqual([code, out], [0, "OnTalk_3::内_1\tlocal\t100%\tdic/a.pasta:7\n"]);
  });
});
