/** The thread of one session: builds the engine, plays what it is told, and sends what happens. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { EngineOptions } from "../player/engine-options.ts";
import type { PlayEvent } from "../player/events.ts";
import { type PlayTarget, Session } from "../player/session.ts";
import { remoteProgram, SIGNAL } from "./remote-program.ts";

/** What the thread is started with. */
export interface WorkerStart {
  readonly shared: Int32Array;
  readonly program: MessagePort;
  readonly options: Omit<EngineOptions, "program" | "now" | "time" | "timeZone" | "stopped" | "onEvent">;
}

export type WorkerCommand =
  | { readonly kind: "play"; readonly target: PlayTarget; readonly args: readonly (string | number | boolean)[] }
  | { readonly kind: "choose"; readonly index: number }
  | { readonly kind: "resume" }
  | { readonly kind: "saved" };

export type WorkerMessage = { readonly event: PlayEvent } | { readonly saved: unknown };

function start(port: MessagePort, { shared, program, options }: WorkerStart): void {
  const session = new Session({
    ...options,
    program: remoteProgram(program, shared),
    now: () => performance.now(),
    time: () => Date.now(),
    timeZone: -new Date().getTimezoneOffset(),
    stopped: () => Atomics.load(shared, SIGNAL.stop) !== 0,
    onEvent: (event) => port.postMessage({ event } satisfies WorkerMessage),
  });
  port.on("message", (command: WorkerCommand) => {
    switch (command.kind) {
      case "play":
        return session.play(command.target, command.args);
      case "choose":
        return session.choose(command.index);
      case "resume":
        return session.resume();
      case "saved":
        return port.postMessage({ saved: session.saved() } satisfies WorkerMessage);
    }
  });
}

if (parentPort !== null) start(parentPort, workerData as WorkerStart);
