/** The debugger in a session's thread: where it stops, what it shows, how it goes on. */
import assert from "node:assert/strict";
import type { DebugEvent, DebugRequest, Frame, Scope, Variable } from "#runtime/debugger/model.ts";
import type { PlayEvent } from "#runtime/index.ts";
import { type DebugSession, type PlayRequest, startDebug } from "#runtime/node/session.ts";
import { DEBUGGED_GHOST, DEBUGGED_FILE as FILE, lineWith } from "../support/debugged-ghost.ts";
import { testGhost } from "../support/engine.ts";

/** A running session, with what it told, and waiting for what comes next. */
class Trial {
  readonly events: PlayEvent[] = [];
  readonly told: DebugEvent[] = [];
  session!: DebugSession;
  #wake: () => void = () => {};
  #seen = 0;
  #ends = 0;

  static async start(request: PlayRequest, initial: readonly DebugRequest[], stopOnEntry = false): Promise<Trial> {
    const trial = new Trial();
    const ghost = await testGhost(DEBUGGED_GHOST);
    const session = await startDebug(
      ghost,
      { shuffle: false, ...request },
      (event) => trial.#add(trial.events, event),
      {
        stopOnEntry,
        initial,
        onDebug: (event) => trial.#add(trial.told, event),
      },
    );
    assert.ok(!("problem" in session));
    trial.session = session;
    return trial;
  }

  #add<T>(list: T[], event: T): void {
    list.push(event);
    this.#wake();
  }

  async stopped(): Promise<Extract<DebugEvent, { kind: "stopped" }>> {
    for (;;) {
      const found = this.told.slice(this.#seen).findIndex(({ kind }) => kind === "stopped");
      if (found >= 0) {
        this.#seen += found + 1;
        return this.told[this.#seen - 1] as Extract<DebugEvent, { kind: "stopped" }>;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async ended(): Promise<void> {
    this.#ends++;
    while (this.events.filter(({ kind }) => kind === "end").length < this.#ends)
      await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  async ask<T>(request: DebugRequest): Promise<T> {
    const reply = await this.session.debug(request);
    assert.ok(reply.ok, JSON.stringify(reply));
    return reply.value as T;
  }

  async resume(mode: "continue" | "in" | "over" | "out"): Promise<void> {
    await this.ask({ kind: "resume", mode });
  }

  /** Line (1-based) of the innermost frame of the user's. */
  async line(): Promise<number> {
    const frames = await this.ask<Frame[]>({ kind: "stack" });
    return (frames.find(({ kind }) => kind !== "library")?.source?.line ?? -1) + 1;
  }

  async scope(name: Scope["name"]): Promise<Map<string, string>> {
    const frames = await this.ask<Frame[]>({ kind: "stack" });
    const frame = frames.find(({ kind }) => kind !== "library");
    const scopes = await this.ask<Scope[]>({ kind: "scopes", frame: frame?.id ?? 0 });
    const reference = scopes.find((scope) => scope.name === name)?.reference ?? 0;
    const variables = await this.ask<Variable[]>({ kind: "variables", reference });
    return new Map(variables.map((variable) => [variable.name, variable.text]));
  }

  said(): string {
    return this.events.flatMap((event) => (event.kind === "talk" ? [event.text] : [])).join("");
  }
}

const breaks = (...lines: number[]): DebugRequest => ({
  kind: "breakpoints",
  file: FILE,
  breakpoints: lines.map((line, id) => ({ id, line: line - 1 })),
});

/** Runs a trial to its end and stops the thread whatever happens. */
async function check(
  request: PlayRequest,
  initial: readonly DebugRequest[],
  run: (trial: Trial) => Promise<void>,
  stopOnEntry = false,
): Promise<void> {
  const trial = await Trial.start(request, initial, stopOnEntry);
  try {
    await run(trial);
  } finally {
    await trial.session.stop();
  }
}

describe("the debugger", () => {
  it("stops at lines of dialogue and of Lua, in Pasta's terms", () =>
    check({ scene: "話" }, [breaks(6, 15)], async (trial) => {
      assert.deepEqual(await trial.stopped(), { kind: "stopped", reason: "breakpoint", breakpoints: [0], text: null });
      assert.equal(await trial.line(), 6);
      const [top] = await trial.ask<Frame[]>({ kind: "stack" });
      assert.deepEqual([top?.name, top?.kind], ["話", "pasta"]);
      assert.deepEqual(await trial.scope("variables"), new Map([["x", "2"]]));
      await trial.resume("continue");
      assert.deepEqual((await trial.stopped()).breakpoints, [1]);
      assert.equal(await trial.line(), 15);
      assert.equal((await trial.scope("locals")).get("合計"), "0");
      const frames = await trial.ask<Frame[]>({ kind: "stack" });
      assert.deepEqual(
        frames.filter(({ kind }) => kind !== "library").map(({ kind }) => kind),
        ["lua", "pasta"],
      );
      await trial.ask(breaks());
      await trial.resume("continue");
      await trial.ended();
      assert.equal(trial.said(), "一。枝、引数。2終わり。");
    }));

  it("steps over, into the scene that was drawn, and out", () =>
    check(
      { scene: "話" },
      [],
      async (trial) => {
        assert.equal((await trial.stopped()).reason, "entry");
        assert.equal(await trial.line(), 2);
        const lines: number[] = [];
        for (let step = 0; step < 4; step++) {
          await trial.resume("over");
          assert.equal((await trial.stopped()).reason, "step");
          lines.push(await trial.line());
        }
        assert.deepEqual(lines, [3, 4, 5, 6]);
        await trial.resume("in");
        await trial.stopped();
        assert.equal(await trial.line(), 9);
        await trial.resume("over");
        await trial.stopped();
        assert.deepEqual(await trial.scope("arguments"), new Map([["[1]", '"引数"']]));
        await trial.resume("out");
        await trial.stopped();
        assert.equal(await trial.line(), 7);
        await trial.resume("continue");
        await trial.ended();
        assert.equal(trial.said(), "一。枝、引数。2終わり。", "a stepped program says what a free one says");
      },
      true,
    ));

  it("sets what it shows: variables of the act, of Lua, and saved ones", () =>
    check({ scene: "話" }, [breaks(7, 17)], async (trial) => {
      await trial.stopped();
      const set = async (scope: Scope["name"], name: string, lua: string) => {
        const [frame] = (await trial.ask<Frame[]>({ kind: "stack" })).filter(({ kind }) => kind !== "library");
        const scopes = await trial.ask<Scope[]>({ kind: "scopes", frame: frame?.id ?? 0 });
        const reference = scopes.find((each) => each.name === scope)?.reference ?? 0;
        return trial.ask<Variable>({ kind: "setVariable", reference, name, lua });
      };
      assert.equal((await set("variables", "x", "x_is_nil or 40 + 2")).text, "42");
      assert.equal((await set("saved", "印", "'あ'")).text, '"あ"');
      await trial.resume("continue");
      await trial.stopped();
      assert.equal(await trial.line(), 17);
      assert.equal((await set("locals", "合計", "合計 * 2")).text, "12");
      await trial.resume("continue");
      await trial.ended();
      assert.equal(trial.said(), "一。枝、引数。42終わり。");
      assert.deepEqual(await trial.session.saved(), { 印: "あ", 合計: 12 });
    }));

  it("asks conditions, counts hits, and tells without stopping", () =>
    check(
      { scene: "話" },
      [
        {
          kind: "breakpoints",
          file: FILE,
          breakpoints: [
            { id: 1, line: 14, condition: "i == 2" },
            { id: 2, line: 14, hits: "3" },
            { id: 3, line: 14, log: ["合計は", { lua: "合計" }] },
          ],
        },
      ],
      async (trial) => {
        assert.deepEqual((await trial.stopped()).breakpoints, [1]);
        assert.equal((await trial.scope("locals")).get("i"), "2");
        const sum = await trial.ask<Variable>({ kind: "evaluate", frame: 0, lua: "合計 + i * 10" });
        assert.equal(sum.text, "21");
        await trial.ask({ kind: "evaluate", frame: 0, lua: "合計 = 100" });
        assert.equal((await trial.scope("locals")).get("合計"), "100");
        const wrong = await trial.session.debug({ kind: "evaluate", frame: 0, lua: "nil + 1" });
        assert.ok(!wrong.ok && wrong.problem.includes("arithmetic"));
        await trial.resume("continue");
        assert.deepEqual((await trial.stopped()).breakpoints, [2]);
        await trial.resume("continue");
        await trial.ended();
        assert.deepEqual(await trial.session.saved(), { 合計: 105 });
        assert.deepEqual(
          trial.told.flatMap((event) => (event.kind === "log" ? [event.text] : [])),
          ["合計は0", "合計は1", "合計は102"],
        );
      },
    ));

  it("stops where a scene of a name begins, by prefix", () =>
    check({ scene: "話" }, [{ kind: "functionBreakpoints", breakpoints: [{ id: 9, name: "枝" }] }], async (trial) => {
      assert.equal((await trial.stopped()).reason, "function");
      assert.equal(await trial.line(), 10);
      await trial.resume("continue");
      await trial.ended();
    }));

  it("stops at errors and at unresolved calls when asked", () =>
    check({ scene: "失敗" }, [{ kind: "exceptions", filters: ["lua-error", "unresolved"] }], async (trial) => {
      const unresolved = await trial.stopped();
      assert.deepEqual([unresolved.reason, unresolved.text], ["exception", "【シーンが見つからない：＞ない】"]);
      assert.equal(await trial.line(), lineWith("＞ない"));
      await trial.resume("continue");
      const raised = await trial.stopped();
      assert.equal(raised.reason, "exception");
      assert.match(raised.text ?? "", /わざと/);
      assert.equal(await trial.line(), lineWith("わざと"));
      await trial.resume("continue");
      await trial.ended();
    }));

  it("pauses a loop without an end, and ends it", () =>
    check({ scene: "止まらない" }, [], async (trial) => {
      await trial.ask({ kind: "pause" });
      assert.equal((await trial.stopped()).reason, "pause");
      await trial.resume("over");
      await trial.stopped();
      await trial.resume("continue");
    }));
});
