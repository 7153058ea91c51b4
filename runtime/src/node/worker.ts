/** The thread of one session: builds the engine, plays what it is told, and sends what happens. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { EngineOptions } from "../player/engine-options.ts";
import type { PlayEvent } from "../player/events.ts";
import { type PlayTarget, Session } from "../player/session.ts";
import { type DebuggedThread, type DebugStart, debuggedThread } from "./debug-thread.ts";
import { remoteProgram, SIGNAL } from "./remote-program.ts";

/** What the thread is started with. */
export interface WorkerStart {
  readonly shared: Int32Array;
  readonly program: MessagePort;
  readonly options: Omit<EngineOptions, "program" | "now" | "time" | "timeZone" | "stopped" | "onEvent" | "debugger">;
  readonly debug?: DebugStart;
}

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

function start(port: MessagePort, { shared, program: programPort, options, debug }: WorkerStart): void {
  const program = remoteProgram(programPort, shared);
  const begin = () =>
    new Session({
      ...options,
      program,
      now: () => performance.now(),
      time: () => Date.now(),
      timeZone: -new Date().getTimezoneOffset(),
      stopped: () => {
        debugged?.poll();
        return Atomics.load(shared, SIGNAL.stop) !== 0;
      },
      onEvent: (event) => {
        if (debugged?.isHeard(event) !== false) port.postMessage({ event } satisfies WorkerMessage);
      },
      ...debugged?.options,
    });
  const apply = (session: Session, command: WorkerCommand) => {
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
  };
  const debugged: DebuggedThread<WorkerCommand> | null =
    debug === undefined ? null : debuggedThread(debug, shared, program, begin, apply);
  const session = debugged === null ? begin() : null;
  port.on("message", (command: WorkerCommand) => {
    if (session !== null) apply(session, command);
    else debugged?.perform(command);
  });
}

if (parentPort !== null) start(parentPort, workerData as WorkerStart);
