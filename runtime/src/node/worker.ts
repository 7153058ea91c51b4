/** The thread of one session: builds the engine, plays what it is told, and sends what happens. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { Debugger } from "../debugger/debugger.ts";
import type { DebugEvent, DebugReply, DebugRequest } from "../debugger/model.ts";
import type { EngineOptions, ProgramSource } from "../player/engine-options.ts";
import type { PlayEvent } from "../player/events.ts";
import { type PlayTarget, Session } from "../player/session.ts";
import { remoteProgram, SIGNAL } from "./remote-program.ts";

/** What the thread is started with. */
export interface WorkerStart {
  readonly shared: Int32Array;
  readonly program: MessagePort;
  readonly options: Omit<EngineOptions, "program" | "now" | "time" | "timeZone" | "stopped" | "onEvent" | "debugger">;
  readonly debug?: DebugStart;
}

/** A session that can stop: where its requests come from, and those that hold before anything runs. */
export interface DebugStart {
  readonly port: MessagePort;
  readonly stopOnEntry: boolean;
  readonly initial: readonly DebugRequest[];
}

/** What goes through the debug port, to the thread and back. */
export interface DebugQuestion {
  readonly id: number;
  readonly request: DebugRequest;
}
export type DebugMessage = { readonly id: number; readonly reply: DebugReply } | { readonly event: DebugEvent };

export type WorkerCommand =
  | { readonly kind: "play"; readonly target: PlayTarget; readonly args: readonly (string | number | boolean)[] }
  | { readonly kind: "choose"; readonly index: number }
  | { readonly kind: "resume" }
  | {
      readonly kind: "set";
      readonly scope: "act" | "saved";
      readonly name: string;
      readonly value: string | number | boolean | null;
    }
  | { readonly kind: "saved" };

export type WorkerMessage = { readonly event: PlayEvent } | { readonly saved: unknown };

/** A debugger whose requests arrive on a port, also while a script runs or stands. */
function createDebugger({ port, stopOnEntry, initial }: DebugStart, shared: Int32Array, program: ProgramSource) {
  // Requests may have come before this thread did.
  let seen = 0;
  const next = (): DebugQuestion | null => {
    seen = Atomics.load(shared, SIGNAL.debug);
    return (receiveMessageOnPort(port) as { readonly message: DebugQuestion } | undefined)?.message ?? null;
  };
  const reply = (id: number, answer: DebugReply) => port.postMessage({ id, reply: answer } satisfies DebugMessage);
  const created: Debugger = new Debugger({
    emit: (event) => port.postMessage({ event } satisfies DebugMessage),
    wait: () => {
      for (;;) {
        const question = next();
        if (question !== null) return { request: question.request, answer: (answer) => reply(question.id, answer) };
        Atomics.wait(shared, SIGNAL.debug, seen);
      }
    },
    nameAt: (file, line) => {
      const found = program.functionAt(file, line);
      return found === null ? null : `${found.scene}::${found.local}`;
    },
    stopOnEntry,
  });
  for (const request of initial) created.handle(request);
  // Nothing runs: the port's messages come by the event loop.
  port.on("message", ({ id, request }: DebugQuestion) => reply(id, created.handle(request)));
  return {
    debugger: created,
    /** Takes the requests that have come while a script runs. */
    poll: () => {
      if (Atomics.load(shared, SIGNAL.debug) === seen) return;
      for (let question = next(); question !== null; question = next())
        reply(question.id, created.handle(question.request));
    },
  };
}

function start(port: MessagePort, { shared, program: programPort, options, debug }: WorkerStart): void {
  const program = remoteProgram(programPort, shared);
  const debugging = debug === undefined ? null : createDebugger(debug, shared, program);
  const session = new Session({
    ...options,
    program,
    now: () => performance.now(),
    time: () => Date.now(),
    timeZone: -new Date().getTimezoneOffset(),
    stopped: () => {
      debugging?.poll();
      return Atomics.load(shared, SIGNAL.stop) !== 0;
    },
    onEvent: (event) => port.postMessage({ event } satisfies WorkerMessage),
    ...(debugging !== null && { debugger: debugging.debugger }),
  });
  port.on("message", (command: WorkerCommand) => {
    switch (command.kind) {
      case "play":
        return session.play(command.target, command.args);
      case "choose":
        return session.choose(command.index);
      case "resume":
        return session.resume();
      case "set":
        return session.set(command.scope, command.name, command.value);
      case "saved":
        return port.postMessage({ saved: session.saved() } satisfies WorkerMessage);
    }
  });
}

if (parentPort !== null) start(parentPort, workerData as WorkerStart);
