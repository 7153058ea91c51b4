/** A program that is stepped to its end says what it says when it runs freely, whatever it is and however it is stepped. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Debugger } from "#runtime/debugger/debugger.ts";
import type { DebugRequest, StepMode } from "#runtime/debugger/model.ts";
import { Engine, transcript } from "#runtime/index.ts";
import { engineOptions, testGhost } from "../support/engine.ts";
import { randomGhost } from "../support/stepped-ghost.ts";

const steps = fc.array(fc.constantFrom<StepMode>("in", "over", "out"), { minLength: 1, maxLength: 6 });

/** Plays 甲; with `modes`, stops at the first line and goes on by these steps, over and over. */
async function play(text: string, modes: readonly StepMode[] | null): Promise<{ told: unknown; stops: number }> {
  let stops = 0;
  const wait = () => {
    const mode = (modes as readonly StepMode[])[stops++ % (modes as readonly StepMode[]).length] as StepMode;
    return { request: { kind: "resume", mode } as DebugRequest, answer: () => {} };
  };
  const stepper = new Debugger({ emit: () => {}, wait, nameAt: () => null, stopOnEntry: modes !== null });
  // Watched variables stop functions at their very end, where their results lie.
  stepper.handle({ kind: "dataBreakpoints", breakpoints: [{ id: 1, name: "y" }] });
  const events: Parameters<typeof transcript>[0][number][] = [];
  const options = await engineOptions(await testGhost(new Map([["dic/a.pasta", text]])), {}, (event) =>
    events.push(event),
  );
  const engine = new Engine({ ...options, ...(modes !== null && { debugger: stepper }) });
  let outcome = engine.play("甲");
  // A choice may be offered for ever.
  for (let turns = 0; turns < 8; turns++) {
    if (outcome === "yield") {
      events.push({ kind: "yield" });
      outcome = engine.resume();
    } else if (outcome === "end" && engine.choices.length > 0) {
      events.push({ kind: "yield" });
      outcome = engine.choose(engine.choices.length - 1);
    }
  }
  return { told: [transcript(events), engine.saved()], stops };
}

describe("stepping", () => {
  it("changes nothing of what is said", async () => {
    await fc.assert(
      fc.asyncProperty(randomGhost, steps, async (text, modes) => {
        const free = await play(text, null);
        const stepped = await play(text, modes);
        assert.ok(stepped.stops > 0);
        assert.deepEqual(stepped.told, free.told);
      }),
      { numRuns: 60 },
    );
  });
});
