/** No script hangs, floods or breaks its host: each comes to its end, and the next scene plays. */
import assert from "node:assert/strict";
import type { PlayEvent } from "#runtime/index.ts";
import { openSession } from "#runtime/node/local-session.ts";
import { testGhost } from "../support/engine.ts";
import { type Fate, hostileScripts } from "./hostile-scripts.ts";

const LIMITS = { instructions: 3_000_000, memoryBytes: 16 << 20, milliseconds: 60_000 };

/** Plays a script as a scene's function (line 3 of the file) and then another scene in the same session. */
async function check(lua: string, fate: Fate): Promise<void> {
  const text = `＊悪\n\`\`\`lua\nfunction SCENE.悪(act) ${lua} end\n\`\`\`\n　＞悪\n＊次\n　：無事。\n％さくら\n＊無事\n　さくら：無事。\n`;
  const events: PlayEvent[] = [];
  const ghost = await testGhost(new Map([["dic/main.pasta", text]]));
  const session = await openSession(ghost, { seed: 1, shuffle: false, limits: LIMITS }, (event) => events.push(event));
  session.play("悪");
  while (waits(events)) session.resume();
  assert.equal(fateOf(events), fate);
  const limit = events.find((event) => event.kind === "limit");
  if (limit?.kind === "limit") {
    assert.equal(limit.source?.file, "dic/main.pasta", "the file where it struck");
    // What is told late, and a tail call, leave no frame of the user's behind; then it is what happened last.
    if (limit.limit !== "output" && !lua.startsWith("return act:call"))
      assert.equal(limit.source?.line, 2, "the line where it struck");
  }
  events.length = 0;
  session.play("無事");
  assert.deepEqual(
    events.flatMap((event) => (event.kind === "talk" ? [event.text] : [])),
    ["無事。"],
  );
}

function waits(events: readonly PlayEvent[]): boolean {
  const last = events.at(-1);
  return last?.kind === "end" && last.waiting === "continue";
}

function fateOf(events: readonly PlayEvent[]): Fate {
  for (const event of events) {
    if (event.kind === "limit") return `limit:${event.limit}` as Fate;
    if (event.kind === "error") return "error";
  }
  return "end";
}

describe("limits", function () {
  this.timeout(60_000);
  it("scenes that call each other by prefix → limit:output", async () => {
    const events: PlayEvent[] = [];
    const ghost = await testGhost(new Map([["dic/a.pasta", "＊ぐる\n　＞まわる\n＊まわる\n　＞ぐる\n"]]));
    const limits = { ...LIMITS, instructions: 100_000_000, output: 100_000 };
    const session = await openSession(ghost, { seed: 1, shuffle: false, limits }, (event) => events.push(event));
    session.play("ぐる");
    assert.equal(fateOf(events), "limit:output");
  });

  for (const [name, fate, lua] of hostileScripts) it(`${name} → ${fate}`, () => check(lua, fate));
});
