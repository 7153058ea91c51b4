/** Engines share nothing: each has its own variables, chance, handlers and life, in one process and in threads. */
import assert from "node:assert/strict";
import type { PlayEvent } from "#runtime/index.ts";
import { Session } from "#runtime/index.ts";
import { loadRuntime } from "#runtime/node/assets.ts";
import { startPlay } from "#runtime/node/session.ts";
import { defaultLimits } from "#runtime/vm/limits.ts";
import { LuaVm } from "#runtime/vm/vm.ts";
import { engineOptions, testEngine, testGhost } from "../support/engine.ts";

const SCRIPT = `＠色：赤、青、黄、緑、白、黒
＊話
　＄＊数＝＄＊数＋１
　さくら：＄＊数　＠数える（）＠色
\`\`\`lua
function SCENE.数える(act) 共有 = (共有 or 0) + 1 return 共有 end
\`\`\`
％さくら
`;
const OTHER = "＊話\n　さくら：別の話。\n％さくら\n";

function said(events: readonly PlayEvent[]): string {
  return events.flatMap((event) => (event.kind === "talk" ? [event.text] : [])).join("");
}

describe("engines", () => {
  it("play the same script independently", async () => {
    const ghost = await testGhost(new Map([["dic/a.pasta", SCRIPT]]));
    const [one, two] = [await testEngine(ghost), await testEngine(ghost)];
    one.engine.play("話");
    one.engine.play("話");
    two.engine.play("話");
    assert.equal(said(one.events), "11赤22青");
    assert.equal(said(two.events), "11赤");
  });

  it("play different scripts side by side", async () => {
    const one = await testEngine(await testGhost(new Map([["dic/a.pasta", SCRIPT]])));
    const two = await testEngine(await testGhost(new Map([["dic/a.pasta", OTHER]])));
    one.engine.play("話");
    two.engine.play("話");
    one.engine.play("話");
    assert.equal(said(one.events), "11赤22青");
    assert.equal(said(two.events), "別の話。");
  });

  it("have their own global variables, even where one breaks the library", async () => {
    const breaking = `＊話\n　＞壊す\n\`\`\`lua\nfunction SCENE.壊す(act) string.format, table.insert, 印 = nil, nil, 1 end\n\`\`\`\n％さくら\n`;
    const one = await testEngine(await testGhost(new Map([["dic/a.pasta", breaking]])));
    const two = await testEngine(await testGhost(new Map([["dic/a.pasta", SCRIPT]])));
    one.engine.play("話");
    assert.deepEqual(two.engine.vm.run({ name: "=t", text: "return 印, type(string.format)" }), [
      undefined,
      "function",
    ]);
    two.engine.play("話");
    assert.equal(said(two.events), "11赤");
  });

  it("have their own chance: a seed gives one order whatever the others draw", async () => {
    const ghost = await testGhost(new Map([["dic/a.pasta", SCRIPT]]));
    const order = async (seed: number, disturb: boolean) => {
      const { engine, events } = await testEngine(ghost, { seed, shuffle: true });
      const other = await testEngine(ghost, { seed: 99, shuffle: true });
      for (let time = 0; time < 6; time++) {
        if (disturb) other.engine.play("話");
        engine.play("話");
      }
      return said(events);
    };
    assert.equal(await order(5, false), await order(5, true));
    assert.notEqual(await order(5, false), await order(6, false));
  });

  it("have their own event handlers and modules", async () => {
    const ghost = await testGhost(
      new Map([
        ["dic/a.pasta", SCRIPT],
        ["scripts/main.lua", "ROUNDS = (ROUNDS or 0) + 1"],
      ]),
    );
    const [one, two] = [await testEngine(ghost), await testEngine(ghost)];
    const register =
      'local REG = require("pasta.shiori.event.register") REG.OnX = REG.OnX or function() end return REG.OnX ~= nil';
    one.engine.vm.run({ name: "=t", text: register });
    const seen = two.engine.vm.run({
      name: "=t",
      text: 'return require("pasta.shiori.event.register").OnX == nil, ROUNDS',
    });
    assert.deepEqual(seen, [true, 1]);
  });

  it("go on when one of them is dropped or ended by a limit", async () => {
    const ghost = await testGhost(new Map([["dic/a.pasta", SCRIPT]]));
    const two = await testEngine(ghost);
    {
      const one = await testEngine(ghost, { limits: { instructions: 200_000 } });
      assert.throws(() => one.engine.vm.run({ name: "=t", text: "while true do end" }));
    }
    two.engine.play("話");
    assert.equal(said(two.events), "11赤");
  });

  it("run in threads at the same time", async () => {
    const ghost = await testGhost(new Map([["dic/a.pasta", SCRIPT]]));
    const plays = Array.from({ length: 4 }, async (_, index) => {
      const events: PlayEvent[] = [];
      let ended: () => void = () => {};
      const end = new Promise<void>((resolve) => (ended = resolve));
      const session = await startPlay(ghost, { scene: "話", seed: index, shuffle: false }, (event) => {
        events.push(event);
        if (event.kind === "end") ended();
      });
      assert.ok(!("problem" in session));
      await end;
      await session.stop();
      return said(events);
    });
    assert.deepEqual(await Promise.all(plays), ["11赤", "11赤", "11赤", "11赤"]);
  });

  it("repeat a run from its seed, and from its recorded draws up to the first that does not fit", async () => {
    const ghost = await testGhost(new Map([["dic/a.pasta", SCRIPT]]));
    const first = await testEngine(ghost, { seed: 7, shuffle: true });
    for (let time = 0; time < 4; time++) first.engine.play("話");
    const draws = first.events.flatMap((event) =>
      event.kind === "draw"
        ? [
            {
              what: event.what,
              module: event.module,
              key: event.key,
              chosen: event.candidates[event.chosen]?.name ?? "",
            },
          ]
        : [],
    );
    const again = await testEngine(ghost, { seed: 8, shuffle: true, replay: draws });
    for (let time = 0; time < 4; time++) again.engine.play("話");
    assert.equal(said(again.events), said(first.events));
    assert.ok(again.events.every((event) => event.kind !== "draw" || event.replayed));
    const edited = await testGhost(new Map([["dic/a.pasta", SCRIPT.replace("赤、青", "朱、青")]]));
    const changed = await testEngine(edited, { seed: 8, shuffle: true, replay: draws });
    for (let time = 0; time < 4; time++) changed.engine.play("話");
    const flags = changed.events.flatMap((event) => (event.kind === "draw" ? [event.replayed] : []));
    const red = draws.findIndex(({ chosen }) => chosen === "赤");
    assert.deepEqual(
      flags,
      draws.map((_, index) => red < 0 || index < red),
    );
  });

  it("answer wanted draws when they come, and leave the others free", async () => {
    const text =
      "＊始\n　＞道\n　＞道\n　＞道\n　・道甲\n　　さくら：甲\n　・道乙\n　　さくら：乙\n　・道丙\n　　さくら：丙\n％さくら\n";
    const wanted = [
      { module: "", key: "始", chosen: "始_1::__start__" },
      { module: "始_1", key: "道", chosen: "始_1::道丙_1" },
      { module: "始_1", key: "道", chosen: "始_1::道丙_1" },
    ];
    const { engine, events } = await testEngine(await testGhost(new Map([["dic/a.pasta", text]])), { wanted });
    engine.play("始");
    // Candidates come in the order of their names: 丙, 乙, 甲.
    assert.equal(said(events), "丙丙乙");
  });

  it("warn of two scenes that are registered under one name", async () => {
    const { engine, events } = await testEngine(
      await testGhost(
        new Map([
          ["scripts/main.lua", 'require("pasta.scene").register("話_1", "枝", function() end)'],
          ["dic/a.pasta", "＊話\n　さくら：話。\n```lua\nfunction SCENE.f() end\n```\n％さくら\n"],
        ]),
      ),
    );
    assert.ok(events.some((event) => event.kind === "log" && event.level === "warn" && event.text.includes("話_1")));
    engine.play("話");
    assert.equal(said(events), "話。");
  });

  it("leave nothing behind: two thousand made and dropped", async function () {
    this.timeout(60_000);
    const { module } = await loadRuntime();
    const make = () => new LuaVm(module, { limits: defaultLimits, now: () => 0, write: () => {} });
    for (let count = 0; count < 2_000; count++)
      make().run({ name: "=t", text: "local t = {} for i = 1, 100 do t[i] = {} end" });
    assert.ok(make().memoryUsed < 64 * 1024, "a fresh VM is small");
  });

  it("keep saved variables over engines, as a session hands them on after a limit", async () => {
    const ghost = await testGhost(
      new Map([
        ["dic/a.pasta", `${SCRIPT}＊悪\n　＞回る\n\`\`\`lua\nfunction SCENE.回る() while true do end end\n\`\`\`\n`],
      ]),
    );
    const events: PlayEvent[] = [];
    const session = new Session(
      await engineOptions(ghost, { limits: { instructions: 500_000 } }, (event) => events.push(event)),
    );
    session.play("話");
    session.play("悪");
    session.play("話");
    assert.equal(said(events), "11赤21赤", "the count goes on, the engine's own variables begin anew");
    assert.deepEqual(session.saved(), { 数: 2 });
  });
});
