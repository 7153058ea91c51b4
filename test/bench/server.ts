/** The server as an editor drives it, beside a server that does nothing and another one: starting, typing, asking. */
import { existsSync, readdirSync } from "node:fs";
import { asking } from "./asking.ts";
import { edits } from "./edits.ts";
import { dialogue, soundDialogue, soundLines } from "./ghost.ts";
import { bundleServers, launch, type ServerProcess, startProcess } from "./lsp-process.ts";
import { percentile, report } from "./measure.ts";
import { python, ruff } from "./ruff.ts";

export async function run(): Promise<void> {
  const { real, noop } = await bundleServers();
  await starting(real, noop);
  for (const [bytes, most] of [
    [30_000, 2],
    [300_000, 2],
    [1_000_000, 2.5],
  ] as const) {
    await typing(real, noop, bytes, most);
  }
  await racing(real);
  await asking(real, noop);
}

const RUNS = 9;

/** How often both servers are started anew to be typed into. */
const TURNS = 5;

/** Starting by turns, so that whatever else the machine does meets all of them: on code kept of an earlier start, and not. */
async function starting(real: string, noop: string): Promise<void> {
  const uri = "file:///bench/lone.pasta";
  const text = dialogue(15_000);
  const [floor, first, later] = [noop, real, real].map((file) => ({
    file,
    initialized: [] as number[],
    shown: [] as number[],
  })) as [Starts, Starts, Starts];
  await keepCode(real, uri, text);
  const folder = process.env.PASTA_CODE_CACHE;
  for (let i = 0; i < RUNS; i++) {
    for (const { file, initialized, shown } of [floor, first, later]) {
      // Without a place to keep it, every start is the first one.
      process.env.PASTA_CODE_CACHE = shown === first.shown ? "" : folder;
      const server = await startProcess(file);
      initialized.push(server.initialized);
      await server.open(uri, text);
      shown.push(performance.now() - server.started);
      server.stop();
    }
  }
  process.env.PASTA_CODE_CACHE = folder;
  for (const [what, { initialized, shown }, goal] of [
    ["first start", first, false],
    ["later start", later, true],
  ] as const) {
    for (const [until, times, least, most] of [
      ["initialize", initialized, floor.initialized, 1.2],
      ["first findings of a 15 KB file", shown, floor.shown, 1.35],
    ] as const) {
      const time = percentile(times, 0.5);
      report(`${what}: spawn to ${until}`, time, "ms");
      const ratio = time / percentile(least, 0.5);
      report(`${what}: spawn to ${until}, to the no-op server`, ratio, "times", goal ? { most } : undefined);
    }
  }
}

interface Starts {
  readonly file: string;
  readonly initialized: number[];
  readonly shown: number[];
}

/** Has the server keep its code, as it does a second after the first findings that a user sees. */
async function keepCode(real: string, uri: string, text: string): Promise<void> {
  const server = await startProcess(real);
  await server.open(uri, text);
  const folder = process.env.PASTA_CODE_CACHE ?? "";
  const isKept = () => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(".code"));
  while (!isKept()) await new Promise((resolve) => setTimeout(resolve, 20));
  server.stop();
}

/**
 * Typing in a lone file: in one without findings, where a line's syntax breaks and mends; and in one full of them,
 * beside a server that sends as many without looking.
 */
async function typing(real: string, noop: string, bytes: number, most: number): Promise<void> {
  const size = bytes >= 1_000_000 ? "1 MB" : `${bytes / 1000} KB`;
  const uri = "file:///bench/lone.pasta";
  for (const [label, text, begins] of [
    ["", soundDialogue(bytes), "　＄"],
    [" full of findings", dialogue(bytes), "　＞"],
  ] as const) {
    const measure = async (file: string, findings: readonly unknown[], into: number[]) => {
      const server = await startProcess(file);
      if (file === noop) server.hand(findings);
      const { diagnostics } = await server.open(uri, text);
      const memory = server.memory();
      into.push(...(await edits(server, uri, text, 300, begins)));
      server.stop();
      return { memory, diagnostics };
    };
    const times = { ours: [] as number[], floor: [] as number[] };
    const memories: number[] = [];
    // By turns, and more than once: where the system puts two processes makes a third of such short times.
    for (let turn = 0; turn < TURNS; turn++) {
      const ours = await measure(real, [], times.ours);
      const floor = await measure(noop, ours.diagnostics, times.floor);
      memories.push(ours.memory - floor.memory);
    }
    const p50 = percentile(times.ours, 0.5);
    report(`edit to findings at ${size}${label}, p50`, p50, "ms");
    report(`edit to findings at ${size}${label}, p99`, percentile(times.ours, 0.99), "ms");
    report(`edit to findings at ${size}${label}, to the no-op server`, p50 / percentile(times.floor, 0.5), "times", {
      most,
    });
    if (bytes === 30_000 && label === "")
      report("memory with a 30 KB file over the no-op server", percentile(memories, 0.5), "MB", { most: 20 });
  }
}

/** Breaking and mending a line in the middle of a file of as many lines, beside ruff. */
async function racing(real: string): Promise<void> {
  const other = ruff();
  if (other === null) return;
  for (const lines of [1000, 10_000, 30_000]) {
    const label = `edit to findings at ${lines.toLocaleString("en")} lines, p50`;
    const measure = async (server: ServerProcess, uri: string, text: string, begins: string, count: number) => {
      const known = (await server.open(uri, text)).diagnostics.length;
      const times = await edits(server, uri, text, count, begins);
      const mended = server.findings;
      await edits(server, uri, text, 1, begins, 0);
      if (mended !== known || server.findings <= known) throw new Error(`${uri}: the broken line is not found`);
      server.stop();
      return percentile(times, 0.5);
    };
    const ours = await measure(await startProcess(real), "file:///bench/lone.pasta", soundLines(lines), "　＄", 300);
    const theirs = await measure(await launch(other, null), "file:///bench/lone.py", python(lines), "    total", 100);
    report(label, ours, "ms");
    report(`${label}, ruff server`, theirs, "ms");
    report(`${label}, to ruff server`, ours / theirs, "times", { most: 1 });
  }
}
