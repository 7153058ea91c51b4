/**
 * The two performances of a run: the one that is shown, and the one that is being prepared behind it to take its place;
 * and the take that is meant, which both are played from.
 */
import * as vscode from "vscode";
import { type RunEventParams, runEvent, type WireEvent } from "#server/protocol.ts";
import type { Server } from "../server.ts";
import type { LogEntry, RunState, Showing, ToPage } from "./messages.ts";
import { type Audience, Performance } from "./performance.ts";
import { drawsOf, firstDifference, repeats, type Step, type Take } from "./take.ts";

/** How a performance comes about: shown from its beginning, or behind; and whether what differs is marked. */
interface Manner {
  readonly shown: boolean;
  readonly marks: boolean;
}

export class RunStage implements vscode.Disposable {
  readonly #messages = new vscode.EventEmitter<ToPage>();
  readonly onMessage = this.#messages.event;
  readonly #states = new vscode.EventEmitter<RunState>();
  readonly onState = this.#states.event;
  readonly #played = new vscode.EventEmitter<WireEvent>();
  readonly onPlayed = this.#played.event;
  readonly #listeners: vscode.Disposable;
  readonly #server: Server;
  readonly #spots: () => Showing["spots"];
  #shown: Performance | null = null;
  #hidden: Performance | null = null;
  /** The take that edits are played against, and what it last said as a whole. */
  intended: Take | null = null;
  #reference: readonly LogEntry[] = [];
  #difference: number | null = null;
  #follow = false;

  constructor(server: Server, spots: () => Showing["spots"]) {
    this.#server = server;
    this.#spots = spots;
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

  get shown(): Performance | null {
    return this.#shown;
  }

  /** The one that is going on: what is being prepared, else what is shown. */
  get latest(): Performance | null {
    return this.#hidden ?? this.#shown;
  }

  get state(): RunState {
    return this.latest?.state ?? "idle";
  }

  get showing(): Showing {
    const shown = this.#shown;
    return {
      scene: shown?.scene ?? "",
      seed: shown?.seed ?? null,
      state: this.state,
      log: shown?.log ?? [],
      pinned: this.intended?.pinned ?? [],
      difference: this.#difference,
      follow: this.#follow,
      saved: shown?.take.saved ?? {},
      spots: this.#spots(),
    };
  }

  get follow(): boolean {
    return this.#follow;
  }

  set follow(on: boolean) {
    this.#follow = on;
    this.#tellAll();
  }

  restore(kept: Parameters<typeof Performance.restored>[2]): void {
    this.#shown = Performance.restored(this.#server, this.#audience, kept);
    this.intended = kept.take;
    this.#reference = kept.log;
    this.#tellAll();
  }

  async play(take: Take, manner: Manner): Promise<void> {
    await this.perform(take, manner).start();
  }

  /** Puts a performance of the take in the place of those before it. */
  perform(take: Take, { shown, marks }: Manner): Performance {
    void this.#hidden?.end();
    const scene = shown ? "" : (this.#shown?.scene ?? "");
    const performance = new Performance(this.#server, this.#audience, take, { shown, marks, scene });
    if (!marks) this.intended = take;
    if (shown) {
      void this.#shown?.end();
      this.#shown = performance;
      this.#hidden = null;
      this.#difference = null;
      this.#reference = [];
      this.#tellAll();
    } else {
      this.#hidden = performance;
      this.tell({ type: "more", entries: [], state: "playing" });
    }
    this.#states.fire("playing");
    return performance;
  }

  /** Plays what is shown once more, and one step further. */
  async playWith(shown: Performance, step: Step): Promise<void> {
    const take = this.actual(shown);
    await this.play({ ...take, steps: [...take.steps, step] }, { shown: false, marks: false });
  }

  /** The reader goes on from what is shown: that is what is meant now. */
  accept(shown: Performance): void {
    this.intended = this.actual(shown);
    this.#difference = null;
  }

  /** What has really been decided in a performance. */
  actual({ take, log, done, seed }: Performance): Take {
    const draws = drawsOf(log);
    const pinned = (this.intended ?? take).pinned.filter((at) => at < draws.length);
    const { wanted: _, goal: __, ...decided } = take;
    return { ...decided, target: this.intended?.target ?? take.target, seed, draws, steps: [...done], pinned };
  }

  tell(message: ToPage): void {
    this.#messages.fire(message);
  }

  dispose(): void {
    this.#listeners.dispose();
    for (const emitter of [this.#messages, this.#states, this.#played]) emitter.dispose();
    void this.#shown?.end();
    void this.#hidden?.end();
  }

  readonly #audience: Audience = {
    added: (performance, entry) => {
      if (performance !== this.#shown) return;
      this.tell({ type: "more", entries: [entry], state: performance.state });
      if (entry.kind !== "chosen" && entry.kind !== "resumed" && entry.kind !== "set" && entry.kind !== "problem")
        this.#played.fire(entry);
    },
    resumed: (performance) => {
      if (performance !== this.#shown) return;
      if (performance.log.length === 0) this.#tellAll();
      this.#states.fire("playing");
    },
    settled: (performance, state) => this.#settle(performance, state),
    lost: (performance) => {
      if (performance !== this.#shown && performance !== this.#hidden) return;
      const take = { ...this.actual(performance), steps: [...performance.done, ...performance.left] };
      void this.play(take, { shown: false, marks: false });
    },
  };

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
      this.intended = this.actual(performance);
      this.#reference = [...performance.log];
    }
    this.#tellAll();
    this.#states.fire(state);
  }

  #tellAll(): void {
    this.tell({ type: "show", showing: this.showing });
  }
}
