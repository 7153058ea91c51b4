/** How the benchmarks measure and print: every figure beside something measured in the same run. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Collects this process's garbage, so that its collector does not rest on what is measured next. */
export function clearMemory(): void {
  collect();
}

/** The fastest of `runs` calls, in milliseconds. */
export function fastest(runs: number, call: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    call();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** The value below which a share of the samples lies; the samples are sorted in place. */
export function percentile(samples: number[], share: number): number {
  samples.sort((a, b) => a - b);
  return samples[Math.min(samples.length - 1, Math.floor(samples.length * share))] ?? Number.NaN;
}

/** Prints a figure with its goal, and whether it was met; `at` says on which side of the goal it should lie. */
export function report(what: string, figure: number, unit: string, at?: { most?: number; least?: number }): void {
  const shown = figure >= 100 ? figure.toFixed(0) : figure >= 10 ? figure.toFixed(1) : figure.toFixed(3);
  const goal = at?.most !== undefined ? `at most ${at.most}` : at?.least !== undefined ? `at least ${at.least}` : "";
  const met = (at?.most === undefined || figure <= at.most) && (at?.least === undefined || figure >= at.least);
  const verdict = goal === "" ? "" : met ? `  (${goal}: met)` : `  (${goal}: MISSED)`;
  console.log(`  ${what.padEnd(58)} ${shown.padStart(9)} ${unit}${verdict}`);
}
