/**
 * The debugger: decides where a program stops, stands there until it is told to go on, and answers questions meanwhile.
 * It lives in the engine's own thread; the other side sends requests and hears events.
 */

import type { PlaySource } from "../player/events.ts";
import type { Thread } from "../vm/exports.ts";
import type { LuaVm } from "../vm/vm.ts";
import { type FramePlace, readStack, type Stack } from "./frames.ts";
import { Inspector } from "./inspector.ts";
import type {
  Breakpoint,
  DebugEvent,
  DebugReply,
  DebugRequest,
  ExceptionFilter,
  StepMode,
  StopReason,
} from "./model.ts";

/** Why the VM asks whether to stop, as `native/debug.c` numbers it. */
const REASONS: ReadonlyMap<number, StopReason> = new Map([
  [1, "breakpoint"],
  [2, "step"],
  [3, "pause"],
  [4, "exception"],
]);
const STEP_MODES: Readonly<Record<StepMode, number>> = { continue: 0, in: 1, over: 2, out: 3 };

export interface DebuggerOptions {
  readonly emit: (event: DebugEvent) => void;
  /** Blocks until a request is there. While the program stands, all that happens is what these ask. */
  readonly wait: () => { readonly request: DebugRequest; readonly answer: (reply: DebugReply) => void };
  /** The full name of the scene function that a line belongs to. */
  readonly nameAt: (file: string, line: number) => string | null;
  readonly stopOnEntry: boolean;
}

export class Debugger {
  readonly #options: DebuggerOptions;
  readonly #files = new Map<string, Map<number, Breakpoint[]>>();
  readonly #hits = new Map<number, number>();
  #vm: LuaVm | null = null;
  #inspector: Inspector | null = null;
  #names: readonly string[] = [];
  #filters: ReadonlySet<ExceptionFilter> = new Set();
  #stack: Stack | null = null;
  #pending: StopReason | null = null;
  #entry: boolean;
  #stepping = false;
  #suspended = false;

  constructor(options: DebuggerOptions) {
    this.#options = options;
    this.#entry = options.stopOnEntry;
  }

  /** A VM begins to run. Breakpoints that are set already hold in it. */
  attach(vm: LuaVm): void {
    this.#vm = vm;
    this.#inspector = new Inspector(vm);
    this.#arm();
  }

  /** A play begins: the first one stops at its first line, if that is wanted. */
  begin(): void {
    if (this.#entry) this.#pauseFor("entry");
    this.#entry = false;
  }

  #pauseFor(reason: StopReason): void {
    this.#pending = reason;
    this.#vm?.exports.vm_attach(1);
    this.#vm?.exports.vm_pause();
  }

  /** Takes a request while the program runs (or stands; then it is answered in `wait`'s turn). */
  handle(request: DebugRequest): DebugReply {
    const value = this.#answer(request);
    return typeof value === "object" && value !== null && "problem" in value
      ? { ok: false, problem: String(value.problem) }
      : { ok: true, value };
  }

  /** The VM's question at a line, an error or a pause. Returns when the program shall go on. */
  onStop(thread: Thread, reason: number, line: number): void {
    const vm = this.#vm;
    if (vm === null || this.#suspended) return;
    const why = REASONS.get(reason) ?? "pause";
    const place = { thread, level: 0 };
    vm.exports.vm_frame(thread, 0);
    const chunk = vm.values.decodeTerminated(vm.exports.vm_frame_source());
    if (why === "exception") {
      this.#stop("exception", [], errorText(vm, thread));
      return;
    }
    // The library's own lines are nobody's to stop at.
    if (!chunk.startsWith("@")) return;
    const source = { file: chunk.slice(1), line: line - 1 };
    // Headers and words of a dictionary run once when it is loaded; that is not what a writer means by the line.
    const loads = source.file.endsWith(".pasta") && vm.values.decodeTerminated(vm.exports.vm_frame_what()) === "main";
    const here = this.#breakpointsAt(source, place, loads);
    if (here.length > 0) this.#stop("breakpoint", here, null);
    else if (loads) return;
    else if (this.#pending !== null && why === "pause") this.#stop(this.#pending, [], null);
    else if (why === "step") this.#stop("step", [], null);
  }

  /** A scene function begins: function breakpoints are asked. */
  entering(fullName: string): void {
    if (this.#names.some((name) => matches(fullName, name))) this.#pauseFor("function");
  }

  /** A failure notice is being written. */
  failed(label: string, text: string): void {
    const unresolved = label.includes("見つからない");
    if (this.#filters.has("failure") || (unresolved && this.#filters.has("unresolved")))
      this.#stop("exception", [], text);
  }

  #breakpointsAt({ file, line }: PlaySource, place: FramePlace, loads: boolean): number[] {
    const here = (this.#files.get(file)?.get(line) ?? []).filter(({ code }) => !loads || code === true);
    return here.filter((breakpoint) => this.#holds(breakpoint, { file, line }, place)).map(({ id }) => id);
  }

  /** Whether a breakpoint stops now; one that only tells does its telling. */
  #holds({ id, condition, hits, log }: Breakpoint, source: PlaySource, place: FramePlace): boolean {
    if (condition !== undefined && !this.#quietly((inspector) => inspector.isTrue(condition, place), true))
      return false;
    const count = (this.#hits.get(id) ?? 0) + 1;
    this.#hits.set(id, count);
    if (hits !== undefined && !hitHolds(hits, count)) return false;
    if (log === undefined) return true;
    const text = log.map((piece) => {
      if (typeof piece === "string") return piece;
      const shown = this.#quietly((inspector) => inspector.evaluate(piece.lua, place), "?");
      return typeof shown === "string" ? shown : shown.text;
    });
    this.#options.emit({ kind: "log", text: text.join(""), source });
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

  /** Stands until a request says to go on. */
  #stop(reason: StopReason, breakpoints: readonly number[], text: string | null): void {
    const vm = this.#vm;
    if (vm === null || this.#suspended) return;
    this.#pending = null;
    this.#suspended = true;
    this.#stack = readStack(vm, this.#options.nameAt);
    this.#options.emit({ kind: "stopped", reason, breakpoints, text });
    let mode: StepMode | null = null;
    while (mode === null) {
      const { request, answer } = this.#options.wait();
      if (request.kind === "resume") {
        mode = request.mode;
        answer({ ok: true, value: null });
      } else answer(this.handle(request));
    }
    this.#inspector?.forget();
    this.#stack = null;
    this.#suspended = false;
    this.#stepping = mode !== "continue";
    vm.exports.vm_step_mode(STEP_MODES[mode]);
    this.#arm();
    this.#options.emit({ kind: "continued" });
  }

  /** Puts the lines into the VM's sieve, and asks for line events only where someone needs them. */
  #arm(): void {
    const x = this.#vm?.exports;
    if (x === undefined) return;
    x.vm_clear_breaks();
    let lines = 0;
    for (const file of this.#files.values())
      for (const line of file.keys()) {
        x.vm_break_line(line + 1);
        lines++;
      }
    x.vm_stop_on_error(this.#filters.has("lua-error") ? 1 : 0);
    x.vm_attach(lines > 0 || this.#stepping || this.#pending !== null ? 1 : 0);
    if (this.#pending !== null) x.vm_pause();
  }

  #answer(request: DebugRequest): unknown {
    switch (request.kind) {
      case "breakpoints": {
        const lines = new Map<number, Breakpoint[]>();
        for (const each of request.breakpoints) lines.set(each.line, [...(lines.get(each.line) ?? []), each]);
        if (lines.size > 0) this.#files.set(request.file, lines);
        else this.#files.delete(request.file);
        this.#arm();
        return null;
      }
      case "functionBreakpoints":
        this.#names = request.names;
        return null;
      case "exceptions":
        this.#filters = new Set(request.filters);
        this.#arm();
        return null;
      case "pause":
        if (!this.#suspended) this.#pauseFor("pause");
        return null;
      case "resume":
        return null;
      case "stack":
        return this.#stack?.frames ?? [];
      case "scopes": {
        const place = this.#stack?.places[request.frame];
        return place === undefined ? [] : (this.#inspector?.scopes(place) ?? []);
      }
      case "variables":
        return this.#inspector?.variables(request.reference) ?? [];
      case "setVariable":
        return asProblem(
          this.#inspector?.set(request.reference, request.name, request.lua, this.#placeOf(0)) ?? "not running",
        );
      case "evaluate":
        if (!this.#suspended) return { problem: "the program is running" };
        return asProblem(this.#inspector?.evaluate(request.lua, this.#placeOf(request.frame)) ?? "not running");
    }
  }

  /** The place of a frame; of the innermost frame of the user's where none is given. */
  #placeOf(frame: number | null): FramePlace | null {
    const index = frame ?? this.#stack?.frames.findIndex(({ kind }) => kind !== "library") ?? -1;
    return this.#stack?.places[index] ?? null;
  }
}

function asProblem(answer: unknown): unknown {
  return typeof answer === "string" ? { problem: answer } : answer;
}

/** `会話` is every scene of that beginning; a full name is one function. */
function matches(fullName: string, name: string): boolean {
  if (name === "") return false;
  const [scene = "", local = ""] = fullName.split("::");
  return fullName === name || scene === name || (local === "__start__" ? scene : local).startsWith(name);
}

/** `5`, `=5`, `>2`, `>=2`, `<3`, `<=3`, `%2`. What cannot be read holds always. */
function hitHolds(condition: string, count: number): boolean {
  const found = /^\s*(>=|<=|>|<|==?|%)?\s*([0-9]+)\s*$/.exec(condition.normalize("NFKC"));
  if (found === null) return true;
  const number = Number(found[2]);
  switch (found[1]) {
    case ">=":
      return count >= number;
    case ">":
      return count > number;
    case "<=":
      return count <= number;
    case "<":
      return count < number;
    case "%":
      return number > 0 && count % number === 0;
    default:
      return count === number;
  }
}

/** The error value that is about to be thrown, as far as it is text. */
function errorText(vm: LuaVm, thread: Thread): string {
  return vm.exports.lua_type(thread, -1) === 4 ? vm.values.getString(thread, -1) : vm.values.describe(thread, -1);
}
