/**
 * Fresh ghosts beside the engine: `npm run conformance:plays [-- --seed 1] [--count 300]`.
 *
 * Makes random ghosts, has the engine and the product play the same scenes of them with decks that are not shuffled,
 * and compares everything that comes out. Exits with 1 where something differs.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { transcript } from "#runtime/index.ts";
import { testEngine, testGhost } from "#test/support/engine.ts";
import { option } from "#test/support/option.ts";
import { testParser } from "#test/support/parser.ts";
import { type RandomGhost, randomGhost, soundLines } from "#test/support/random-ghosts.ts";
import { buildReference } from "#test/support/reference.ts";

/** What the engine tells, as JSON text; null where it does not load the ghost. */
function askEngine(reference: string, { files, plays }: RandomGhost): string | null {
  const folder = mkdtempSync(join(tmpdir(), "pasta-plays-"));
  for (const [path, text] of [...files, ["plays.json", JSON.stringify(plays)] as const]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const answer = spawnSync(reference, ["play", folder], { encoding: "utf8", timeout: 20_000, maxBuffer: 2 ** 28 });
  rmSync(folder, { recursive: true });
  const told = answer.stdout.trim();
  return told.startsWith("[") ? told : null;
}

async function askProduct({ files, plays }: RandomGhost): Promise<unknown> {
  const { engine, events } = await testEngine(await testGhost(files));
  return plays.flatMap(({ scene, times, args }) =>
    Array.from({ length: times }, () => {
      events.length = 0;
      let outcome = engine.play(scene, [...args]);
      while (outcome === "yield") {
        events.push({ kind: "yield" });
        outcome = engine.resume();
      }
      return { scene, events: transcript(events) };
    }),
  );
}

const seed = option("seed", 1);
const count = option("count", 300);
const reference = buildReference();
const parser = await testParser();
let different = 0;
let refused = 0;
for (let i = 0; i < count; i++) {
  const made = randomGhost(seed * 1_000_003 + i);
  const sound = (path: string, text: string) => (path.endsWith(".pasta") ? soundLines(parser, text) : text);
  const ghost = { ...made, files: new Map([...made.files].map(([path, text]) => [path, sound(path, text)])) };
  const expected = askEngine(reference, ghost);
  if (expected === null) {
    refused++;
    continue;
  }
  const ours = JSON.stringify(await askProduct(ghost));
  const theirs = JSON.stringify(JSON.parse(expected));
  if (ours === theirs) continue;
  different++;
  if (different > 3) continue;
  const at = [...ours].findIndex((character, index) => character !== theirs[index]);
  console.log(`ghost ${i} of seed ${seed}, plays ${JSON.stringify(ghost.plays)}`);
  console.log(`  ours     …${ours.slice(Math.max(0, at - 200), at + 200)}`);
  console.log(`  engine's …${theirs.slice(Math.max(0, at - 200), at + 200)}`);
  for (const [path, text] of ghost.files) console.log(`//- /${path}\n${text}`);
}
console.log(`seed ${seed}: ${count} ghosts, ${different} differ, ${refused} that the engine does not load`);
process.exitCode = different === 0 ? 0 : 1;
