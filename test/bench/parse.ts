/** Reading Pasta: beside native tree-sitter on the same grammar, and beside the engine's own parser. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Language, Parser } from "web-tree-sitter";
import type { PastaParser } from "#core/syntax/index.ts";
import { readAsset } from "#runtime/node/assets.ts";
import { cacheFolder } from "#scripts/cache.ts";
import { hostile } from "#test/support/hostile.ts";
import { testParser } from "#test/support/parser.ts";
import { askReference, buildReference } from "#test/support/reference.ts";
import { dialogue } from "./ghost.ts";
import { fastest, percentile, report } from "./measure.ts";

const bytesOf = (text: string): number => Buffer.byteLength(text);
const speed = (bytes: number, ms: number): number => bytes / ms / 1000;

function fileOf(text: string): string {
  const path = join(cacheFolder("bench"), "text.pasta");
  writeFileSync(path, text);
  return path;
}

/** Milliseconds that native tree-sitter needs for a text. */
function nativeParse(text: string): number {
  const target = cacheFolder("native-floor");
  const cwd = fileURLToPath(new URL("./native/", import.meta.url));
  const run = spawnSync(
    "cargo",
    ["run", "--release", "--quiet", "--locked", "--target-dir", target, "--", fileOf(text), "15"],
    { cwd, encoding: "utf8" },
  );
  if (run.status !== 0) throw new Error(`native tree-sitter does not run: ${run.stderr}`);
  return Number(run.stdout);
}

async function treeOnly(): Promise<(text: string) => void> {
  await testParser();
  const parser = new Parser();
  parser.setLanguage(await Language.load(await readAsset("tree-sitter-pasta.wasm")));
  return (text) => parser.parse((index) => text.substring(index, index + 4096))?.delete();
}

async function speedOfReading(parser: PastaParser): Promise<void> {
  console.log("Reading 1 MB of dialogue");
  const text = dialogue(1_000_000);
  const bytes = bytesOf(text);
  const parse = await treeOnly();
  const tree = fastest(15, () => parse(text));
  const native = nativeParse(text);
  report("tree in WebAssembly", speed(bytes, tree), "MB/s", { least: 15 });
  report("tree in native code", speed(bytes, native), "MB/s");
  report("WebAssembly against native", native / tree, "times", { least: 0.5 });
  const model = fastest(9, () => parser.parse(text));
  report("tree and model", speed(bytes, model), "MB/s", { least: 6 });
}

async function againstTheEngine(parser: PastaParser): Promise<void> {
  console.log("Beside the engine's parser: how many times faster");
  const parse = await treeOnly();
  const reference = buildReference();
  for (const [size, goal] of [
    [5_000, 2],
    [30_000, 8],
    [100_000, 40],
  ] as const) {
    const text = dialogue(size);
    const runs = size > 50_000 ? 3 : 20;
    const answer = askReference(reference, ["bench", fileOf(text), String(runs)], [""])[0] ?? "{}";
    const engine = (JSON.parse(answer) as { ms: number }).ms;
    report(`${size / 1000} KB, tree`, engine / fastest(30, () => parse(text)), "times", { least: goal });
    report(`${size / 1000} KB, tree and model`, engine / fastest(30, () => parser.parse(text)), "times");
  }
}

function growth(parser: PastaParser): void {
  console.log("Growth");
  const perMegabyte = (size: number, runs: number): number => {
    const text = dialogue(size);
    return fastest(runs, () => parser.parse(text)) / (bytesOf(text) / 1e6);
  };
  const small = perMegabyte(30_000, 60);
  report("ms per MB at 30 KB", small, "ms");
  report("ms per MB at 5 MB, against 30 KB", perMegabyte(5_000_000, 3) / small, "times", { most: 1.3 });
}

/** Edits that nobody measures, until the engine below has compiled what they run. */
function warmUp(parser: PastaParser, text: string): void {
  const open = parser.open(text);
  for (let index = 0; index < 1500; index++) {
    const at = (index * 7919) % text.length;
    open.edit([{ start: at, end: at, text: "あ" }]);
    open.edit([{ start: at, end: at + 1, text: "" }]);
  }
  open.dispose();
}

function typing(parser: PastaParser): void {
  console.log("One character typed and taken back, 300 KB");
  const plain = dialogue(300_000);
  const middle = plain.indexOf("\n", plain.length / 2) + 1;
  let call = 0;
  const texts: readonly (readonly [string, string])[] = [
    ["ordinary text", plain],
    ["an unclosed string in the middle", `${plain.slice(0, middle)}　＄x＝「あ\n${plain.slice(middle)}`],
    ["a broken first line", `　≫＄（\n${plain}`],
    ["a hundred broken lines", plain.replace(/＞/g, (mark) => (call++ < 100 ? "＞（１＋" : mark))],
  ];
  const full = fastest(10, () => parser.parse(plain));
  warmUp(parser, plain);
  for (const [name, text] of texts) {
    const open = parser.open(text);
    const samples: number[] = [];
    for (let index = 0; index < 3000; index++) {
      const at = (index * 7919) % text.length;
      const start = performance.now();
      open.edit([{ start: at, end: at, text: "あ" }]);
      const middle = performance.now();
      open.edit([{ start: at, end: at + 1, text: "" }]);
      samples.push(middle - start, performance.now() - middle);
    }
    open.dispose();
    report(`${name}: median, as a part of a full reading`, full / percentile(samples, 0.5), "th", { least: 50 });
    report(`${name}: 99th percentile`, percentile(samples, 0.99), "ms", { most: 1 });
  }
}

function hostileGrowth(parser: PastaParser): void {
  console.log("Hostile text: 160,000 characters, and how much longer than 80,000");
  for (const [name, make] of Object.entries(hostile)) {
    const [half, whole] = [make(80_000), make(160_000)];
    const ms = fastest(7, () => parser.parse(whole));
    const growthRate =
      ms /
      Math.max(
        fastest(3, () => parser.parse(half)),
        1,
      );
    report(name, ms, "ms", { most: 200 });
    report(`${name}: doubling`, growthRate, "times", { most: 2.3 });
  }
}

function memory(parser: PastaParser): void {
  console.log("Memory");
  const text = dialogue(1_000_000);
  // The first reading also pays for compiled code and for the room that every later one uses again.
  parser.open(text).dispose();
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const open = parser.open(text);
  globalThis.gc?.();
  report("kept for an open document of 1 MB", (process.memoryUsage().rss - before) / 2 ** 20, "MB", { most: 30 });
  open.dispose();
}

export async function run(): Promise<void> {
  const parser = await testParser();
  memory(parser);
  await speedOfReading(parser);
  await againstTheEngine(parser);
  growth(parser);
  typing(parser);
  hostileGrowth(parser);
}
