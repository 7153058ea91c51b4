/** Every ghost of the conformance data says what the engine said: strategy `localFirst`, decks in candidate order. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transcript } from "#runtime/player/transcript.ts";
import { ghostFolder, testEngine, testGhost } from "../support/engine.ts";

interface Play {
  readonly scene: string;
  readonly times?: number;
  readonly args?: readonly (string | number | boolean)[];
}

const root = fileURLToPath(new URL("data/dialogue/", import.meta.url));

/** Plays all of a ghost's plays.json in one engine. */
async function check(name: string): Promise<void> {
  const folder = join(root, name);
  const plays: Play[] = JSON.parse(readFileSync(join(folder, "plays.json"), "utf8"));
  const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
  const { engine, events } = await testEngine(await testGhost(ghostFolder(folder)));
  assert.deepEqual(transcript(events), [], "loading says nothing");
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
  assert.deepEqual(told, expected);
}

describe("dialogue of the engine", () => {
  for (const name of readdirSync(root)) it(name, () => check(name));
});
