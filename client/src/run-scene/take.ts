/**
 * A take: what a run was asked for and everything that was decided in it, by identity and not by position, so that it
 * can be played again on another text, up to the first thing that comes out differently. Plain values, kept between
 * sessions of the editor.
 */
import { withoutCounters } from "#runtime/index.ts";
import type { RouteStep, WireDraw, WireEvent, WireTable } from "#server/protocol.ts";
import type { LogEntry, PlainValue, PresetChoice, VariableScope } from "./messages.ts";

/** A scene to play: the one at a line of a document, or by name in the document's ghost. */
export type RunTarget = { readonly uri: string } & ({ readonly line: number } | { readonly scene: string }) & {
    readonly args?: readonly (string | number | boolean)[];
  };

/** What the reader did when the scene waited. The first two are turns: the scene goes on. */
export type Step =
  | { readonly kind: "choose"; readonly target: string; readonly display: string }
  | { readonly kind: "continue" }
  | { readonly kind: "set"; readonly scope: VariableScope; readonly name: string; readonly value: PlainValue | null };

export interface Take {
  readonly target: RunTarget;
  readonly seed: number | null;
  readonly draws: readonly WireDraw[];
  readonly steps: readonly Step[];
  /** Numbers of draws that the reader has pinned, ascending. */
  readonly pinned: readonly number[];
  /** The saved variables that it begins with, and where they are from. */
  readonly preset: PresetChoice;
  readonly saved: WireTable;
  /** Draws that lead along a way, among others that are free; only until the way has been played. */
  readonly wanted?: readonly WantedDraw[];
  /** The line that the way leads to: pauses before it are passed over. */
  readonly goal?: { readonly uri: string; readonly line: number };
}

export type WantedDraw = Omit<WireDraw, "what">;

type Choice = Extract<WireEvent, { kind: "choice" }>;
type Draw = Extract<WireEvent, { kind: "draw" }>;

/** A run of its own, nothing decided yet. */
export function newTake(target: RunTarget, seed: number | null): Take {
  return { target, seed, draws: [], steps: [], pinned: [], preset: { kind: "empty" }, saved: {} };
}

/** A run along a way to a line: the draws and choices that lead there. */
export function guidedTake(target: RunTarget, way: readonly RouteStep[], goal: NonNullable<Take["goal"]>): Take {
  const wanted = way.flatMap(({ kind, module, key, scene }) =>
    kind === "call" ? [{ module, key, chosen: scene }] : [],
  );
  const steps = way.flatMap(({ kind, key }): Step[] =>
    kind === "choice" ? [{ kind: "choose", target: key, display: key }] : [],
  );
  return { ...newTake(target, null), steps, wanted, goal };
}

/** A way is followed over as many pauses: a scene that never comes to the line must not go on for ever. */
const mostPauses = 200;

/** Whether the way goes on: draws that lead along it are still to come, or the line it leads to is. */
export function isUnderWay({ wanted, goal }: Take, log: readonly LogEntry[]): boolean {
  if (wanted === undefined) return false;
  let next = 0;
  let reached = 0;
  for (const [index, entry] of log.entries()) {
    const want = wanted[next];
    if (entry.kind !== "draw" || want?.module !== entry.module || want.key !== entry.key) continue;
    if (want.chosen !== entry.candidates[entry.chosen]?.name) continue;
    next += 1;
    reached = index;
  }
  if (next < wanted.length) return true;
  if (goal === undefined || log.filter(({ kind }) => kind === "resumed").length >= mostPauses) return false;
  // A line that tells nothing (a variable that is set, a comment) has been reached when one below it has.
  return !log
    .slice(reached)
    .some((entry) => "source" in entry && entry.source?.uri === goal.uri && entry.source.line >= goal.line);
}

/** The draws of a log, in order. */
export function drawsOf(log: readonly LogEntry[]): readonly WireDraw[] {
  return log.flatMap((entry) => (entry.kind === "draw" ? [recorded(entry, entry.chosen)] : []));
}

function recorded(draw: Draw, candidate: number): WireDraw {
  const { what, module, key, mark } = draw;
  const chosen = draw.candidates[candidate]?.name ?? "";
  return { what, module, key, chosen, ...(mark !== null && candidate === draw.chosen && { mark }) };
}

/** Whether a log made all the draws of a take, in order. Numbers of namesakes may have changed. */
export function repeats(take: Take, log: readonly LogEntry[]): boolean {
  const made = drawsOf(log).map(identity);
  return take.draws.every((draw, index) => identity(draw) === made[index]);
}

function identity({ what, module, key, chosen }: WireDraw): string {
  return JSON.stringify([what, withoutCounters(module), key, what === "scene" ? withoutCounters(chosen) : chosen]);
}

function isTurn({ kind }: LogEntry): boolean {
  return kind === "chosen" || kind === "resumed";
}

function isStep(entry: LogEntry): boolean {
  return isTurn(entry) || entry.kind === "set";
}

/** How many of the steps made the scene go on. */
export function turnsOf(steps: readonly Step[]): number {
  return steps.filter(({ kind }) => kind !== "set").length;
}

/** How many steps came before turn `turn`: those that were taken where it was offered are among them. */
export function stepsBefore(steps: readonly Step[], turn: number): number {
  let turns = 0;
  const at = steps.findIndex(({ kind }) => kind !== "set" && turns++ === turn);
  return at < 0 ? steps.length : at;
}

/** The choices that can be taken after `turn` turns: those offered since the turn before. */
export function offersAfter(log: readonly LogEntry[], turn: number): readonly Choice[] {
  let turns = 0;
  const offers: Choice[] = [];
  for (const entry of log) {
    if (isTurn(entry)) turns += 1;
    else if (entry.kind === "choice" && turns === turn) offers.push(entry);
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
    if (!isStep(entry)) return false;
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
    if (isStep(entry)) steps += 1;
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
  const { wanted: _, goal: __, ...kept } = take;
  return { ...kept, seed: null, steps: [], draws: last === undefined ? [] : take.draws.slice(0, last + 1) };
}

/** What of an entry a reader sees; places, numbers and the rest of a deck may change without the run having changed. */
function essence(entry: LogEntry): string {
  if (entry.kind === "draw") return identity(recorded(entry, entry.chosen));
  if (entry.kind === "scene") return entry.written;
  // Variables are not part of what is said; they show their own changes.
  if (entry.kind === "variables") return entry.kind;
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
