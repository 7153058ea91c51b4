/**
 * A take: what a run was asked for and everything that was decided in it, by identity and not by position, so that it
 * can be played again on another text, up to the first thing that comes out differently. Plain values, kept between
 * sessions of the editor.
 */
import type { RouteStep, WireDraw, WireEvent } from "#server/protocol.ts";
import type { LogEntry } from "./messages.ts";

/** A scene to play: the one at a line of a document, or by name in the document's ghost. */
export type RunTarget = { readonly uri: string } & ({ readonly line: number } | { readonly scene: string }) & {
    readonly args?: readonly (string | number | boolean)[];
  };

/** What the reader did when the scene waited. */
export type Step =
  | { readonly kind: "choose"; readonly target: string; readonly display: string }
  | { readonly kind: "continue" };

export interface Take {
  readonly target: RunTarget;
  readonly seed: number | null;
  readonly draws: readonly WireDraw[];
  readonly steps: readonly Step[];
  /** Numbers of draws that the reader has pinned, ascending. */
  readonly pinned: readonly number[];
  /** Draws that lead along a way, among others that are free; only until the way has been played. */
  readonly wanted?: readonly WantedDraw[];
}

export type WantedDraw = Omit<WireDraw, "what">;

type Choice = Extract<WireEvent, { kind: "choice" }>;
type Draw = Extract<WireEvent, { kind: "draw" }>;

/** A run of its own, nothing decided yet. */
export function newTake(target: RunTarget, seed: number | null): Take {
  return { target, seed, draws: [], steps: [], pinned: [] };
}

/** A run along a way: the draws and choices that lead there. */
export function guidedTake(target: RunTarget, way: readonly RouteStep[]): Take {
  const wanted = way.flatMap(({ kind, module, key, scene }) =>
    kind === "call" ? [{ module, key, chosen: scene }] : [],
  );
  const steps = way.flatMap(({ kind, key }): Step[] =>
    kind === "choice" ? [{ kind: "choose", target: key, display: key }] : [],
  );
  return { ...newTake(target, null), steps, wanted };
}

/** Whether draws that lead along the way are still to come. */
export function isUnderWay({ wanted = [] }: Take, log: readonly LogEntry[]): boolean {
  let next = 0;
  for (const { module, key, chosen } of drawsOf(log)) {
    const want = wanted[next];
    if (want?.module === module && want.key === key && want.chosen === chosen) next += 1;
  }
  return next < wanted.length;
}

/** The draws of a log, in order. */
export function drawsOf(log: readonly LogEntry[]): readonly WireDraw[] {
  return log.flatMap((entry) => (entry.kind === "draw" ? [recorded(entry, entry.chosen)] : []));
}

function recorded(draw: Draw, candidate: number): WireDraw {
  const { what, module, key } = draw;
  return { what, module, key, chosen: draw.candidates[candidate]?.name ?? "" };
}

/** The choices that can be taken after `step` steps: those offered since the step before. */
export function offersAfter(log: readonly LogEntry[], step: number): readonly Choice[] {
  let steps = 0;
  const offers: Choice[] = [];
  for (const entry of log) {
    if (entry.kind === "chosen" || entry.kind === "resumed") steps += 1;
    else if (entry.kind === "choice" && steps === step) offers.push(entry);
  }
  return offers;
}

/** The offer that a step means: the same target and words, else the same target. */
export function offerOf(offers: readonly Choice[], step: Step): Choice | null {
  if (step.kind !== "choose") return null;
  const same = offers.filter(({ target }) => target === step.target);
  return same.find(({ display }) => display === step.display) ?? same[0] ?? null;
}

/** The take cut off in front of step `count`: its draws are those made until then. */
export function beforeStep(take: Take, log: readonly LogEntry[], count: number): Take {
  let steps = 0;
  const end = log.findIndex((entry) => {
    if (entry.kind !== "chosen" && entry.kind !== "resumed") return false;
    steps += 1;
    return steps > count;
  });
  const draws = drawsOf(end < 0 ? log : log.slice(0, end));
  return { ...take, draws, steps: take.steps.slice(0, count), pinned: take.pinned.filter((at) => at < draws.length) };
}

/** The take with draw `at` answered by `candidate`, and everything after it open again. */
export function withDraw(take: Take, log: readonly LogEntry[], at: number, candidate: number, pin: boolean): Take {
  let draws = 0;
  let steps = 0;
  for (const entry of log) {
    if (entry.kind === "chosen" || entry.kind === "resumed") steps += 1;
    if (entry.kind !== "draw") continue;
    if (draws === at) {
      const earlier = take.pinned.filter((pinned) => pinned < at);
      return {
        ...take,
        draws: [...drawsOf(log).slice(0, at), recorded(entry, candidate)],
        steps: take.steps.slice(0, steps),
        pinned: pin ? [...earlier, at] : earlier,
      };
    }
    draws += 1;
  }
  return take;
}

/** Another candidate of draw `at` than the one drawn; null where there is no other. `random` is from 0 up to 1. */
export function otherCandidate(log: readonly LogEntry[], at: number, random: number): number | null {
  const draw = log.filter((entry) => entry.kind === "draw")[at];
  if (draw === undefined || draw.candidates.length < 2) return null;
  const other = Math.floor(random * (draw.candidates.length - 1));
  return other < draw.chosen ? other : other + 1;
}

/** The take from its beginning with a new seed: only what is needed to reach the last pinned draw stays decided. */
export function restarted(take: Take): Take {
  const last = take.pinned.at(-1);
  return { ...take, seed: null, steps: [], draws: last === undefined ? [] : take.draws.slice(0, last + 1) };
}

/** What of an entry a reader sees; places and the rest of a deck may change without the run having changed. */
function essence(entry: LogEntry): string {
  if (entry.kind === "draw") return JSON.stringify(recorded(entry, entry.chosen));
  return JSON.stringify("source" in entry ? { ...entry, source: null } : entry);
}

/** Index of the first entry of `after` that is not what `before` had there; null where the shorter one only ends. */
export function firstDifference(before: readonly LogEntry[], after: readonly LogEntry[]): number | null {
  const shared = Math.min(before.length, after.length);
  for (let index = 0; index < shared; index++) {
    const [old, now] = [before[index], after[index]];
    if (old !== undefined && now !== undefined && essence(old) !== essence(now)) return index;
  }
  return after.length > before.length && before.length > 0 ? shared : null;
}
