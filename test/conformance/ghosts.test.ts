/** Ghosts of our own that the engine has played, too: what `dialogue` leaves out. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { transcript } from "#runtime/index.ts";
import { type ListedGhost, listedGhosts } from "#test/support/ghost-list.ts";
import { testEngine, testGhost } from "../support/engine.ts";

const data = (name: string) => readFileSync(fileURLToPath(new URL(`data/${name}`, import.meta.url)), "utf8");
const answers: Readonly<Record<string, unknown>> = JSON.parse(data("ghosts.json"));

async function check({ name, files }: ListedGhost): Promise<void> {
  const { engine, events } = await testEngine(await testGhost(files));
  assert.deepEqual(
    events.filter(({ kind }) => kind !== "log"),
    [],
    "loading says nothing",
  );
  const plays: { scene: string; times?: number; args?: (string | number)[] }[] = JSON.parse(
    files.get("plays.json") ?? "[]",
  );
  const told = plays.flatMap(({ scene, times = 1, args = [] }) =>
    Array.from({ length: times }, () => {
      events.length = 0;
      let outcome = engine.play(scene, args);
      while (outcome === "yield") {
        events.push({ kind: "yield" });
        outcome = engine.resume();
      }
      return { scene, events: transcript(events) };
    }),
  );
  assert.deepEqual(told, answers[name]);
}

describe("ghosts that the engine has played", () => {
  for (const ghost of listedGhosts(data("ghosts.txt"))) it(ghost.name, () => check(ghost));
});
