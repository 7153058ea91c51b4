/**
 * The run of one ghost: its life from start to stop, and everything that plays it again: another draw, a step back, an
 * edit of the text, other variables to begin with. A new performance ends the one before.
 */
import * as vscode from "vscode";
import {
  type RouteStep,
  type RunEventParams,
  type RunSavedResult,
  runEvent,
  runSaved,
  type WireEvent,
  type WireTable,
} from "#server/protocol.ts";
import type { Server } from "../server.ts";
import type { LogEntry, PlainValue, PresetChoice, RunState, Showing, ToPage, VariableScope } from "./messages.ts";
import { type Audience, Performance } from "./performance.ts";
import type { GhostPlace } from "./place.ts";
import {
  beforeStep,
  drawsOf,
  firstDifference,
  guidedTake,
  newTake,
  offersAfter,
  otherCandidate,
  type RunTarget,
  repeats,
  restarted,
  type Step,
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

export class Run implements vscode.Disposable {
  readonly #messages = new vscode.EventEmitter<ToPage>();
  /** Fires with what a page must hear after it has been given `showing`. */
  readonly onMessage = this.#messages.event;
  readonly #settled = new vscode.EventEmitter<RunState>();
  /** Fires when a run begins to play, and when it has come to rest: it waits, has ended, or was stopped. */
  readonly onState = this.#settled.event;
  readonly #played = new vscode.EventEmitter<WireEvent>();
  /** Fires with every event of the run while it is being watched, not while it is replayed. */
  readonly onPlayed = this.#played.event;
  readonly #listeners: vscode.Disposable;
  readonly #server: Server;
  readonly #readPreset: PresetReader;
  /** Whose run it is. */
  place: GhostPlace;
  /** What the next run begins with. */
  preset: PresetChoice = { kind: "empty" };
  #shown: Performance | null = null;
  #hidden: Performance | null = null;
  /** The take that edits are played against, and what it last said as a whole. */
  #intended: Take | null = null;
  #reference: readonly LogEntry[] = [];
  #difference: number | null = null;
  #follow = false;

  constructor(server: Server, place: GhostPlace, readPreset: PresetReader) {
    this.#server = server;
    this.place = place;
    this.#readPreset = readPreset;
    this.#listeners = vscode.Disposable.from(
      server.on<RunEventParams>(runEvent, (params) => {
        this.#shown?.hear(params);
        this.#hidden?.hear(params);
      }),
      server.onDidStop(() => {
        this.#hidden = null;
        this.#shown?.lose();
      }),
    );
  }

  get state(): RunState {
    return this.#hidden?.state ?? this.#shown?.state ?? "idle";
  }

  /** Where the run began, as the text stands now. */
  get target(): RunTarget | null {
    return this.#intended?.target ?? null;
  }

  get log(): readonly LogEntry[] {
    return this.#shown?.log ?? [];
  }

  get seed(): number | null {
    return this.#shown?.seed ?? null;
  }

  get showing(): Showing {
    return {
      scene: this.#shown?.scene ?? "",
      seed: this.seed,
      state: this.state,
      log: this.log,
      pinned: this.#intended?.pinned ?? [],
      difference: this.#difference,
      follow: this.#follow,
      saved: this.#shown?.take.saved ?? {},
      spots: this.place.spots,
    };
  }

  set follow(on: boolean) {
    this.#follow = on;
    this.#tellAll();
  }

  get follow(): boolean {
    return this.#follow;
  }

  /** What to keep for the next window; null before the first run. */
  get kept(): KeptRun | null {
    if (this.#shown === null || this.#intended === null) return null;
    const { scene, state, log } = this.#shown;
    return { place: this.place, take: this.#intended, scene, state, log };
  }

  /** Shows a run of an earlier window. Nothing is played before the reader goes on. */
  restore(kept: KeptRun): void {
    this.#shown = Performance.restored(this.#server, this.#audience, kept);
    this.#intended = kept.take;
    this.#reference = kept.log;
    this.preset = kept.take.preset;
    this.#tellAll();
  }

  async start(target: RunTarget, seed: number | null = null): Promise<void> {
    await this.#begin(newTake(target, seed));
  }

  /** Plays along a way, choices and pauses included, to the line where it leads. */
  async guide(target: RunTarget, way: readonly RouteStep[], goal: NonNullable<Take["goal"]>): Promise<void> {
    await this.#begin(guidedTake(target, way, goal));
  }

  async restart(): Promise<void> {
    if (this.#intended !== null) await this.#begin(restarted(this.#intended));
  }

  /** Shows that no run could be started, and why. */
  fail(target: RunTarget, problem: string): void {
    const performance = this.#perform(newTake(target, null), { shown: true, marks: false });
    performance.fail(problem);
  }

  /** Takes a choice of the offer that came after `turn` turns; an earlier offer is gone back to first. */
  async choose(turn: number, index: number): Promise<void> {
    const shown = this.#shown;
    const offer = offersAfter(this.log, turn).find((choice) => choice.index === index);
    if (shown === null || offer === undefined) return;
    const taken = { kind: "choose", target: offer.target, display: offer.display } as const;
    if (turn === shown.turns && shown.state === "choice" && shown.session !== null) {
      this.#accept(shown);
      await shown.choose(taken, index);
      return;
    }
    const before = beforeStep(this.#actual(shown), shown.log, stepsBefore(shown.done, turn));
    await this.#play({ ...before, steps: [...before.steps, taken] }, { shown: false, marks: false });
  }

  async resume(): Promise<void> {
    const shown = this.#shown;
    if (shown === null || shown.state !== "continue") return;
    if (shown.session === null) return this.#replayWith(shown, { kind: "continue" });
    this.#accept(shown);
    await shown.resume();
  }

  /** Gives a variable a value where the run rests; null takes it away. It is a step like the others: it can be undone. */
  async set(scope: VariableScope, name: string, value: PlainValue | null): Promise<void> {
    const shown = this.#shown;
    if (shown === null || this.state === "playing" || this.state === "stopped" || this.state === "idle") return;
    // What a choice plays has variables of its own; only a paused scene goes on with these.
    if (scope === "act" && shown.state !== "continue") return;
    const step = { kind: "set", scope, name, value } as const;
    if (shown.session === null) return this.#replayWith(shown, step);
    this.#accept(shown);
    await shown.set(step);
  }

  /** Undoes the last step: the run stands again where it waited for it. */
  async back(): Promise<void> {
    const shown = this.#shown;
    if (shown === null || shown.done.length === 0) return;
    const take = beforeStep(this.#actual(shown), shown.log, shown.done.length - 1);
    await this.#play(take, { shown: false, marks: false });
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
    if (this.#intended === null) return;
    this.#intended = { ...this.#intended, preset: found, saved };
    await this.replay();
  }

  /** All saved variables as they are now; null where the run's session has gone. */
  async savedVariables(): Promise<WireTable | null> {
    const session = this.#shown?.session ?? null;
    if (session === null) return null;
    const answer = await this.#server.request<RunSavedResult>(runSaved, { session });
    return answer?.saved ?? null;
  }

  /** Plays the same path on the text as it is now, behind what is shown, and marks where it comes out differently. */
  async replay(): Promise<void> {
    if (this.#intended === null || this.state === "idle" || this.state === "stopped") return;
    await this.#play(this.#intended, { shown: false, marks: true });
  }

  /** Plays the path again if its session has gone, so that there is something to ask. */
  async revive(): Promise<void> {
    const shown = this.#shown;
    if (shown === null || shown.session !== null || shown.state === "playing" || shown.state === "stopped") return;
    const settled = new Promise<void>((resolve) => {
      const listener = this.onState((state) => {
        if (state === "playing") return;
        listener.dispose();
        resolve();
      });
    });
    await this.#play(this.#actual(shown), { shown: false, marks: true });
    await settled;
  }

  /** Follows the beginning of the run through an edit of its document. */
  moveTarget(line: number): void {
    const take = this.#intended;
    if (take === null || !("line" in take.target)) return;
    this.#intended = { ...take, target: { ...take.target, line } };
  }

  /** Shows the last time a line was played. */
  mark({ uri, line }: { readonly uri: string; readonly line: number }): void {
    this.#tell({ type: "caret", uri, line });
  }

  async stop(): Promise<void> {
    const playing = this.#hidden ?? this.#shown;
    if (playing === null || playing.state === "ended" || playing.state === "stopped") return;
    await playing.stop();
  }

  dispose(): void {
    this.#listeners.dispose();
    for (const emitter of [this.#messages, this.#settled, this.#played]) emitter.dispose();
    void this.#shown?.end();
    void this.#hidden?.end();
  }

  readonly #audience: Audience = {
    added: (performance, entry) => {
      if (performance !== this.#shown) return;
      this.#tell({ type: "more", entries: [entry], state: performance.state });
      if (entry.kind !== "chosen" && entry.kind !== "resumed" && entry.kind !== "set" && entry.kind !== "problem")
        this.#played.fire(entry);
    },
    resumed: (performance) => {
      if (performance !== this.#shown) return;
      if (performance.log.length === 0) this.#tellAll();
      this.#settled.fire("playing");
    },
    settled: (performance, state) => this.#settle(performance, state),
    lost: (performance) => {
      if (performance !== this.#shown && performance !== this.#hidden) return;
      const take = { ...this.#actual(performance), steps: [...performance.done, ...performance.left] };
      void this.#play(take, { shown: false, marks: false });
    },
  };

  async #begin(take: Take): Promise<void> {
    const { choice, saved } = await this.#readPreset(this.preset);
    this.preset = choice;
    await this.#play({ ...take, preset: choice, saved }, { shown: true, marks: false });
  }

  #replayWith(shown: Performance, step: Step): Promise<void> {
    const take = this.#actual(shown);
    return this.#play({ ...take, steps: [...take.steps, step] }, { shown: false, marks: false });
  }

  async #redraw(at: number, candidate: number, pin: boolean): Promise<void> {
    const shown = this.#shown;
    if (shown === null) return;
    await this.#play(withDraw(this.#actual(shown), shown.log, at, candidate, pin), { shown: false, marks: false });
  }

  async #play(take: Take, how: { shown: boolean; marks: boolean }): Promise<void> {
    await this.#perform(take, how).start();
  }

  /** Puts a performance of the take in the place of those before it. */
  #perform(take: Take, { shown, marks }: { shown: boolean; marks: boolean }): Performance {
    void this.#hidden?.end();
    const scene = shown ? "" : (this.#shown?.scene ?? "");
    const performance = new Performance(this.#server, this.#audience, take, { shown, marks, scene });
    if (!marks) this.#intended = take;
    if (shown) {
      void this.#shown?.end();
      this.#shown = performance;
      this.#hidden = null;
      this.#difference = null;
      this.#reference = [];
      this.#tellAll();
    } else {
      this.#hidden = performance;
      this.#tell({ type: "more", entries: [], state: "playing" });
    }
    this.#settled.fire("playing");
    return performance;
  }

  /** The run has come to rest. One that was prepared behind takes the place of the one that is shown. */
  #settle(performance: Performance, state: RunState): void {
    if (performance !== this.#shown && performance !== this.#hidden) return;
    const whole = performance.left.length === 0 && repeats(performance.take, performance.log);
    if (!performance.isShown) {
      const old = this.#shown;
      this.#hidden = null;
      this.#shown = performance;
      performance.isShown = true;
      this.#difference = performance.marks ? firstDifference(this.#reference, performance.log) : null;
      void old?.end();
    }
    // A path that an edit has cut short stays the one that is meant, so that taking the edit back brings it back.
    if (whole || !performance.marks) {
      this.#intended = this.#actual(performance);
      this.#reference = [...performance.log];
    }
    this.#tellAll();
    this.#settled.fire(state);
  }

  /** The reader goes on from what is shown: that is what is meant now. */
  #accept(shown: Performance): void {
    this.#intended = this.#actual(shown);
    this.#difference = null;
  }

  /** What has really been decided in a performance. */
  #actual({ take, log, done, seed }: Performance): Take {
    const draws = drawsOf(log);
    const pinned = (this.#intended ?? take).pinned.filter((at) => at < draws.length);
    const { wanted: _, goal: __, ...decided } = take;
    return { ...decided, target: this.#intended?.target ?? take.target, seed, draws, steps: [...done], pinned };
  }

  #tell(message: ToPage): void {
    this.#messages.fire(message);
  }

  #tellAll(): void {
    this.#tell({ type: "show", showing: this.showing });
  }
}
