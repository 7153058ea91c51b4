/** `pasta run` and `pasta build`: dialogue for people and for programs, and Lua in the cache. */
import assert from "node:assert/strict";
import { runCli } from "./run-cli.ts";

const GHOST = {
  "pasta.toml": '[actor."さくら"]\nspot = 0\n',
  "dic/a.pasta": `＠色：赤、青
＊話
　さくら：＠色　です。\\s[1]
　＞チェイントーク
　さくら：＄０。
　＠？はい「うん」
　・はい
　　さくら：はい。
＊数
　＄＊数＝＄＊数＋１
　さくら：＄＊数
＊壊れ
　＞ない
＊落ちる
　＞落とす
\`\`\`lua
function SCENE.落とす(act) error("わざと") end
\`\`\`
`,
  "plays.json": '[{"scene":"話","args":["引"]},{"scene":"数","times":2},{"scene":"無い"}]',
};

const lines = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("pasta run", () => {
  it("begins with a preset of the ghost's own file, and says what there is where that one is missing or wrong", async () => {
    const presets = '["百回目"]\n"数" = 99\n\n["だめ"]\n"時" = 2026-11-21\n';
    const ghost = { ...GHOST, "pasta-presets.toml": presets };
    const play = (name: string, files: typeof GHOST = ghost) =>
      runCli(files, ["run", "{ghost}", "数", "--preset", name, "--format", "json"]);
    const { code, out } = await play("百回目");
    assert.deepEqual([code, lines(out)], [0, [{ actor: "さくら", talk: "100" }]]);
    const wanted: readonly [string, typeof GHOST, RegExp][] = [
      ["百", ghost, /no preset 百 \(there are: 百回目\)/],
      ["だめ", ghost, /pasta-presets\.toml:4: だめ\.時 is 2026-11-21/],
      ["百回目", GHOST, /needs pasta-presets\.toml/],
      ["百回目", { ...GHOST, "pasta-presets.toml": "[" } as typeof GHOST, /pasta-presets\.toml:1/],
    ];
    for (const [name, files, problem] of wanted) {
      const { code: failed, err } = await play(name, files);
      assert.equal(failed, 2);
      assert.match(err, problem);
    }
  });

  it("prints events of the conformance data, one a line", async () => {
    const { code, out } = await runCli(GHOST, [
      "run",
      "{ghost}",
      "話",
      "--arg",
      "引数",
      "--no-shuffle",
      "--format",
      "json",
    ]);
    assert.deepEqual(lines(out), [
      { talk: "赤です。", actor: "さくら" },
      { sakura: "\\s[1]", actor: "さくら" },
      { yield: true },
      { talk: "引数。", actor: "さくら" },
      { choice: "はい", display: "うん" },
    ]);
    assert.equal(code, 0);
  });

  it("goes on with the choices that are given", async () => {
    const { out } = await runCli(GHOST, [
      "run",
      "{ghost}",
      "話",
      "--arg",
      "x",
      "--no-shuffle",
      "--choose",
      "1",
      "--format",
      "json",
    ]);
    assert.deepEqual(lines(out).at(-1), { talk: "はい。", actor: "さくら" });
    const wrong = await runCli(GHOST, ["run", "{ghost}", "話", "--arg", "x", "--choose", "2"]);
    assert.deepEqual([wrong.code, wrong.err], [2, "pasta: there is no choice 2\n"]);
  });

  it("plays a list in one engine and prints what the engine's own tool would", async () => {
    const { code, out } = await runCli(GHOST, [
      "run",
      "{ghost}",
      "--plays",
      "{ghost}/plays.json",
      "--strategy",
      "localFirst",
    ]);
    assert.deepEqual(
      JSON.parse(out).map((play: { scene: string; events: unknown[] }) => [play.scene, play.events.at(-1)]),
      [
        ["話", { choice: "はい", display: "うん" }],
        ["数", { talk: "1", actor: "さくら" }],
        ["数", { talk: "2", actor: "さくら" }],
        ["無い", { notFound: "無い" }],
      ],
    );
    assert.equal(code, 0);
  });

  it("gives the same words for the same seed, and shows it", async () => {
    const once = await runCli(GHOST, ["run", "{ghost}", "話", "--times", "5", "--seed", "12"]);
    const again = await runCli(GHOST, ["run", "{ghost}", "話", "--times", "5", "--seed", "12"]);
    assert.equal(once.out, again.out);
    assert.match(once.out, /--seed 12\n$/);
  });

  it("traces every draw", async () => {
    const { out } = await runCli(GHOST, ["run", "{ghost}", "話", "--no-shuffle", "--trace", "--format", "json"]);
    const draws = lines(out).flatMap((line) => (line.draw === undefined ? [] : [line.draw]));
    assert.deepEqual(draws[1], {
      what: "word",
      key: "色",
      scope: null,
      strategy: "merged",
      asked: "dic/a.pasta:3",
      asker: "話_1::__start__",
      candidates: [
        { name: "赤", why: "global", at: "dic/a.pasta:1" },
        { name: "青", why: "global", at: "dic/a.pasta:1" },
      ],
      total: 2,
      deckBefore: ["赤", "青"],
      deckAfter: ["青"],
      history: ["赤"],
      chosen: "赤",
      replayed: false,
    });
  });

  it("reports failures, errors and missing scenes with exit code 1 and their places", async () => {
    const failed = await runCli(GHOST, ["run", "{ghost}", "壊れ"]);
    assert.equal(failed.code, 1);
    assert.match(failed.out, /【シーンが見つからない：＞ない】/);
    const ended = await runCli(GHOST, ["run", "{ghost}", "落ちる"]);
    assert.equal(ended.code, 1);
    assert.match(ended.out, /dic\/a\.pasta:17: わざと/);
    const missing = await runCli(GHOST, ["run", "{ghost}", "落ちた"]);
    assert.deepEqual([missing.code, missing.err], [1, "No scene begins with 落ちた. Near names: 落ちる\n"]);
  });

  it("keeps saved variables only when asked", async () => {
    const saved = { ...GHOST, "profile/pasta/save/save.toml": '"数" = 41\n' };
    const { out } = await runCli(saved, ["run", "{ghost}", "数", "--times", "2", "--format", "json"]);
    assert.deepEqual(
      lines(out).map(({ talk }) => talk),
      ["42", "43"],
    );
  });

  it("refuses what it cannot do, in one line", async () => {
    for (const argv of [
      ["run"],
      ["run", "{ghost}"],
      ["run", "{ghost}", "話", "--times", "x"],
      ["run", "{ghost}", "話", "--strategy", "wild"],
      ["run", "{ghost}/none", "話"],
      ["run", "{ghost}", "--plays", "{ghost}/none.json"],
    ]) {
      const { code, err } = await runCli(GHOST, argv);
      assert.equal(code, 2, argv.join(" "));
      assert.match(err, /^pasta: [^\n]+\n$/);
    }
  });
});

describe("pasta build", () => {
  it("tells what it did", async () => {
    const { code, out } = await runCli(GHOST, ["build", "{ghost}"]);
    assert.match(out, /^transpiled 1, skipped 0, failed 0, orphaned 0, \d+ ms\n$/);
    assert.equal(code, 0);
  });

  it("fails with a list where a file cannot be read, and makes the rest", async () => {
    const { code, out, err } = await runCli({ ...GHOST, "dic/b.pasta": "＊\n" }, [
      "build",
      "{ghost}",
      "--format",
      "json",
    ]);
    const report = JSON.parse(out);
    assert.deepEqual([code, report.transpiled, report.failed, err], [1, ["dic/a.pasta"], ["dic/b.pasta"], ""]);
  });

  it("writes where it is told, and never out of the ghost by a setting", async () => {
    assert.equal((await runCli(GHOST, ["build", "{ghost}", "--out", "{ghost}/out"])).code, 0);
    const astray = { ...GHOST, "pasta.toml": '[loader]\ntranspiled_output_dir = "../x"\n' };
    assert.equal((await runCli(astray, ["build", "{ghost}"])).code, 2);
  });
});
