/**
 * One playing of a take on the server: starts it, takes the steps that were decided, and tells whoever asked for it
 * what happens and when it has come to rest.
 */
import {
  type RunEventParams,
  type RunStartParams,
  type RunStartResult,
  type RunStepResult,
  type RunStopResult,
  runChoose,
  runContinue,
  runSet,
  runStart,
  runStop,
  type WireEvent,
} from "#server/protocol.ts";
import type { Server } from "../server.ts";
import type { LogEntry, RunState } from "./messages.ts";
import { isUnderWay, offerOf, offersAfter, type Step, type Take, turnsOf } from "./take.ts";

/** What a performance tells. */
export interface Audience {
  /** Something has happened; it is in the log already. */
  added(performance: Performance, entry: LogEntry): void;
  /** The scene goes on. */
  resumed(performance: Performance): void;
  settled(performance: Performance, state: RunState): void;
  /** Its session has given way to others, while it was to go on. */
  lost(performance: Performance): void;
}

export class Performance {
  readonly take: Take;
  readonly log: LogEntry[];
  /** Steps of the take that are still to be taken, and those that have been. */
  readonly left: Step[];
  readonly done: Step[];
  scene: string;
  seed: number | null;
  session: number | null = null;
  state: RunState = "playing";
  /** False while it is prepared behind the one that is shown. */
  isShown: boolean;
  /** Whether what differs from the run before is to be marked. */
  readonly marks: boolean;
  readonly #server: Server;
  readonly #audience: Audience;
  /** Events that came before the answer which says whose they are. */
  #early: RunEventParams[] = [];
  /** Nobody listens any more: another has taken its place. */
  #isOver = false;

  constructor(
    server: Server,
    audience: Audience,
    take: Take,
    { shown, marks, scene }: { shown: boolean; marks: boolean; scene: string },
  ) {
    this.#server = server;
    this.#audience = audience;
    this.take = take;
    this.log = [];
    this.left = [...take.steps];
    this.done = [];
    this.scene = scene;
    this.seed = take.seed;
    this.isShown = shown;
    this.marks = marks;
  }

  /** One that was played in an earlier window: it stands where it stood, without a session. */
  static restored(
    server: Server,
    audience: Audience,
    kept: { readonly take: Take; readonly scene: string; readonly state: RunState; readonly log: readonly LogEntry[] },
  ): Performance {
    const performance = new Performance(server, audience, kept.take, { shown: true, marks: false, scene: kept.scene });
    performance.log.push(...kept.log);
    performance.done.push(...performance.left.splice(0));
    performance.state = kept.state === "playing" ? "stopped" : kept.state;
    return performance;
  }

  /** How many times the scene went on. */
  get turns(): number {
    return turnsOf(this.done);
  }

  async start(): Promise<void> {
    const { target, seed, draws, wanted, saved } = this.take;
    const params: RunStartParams = {
      ...target,
      replay: draws,
      saved,
      ...(wanted && { wanted }),
      ...(seed !== null && { seed }),
    };
    let result: RunStartResult;
    try {
      result = await this.#server.request<RunStartResult>(runStart, params);
    } catch (error) {
      result = { problem: messageOf(error) };
    }
    if (this.#isOver || this.state !== "playing") {
      if ("session" in result) await this.#server.request(runStop, { session: result.session }).catch(() => undefined);
      return;
    }
    if ("problem" in result) return this.fail(result.problem);
    this.session = result.session;
    this.scene = result.written;
    this.seed = result.seed;
    if (this.isShown) this.#audience.resumed(this);
    const early = this.#early;
    this.#early = [];
    for (const event of early) this.hear(event);
  }

  /** An event from the server, which may be another performance's. */
  hear(params: RunEventParams): void {
    if (this.#isOver) return;
    if (this.session === null && this.state === "playing") this.#early.push(params);
    else if (this.session === params.session) this.#take(params.event);
  }

  async choose(step: Extract<Step, { kind: "choose" }>, index: number): Promise<void> {
    this.done.push(step);
    this.#goOn({ kind: "chosen", index });
    await this.#ask(runChoose, { session: this.session, index });
  }

  async resume(): Promise<void> {
    this.done.push({ kind: "continue" });
    this.#goOn({ kind: "resumed" });
    await this.#ask(runContinue, { session: this.session });
  }

  async set(step: Extract<Step, { kind: "set" }>): Promise<void> {
    this.done.push(step);
    this.#goOn(step);
    const { scope, name, value } = step;
    await this.#ask(runSet, { session: this.session, scope, name, value });
  }

  /** Something keeps it from going on. */
  fail(problem: string): void {
    this.#add({ kind: "problem", text: problem });
    this.#settle("ended");
  }

  /** Stops it where it is, and tells where that was. */
  async stop(): Promise<void> {
    const { session } = this;
    this.session = null;
    this.state = "stopped";
    const answer =
      session === null ? null : await this.#server.request<RunStopResult>(runStop, { session }).catch(() => null);
    if (this.#isOver) return;
    if (answer?.at != null) this.#add({ kind: "stopped", source: answer.at });
    this.#settle("stopped");
  }

  /** The server's process has gone, and the session with it. */
  lose(): void {
    this.session = null;
    if (this.state === "playing") this.#settle("stopped");
  }

  /** Takes it down without a word. */
  async end(): Promise<void> {
    this.#isOver = true;
    const { session } = this;
    this.session = null;
    if (session !== null) await this.#server.request(runStop, { session }).catch(() => undefined);
  }

  #take(event: WireEvent): void {
    this.#add(event);
    if (event.kind !== "end") return;
    const next = this.left[0];
    if (next?.kind === "set") {
      this.left.shift();
      void this.set(next);
      return;
    }
    const offer =
      next === undefined || event.waiting !== "choice" ? null : offerOf(offersAfter(this.log, this.turns), next);
    // Along a way the scene's own pauses are passed over.
    const goesOn = next?.kind === "continue" || isUnderWay(this.take, this.log);
    if (event.waiting === "continue" && goesOn) {
      if (next?.kind === "continue") this.left.shift();
      void this.resume();
    } else if (offer !== null) {
      this.left.shift();
      void this.choose({ kind: "choose", target: offer.target, display: offer.display }, offer.index);
    } else this.#settle(event.waiting ?? "ended");
  }

  async #ask(method: string, params: object): Promise<void> {
    try {
      const answer = await this.#server.request<RunStepResult>(method, params);
      if (answer?.gone !== true || this.#isOver) return;
      this.session = null;
      this.#audience.lost(this);
    } catch (error) {
      if (!this.#isOver && this.state === "playing") this.fail(messageOf(error));
    }
  }

  #goOn(entry: LogEntry): void {
    this.state = "playing";
    this.#add(entry);
    this.#audience.resumed(this);
  }

  #add(entry: LogEntry): void {
    this.log.push(entry);
    this.#audience.added(this, entry);
  }

  #settle(state: RunState): void {
    this.state = state;
    this.#audience.settled(this, state);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
