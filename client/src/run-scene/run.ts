/**
 * The run of one ghost: its life from start to stop, and everything that plays it again: another draw, a step back, an
 * edit of the text, other variables to begin with. A new performance ends the one before.
 */
import type * as vscode from "vscode";
import { type RouteStep, type RunSavedResult, runSaved, type WireTable } from "#server/protocol.ts";
import type { Server } from "../server.ts";
import type { LogEntry, PlainValue, PresetChoice, RunState, Showing, VariableScope } from "./messages.ts";
import type { GhostPlace } from "./place.ts";
import { RunStage } from "./run-stage.ts";
import {
  beforeStep,
  guidedTake,
  newTake,
  offersAfter,
  otherCandidate,
  type RunTarget,
  restarted,
  stepsBefore,
  type Take,
  withDraw,
} from "./take.ts";

/** What outlives a window: enough to show the run again, and to play it again when the reader goes on. */
export interface KeptRun {
  readonly place: GhostPlace;
  readonly take: Take;
  readonly scene: string;
  readonly state: RunState;
  readonly log: readonly LogEntry[];
}

/** The saved variables to begin with, by the choice that names them. */
export type PresetReader = (
  choice: PresetChoice,
) => Promise<{ readonly choice: PresetChoice; readonly saved: WireTable }>;

/** Played behind what is shown, which stays until the other has come to rest. */
const behind = { shown: false, marks: false } as const;

export class Run implements vscode.Disposable {
  readonly #server: Server;
  readonly #readPreset: PresetReader;
  readonly #stage: RunStage;
  /** Whose run it is. */
  place: GhostPlace;
  /** What the next run begins with. */
  preset: PresetChoice = { kind: "empty" };

  constructor(server: Server, place: GhostPlace, readPreset: PresetReader) {
    this.#server = server;
    this.place = place;
    this.#readPreset = readPreset;
    this.#stage = new RunStage(server, () => this.place.spots);
  }

  /** Fires with what a page must hear after it has been given `showing`. */
  get onMessage(): RunStage["onMessage"] {
    return this.#stage.onMessage;
  }

  /** Fires when a run begins to play, and when it has come to rest: it waits, has ended, or was stopped. */
  get onState(): RunStage["onState"] {
    return this.#stage.onState;
  }

  /** Fires with every event of the run while it is being watched, not while it is replayed. */
  get onPlayed(): RunStage["onPlayed"] {
    return this.#stage.onPlayed;
  }

  get state(): RunState {
    return this.#stage.state;
  }

  /** Where the run began, as the text stands now. */
  get target(): RunTarget | null {
    return this.#stage.intended?.target ?? null;
  }

  get log(): readonly LogEntry[] {
    return this.#stage.shown?.log ?? [];
  }

  get seed(): number | null {
    return this.#stage.shown?.seed ?? null;
  }

  get showing(): Showing {
    return this.#stage.showing;
  }

  get follow(): boolean {
    return this.#stage.follow;
  }

  set follow(on: boolean) {
    this.#stage.follow = on;
  }

  /** What to keep for the next window; null before the first run. */
  get kept(): KeptRun | null {
    const { shown, intended } = this.#stage;
    if (shown === null || intended === null) return null;
    const { scene, state, log } = shown;
    return { place: this.place, take: intended, scene, state, log };
  }

  /** Shows a run of an earlier window. Nothing is played before the reader goes on. */
  restore(kept: KeptRun): void {
    this.preset = kept.take.preset;
    this.#stage.restore(kept);
  }

  async start(target: RunTarget, seed: number | null = null): Promise<void> {
    await this.#begin(newTake(target, seed));
  }

  /** Plays along a way, choices and pauses included, to the line where it leads. */
  async guide(target: RunTarget, way: readonly RouteStep[], goal: NonNullable<Take["goal"]>): Promise<void> {
    await this.#begin(guidedTake(target, way, goal));
  }

  async restart(): Promise<void> {
    const { intended } = this.#stage;
    if (intended !== null) await this.#begin(restarted(intended));
  }

  /** Shows that no run could be started, and why. */
  fail(target: RunTarget, problem: string): void {
    this.#stage.perform(newTake(target, null), { shown: true, marks: false }).fail(problem);
  }

  /** Takes a choice of the offer that came after `turn` turns; an earlier offer is gone back to first. */
  async choose(turn: number, index: number): Promise<void> {
    const { shown } = this.#stage;
    const offer = offersAfter(this.log, turn).find((choice) => choice.index === index);
    if (shown === null || offer === undefined) return;
    const taken = { kind: "choose", target: offer.target, display: offer.display } as const;
    if (turn === shown.turns && shown.state === "choice" && shown.session !== null) {
      this.#stage.accept(shown);
      await shown.choose(taken, index);
      return;
    }
    const before = beforeStep(this.#stage.actual(shown), shown.log, stepsBefore(shown.done, turn));
    await this.#stage.play({ ...before, steps: [...before.steps, taken] }, behind);
  }

  async resume(): Promise<void> {
    const { shown } = this.#stage;
    if (shown === null || shown.state !== "continue") return;
    if (shown.session === null) return this.#stage.playWith(shown, { kind: "continue" });
    this.#stage.accept(shown);
    await shown.resume();
  }

  /** Gives a variable a value where the run rests; null takes it away. It is a step like the others: it can be undone. */
  async set(scope: VariableScope, name: string, value: PlainValue | null): Promise<void> {
    const { shown } = this.#stage;
    if (shown === null || this.state === "playing" || this.state === "stopped" || this.state === "idle") return;
    // What a choice plays has variables of its own; only a paused scene goes on with these.
    if (scope === "act" && shown.state !== "continue") return;
    const step = { kind: "set", scope, name, value } as const;
    if (shown.session === null) return this.#stage.playWith(shown, step);
    this.#stage.accept(shown);
    await shown.set(step);
  }

  /** Undoes the last step: the run stands again where it waited for it. */
  async back(): Promise<void> {
    const { shown } = this.#stage;
    if (shown === null || shown.done.length === 0) return;
    await this.#stage.play(beforeStep(this.#stage.actual(shown), shown.log, shown.done.length - 1), behind);
  }

  /** Answers draw `at` with another candidate by chance, and plays on from there. */
  async reroll(at: number): Promise<void> {
    const candidate = otherCandidate(this.log, at, Math.random());
    if (candidate !== null) await this.#redraw(at, candidate, false);
  }

  /** Answers draw `at` with a candidate of the reader's, now and when the run is restarted. */
  async pin(at: number, candidate: number): Promise<void> {
    await this.#redraw(at, candidate, true);
  }

  /** Begins with other saved variables: plays the same path on them, and marks where it comes out differently. */
  async choosePreset(choice: PresetChoice): Promise<void> {
    const { choice: found, saved } = await this.#readPreset(choice);
    this.preset = found;
    const { intended } = this.#stage;
    if (intended === null) return;
    this.#stage.intended = { ...intended, preset: found, saved };
    await this.replay();
  }

  /** All saved variables as they are now; null where the run's session has gone. */
  async savedVariables(): Promise<WireTable | null> {
    const session = this.#stage.shown?.session ?? null;
    if (session === null) return null;
    const answer = await this.#server.request<RunSavedResult>(runSaved, { session });
    return answer?.saved ?? null;
  }

  /** Plays the same path on the text as it is now, behind what is shown, and marks where it comes out differently. */
  async replay(): Promise<void> {
    const { intended } = this.#stage;
    if (intended === null || this.state === "idle" || this.state === "stopped") return;
    await this.#stage.play(intended, { shown: false, marks: true });
  }

  /** Plays the path again if its session has gone, so that there is something to ask. */
  async revive(): Promise<void> {
    const { shown } = this.#stage;
    if (shown === null || shown.session !== null || shown.state === "playing" || shown.state === "stopped") return;
    const settled = new Promise<void>((resolve) => {
      const listener = this.onState((state) => {
        if (state === "playing") return;
        listener.dispose();
        resolve();
      });
    });
    await this.#stage.play(this.#stage.actual(shown), { shown: false, marks: true });
    await settled;
  }

  /** Follows the beginning of the run through an edit of its document. */
  moveTarget(line: number): void {
    const { intended } = this.#stage;
    if (intended === null || !("line" in intended.target)) return;
    this.#stage.intended = { ...intended, target: { ...intended.target, line } };
  }

  /** Shows the last time a line was played. */
  mark({ uri, line }: { readonly uri: string; readonly line: number }): void {
    this.#stage.tell({ type: "caret", uri, line });
  }

  async stop(): Promise<void> {
    const { latest } = this.#stage;
    if (latest !== null && latest.state !== "ended" && latest.state !== "stopped") await latest.stop();
  }

  dispose(): void {
    this.#stage.dispose();
  }

  async #begin(take: Take): Promise<void> {
    const { choice, saved } = await this.#readPreset(this.preset);
    this.preset = choice;
    await this.#stage.play({ ...take, preset: choice, saved }, { shown: true, marks: false });
  }

  async #redraw(at: number, candidate: number, pin: boolean): Promise<void> {
    const { shown } = this.#stage;
    if (shown === null) return;
    await this.#stage.play(withDraw(this.#stage.actual(shown), shown.log, at, candidate, pin), behind);
  }
}
