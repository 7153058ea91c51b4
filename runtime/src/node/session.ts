/** Sessions in worker threads: a script can neither block nor end the process that hosts them, and `stop` always works. */
import { MessageChannel, Worker, type WorkerOptions } from "node:worker_threads";
import { type Locale, render } from "#core/messages/index.ts";
import type { Strategy } from "#core/resolve/index.ts";
import type { DebugEvent, DebugReply, DebugRequest } from "../debugger/model.ts";
import type { DeckSettings, RecordedDraw } from "../player/decks.ts";
import type { PlayEvent, PlaySource } from "../player/events.ts";
import type { PlayableGhost, SavedTable } from "../player/ghost.ts";
import { Program } from "../player/program.ts";
import type { PlayTarget } from "../player/session.ts";
import { defaultLimits, type Limits } from "../vm/limits.ts";
import type { LuaInput } from "../vm/values.ts";
import { inDevelopment, loadRuntime } from "./assets.ts";
import { startAsUsual } from "./changed-flags.ts";
import type { DebugMessage, DebugQuestion } from "./debug-thread.ts";
import { SIGNAL, serveProgram } from "./remote-program.ts";
import type { WorkerCommand, WorkerMessage, WorkerStart } from "./worker.ts";

/** A name (drawn by prefix, as the engine does), or a place: exactly the scene or local scene written there. */
export type SceneRequest = string | { readonly file: string; readonly line: number };

export type SceneArgument = string | number | boolean;

export interface PlayRequest {
  readonly scene: SceneRequest;
  readonly args?: readonly SceneArgument[];
  /** A whole number; one by chance where not given. The session tells which. */
  readonly seed?: number;
  /** False: every deck lies in candidate order. */
  readonly shuffle?: boolean;
  /** Instead of the ghost's own. */
  readonly strategy?: Strategy;
  /** Draws to be repeated, in order, up to the first that does not fit. */
  readonly replay?: readonly RecordedDraw[];
  /** Scene draws to be answered so when they come, in this order; draws between them are free. */
  readonly wanted?: NonNullable<DeckSettings["wanted"]>;
  /** True: wherever a play comes to rest, its variables are told. */
  readonly watch?: boolean;
  readonly locale?: Locale;
  readonly limits?: Partial<Limits>;
}

export interface PlaySession {
  /** The name asked for, or the full name of the function at the place asked for. */
  readonly scene: string;
  /** The same as a writer wrote it. */
  readonly written: string;
  readonly seed: number;
  /** Plays the target of a choice of the last play. */
  choose(index: number): void;
  /** Goes on after a yield. */
  resume(): void;
  /** Gives a variable a value where the play has come to rest (null takes it away); told by another `end`. */
  set(scope: "act" | "saved", name: string, value: SceneArgument | null): void;
  /** Plays another scene in the same engine, whose decks and variables go on. */
  play(scene: SceneRequest, args?: readonly SceneArgument[]): void;
  /** The saved variables as the scripts have left them. */
  saved(): Promise<SavedTable>;
  /** Ends the thread, whatever it is doing. No event comes after it. */
  stop(): Promise<void>;
  /** The same, but says where the script was; null where it was at rest, or does not say within `HALT` milliseconds. */
  halt(): Promise<PlaySource | null>;
}

/** How a session is debugged. */
export interface DebugOptions {
  readonly stopOnEntry: boolean;
  /** Requests that hold before anything runs: breakpoints and filters. */
  readonly initial: readonly DebugRequest[];
  readonly onDebug: (event: DebugEvent) => void;
}

/** A session whose thread can be stopped and asked. It has no time limit: a person is looking. */
export interface DebugSession extends PlaySession {
  debug(request: DebugRequest): Promise<DebugReply>;
}

/** How long a script that is to end may take to say where it is: it says so at once, but its thread may have to wait. */
const HALT = 1_000;

/** The largest seed that is given by chance: short enough to be copied by hand. */
const SEEDS = 1_000_000;

/**
 * Starts a session and its first play. Every play ends with one `end` event.
 * Resolves to a problem (in the locale's words) where no scene is written at the place asked for; rejects where the
 * product's own files cannot be read.
 */
export async function startPlay(
  ghost: PlayableGhost,
  request: PlayRequest,
  onEvent: (event: PlayEvent) => void,
): Promise<PlaySession | { readonly problem: string }> {
  return begin(ghost, request, onEvent, null);
}

/** The same under a debugger. */
export async function startDebug(
  ghost: PlayableGhost,
  request: PlayRequest,
  onEvent: (event: PlayEvent) => void,
  options: DebugOptions,
): Promise<DebugSession | { readonly problem: string }> {
  const limits = { ...request.limits, milliseconds: Number.POSITIVE_INFINITY };
  return begin(ghost, { ...request, limits }, onEvent, options);
}

async function begin(
  ghost: PlayableGhost,
  request: PlayRequest,
  onEvent: (event: PlayEvent) => void,
  debug: DebugOptions | null,
): Promise<DebugSession | { readonly problem: string }> {
  const locale = request.locale ?? "en";
  const create = () => new Program({ ...ghost, strategy: request.strategy ?? ghost.strategy });
  const program = create();
  const target = targetOf(program, request.scene);
  if (target === null) return { problem: render("no-scene-here", [], locale) };
  const seed = request.seed ?? Math.floor(Math.random() * SEEDS);
  const { module, library } = await loadRuntime();
  const thread = startThread(create, onEvent, debug, {
    module,
    library,
    config: ghost.config as { readonly [key: string]: LuaInput },
    saved: ghost.saved,
    decks: { seed, shuffle: request.shuffle ?? true, replay: request.replay ?? [], wanted: request.wanted ?? [] },
    strategy: request.strategy ?? ghost.strategy,
    limits: { ...defaultLimits, ...request.limits },
    locale,
    watch: request.watch === true,
  });
  const play = (scene: PlayTarget, args: readonly SceneArgument[] = []) =>
    thread.send({ kind: "play", target: scene, args });
  play(target, request.args);
  return {
    scene: typeof target === "string" ? target : `${target.scene}::${target.local}`,
    written: typeof target === "string" ? target : program.functionSource(target.scene, target.local).written,
    seed,
    set: (scope, name, value) => thread.send({ kind: "set", scope, name, value }),
    choose: (index) => thread.send({ kind: "choose", index }),
    resume: () => thread.send({ kind: "resume" }),
    play: (scene, args) => {
      const next = targetOf(program, scene);
      if (next !== null) return play(next, args);
      onEvent({ kind: "notFound", scene: "" });
      onEvent({ kind: "end", waiting: null });
    },
    saved: thread.saved,
    debug: thread.debug,
    stop: thread.stop,
    halt: thread.halt,
  };
}

function targetOf(program: Program, scene: SceneRequest): PlayTarget | null {
  return typeof scene === "string" ? scene : program.functionAt(scene.file, scene.line);
}

interface Thread {
  send(command: WorkerCommand): void;
  saved(): Promise<SavedTable>;
  debug(request: DebugRequest): Promise<DebugReply>;
  stop(): Promise<void>;
  halt(): Promise<PlaySource | null>;
}

/** The worker's own file: a bundle beside ours, or the source, which needs the loader that this process has. */
function newWorker(start: WorkerStart): Worker {
  const file = new URL(inDevelopment ? "./worker-development.mjs" : "./worker.cjs", import.meta.url);
  const options: WorkerOptions = {
    workerData: start,
    transferList: start.debug === undefined ? [start.program] : [start.program, start.debug.port],
    // The process's own flags (a debugger's port, a loader) are not the worker's.
    execArgv: [],
    // Lua's own C calls nest as JavaScript frames, 200 deep at most: the default stack is enough, a larger one is safe.
    resourceLimits: { stackSizeMb: 8 },
  };
  return startAsUsual(() => new Worker(file, options));
}

/** The near end of a debugged thread's port. */
interface DebugLine {
  readonly start: NonNullable<WorkerStart["debug"]>;
  ask(request: DebugRequest): Promise<DebugReply>;
  close(): void;
}

function debugLine(shared: Int32Array, { stopOnEntry, initial, onDebug }: DebugOptions): DebugLine {
  const { port1, port2 } = new MessageChannel();
  const waiting = new Map<number, (reply: DebugReply) => void>();
  let asked = 0;
  port1.on("message", (message: DebugMessage) => {
    if ("event" in message) return onDebug(message.event);
    waiting.get(message.id)?.(message.reply);
    waiting.delete(message.id);
  });
  return {
    start: { port: port2, stopOnEntry, initial },
    ask: (request) =>
      new Promise((resolve) => {
        const id = ++asked;
        waiting.set(id, resolve);
        port1.postMessage({ id, request } satisfies DebugQuestion);
        Atomics.add(shared, SIGNAL.debug, 1);
        Atomics.notify(shared, SIGNAL.debug);
      }),
    close: () => {
      port1.close();
      for (const resolve of waiting.values()) resolve({ ok: false, problem: "the session has ended" });
      waiting.clear();
    },
  };
}

function startThread(
  create: () => Program,
  onEvent: (event: PlayEvent) => void,
  debug: DebugOptions | null,
  options: WorkerStart["options"],
): Thread {
  const shared = new Int32Array(new SharedArrayBuffer(12));
  const { port1, port2 } = new MessageChannel();
  const line = debug === null ? null : debugLine(shared, debug);
  const worker = newWorker({ shared, program: port2, options, ...(line !== null && { debug: line.start }) });
  let open = true;
  /** Plays that have not come to their end. */
  let playing = 0;
  /** Hears where the script was, once it is to end. */
  let halted: ((at: PlaySource | null) => void) | null = null;
  const waiting: ((saved: SavedTable) => void)[] = [];
  serveProgram(create, port1, shared);
  // A session at rest must not keep a process alive.
  port1.unref();
  worker.on("message", (message: WorkerMessage) => {
    if ("event" in message && message.event.kind === "end") playing -= 1;
    if (halted !== null && "event" in message) {
      if (message.event.kind === "stopped") halted(message.event.source);
      else if (message.event.kind === "end" && playing <= 0) halted(null);
      return;
    }
    if (!open) return;
    if ("event" in message) onEvent(message.event);
    else waiting.shift()?.(message.saved as SavedTable);
  });
  const close = () => {
    open = false;
    port1.close();
    line?.close();
    for (const resolve of waiting.splice(0)) resolve({});
  };
  worker.on("error", (error: Error) => {
    if (!open) return;
    onEvent({ kind: "error", message: error.message, source: null });
    onEvent({ kind: "end", waiting: null });
    close();
  });
  worker.on("exit", close);
  const stop = async () => {
    open = false;
    Atomics.store(shared, SIGNAL.stop, 1);
    await worker.terminate();
    close();
  };
  return {
    send: (command) => {
      if (!open) return;
      playing += 1;
      worker.postMessage(command);
    },
    saved: () =>
      new Promise((resolve) => {
        if (!open) return resolve({});
        waiting.push(resolve);
        worker.postMessage({ kind: "saved" } satisfies WorkerCommand);
      }),
    debug: async (request) =>
      open && line !== null ? line.ask(request) : { ok: false, problem: "the session has ended" },
    stop,
    halt: async () => {
      let at: PlaySource | null = null;
      if (open && playing > 0) {
        let timer: NodeJS.Timeout | undefined;
        at = await new Promise<PlaySource | null>((resolve) => {
          halted = resolve;
          timer = setTimeout(() => resolve(null), HALT);
          worker.once("exit", () => resolve(null));
          Atomics.store(shared, SIGNAL.stop, 1);
        });
        clearTimeout(timer);
      }
      await stop();
      return at;
    },
  };
}
