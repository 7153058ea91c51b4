/** The runtime: look-ups in tables of any size, engines cold and warm, the cache, generated Lua, scenes and lines. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { classify, declarationsOf, NO_CONFIG } from "#core/project/index.ts";
import {
  buildTables,
  type FileDeclarations,
  globalSceneCandidates,
  localSceneCandidates,
  type Tables,
} from "#core/resolve/index.ts";
import { Debugger } from "#runtime/debugger/debugger.ts";
import { Engine, generateDocument, type PlayableGhost } from "#runtime/index.ts";
import { buildCache } from "#runtime/node/cache.ts";
import { openSession } from "#runtime/node/local-session.ts";
import { startPlay } from "#runtime/node/session.ts";
import { engineOptions, ghostFolder, testEngine, testGhost } from "../support/engine.ts";
import { testParser } from "../support/parser.ts";
import { buildReference } from "../support/reference.ts";
import { benchGhost, dialogue } from "./ghost.ts";
import { fastest, percentile, report } from "./measure.ts";

const settings = { aliases: new Map(), actors: new Map() };

/** What files of a hundred scenes declare, each scene with two local ones. */
async function declared(scenes: number): Promise<FileDeclarations[]> {
  const parser = await testParser();
  return Array.from({ length: scenes / 100 }, (_, file) => {
    const text = Array.from({ length: 100 }, (_, scene) => {
      const name = `場面${file}の${scene}番`;
      return `＊${name}\n　さくら：話。\n　・枝一\n　　さくら：一。\n　・枝二\n　　さくら：二。\n`;
    }).join("");
    return declarationsOf(`dic/${file}.pasta`, parser.parse(text));
  });
}

/** Bytes in use after everything unused is gone. */
function heapUsed(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Microseconds of single look-ups of a few candidates: median and 99th percentile. */
function lookUps(tables: Tables, scenes: number): { median: number; p99: number } {
  const samples: number[] = [];
  let found = 0;
  for (let n = 0; n < 20_000; n++) {
    const at = (n * 7919) % scenes;
    const name = `場面${Math.floor(at / 100)}の${at % 100}番`;
    const start = performance.now();
    found += globalSceneCandidates(tables, name).length + localSceneCandidates(tables, `${name}_1`, "枝").length;
    samples.push((performance.now() - start) * 1000);
  }
  if (found < 60_000) throw new Error("the look-ups found too little");
  return { median: percentile(samples, 0.5), p99: percentile(samples, 0.99) };
}

async function resolution(): Promise<void> {
  console.log(" look-ups (one global and one local prefix)");
  const medians = new Map<number, number>();
  for (const scenes of [1_000, 10_000, 100_000]) {
    const files = await declared(scenes);
    const start = performance.now();
    let tables: Tables | null = buildTables(files, settings);
    report(`${scenes} scenes: building the index`, performance.now() - start, "ms");
    lookUps(tables, scenes);
    const { median, p99 } = lookUps(tables, scenes);
    medians.set(scenes, median);
    report(`${scenes} scenes: median`, median, "µs", scenes === 10_000 ? { most: 20 } : {});
    report(`${scenes} scenes: 99th percentile`, p99, "µs");
    // What the index holds is what becomes free when it goes; what the files declare stays.
    const held = heapUsed();
    tables = null;
    const index = (held - heapUsed()) / 1e6;
    report(`${scenes} scenes: the index`, index, "MB", scenes === 10_000 ? { most: 10 } : {});
    if (files.length !== scenes / 100) throw new Error("the files were let go");
  }
  report("median at 100,000 over 10,000", (medians.get(100_000) ?? 0) / (medians.get(10_000) ?? 1), "times", {
    most: 1.5,
  });
}

async function cache(): Promise<void> {
  console.log(" the cache, 100 files");
  const parser = await testParser();
  const root = mkdtempSync(join(tmpdir(), "pasta-bench-"));
  cpSync(benchGhost(100, 10), root, { recursive: true });
  const files = classify(NO_CONFIG, [...ghostFolder(root).keys()]);
  const past = new Date(Date.now() - 60_000);
  for (const path of files.keys()) utimesSync(join(root, path), past, past);
  const build = () =>
    buildCache({ root, output: join(root, "out"), files, aliases: new Map(), parse: (text) => parser.parse(text) });
  await build();
  rmSync(join(root, "out"), { recursive: true });
  const cold = (await build()).milliseconds;
  const warm = Math.min((await build()).milliseconds, (await build()).milliseconds);
  const one = join(root, [...files.keys()][50] ?? "");
  utimesSync(one, new Date(), new Date());
  await build();
  const text = readFileSync(one);
  const changed: number[] = [];
  for (let time = 0; time < 3; time++) {
    writeFileSync(one, `${text}＃ ${time}\n`);
    changed.push((await build()).milliseconds);
  }
  report("cold build", cold, "ms");
  report("nothing changed, over cold", (warm / cold) * 100, "%", { most: 20 });
  report("one file changed, over cold (the check of the others included)", (Math.min(...changed) / cold) * 100, "%");
  report("check of one file", warm / files.size, "ms", { most: 1 });
  rmSync(root, { recursive: true, force: true });
}

/** Milliseconds of the engine's own parser. */
function engineParsing(text: string): number {
  const reference = buildReference();
  const folder = mkdtempSync(join(tmpdir(), "pasta-bench-"));
  writeFileSync(join(folder, "a.pasta"), text);
  const { stdout } = spawnSync(reference, ["bench", join(folder, "a.pasta"), "3"], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  return (JSON.parse(stdout) as { ms: number }).ms;
}

/** Milliseconds from the engine's start to the end of its plays, for a ghost on disk. */
function enginePlaying(ghost: string, scene: string): number {
  const reference = buildReference();
  const folder = mkdtempSync(join(tmpdir(), "pasta-bench-"));
  cpSync(ghost, folder, { recursive: true });
  writeFileSync(join(folder, "plays.json"), JSON.stringify([{ scene }]));
  const start = performance.now();
  spawnSync(reference, ["play", folder], { encoding: "utf8" });
  const elapsed = performance.now() - start;
  rmSync(folder, { recursive: true });
  return elapsed;
}

async function transpiling(): Promise<void> {
  console.log(" generating Lua");
  const parser = await testParser();
  for (const size of [5_000, 30_000, 100_000]) {
    const text = dialogue(size);
    const best = fastest(7, () => {
      // A fresh parse each time: blocks that were generated before are kept by identity.
      generateDocument(parser.parse(text), { aliases: new Map() });
    });
    const parsing = fastest(7, () => void parser.parse(text));
    report(`${size / 1000} KB, parsing included`, Buffer.byteLength(text) / best / 1000, "MB/s");
    // The engine's generator cannot be measured alone; its parser, which runs before it, can.
    const engine = engineParsing(text);
    report(`${size / 1000} KB, the engine's parser alone`, Buffer.byteLength(text) / engine / 1000, "MB/s");
    report(
      `${size / 1000} KB, generating alone`,
      Buffer.byteLength(text) / Math.max(best - parsing, 0.001) / 1000,
      "MB/s",
    );
  }
}

async function playing(ghost: PlayableGhost): Promise<void> {
  console.log(" playing, 10,000 scenes in 100 files");
  const options = { seed: 1, shuffle: true };
  let told = 0;
  const cold = performance.now();
  const first = await openSession(ghost, options, () => told++);
  first.load();
  first.play("猫");
  report("engine made, ghost loaded, first scene told (first time)", performance.now() - cold, "ms");
  const warm = performance.now();
  const second = await openSession(ghost, options, () => told++);
  second.load();
  second.play("猫");
  report("the same again", performance.now() - warm, "ms");
  let ended: () => void = () => {};
  const start = performance.now();
  let shown = Number.NaN;
  const session = await new Promise<Awaited<ReturnType<typeof startPlay>>>((resolve) => {
    const starting = startPlay(ghost, { scene: "猫", seed: 1 }, (event) => {
      if (event.kind === "talk" && Number.isNaN(shown)) shown = performance.now() - start;
      if (event.kind === "end") ended();
    });
    ended = () => void starting.then(resolve);
  });
  report("thread started to first line", shown, "ms", { most: 500 });
  const stopping = performance.now();
  if (!("problem" in session)) await session.stop();
  report("stop", performance.now() - stopping, "ms", { most: 100 });
}

async function throughput(): Promise<void> {
  console.log(" scenes and lines");
  const text = `＊一\n　さくら：あ。\n＊多\n${"　さくら：長くも短くもない、ふつうの一行です。\n".repeat(1000)}％さくら\n`;
  const { engine, events } = await testEngine(await testGhost(new Map([["dic/a.pasta", text]])));
  const many = fastest(3, () => {
    for (let time = 0; time < 2_000; time++) {
      engine.play("一");
      events.length = 0;
    }
  });
  report("scenes started", 2_000 / (many / 1000), "per second");
  const lines = fastest(3, () => {
    engine.play("多");
    events.length = 0;
  });
  report("lines told", 1_000 / (lines / 1000), "per second");
}

async function engines(): Promise<void> {
  console.log(" many engines");
  const ghost = await testGhost(new Map([["dic/a.pasta", "＊話\n　さくら：話。\n％さくら\n"]]));
  const kept: unknown[] = [];
  await testEngine(ghost);
  globalThis.gc?.();
  const used = () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  const start = performance.now();
  for (let count = 0; count < 100; count++) {
    const { engine } = await testEngine(ghost);
    engine.play("話");
    kept.push(engine);
  }
  report("an engine, made and played", (performance.now() - start) / 100, "ms");
  report("memory of each beyond the first", (used() - before) / 1e6 / 100, "MB", { most: 3 });
  kept.length = 0;
  const churn = async (times: number) => {
    for (let count = 0; count < times; count++) (await testEngine(ghost)).engine.play("話");
    globalThis.gc?.();
    return process.memoryUsage().rss;
  };
  const settled = await churn(1_000);
  const grown = (await churn(10_000)) - settled;
  report("growth over 10,000 engines made and dropped", grown / 1e6, "MB", { most: 30 });
}

/** A compute-bound block: free, under a debugger without breakpoints, and with one that is not hit. */
async function debugging(): Promise<void> {
  console.log(" the debugger on a compute-bound block");
  const text = `＊話\n　＞計算\n\`\`\`lua
function SCENE.計算(act)
  local s, t = 0, {}
  for i = 1, 300000 do
    s = s + i % 7
    t[i % 100] = s
  end
  act.save.s = s
end
function SCENE.休み(act)
  return 1
end
\`\`\`
％さくら
`;
  const ghost = await testGhost(new Map([["dic/a.pasta", text]]));
  const time = async (lines: readonly number[] | null) => {
    const stepper = new Debugger({
      emit: () => {},
      wait: () => {
        throw new Error("nothing should stop");
      },
      nameAt: () => null,
      stopOnEntry: false,
    });
    const breakpoints = (lines ?? []).map((line, id) => ({ id, line }));
    stepper.handle({ kind: "breakpoints", file: "dic/a.pasta", breakpoints });
    const options = await engineOptions(ghost, {}, () => {});
    const engine = new Engine({ ...options, ...(lines !== null && { debugger: stepper }) });
    engine.play("話");
    return fastest(5, () => void engine.play("話"));
  };
  const free = await time(null);
  report("free", free, "ms");
  report("attached, without a breakpoint", (await time([])) / free, "times", { most: 1.3 });
  report("with one that is not hit", (await time([11])) / free, "times", { most: 5 });
}

/** A ghost of 100 small files, from nothing to the end of a scene, beside the engine doing the same. */
async function beside(): Promise<void> {
  console.log(" start to the end of one scene, 1,000 scenes in 100 files");
  const folder = benchGhost(100, 10);
  const start = performance.now();
  const session = await openSession(await testGhost(ghostFolder(folder)), { seed: 1, shuffle: false }, () => {});
  session.play("猫");
  report("here, parsing included", performance.now() - start, "ms");
  report("the engine, its process included", enginePlaying(folder, "猫"), "ms");
  console.log("  (the engine's look-ups alone cannot be measured from outside)");
}

export async function run(): Promise<void> {
  await beside();
  await debugging();
  await resolution();
  await transpiling();
  await cache();
  await throughput();
  await engines();
  await playing(await testGhost(ghostFolder(benchGhost(100, 100)), "merged"));
}
