/** Sessions in worker threads: events arrive, choices go on, and stopping works whatever a script does. */
import assert from "node:assert/strict";
import type { PlayEvent } from "#runtime/index.ts";
import { type PlayRequest, type PlaySession, startPlay } from "#runtime/node/session.ts";
import { testGhost } from "../support/engine.ts";
import { parseFixture } from "../support/fixture.ts";

const GHOST = `//- /dic/main.pasta
％さくら

＊質問
　さくら：どっち？
　＠？はい
　＠？いいえ

　・はい
　　さくら：はい。
　　＞チェイントーク
　　さくら：続き。

　・いいえ
　　さくら：いいえ。

＊止まらない
　＞回る
\`\`\`lua
function SCENE.回る(act) while true do pcall(function() while true do end end) end end
\`\`\`
`;

interface Running {
  readonly session: PlaySession;
  readonly events: PlayEvent[];
  /** Resolves at the next `end` event. */
  next(): Promise<void>;
}

async function start(request: PlayRequest): Promise<Running> {
  const ghost = await testGhost(
    new Map(parseFixture(GHOST).files.map(({ path, text }) => [path.replace(/^\//, ""), text])),
  );
  const events: PlayEvent[] = [];
  let ends = 0;
  let told = 0;
  let wake: () => void = () => {};
  const session = await startPlay(ghost, request, (event) => {
    events.push(event);
    if (event.kind === "end") {
      ends++;
      wake();
    }
  });
  assert.ok(!("problem" in session), "the session starts");
  const next = async () => {
    told++;
    while (ends < told) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { session, events, next };
}

function said(events: readonly PlayEvent[]): string[] {
  return events.flatMap((event) => (event.kind === "talk" ? [event.text] : []));
}

describe("sessions", () => {
  it("play a scene, a choice of it, and what follows a yield", async () => {
    const { session, events, next } = await start({ scene: "質問", seed: 1 });
    try {
      await next();
      assert.deepEqual(events.at(-1), { kind: "end", waiting: "choice" });
      assert.deepEqual(said(events), ["どっち？"]);
      session.choose(0);
      await next();
      assert.deepEqual(events.at(-1), { kind: "end", waiting: "continue" });
      session.resume();
      await next();
      assert.deepEqual(said(events), ["どっち？", "はい。", "続き。"]);
      assert.deepEqual(events.at(-1), { kind: "end", waiting: null });
    } finally {
      await session.stop();
    }
  });

  it("play exactly the local scene of a line, and name it", async () => {
    const { session, events, next } = await start({ scene: { file: "dic/main.pasta", line: 13 } });
    try {
      await next();
      assert.equal(session.scene, "質問_1::いいえ_1");
      assert.deepEqual(said(events), ["いいえ。"]);
      const talk = events.find(({ kind }) => kind === "talk");
      assert.deepEqual(talk, {
        kind: "talk",
        actor: "さくら",
        text: "いいえ。",
        source: { file: "dic/main.pasta", line: 13 },
      });
    } finally {
      await session.stop();
    }
  });

  it("say what is wrong where no scene is written", async () => {
    const ghost = await testGhost(new Map([["dic/a.pasta", "＠語：値\n＊場面\n　さくら：はい。\n"]]));
    const answer = await startPlay(ghost, { scene: { file: "dic/a.pasta", line: 0 }, locale: "ja" }, () => {});
    assert.ok("problem" in answer && answer.problem.includes("シーン"));
  });

  it("stop while a script runs without an end", async () => {
    const { session, events } = await start({ scene: "止まらない" });
    await session.stop();
    const count = events.length;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(events.length, count, "nothing is told after stop");
  });

  it("end a script at its limit and play the next scene in a fresh engine", async () => {
    const { session, events, next } = await start({ scene: "止まらない", limits: { instructions: 1_000_000 } });
    try {
      await next();
      const limit = events.find((event) => event.kind === "limit");
      assert.ok(limit?.kind === "limit" && limit.limit === "instructions");
      assert.deepEqual(limit.source, { file: "dic/main.pasta", line: 18 });
      session.play("質問");
      await next();
      assert.deepEqual(said(events), ["どっち？"]);
    } finally {
      await session.stop();
    }
  });
});
