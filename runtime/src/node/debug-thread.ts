/**
 * The debugger's end in a session's thread: requests arrive on a port, also while a script runs or stands. Going back in
 * time is done here: the same commands are given to a new session until the program stands where it shall.
 */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { Debugger } from "../debugger/debugger.ts";
import type { DebugEvent, DebugReply, DebugRequest } from "../debugger/model.ts";
import { Recording, Timeline } from "../debugger/timeline.ts";
import type { EngineOptions } from "../player/engine-options.ts";
import type { PlayEvent } from "../player/events.ts";
import type { Session } from "../player/session.ts";
import { type RemoteProgram, SIGNAL } from "./remote-program.ts";

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

/** What the thread of a debugged session goes through. */
export interface DebuggedThread<Command> {
  /** What a session needs to be debugged. */
  readonly options: Pick<EngineOptions, "debugger" | "clock" | "time">;
  /** Takes the requests that have come while a script runs. */
  poll(): void;
  /** Whether events are news, and not of the way back to a moment. */
  isHeard(event: PlayEvent): boolean;
  /** Does a command, and whatever going back in time makes of it. */
  perform(command: Command): void;
}

export function debuggedThread<Command extends { readonly kind: string }>(
  { port, stopOnEntry, initial }: DebugStart,
  shared: Int32Array,
  program: RemoteProgram,
  begin: () => Session,
  apply: (session: Session, command: Command) => void,
): DebuggedThread<Command> {
  // Requests may have come before this thread did.
  let seen = 0;
  const next = (): DebugQuestion | null => {
    seen = Atomics.load(shared, SIGNAL.debug);
    return (receiveMessageOnPort(port) as { readonly message: DebugQuestion } | undefined)?.message ?? null;
  };
  const reply = (id: number, answer: DebugReply) => port.postMessage({ id, reply: answer } satisfies DebugMessage);
  const emit = (event: DebugEvent) => {
    if (event.kind === "rewound") {
      const choices = timeline.commands.filter(({ kind }) => kind === "choose").length;
      port.postMessage({ event: { ...event, choices } } satisfies DebugMessage);
    } else port.postMessage({ event } satisfies DebugMessage);
  };
  const names = new Map<string, string | null>();
  const created: Debugger = new Debugger({
    emit,
    wait: () => {
      for (;;) {
        const question = next();
        if (question !== null) return { request: question.request, answer: (answer) => reply(question.id, answer) };
        Atomics.wait(shared, SIGNAL.debug, seen);
      }
    },
    nameAt: (file, line) => {
      const place = `${file}:${line}`;
      let name = names.get(place);
      if (name === undefined) {
        name = headerAt(program, file, line);
        names.set(place, name);
      }
      return name;
    },
    stopOnEntry,
    canRewind: true,
  });
  for (const request of initial) created.handle(request);
  // Nothing runs: the port's messages come by the event loop.
  port.on("message", ({ id, request }: DebugQuestion) => reply(id, created.handle(request)));

  const clock = new Recording(() => performance.now());
  const time = new Recording(() => Date.now());
  const timeline = new Timeline<Session, Command>(created, {
    begin: () => {
      program.renew();
      clock.begin();
      time.begin();
      return begin();
    },
    apply,
  });

  return {
    options: { debugger: created, clock: () => clock.read(), time: () => time.read() },
    poll: () => {
      if (Atomics.load(shared, SIGNAL.debug) === seen) return;
      for (let question = next(); question !== null; question = next())
        reply(question.id, created.handle(question.request));
    },
    isHeard: () => !created.isSearching,
    perform: (command) => {
      // A question is no part of the run.
      if (command.kind === "saved") apply(timeline.session, command);
      else timeline.perform(command);
    },
  };
}

/** The name, as it is written, of the scene whose header is on a line. */
function headerAt(program: RemoteProgram, file: string, line: number): string | null {
  const found = program.functionAt(file, line);
  if (found === null) return null;
  const { source, written } = program.functionSource(found.scene, found.local);
  return source?.line === line ? written : null;
}
