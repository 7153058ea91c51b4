/**
 * The run that the Scene panel shows: its life from start to stop, and everything that plays it again: another draw, a
 * step back, an edit. There is one at a time; a new performance ends the one before.
 */
import * as vscode from "vscode";
import {
  type RouteStep,
  type RunEventParams,
  type RunStartParams,
  type RunStartResult,
  runChoose,
  runContinue,
  runEvent,
  runStart,
  runStop,
  type WireEvent,
} from "#server/protocol.ts";
import type { Server } from "../server.ts";
import type { LogEntry, RunState, Showing, ToPage } from "./messages.ts";
import {
  beforeStep,
  drawsOf,
  firstDifference,
  guidedTake,
  isUnderWay,
  newTake,
  offerOf,
  offersAfter,
  otherCandidate,
  type RunTarget,
  restarted,
  type Step,
  type Take,
  withDraw,
} from "./take.ts";

/** What outlives a window: enough to show the run again, and to play it again when the reader goes on. */
export interface KeptRun {
  readonly take: Take;
  readonly scene: string;
  readonly state: RunState;
  readonly log: readonly LogEntry[];
}

/** One playing of a take. */
interface Performance {
  readonly take: Take;
  readonly log: LogEntry[];
  /** Steps of the take that are still to be taken, and those that have been. */
  readonly left: Step[];
  readonly done: Step[];
  scene: string;
  seed: number | null;
  session: number | null;
  /** Events that came before the answer which says whose they are. */
  readonly early: RunEventParams[];
  state: RunState;
  /** False while it is prepared behind the one that is shown. */
  shown: boolean;
  /** Whether what differs from the run before is to be marked. */
  readonly marks: boolean;
}

export class Run implements vscode.Disposable {
  readonly #messages = new vscode.EventEmitter<ToPage>();
  /** Fires with what a page must hear after it has been given `showing`. */
  readonly onMessage = this.#messages.event;
  readonly #settled = new vscode.EventEmitter<void>();
  /** Fires when a run has come to rest: it waits, has ended, or was stopped. */
  readonly onSettled = this.#settled.event;
  readonly #played = new vscode.EventEmitter<WireEvent>();
  /** Fires with every event of the run while it is being watched, not while it is replayed. */
  readonly onPlayed = this.#played.event;
  readonly #listeners: vscode.Disposable;
  readonly #server: Server;
  #shown: Performance | null = null;
  #hidden: Performance | null = null;
  /** The take that edits are played against, and what it last said as a whole. */
  #intended: Take | null = null;
  #reference: readonly LogEntry[] = [];
  #difference: number | null = null;
  #follow = false;

  constructor(server: Server) {
    this.#server = server;
    this.#listeners = vscode.Disposable.from(
      server.on<RunEventParams>(runEvent, (params) => {
        for (const performance of [this.#shown, this.#hidden]) {
          if (performance === null) continue;
          if (performance.session === null && performance.state === "playing") performance.early.push(params);
          else if (performance.session === params.session) this.#take(performance, params.event);
        }
      }),
      server.onDidStop(() => {
        this.#hidden = null;
        const shown = this.#shown;
        if (shown === null) return;
        shown.session = null;
        if (shown.state === "playing") this.#settle(shown, "stopped");
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
    return { take: this.#intended, scene: this.#shown.scene, state: this.#shown.state, log: this.#shown.log };
  }

  /** Shows a run of an earlier window. Nothing is played before the reader goes on. */
  restore({ take, scene, state, log }: KeptRun): void {
    this.#shown = { ...performanceOf(take, true, false), log: [...log], scene, seed: take.seed, state };
    this.#shown.done.push(...take.steps);
    this.#shown.left.length = 0;
    this.#intended = take;
    this.#reference = log;
    if (state === "playing") this.#shown.state = "stopped";
    this.#tellAll();
  }

  start(target: RunTarget, seed: number | null = null): Promise<void> {
    return this.#play(newTake(target, seed), { shown: true, marks: false });
  }

  /** Plays along a way, choices and pauses included, to where it leads. */
  guide(target: RunTarget, way: readonly RouteStep[]): Promise<void> {
    return this.#play(guidedTake(target, way), { shown: true, marks: false });
  }

  async restart(): Promise<void> {
    if (this.#intended !== null) await this.#play(restarted(this.#intended), { shown: true, marks: false });
  }

  /** Takes a choice of the offer that came after `step` steps; an earlier offer is gone back to first. */
  async choose(step: number, index: number): Promise<void> {
    const shown = this.#shown;
    const offer = offersAfter(this.log, step).find((choice) => choice.index === index);
    if (shown === null || offer === undefined) return;
    const taken: Step = { kind: "choose", target: offer.target, display: offer.display };
    if (step === shown.done.length && shown.state === "choice" && shown.session !== null) {
      this.#accept(shown);
      await this.#choose(shown, taken, index);
      return;
    }
    const before = beforeStep(this.#actual(shown), shown.log, step);
    await this.#play({ ...before, steps: [...before.steps, taken] }, { shown: false, marks: false });
  }

  async resume(): Promise<void> {
    const shown = this.#shown;
    if (shown === null || shown.state !== "continue") return;
    if (shown.session === null) {
      const take = this.#actual(shown);
      await this.#play({ ...take, steps: [...take.steps, { kind: "continue" }] }, { shown: false, marks: false });
      return;
    }
    this.#accept(shown);
    await this.#resume(shown);
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

  /** Plays the same path on the text as it is now, behind what is shown, and marks where it comes out differently. */
  async replay(): Promise<void> {
    if (this.#intended === null || this.state === "idle" || this.state === "stopped") return;
    await this.#play(this.#intended, { shown: false, marks: true });
  }

  /** Follows the beginning of the run through an edit of its document. */
  moveTarget(line: number): void {
    const take = this.#intended;
    if (take === null || !("line" in take.target)) return;
    this.#intended = { ...take, target: { ...take.target, line } };
  }

  async stop(): Promise<void> {
    const playing = this.#hidden ?? this.#shown;
    if (playing === null || playing.state === "ended" || playing.state === "stopped") return;
    const session = playing.session;
    playing.session = null;
    this.#settle(playing, "stopped");
    await this.#end(session);
  }

  dispose(): void {
    this.#listeners.dispose();
    for (const emitter of [this.#messages, this.#settled, this.#played]) emitter.dispose();
    void this.#end(this.#shown?.session ?? null);
    void this.#end(this.#hidden?.session ?? null);
  }

  async #redraw(at: number, candidate: number, pin: boolean): Promise<void> {
    const shown = this.#shown;
    if (shown === null) return;
    await this.#play(withDraw(this.#actual(shown), shown.log, at, candidate, pin), { shown: false, marks: false });
  }

  async #play(take: Take, { shown, marks }: { shown: boolean; marks: boolean }): Promise<void> {
    const overtaken = [this.#hidden, shown ? this.#shown : null];
    const performance = performanceOf(take, shown, marks);
    if (!marks) this.#intended = take;
    if (shown) {
      this.#shown = performance;
      this.#hidden = null;
      this.#difference = null;
      this.#reference = [];
      this.#tellAll();
    } else {
      this.#hidden = performance;
      this.#tell({ type: "more", entries: [], state: "playing" });
    }
    this.#context("playing");
    for (const old of overtaken) await this.#end(old?.session ?? null);
    const params = {
      ...take.target,
      replay: take.draws,
      ...(take.wanted && { wanted: take.wanted }),
      ...(take.seed !== null && { seed: take.seed }),
    } satisfies RunStartParams;
    let result: RunStartResult;
    try {
      result = await this.#server.request<RunStartResult>(runStart, params);
    } catch (error) {
      result = { problem: messageOf(error) };
    }
    if (!this.#isCurrent(performance)) {
      if ("session" in result) await this.#end(result.session);
      return;
    }
    if ("problem" in result) {
      this.#fail(performance, result.problem);
      return;
    }
    performance.session = result.session;
    performance.scene = result.scene;
    performance.seed = result.seed;
    if (performance.shown) this.#tellAll();
    for (const event of performance.early) if (event.session === result.session) this.#take(performance, event.event);
  }

  #take(performance: Performance, event: WireEvent): void {
    this.#add(performance, event);
    if (performance.shown) this.#played.fire(event);
    if (event.kind !== "end") return;
    const next = performance.left[0];
    const offer =
      next === undefined || event.waiting !== "choice"
        ? null
        : offerOf(offersAfter(performance.log, performance.done.length), next);
    const onWay =
      performance.take.wanted !== undefined && (next !== undefined || isUnderWay(performance.take, performance.log));
    if (event.waiting === "continue" && (next?.kind === "continue" || onWay)) {
      if (next?.kind === "continue") performance.left.shift();
      void this.#resume(performance);
    } else if (next !== undefined && offer !== null) {
      performance.left.shift();
      void this.#choose(performance, { kind: "choose", target: offer.target, display: offer.display }, offer.index);
    } else this.#settle(performance, event.waiting ?? "ended");
  }

  async #choose(performance: Performance, step: Step, index: number): Promise<void> {
    performance.done.push(step);
    this.#enter(performance, "playing", { kind: "chosen", index });
    await this.#ask(performance, runChoose, { session: performance.session, index });
  }

  async #resume(performance: Performance): Promise<void> {
    performance.done.push({ kind: "continue" });
    this.#enter(performance, "playing", { kind: "resumed" });
    await this.#ask(performance, runContinue, { session: performance.session });
  }

  async #ask(performance: Performance, method: string, params: object): Promise<void> {
    try {
      await this.#server.request(method, params);
    } catch (error) {
      if (this.#isCurrent(performance)) this.#fail(performance, messageOf(error));
    }
  }

  #fail(performance: Performance, problem: string): void {
    this.#add(performance, { kind: "problem", text: problem });
    this.#settle(performance, "ended");
  }

  /** The run has come to rest. One that was prepared behind takes the place of the one that is shown. */
  #settle(performance: Performance, state: RunState): void {
    const whole = performance.left.length === 0 && repeats(performance.take, performance.log);
    if (!performance.shown) {
      const old = this.#shown;
      this.#hidden = null;
      this.#shown = performance;
      performance.shown = true;
      this.#difference = performance.marks ? firstDifference(this.#reference, performance.log) : null;
      void this.#end(old?.session ?? null);
    }
    performance.state = state;
    // A path that an edit has cut short stays the one that is meant, so that taking the edit back brings it back.
    if (whole || !performance.marks) {
      this.#intended = { ...this.#actual(performance), target: this.#intended?.target ?? performance.take.target };
      this.#reference = [...performance.log];
    }
    this.#tellAll();
    this.#context(state);
    this.#settled.fire();
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
    const { wanted: _, ...decided } = take;
    return { ...decided, target: this.#intended?.target ?? take.target, seed, draws, steps: [...done], pinned };
  }

  #add(performance: Performance, entry: LogEntry): void {
    performance.log.push(entry);
    if (performance.shown) this.#tell({ type: "more", entries: [entry], state: performance.state });
  }

  #enter(performance: Performance, state: RunState, entry: LogEntry): void {
    performance.state = state;
    this.#add(performance, entry);
    if (performance.shown) this.#context(state);
  }

  #isCurrent(performance: Performance): boolean {
    return performance.state === "playing" && (this.#shown === performance || this.#hidden === performance);
  }

  async #end(session: number | null): Promise<void> {
    if (session !== null) await this.#server.request(runStop, { session }).catch(() => undefined);
  }

  #tell(message: ToPage): void {
    this.#messages.fire(message);
  }

  #tellAll(): void {
    this.#tell({ type: "show", showing: this.showing });
  }

  #context(state: RunState): void {
    const running = state === "playing" || state === "choice" || state === "continue";
    void vscode.commands.executeCommand("setContext", "pasta.running", running);
  }
}

function performanceOf(take: Take, shown: boolean, marks: boolean): Performance {
  return {
    take,
    log: [],
    left: [...take.steps],
    done: [],
    scene: "scene" in take.target ? take.target.scene : "",
    seed: take.seed,
    session: null,
    early: [],
    state: "playing",
    shown,
    marks,
  };
}

/** Whether a log made all the draws of a take, in order. */
function repeats(take: Take, log: readonly LogEntry[]): boolean {
  const made = drawsOf(log);
  return take.draws.every((draw, index) => JSON.stringify(draw) === JSON.stringify(made[index]));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
