/**
 * A program in another thread. The engine's thread asks and blocks until the answer is there; the ghost and its tables
 * stay where the project is, and only what is played crosses over.
 */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { ProgramSource } from "../player/engine-options.ts";
import type { Program } from "../player/program.ts";

/** Indices into the shared words of a session. */
export const SIGNAL = { answered: 0, stop: 1, debug: 2 } as const;

/** A program in another thread, which can be had anew: as it was before anything was loaded. */
export type RemoteProgram = ProgramSource & { renew(): void };

interface Question {
  readonly method: keyof RemoteProgram;
  readonly args: readonly unknown[];
}
type Answer = { readonly value: unknown } | { readonly error: string };

/** Answers what the other side asks, for as long as the port is open. */
export function serveProgram(create: () => Program, port: MessagePort, shared: Int32Array): void {
  let program = create();
  const perform = (method: keyof RemoteProgram, args: readonly unknown[]): unknown => {
    if (method === "renew") {
      program = create();
      return null;
    }
    return (program[method] as (...values: readonly unknown[]) => unknown).apply(program, [...args]);
  };
  port.on("message", ({ method, args }: Question) => {
    let answer: Answer;
    try {
      answer = { value: perform(method, args) };
    } catch (error) {
      answer = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    port.postMessage(answer);
    Atomics.add(shared, SIGNAL.answered, 1);
    Atomics.notify(shared, SIGNAL.answered);
  });
}

/** The program as the engine sees it. Where a function is written never changes, so that is asked once. */
export function remoteProgram(port: MessagePort, shared: Int32Array): RemoteProgram {
  const ask = <T>(method: keyof RemoteProgram, ...args: readonly unknown[]): T => {
    const seen = Atomics.load(shared, SIGNAL.answered);
    port.postMessage({ method, args } satisfies Question);
    Atomics.wait(shared, SIGNAL.answered, seen);
    const received = receiveMessageOnPort(port) as { readonly message: Answer } | undefined;
    if (received === undefined) throw new Error(`no answer to ${method}`);
    const { message } = received;
    if ("error" in message) throw new Error(message.error);
    return message.value as T;
  };
  const places = new Map<string, ReturnType<ProgramSource["functionSource"]>>();
  return {
    actors: () => ask("actors"),
    aliases: () => ask("aliases"),
    allBlocks: () => ask("allBlocks"),
    block: (id, code) => ask("block", id, code),
    candidates: (question) => ask("candidates", question),
    candidateSource: (question, index) => ask("candidateSource", question, index),
    functionAt: (path, line) => ask("functionAt", path, line),
    functionSource: (scene, local) => {
      const id = `${scene}::${local}`;
      let known = places.get(id);
      if (known === undefined) {
        known = ask<ReturnType<ProgramSource["functionSource"]>>("functionSource", scene, local);
        places.set(id, known);
      }
      return known;
    },
    module: (name) => ask("module", name),
    renew: () => ask("renew"),
    numberScene: (step, base) => ask("numberScene", step, base),
    scene: (registered) => ask("scene", registered),
    sceneOf: (id) => ask("sceneOf", id),
    stepLoaded: (step, declared) => ask("stepLoaded", step, declared),
    steps: () => ask("steps"),
  };
}
