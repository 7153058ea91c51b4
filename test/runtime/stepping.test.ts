/** A program that is stepped to its end says what it says when it runs freely, whatever it is and however it is stepped. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Debugger } from "#runtime/debugger/debugger.ts";
import type { DebugRequest, StepMode } from "#runtime/debugger/model.ts";
import { Engine, transcript } from "#runtime/index.ts";
import { engineOptions, testGhost } from "../support/engine.ts";

const FUNCTIONS = `\`\`\`lua
function SCENE.和(act, n) local s = 0 for i = 1, n or 3 do s = s + i end return s end
function SCENE.道(act) local co = coroutine.wrap(function() for i = 1, 2 do coroutine.yield(i) end end) return co() + co() end
function SCENE.試(act) return tostring(pcall(error, "x")) end
\`\`\`
`;

/** Lines of a scene; calls go to later scenes only, so that every program ends. */
const line = (later: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(
      "さくら：話。",
      "うにゅう：＠色　です。",
      "：続き。",
      "さくら：＄x　＄＊y",
      "さくら：＠和（４）＠道（）＠試（）",
    ),
    fc.constantFrom(
      "＄x＝＄x＋１",
      "＄＊y＝＄＊y＋２×３",
      "＄x＝＠和（）",
      "＞チェイントーク",
      "さくら：＠ない",
      "＞ない",
    ),
    ...(later.length > 0 ? [fc.constantFrom(...later.map((name) => `＞${name}`))] : []),
  );

const program = fc
  .tuple(
    ...[0, 1, 2, 3].map((index) => fc.array(line(["乙", "丙", "丁"].slice(index)), { minLength: 1, maxLength: 5 })),
  )
  .map((scenes) =>
    ["甲", "乙", "丙", "丁"]
      .map(
        (name, index) =>
          `＊${name}\n　さくら：${name}。\n${(scenes[index] ?? []).map((each) => `　${each}\n`).join("")}${FUNCTIONS}`,
      )
      .join("\n"),
  )
  .map((scenes) => `％さくら\n％うにゅう\n＠色：赤、青、黄\n${scenes}`);

const steps = fc.array(fc.constantFrom<StepMode>("in", "over", "out"), { minLength: 1, maxLength: 6 });

/** Plays 甲; with `modes`, stops at the first line and goes on by these steps, over and over. */
async function play(text: string, modes: readonly StepMode[] | null): Promise<{ told: unknown; stops: number }> {
  let stops = 0;
  const wait = () => {
    const mode = (modes as readonly StepMode[])[stops++ % (modes as readonly StepMode[]).length] as StepMode;
    return { request: { kind: "resume", mode } as DebugRequest, answer: () => {} };
  };
  const stepper = new Debugger({ emit: () => {}, wait, nameAt: () => null, stopOnEntry: modes !== null });
  const events: Parameters<typeof transcript>[0][number][] = [];
  const options = await engineOptions(await testGhost(new Map([["dic/a.pasta", text]])), {}, (event) =>
    events.push(event),
  );
  const engine = new Engine({ ...options, ...(modes !== null && { debugger: stepper }) });
  let outcome = engine.play("甲");
  while (outcome === "yield") {
    events.push({ kind: "yield" });
    outcome = engine.resume();
  }
  return { told: [transcript(events), engine.saved()], stops };
}

describe("stepping", () => {
  it("changes nothing of what is said", async () => {
    await fc.assert(
      fc.asyncProperty(program, steps, async (text, modes) => {
        const free = await play(text, null);
        const stepped = await play(text, modes);
        assert.ok(stepped.stops > 0);
        assert.deepEqual(stepped.told, free.told);
      }),
      { numRuns: 60 },
    );
  });
});
