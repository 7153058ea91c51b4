/** Going back in time: a program that goes back stands where it stood, as it stood, and then says the same again. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Debugger } from "#runtime/debugger/debugger.ts";
import type { DebugRequest, Frame, Scope, Variable } from "#runtime/debugger/model.ts";
import { Recording, Timeline } from "#runtime/debugger/timeline.ts";
import { type PlayEvent, Program, Session, transcript } from "#runtime/index.ts";
import { engineOptions, testGhost } from "../support/engine.ts";
import { randomGhost } from "../support/stepped-ghost.ts";

const FILE = "dic/a.pasta";
const RUNS = Number(process.env.PASTA_RUNS ?? 25);

type Command =
  | { readonly kind: "play" }
  | { readonly kind: "resume" }
  | { readonly kind: "choose"; readonly index: number };

/** Where a program stands, in every respect that a person can see. */
interface Seen {
  readonly frames: readonly string[];
  readonly values: readonly string[];
}

/** What is done at each stop: asks as often as it likes, and says how to go on. */
type Script = (ask: <T>(request: DebugRequest) => T, stop: number) => DebugRequest;

interface Played {
  readonly told: unknown;
  readonly stops: number;
}

/** Plays 甲 to its end, choices and pauses included, under a debugger that is told what to do at each stop. */
async function play(
  text: string,
  initial: readonly DebugRequest[],
  stopOnEntry: boolean,
  script: Script,
  whenAsked: (handle: (request: DebugRequest) => void) => void = () => {},
): Promise<Played> {
  const ghost = await testGhost(new Map([[FILE, text]]));
  let stops = 0;
  let events: PlayEvent[] = [];
  const waiting = () => {
    const ask = <T>(request: DebugRequest): T => {
      const answer = debug.handle(request);
      assert.ok(answer.ok, JSON.stringify(answer));
      return answer.value as T;
    };
    return { request: script(ask, stops++), answer: () => {} };
  };
  const debug: Debugger = new Debugger({
    emit: () => {},
    wait: waiting,
    nameAt: () => null,
    stopOnEntry,
    canRewind: true,
  });
  for (const request of initial) debug.handle(request);
  const clock = new Recording(() => performance.now());
  const base = await engineOptions(ghost, {}, () => {});
  const timeline = new Timeline<Session, Command>(debug, {
    begin: () => {
      clock.begin();
      events = [];
      return new Session({
        ...base,
        program: new Program(ghost),
        stopped: () => {
          if (!debug.isSearching) whenAsked((request) => debug.handle(request));
          return false;
        },
        clock: () => clock.read(),
        debugger: debug,
        onEvent: (event) => events.push(event),
      });
    },
    apply: (session, command) => {
      if (command.kind === "play") session.play("甲");
      else if (command.kind === "resume") session.resume();
      else session.choose(command.index);
    },
  });
  // Going back takes commands away, so it is they that are counted: a choice may be offered for ever.
  for (let command: Command | null = { kind: "play" }; command !== null && timeline.commands.length < 8; ) {
    timeline.perform(command);
    const last = events.at(-1);
    const waits = last?.kind === "end" ? last.waiting : null;
    command = waits === "continue" ? { kind: "resume" } : waits === "choice" ? { kind: "choose", index: 0 } : null;
  }
  return { told: [transcript(events), timeline.session.saved()], stops };
}

/** Looks at everything. */
function look(ask: <T>(request: DebugRequest) => T): Seen {
  const frames = ask<Frame[]>({ kind: "stack" });
  const top = frames.find(({ kind }) => kind !== "library");
  const values: string[] = [];
  if (top !== undefined)
    for (const { name, reference } of ask<Scope[]>({ kind: "scopes", frame: top.id }))
      if (name !== "upvalues")
        for (const variable of ask<Variable[]>({ kind: "variables", reference }))
          values.push(`${name}.${variable.name}=${variable.reference === 0 ? variable.text.replace(/0x.*/, "") : "…"}`);
  return { frames: frames.map(({ name, source }) => `${name}:${source?.line ?? ""}`), values };
}

describe("going back", () => {
  it("from any line to the line before, and on again", async () => {
    await fc.assert(
      fc.asyncProperty(randomGhost, fc.nat(), fc.integer({ min: 1, max: 3 }), async (text, from, times) => {
        const trace: Seen[] = [];
        const free = await play(text, [], true, (ask) => {
          trace.push(look(ask));
          return { kind: "resume", mode: "in" };
        });
        const start = from % trace.length;
        const back: Seen[] = [];
        const turned = await play(text, [], true, (ask, stop) => {
          if (stop >= start) back.push(look(ask));
          return { kind: "resume", mode: stop < start ? "in" : stop < start + times ? "back" : "continue" };
        });
        const expected = [trace[start] as Seen];
        for (let time = 0, at = start; time < times; time++) {
          at = Math.max(
            0,
            trace.findLastIndex(
              ({ frames }, index) => index < at && frames.length <= (trace[at] as Seen).frames.length,
            ),
          );
          expected.push(trace[at] as Seen);
        }
        assert.deepEqual(back, expected);
        assert.deepEqual(turned.told, free.told);
      }),
      { numRuns: RUNS },
    );
  });

  const lines = fc
    .uniqueArray(fc.integer({ min: 3, max: 30 }), { minLength: 1, maxLength: 4 })
    .map((at): DebugRequest => {
      const breakpoints = at.map((line, id) => ({ id, line, code: true, ...(line % 5 === 0 && { hits: "%2" }) }));
      return { kind: "breakpoints", file: FILE, breakpoints };
    });
  /** Reasons to stop for which nobody looks at lines until they come. */
  const others = fc.constantFrom<DebugRequest>(
    {
      kind: "functionBreakpoints",
      breakpoints: [
        { id: 90, name: "二" },
        { id: 91, name: "丁" },
        { id: 92, name: "丙", hits: "2" },
      ],
    },
    { kind: "exceptions", filters: ["failure"] },
    { kind: "exceptions", filters: ["lua-error", "unresolved"] },
    { kind: "dataBreakpoints", breakpoints: [{ id: 93, name: "y" }] },
  );

  it("to the stop before, where everything is as it was", async () => {
    const wanted = fc.oneof(fc.tuple(lines), fc.tuple(others), fc.tuple(lines, others), fc.tuple(others, others));
    await fc.assert(
      fc.asyncProperty(randomGhost, wanted, fc.integer({ min: 1, max: 6 }), async (text, initial, turn) => {
        const first: Seen[] = [];
        const free = await play(text, initial, false, (ask) => {
          first.push(look(ask));
          return { kind: "resume", mode: "continue" };
        });
        const second: Seen[] = [];
        const turned = Math.min(turn, first.length - 1);
        const there = await play(text, initial, false, (ask, stop) => {
          second.push(look(ask));
          // Goes on to a stop, back from there to the first, and on again.
          return { kind: "resume", mode: stop >= turned && stop < 2 * turned ? "reverse" : "continue" };
        });
        const expected = [...first.slice(0, turned + 1), ...first.slice(0, turned).reverse(), ...first.slice(1)];
        assert.deepEqual(second, expected);
        assert.deepEqual(there.told, free.told);
      }),
      { numRuns: RUNS },
    );
  });

  it("with what was changed on the way", async () => {
    await fc.assert(
      fc.asyncProperty(randomGhost, lines, others, fc.nat(5), async (text, at, other, changes) => {
        const change = (ask: <T>(request: DebugRequest) => T, stop: number) => {
          if (stop === changes)
            ask({
              kind: "evaluate",
              frame: null,
              lua: '(var or {}).x = 100 require("pasta.save").y = 200',
              keep: true,
            });
        };
        const first: Seen[] = [];
        const free = await play(text, [at, other], false, (ask, stop) => {
          first.push(look(ask));
          change(ask, stop);
          return { kind: "resume", mode: "continue" };
        });
        if (first.length < changes + 2) return;
        const second: Seen[] = [];
        const there = await play(text, [at, other], false, (ask, stop) => {
          second.push(look(ask));
          change(ask, stop);
          return { kind: "resume", mode: stop === changes + 1 ? "reverse" : "continue" };
        });
        // Back at the stop of the change, it has been made already.
        const again = second.splice(changes + 1, 2);
        assert.deepEqual(again[0], first[changes + 1]);
        assert.deepEqual(second, first);
        assert.deepEqual(there.told, free.told);
      }),
      { numRuns: RUNS },
    );
  });

  it("from a pause in the midst of a loop", async () => {
    const text = `％さくら
＊甲
　＞計算
\`\`\`lua
function SCENE.計算(act)
  local s, t = 0, {}
  local step = coroutine.wrap(function() for i = 1, 1e9 do coroutine.yield(i) end end)
  for i = 1, 60000 do
    s = s + i % 7
    t[i % 100] = tostring(s):rep(i % 3)
    if i % 5 == 0 then
      s = s + step()
    end
    table.sort({ 3, 1, i }, function(a, b)
      return a < b
    end)
  end
  act.save.s = s
end
\`\`\`
`;
    for (const slices of [3, 4, 5, 9, 17]) {
      let slice = 0;
      const seen: Seen[] = [];
      const modes = ["back", "in", "in", "reverse"] as const;
      const pause = (handle: (request: DebugRequest) => void) => {
        if (++slice === slices) handle({ kind: "pause" });
      };
      const script: Script = (ask, stop) => {
        seen.push(look(ask));
        return { kind: "resume", mode: modes[stop] ?? "continue" };
      };
      await play(text, [], false, script, pause);
      const [paused, before, again, after, first] = seen.map((each) => JSON.stringify(each));
      assert.equal(again, paused, "stepping on from the line before leads to the pause");
      assert.notEqual(before, paused);
      assert.notEqual(after, paused);
      assert.match(first ?? "", /^\{"frames":\["func:1"/, "no stop was before: the beginning");
    }
  });
});
