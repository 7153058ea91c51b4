/** What whoever watches a run is told beyond its dialogue: variables, names as written, what is left of decks, where it stopped. */
import assert from "node:assert/strict";
import type { PlayEvent, SavedTable } from "#runtime/index.ts";
import { type PlayRequest, type PlaySession, startPlay } from "#runtime/node/session.ts";
import { testGhost } from "../support/engine.ts";
import { parseFixture } from "../support/fixture.ts";

type Variables = Extract<PlayEvent, { kind: "variables" }>;

interface Played {
  readonly events: PlayEvent[];
  readonly session: PlaySession;
  /** The variables at the last rest, `name=value`. */
  variables(scope: "act" | "saved"): string[];
}

/** Starts a run of these files, does something at each rest, and hands over what was told. */
async function checkRun(
  fixture: string,
  request: PlayRequest,
  atRests: readonly ((session: PlaySession) => void)[],
  check: (played: Played) => void | Promise<void>,
  saved: SavedTable = {},
): Promise<void> {
  const files = new Map(parseFixture(fixture).files.map(({ path, text }) => [path.replace(/^\//, ""), text]));
  const events: PlayEvent[] = [];
  let rested: () => void = () => {};
  const session = await startPlay(
    await testGhost(files, "localFirst", saved),
    { seed: 1, watch: true, ...request },
    (event) => {
      events.push(event);
      if (event.kind === "end") rested();
    },
  );
  assert.ok(!("problem" in session));
  try {
    const ends = () => events.filter(({ kind }) => kind === "end").length;
    for (let rest = 0; rest <= atRests.length; rest++) {
      while (ends() <= rest) await new Promise<void>((resolve) => (rested = resolve));
      atRests[rest]?.(session);
    }
    const variables = (scope: "act" | "saved") => {
      const last = events.findLast((event): event is Variables => event.kind === "variables");
      return (last?.[scope] ?? []).map(({ name, value }) => `${name}=${value}`);
    };
    await check({ events, session, variables });
  } finally {
    await session.stop();
  }
}

const GHOST = `//- /dic/a.pasta
％さくら
＊場面
　＄数＝３
　＄＊回数＝＄＊回数＋１
　さくら：＄数
　＞チェイントーク
　さくら：＄数、＄＊回数
`;

function said(events: readonly PlayEvent[]): string {
  return events.flatMap((event) => (event.kind === "talk" ? [event.text] : [])).join("|");
}

describe("watching a run", () => {
  it("tells the variables wherever it comes to rest, those it was started with included", () =>
    checkRun(
      GHOST,
      { scene: "場面" },
      [],
      ({ events, variables }) => {
        assert.deepEqual(
          events.slice(-3).map(({ kind }) => kind),
          ["yield", "variables", "end"],
        );
        assert.deepEqual([variables("act"), variables("saved")], [["数=3"], ["友だち=true", "回数=100"]]);
      },
      { 回数: 99, 友だち: true },
    ));

  it("goes on with a variable that was changed at a rest, or taken away", () =>
    checkRun(
      GHOST,
      { scene: "場面" },
      [
        (session) => session.set("act", "数", "たくさん"),
        (session) => session.set("saved", "回数", 7),
        (session) => session.set("saved", "友だち", null),
        (session) => session.resume(),
      ],
      async ({ events, variables, session }) => {
        assert.equal(said(events), "3|たくさん、7");
        assert.deepEqual(variables("saved"), ["回数=7"]);
        assert.deepEqual(await session.saved(), { 回数: 7 });
        const rests = events.flatMap((event) => (event.kind === "end" ? [event.waiting] : []));
        assert.deepEqual(rests, ["continue", "continue", "continue", "continue", null]);
      },
      { 友だち: true },
    ));

  it("describes what is no plain value, whatever a script has made of it", () =>
    checkRun(
      `//- /dic/a.pasta
＊場面
\`\`\`lua
function SCENE.作る(act)
  local hostile = setmetatable({}, { __tostring = error, __index = error, __pairs = error })
  hostile.self = hostile
  act.save["表"] = { 1, "二", 名前 = { 深い = { もっと = { 底 = 1 } } } }
  act.save["輪"] = hostile
  act.save["長い"] = string.rep("あ", 3000)
  act.var["関数"] = print
end
\`\`\`
　＄＝＠作る（）
`,
      { scene: "場面" },
      [],
      ({ events }) => {
        const told = events.findLast((event): event is Variables => event.kind === "variables");
        const by = new Map(told?.saved.map((variable) => [variable.name, variable]));
        assert.equal(by.get("表")?.value, '{1, "二", 名前 = {深い = {もっと = {…}}}}');
        assert.equal(by.get("輪")?.value, "{self = {self = {self = {…}}}}");
        assert.equal(by.get("長い")?.whole, false);
        assert.match(String(by.get("長い")?.value), /^あ{666}$/);
        assert.deepEqual(told?.act, [{ name: "関数", kind: "function", value: "(function)", whole: true }]);
      },
    ));

  it("survives a script that puts nonsense where its variables were", () =>
    checkRun(
      "//- /dic/a.pasta\n＊場面\n```lua\nfunction SCENE.壊す(act) act.var = 3 end\n```\n　＄＝＠壊す（）\n",
      { scene: "場面" },
      [(session) => session.set("act", "x", 1)],
      ({ variables }) => assert.deepEqual(variables("act"), []),
    ));

  it("counts more variables than it lists", () =>
    checkRun(
      "//- /dic/a.pasta\n＊場面\n```lua\nfunction SCENE.増やす(act) for i = 1, 5000 do act.save['v' .. i] = i end end\n```\n　＄＝＠増やす（）\n",
      { scene: "場面" },
      [],
      ({ events }) => {
        const told = events.findLast((event): event is Variables => event.kind === "variables");
        assert.deepEqual([told?.saved.length, told?.total.saved], [300, 5000]);
      },
    ));

  it("says nothing of variables where nobody watches", () =>
    checkRun(GHOST, { scene: "場面", watch: false }, [], ({ events }) =>
      assert.ok(!events.some(({ kind }) => kind === "variables")),
    ));

  it("tells names as they are written, and what is left of a deck", () =>
    checkRun(
      `//- /dic/a.pasta
＊場面・昼
　＞雑談
　＞中身
　・中身・一
　　：。
＊雑談・朝
　：。
＊雑談・夜
　：。
＊雑談・夜
　：。
`,
      { scene: { file: "dic/a.pasta", line: 0 }, shuffle: false },
      [],
      ({ events, session }) => {
        assert.equal(session.written, "場面・昼");
        const scenes = events.flatMap((event) => (event.kind === "scene" ? [event.written] : []));
        assert.deepEqual(scenes, ["場面・昼", "雑談・夜", "場面・昼 › 中身・一"]);
        const draw = events.find((event) => event.kind === "draw");
        assert.ok(draw?.kind === "draw");
        assert.deepEqual(
          draw.candidates.map(({ written }) => written),
          ["雑談・夜", "雑談・夜", "雑談・朝"],
        );
        assert.deepEqual([draw.chosen, draw.left], [0, [1, 2]]);
        // Two scenes of one name have something that tells them apart; a name of its own needs nothing.
        assert.notEqual(draw.mark, null);
        const other = events.findLast((event) => event.kind === "draw");
        assert.equal(other?.kind === "draw" && other.mark, null);
      },
    ));

  it("says where a script was that is stopped, and nothing where it rests", async () => {
    const ghost = await testGhost(
      new Map([
        [
          "dic/a.pasta",
          "＊場面\n　さくら：はい。\n＊回る\n```lua\nfunction SCENE.回る(act)\n  print('begun')\n  while true do\n    pcall(error)\n  end\nend\n```\n　＞回る\n",
        ],
      ]),
    );
    let begun: () => void = () => {};
    const running = new Promise<void>((resolve) => (begun = resolve));
    const told: PlayEvent[] = [];
    const session = await startPlay(ghost, { scene: "回る" }, (event) => {
      told.push(event);
      if (event.kind === "log") begun();
    });
    assert.ok(!("problem" in session));
    await running;
    const at = await session.halt();
    assert.equal(at?.file, "dic/a.pasta");
    assert.ok(at !== null && at.line >= 6 && at.line <= 8, JSON.stringify(at));
    assert.equal(told.filter(({ kind }) => kind === "end").length, 0);
    await checkRun("//- /dic/a.pasta\n＊場面\n　：。\n", { scene: "場面" }, [], async (played) =>
      assert.equal(await played.session.halt(), null),
    );
  });

  it("finds recorded scenes again by what they say, though namesakes above them shift their numbers", async () => {
    const scene = (name: string, ...lines: string[]) => `＊${name}\n${lines.map((line) => `　${line}\n`).join("")}`;
    const talk = scene("話", "さくら：一。", "＞締め");
    const again = scene("話", "さくら：二。", "＞締め", "・締め・い", "　さくら：い。", "・締め・ろ", "　さくら：ろ。");
    const start = scene("場面", "＞話");
    const play = async (text: string, replay: PlayRequest["replay"] = []) => {
      let draws: NonNullable<PlayRequest["replay"]> = [];
      let words = "";
      await checkRun(`//- /dic/a.pasta\n${text}`, { scene: "場面", replay }, [], ({ events }) => {
        words = said(events);
        draws = events.flatMap((event) =>
          event.kind === "draw"
            ? [
                {
                  what: event.what,
                  module: event.module,
                  key: event.key,
                  chosen: event.candidates[event.chosen]?.name ?? "",
                  mark: event.mark,
                },
              ]
            : [],
        );
      });
      return { words, draws };
    };
    const first = await play(start + talk + again);
    assert.match(first.words, /^(一|二)。/);
    const wanted = (chosen: string, mark: string | null, key = "話", module = "場面_1") => [
      { what: "scene" as const, module: "", key: "場面", chosen: "場面_1::__start__", mark: null },
      { what: "scene" as const, module, key, chosen, mark },
    ];
    // Which of the two came by chance is as good as the other: the one that came is what must come again.
    const newcomer = scene("話", "さくら：新しい。");
    for (const text of [newcomer + start + talk + again, start + newcomer + newcomer + talk + again]) {
      const replayed = await play(text, first.draws);
      assert.equal(replayed.words, first.words);
    }
    // Where the text has changed, too, the number is the next best; where that has gone, the name alone.
    const marks = wanted("話_2::__start__", "no such mark");
    assert.match((await play(start + talk + again, marks)).words, /^二。/);
    assert.equal((await play(start + newcomer, wanted("話_9::__start__", "no such mark"))).words, "新しい。");
  });

  it("is the same to the byte with the same seed and text", async () => {
    const text = `//- /dic/a.pasta
＠品：赤、青、黄、緑、白、黒
＊場面
　：＠品　＠品　＠品
　＞話
　＞話
　：＠乱（）
\`\`\`lua
function SCENE.乱(act) return tostring(math.random(1000000)) end
\`\`\`
＊話・い
　：い。
＊話・ろ
　：ろ。
＊話・は
　：は。
`;
    const told: string[] = [];
    for (const seed of [42, 42, 43])
      await checkRun(text, { scene: "場面", seed }, [], ({ events }) => void told.push(JSON.stringify(events)));
    assert.equal(told[0], told[1]);
    assert.notEqual(told[0], told[2]);
  });
});
