/**
 * The debugger: decides where a program stops, stands there until it is told to go on, and answers questions meanwhile.
 * It lives in the engine's own thread; the other side sends requests and hears events.
 */

import type { PlaySource } from "../player/events.ts";
import type { Thread } from "../vm/exports.ts";
import type { LuaVm } from "../vm/vm.ts";
import { Breakpoints } from "./breakpoints.ts";
import { type FramePlace, readStack, textOnTop } from "./frames.ts";
import { Inspector } from "./inspector.ts";
import type { Breakpoint, Condition, DebuggedDecks, DebugReply, DebugRequest, StepMode, StopReason } from "./model.ts";
import { type Moment, Replay, Rewind, type Search } from "./replay.ts";
import { placeIn, type Question, redo, Standing } from "./standing.ts";
import type { Cause, DebuggerOptions, Pending } from "./stopping.ts";
import { Watches } from "./watches.ts";

/** Why the VM asks whether to stop, as `native/debug.c` numbers it. */
const ASKS = { breakpoint: 1, step: 2, pause: 3, error: 4, moment: 5, change: 6 } as const;
const STEP_MODES: Readonly<Record<StepMode, number>> = { continue: 0, in: 1, over: 2, out: 3, back: 0, reverse: 0 };

export class Debugger {
  readonly #options: DebuggerOptions;
  readonly #breakpoints = new Breakpoints();
  readonly #replay = new Replay();
  #vm: LuaVm | null = null;
  #inspector: Inspector | null = null;
  #standing: Standing | null = null;
  #pending: Pending | null = null;
  #entry: boolean;
  #stepping = false;
  #suspended = false;
  /** The present run is being given up for another one. */
  #isLeaving = false;
  /** A limit that has struck; the program ends once it goes on. */
  #overrun: (() => never) | null = null;
  #watches: Watches | null = null;

  constructor(options: DebuggerOptions) {
    this.#options = options;
    this.#entry = options.stopOnEntry;
  }

  /** Whether the program is only on its way to a moment that it has passed before: nobody is to hear of it. */
  get isSearching(): boolean {
    return this.#isLeaving || this.#replay.search !== null;
  }

  /** A VM begins to run. Breakpoints that are set already hold in it. */
  attach(vm: LuaVm, decks: DebuggedDecks): void {
    this.#vm = vm;
    this.#inspector = new Inspector(vm, decks);
    this.#watches = new Watches(vm, this.#inspector);
    this.#refreshWatches();
    this.#replay.engineBegins(vm, this.#breakpoints.counts);
  }

  /** A play begins: the first one stops at its first line, if that is wanted. */
  begin(): void {
    if (this.#entry || this.#replay.search?.kind === "start") this.#pauseFor("entry");
    this.#entry = false;
  }

  /** The program begins anew, in search of something. */
  rewind(search: Search): void {
    this.#replay.begin(search);
    this.#breakpoints.forgetHits();
    this.#standing = null;
    this.#pending = null;
    this.#suspended = false;
    this.#isLeaving = false;
    this.#stepping = false;
    this.#overrun = null;
  }

  /** The whole run is over and the search was not: what comes next, if anything can. */
  missed(): Search | null {
    const vm = this.#vm as LuaVm;
    const next = this.#replay.next(vm);
    if (next === null) {
      this.#replay.end(vm);
      this.#options.emit({ kind: "lost" });
    }
    return next;
  }

  #pauseFor(reason: StopReason, more: Partial<Pending> = {}): void {
    this.#pending = { reason, functions: [], text: null, ...more };
    this.#vm?.exports.vm_attach(1);
    this.#vm?.exports.vm_pause(1);
  }

  /** Takes a request while the program runs (or stands; then it is answered in `wait`'s turn). */
  handle(request: DebugRequest): DebugReply {
    const value = this.#answer(request);
    return typeof value === "object" && value !== null && "problem" in value
      ? { ok: false, problem: String(value.problem) }
      : { ok: true, value };
  }

  // ---- where to stop -------------------------------------------------------------------------------------------------

  /** The VM's question at a line, an error or a pause. Returns when the program shall go on. */
  onStop(thread: Thread, asked: number, line: number): void {
    const vm = this.#vm;
    if (vm === null || this.#suspended) return;
    if (this.#watches?.isStale === true) this.#refreshWatches();
    if (asked === ASKS.moment) {
      this.#atMoment(vm);
      return;
    }
    if (asked === ASKS.error) {
      this.#consider({ reason: "exception", breakpoints: [], text: textOnTop(vm, thread) }, false);
      return;
    }
    if (asked === ASKS.change) {
      this.#changed(vm);
      return;
    }
    const place = { thread, level: 0 };
    vm.exports.vm_frame(thread, 0);
    const chunk = vm.values.decodeTerminated(vm.exports.vm_frame_source());
    // The library's own lines are nobody's to stop at.
    if (!chunk.startsWith("@")) return;
    const source = { file: chunk.slice(1), line: line - 1 };
    // Headers and words of a dictionary run once when it is loaded; that is not what a writer means by the line.
    const loads = source.file.endsWith(".pasta") && vm.values.decodeTerminated(vm.exports.vm_frame_what()) === "main";
    const cause = this.#causeAt(asked, source, place, loads);
    if (cause !== null) this.#consider(cause, true);
  }

  #causeAt(asked: number, source: PlaySource, place: FramePlace, loads: boolean): Cause | null {
    const here = this.#breakpoints.at(source.file, source.line).filter(({ code }) => !loads || code === true);
    const held = here.filter(
      (breakpoint) => this.#holds(breakpoint, place) && this.#stopsAt(breakpoint, source, place),
    );
    if (held.length > 0) return { reason: "breakpoint", breakpoints: held.map(({ id }) => id), text: null };
    if (loads) return null;
    const pending = asked === ASKS.pause ? this.#pending : null;
    if (pending !== null && pending.functions.length > 0) {
      const entered = pending.functions.filter((each) => this.#holds(each, place));
      if (entered.length > 0) return { reason: "function", breakpoints: entered.map(({ id }) => id), text: null };
      this.#pending = null;
      this.#vm?.exports.vm_pause(0);
      this.#arm();
      return null;
    }
    if (pending !== null) return { reason: pending.reason, breakpoints: [], text: pending.text };
    return asked === ASKS.step ? { reason: "step", breakpoints: [], text: null } : null;
  }

  #holds(breakpoint: Condition, place: FramePlace | null): boolean {
    const { condition } = breakpoint;
    const holds =
      condition === undefined || place === null || this.#quietly((look) => look.isTrue(condition, place), true);
    return holds && this.#breakpoints.hit(breakpoint);
  }

  /** Whether it stops or only tells; then it tells. */
  #stopsAt({ log }: Breakpoint, source: PlaySource, place: FramePlace): boolean {
    if (log === undefined) return true;
    const text = log.map((piece) => {
      if (typeof piece === "string") return piece;
      const shown = this.#quietly((inspector) => inspector.evaluate(piece.lua, place), "?");
      return typeof shown === "string" ? shown : shown.text;
    });
    if (!this.isSearching) this.#options.emit({ kind: "log", text: text.join(""), source });
    return false;
  }

  #quietly<T>(look: (inspector: Inspector) => T, otherwise: T): T {
    if (this.#inspector === null) return otherwise;
    this.#suspended = true;
    try {
      return look(this.#inspector);
    } finally {
      this.#inspector.forget();
      this.#suspended = false;
    }
  }

  /** A watched variable has another value. */
  #changed(vm: LuaVm): void {
    const change = this.#quietly(() => this.#watches?.change(), undefined);
    const breakpoint = this.#breakpoints.data[change?.index ?? -1];
    const place = placeIn(readStack(vm, this.#options.nameAt), null);
    if (change === undefined || breakpoint === undefined || !this.#holds(breakpoint, place)) return;
    const { text } = change;
    this.#consider({ reason: "data", breakpoints: [breakpoint.id], text }, false);
  }

  #refreshWatches(): void {
    this.#quietly(() => this.#watches?.take(this.#breakpoints.data.map(({ name }) => name)), undefined);
    if (this.#pending === null) this.#vm?.exports.vm_pause(0);
    this.#arm();
  }

  /** A scene function begins: function breakpoints are asked. */
  entering(fullName: string): void {
    const functions = this.#breakpoints.of(fullName);
    if (functions.length > 0) this.#pauseFor("function", { functions });
  }

  /** A failure notice is being written. */
  failed(label: string, text: string): void {
    const unresolved = label.includes("見つからない");
    if (this.#breakpoints.has("failure") || (unresolved && this.#breakpoints.has("unresolved")))
      this.#consider({ reason: "exception", breakpoints: [], text }, false);
  }

  /**
   * A limit strikes. True where the program is given a little more, to stand still at its next line; then `end` is
   * called when it goes on.
   */
  overrun(text: string, end: () => never): boolean {
    if (this.#vm === null || this.#suspended || this.#overrun !== null) return false;
    this.#overrun = end;
    this.#pauseFor("limit", { text });
    return true;
  }

  // ---- going back ----------------------------------------------------------------------------------------------------

  /** Somewhere to stop: stands here, or counts it where the program is only on its way. */
  #consider(cause: Cause, atLine: boolean): void {
    const vm = this.#vm;
    if (vm === null || this.#suspended) return;
    const { search } = this.#replay;
    if (search !== null) {
      const isStart = search.kind === "start" && cause.reason === "entry";
      if (!isStart && this.#replay.isAtEnd(this.#replay.momentOf(vm, !atLine))) this.#finish(vm);
      if (!isStart && !this.#replay.isSearched()) {
        this.#pending = null;
        vm.exports.vm_pause(0);
        if (cause.reason === "limit") this.#overrun?.();
        this.#doDeeds(this.#replay.momentOf(vm, !atLine));
        this.#arm();
        this.#replay.aim(vm, this.#breakpoints.counts);
        return;
      }
    }
    this.#stand(cause, atLine);
  }

  /** The VM has come to a moment that was asked for. */
  #atMoment(vm: LuaVm): void {
    const { search } = this.#replay;
    const now = this.#replay.momentOf(vm, false);
    if (search?.kind === "moment" && this.#replay.isAtEnd(now)) {
      this.#stand({ reason: search.reason, breakpoints: [], text: null }, now.returns === 0);
      return;
    }
    if (this.#replay.isAtEnd(now)) this.#finish(vm);
    this.#doDeeds(now);
    this.#replay.aim(vm, this.#breakpoints.counts);
  }

  /** A search has seen enough: the next run knows what it looks for. */
  #finish(vm: LuaVm): void {
    const next = this.#replay.next(vm);
    if (next !== null) throw new Rewind(next);
  }

  #doDeeds(now: Moment): void {
    const vm = this.#vm;
    const due = this.#replay.takeDue(now);
    if (vm === null || due.length === 0) return;
    const stack = readStack(vm, this.#options.nameAt);
    for (const deed of due) this.#quietly((inspector) => redo(deed, vm, inspector, stack), undefined);
    this.#refreshWatches();
  }

  // ---- standing ------------------------------------------------------------------------------------------------------

  /** Stands until a request says to go on. */
  #stand(cause: Cause, atLine: boolean): void {
    const vm = this.#vm as LuaVm;
    this.#pending = null;
    const moment = this.#replay.momentOf(vm, !atLine && cause.reason !== "data");
    this.#doDeeds(moment);
    if (this.isSearching) {
      this.#replay.end(vm);
      this.#options.emit({ kind: "rewound", choices: 0 });
    }
    this.#suspended = true;
    const inspector = this.#inspector as Inspector;
    this.#standing = new Standing(vm, inspector, this.#options.nameAt, moment, atLine);
    this.#options.emit({ kind: "stopped", ...cause });
    let mode: StepMode | null = null;
    while (mode === null) {
      const { request, answer } = this.#options.wait();
      const search = this.#options.canRewind === true ? this.#standing.searchFor(request) : null;
      if (search !== null) {
        answer({ ok: true, value: null });
        this.#isLeaving = true;
        throw new Rewind(search);
      }
      if (request.kind === "resume") {
        mode = request.mode;
        answer({ ok: true, value: null });
      } else answer(this.handle(request));
    }
    if (this.#watches?.isStale === true) this.#refreshWatches();
    this.#inspector?.forget();
    this.#standing = null;
    this.#suspended = false;
    this.#stepping = mode !== "continue";
    vm.exports.vm_step_mode(STEP_MODES[mode]);
    this.#arm();
    this.#options.emit({ kind: "continued" });
    if (cause.reason === "limit") this.#overrun?.();
  }

  /** Puts the lines into the VM's sieve, and asks for line events only where someone needs them. */
  #arm(): void {
    const x = this.#vm?.exports;
    if (x === undefined) return;
    x.vm_clear_breaks();
    let lines = 0;
    for (const line of this.#breakpoints.lines()) {
      x.vm_break_line(line + 1);
      lines++;
    }
    x.vm_stop_on_error(this.#breakpoints.has("lua-error") ? 1 : 0);
    const watches = this.#breakpoints.data.length > 0;
    const wanted = lines > 0 || watches || this.#stepping || this.#pending !== null || this.isSearching;
    x.vm_attach(wanted ? 1 : 0);
    if (this.#pending !== null) x.vm_pause(1);
  }

  // ---- answers -------------------------------------------------------------------------------------------------------

  #answer(request: DebugRequest): unknown {
    switch (request.kind) {
      case "breakpoints":
        this.#breakpoints.setLines(request.file, request.breakpoints);
        this.#arm();
        return null;
      case "functionBreakpoints":
        this.#breakpoints.setFunctions(request.breakpoints);
        return null;
      case "dataBreakpoints":
        this.#breakpoints.setData(request.breakpoints);
        if (this.#watches !== null) this.#watches.isStale = true;
        // Tables can be made at a line only, and not while somebody holds references: at the next one, that is.
        if (!this.#suspended) this.#vm?.exports.vm_pause(1);
        this.#arm();
        return null;
      case "exceptions":
        this.#breakpoints.setFilters(request.filters);
        this.#arm();
        return null;
      case "pause":
        if (!this.#suspended && !this.isSearching) this.#pauseFor("pause");
        return null;
      case "resume":
      case "restartFrame":
        return { problem: "the program is running" };
      default:
        return this.#ask(request);
    }
  }

  /** Questions about a standing program. */
  #ask(question: Question): unknown {
    const standing = this.#standing;
    if (standing === null) return { problem: "the program is running" };
    const { value, deed } = standing.answer(question);
    if (deed !== undefined) {
      this.#replay.record(standing.moment, deed);
      if (this.#watches !== null) this.#watches.isStale = true;
    }
    if (deed?.kind === "goto") this.#options.emit({ kind: "stopped", reason: "goto", breakpoints: [], text: null });
    return typeof value === "string" ? { problem: value } : value;
  }
}
