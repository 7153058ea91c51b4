/** One run of a scene: what has been asked of the server, what came back, and where it stands. */
import * as vscode from "vscode";
import {
  type RunEventParams,
  type RunStartParams,
  type RunStartResult,
  runChoose,
  runContinue,
  runEvent,
  runStart,
  runStop,
} from "#server/protocol.ts";
import type { Server } from "../server.ts";
import type { RunState, ToPage } from "./messages.ts";

/** A scene to play: the one at a line of a document, or by name in the document's ghost. */
export type RunTarget = { readonly uri: string } & ({ readonly line: number } | { readonly scene: string });

/** The run that the panel shows. There is one at a time: a new one stops the one before. */
export interface Run extends vscode.Disposable {
  /** Everything a page must hear to show the run as it stands, in order. */
  readonly messages: readonly ToPage[];
  /** Fires with each message that joins `messages`. `begin` empties the list first. */
  readonly onMessage: vscode.Event<ToPage>;
  readonly state: RunState;
  start(target: RunTarget): Promise<void>;
  restart(): Promise<void>;
  choose(index: number): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Makes the run of the panel, idle. */
export function createRun(server: Server): Run {
  const emitter = new vscode.EventEmitter<ToPage>();
  let messages: ToPage[] = [{ type: "state", state: "idle" }];
  let state: RunState = "idle";
  let session: number | null = null;
  let target: RunTarget | null = null;
  /** Counts starts, so that the answer to an overtaken one is known when it comes. */
  let attempt = 0;
  /** Events that arrive before the answer which says whose they are. */
  let early: RunEventParams[] | null = null;

  const tell = (message: ToPage) => {
    if (message.type === "begin") messages = [];
    messages.push(message);
    emitter.fire(message);
  };
  const enter = (next: RunState) => {
    state = next;
    void vscode.commands.executeCommand("setContext", "pasta.running", next === "playing" || isWaiting(next));
    tell({ type: "state", state: next });
  };
  const take = ({ event }: RunEventParams) => {
    tell({ type: "events", events: [event] });
    if (event.kind === "end") enter(event.waiting ?? "ended");
  };
  const leave = async () => {
    const old = session;
    session = null;
    early = null;
    attempt += 1;
    if (old !== null) await server.request(runStop, { session: old }).catch(() => undefined);
  };
  const fail = (problem: string) => {
    tell({ type: "notice", text: problem });
    enter("ended");
  };

  async function start(next: RunTarget): Promise<void> {
    await leave();
    target = next;
    const mine = attempt;
    early = [];
    tell({ type: "begin", scene: "scene" in next ? next.scene : "", seed: null });
    enter("playing");
    const strategy = vscode.workspace.getConfiguration("pasta", vscode.Uri.parse(next.uri)).get<string>("strategy");
    const params = { ...next, ...(strategy && { strategy }) } as RunStartParams;
    let result: RunStartResult;
    try {
      result = await server.request<RunStartResult>(runStart, params);
    } catch (error) {
      result = { problem: error instanceof Error ? error.message : String(error) };
    }
    if (mine !== attempt) {
      if ("session" in result) void server.request(runStop, { session: result.session }).catch(() => undefined);
      return;
    }
    const waiting = early ?? [];
    early = null;
    if ("problem" in result) {
      fail(result.problem);
      return;
    }
    session = result.session;
    tell({ type: "begin", scene: result.scene, seed: result.seed });
    enter("playing");
    for (const event of waiting) if (event.session === session) take(event);
  }

  async function answer(method: string, params: object): Promise<void> {
    enter("playing");
    try {
      await server.request(method, { session, ...params });
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  }

  const listeners = vscode.Disposable.from(
    server.on<RunEventParams>(runEvent, (params) => {
      if (early !== null) early.push(params);
      else if (params.session === session) take(params);
    }),
    server.onDidStop(() => {
      if (session === null) return;
      session = null;
      enter("stopped");
    }),
  );

  return {
    get messages() {
      return messages;
    },
    get state() {
      return state;
    },
    onMessage: emitter.event,
    start,
    async restart() {
      if (target !== null) await start(target);
    },
    async choose(index) {
      if (state !== "choice" || session === null) return;
      tell({ type: "chosen", index });
      await answer(runChoose, { index });
    },
    async resume() {
      if (state === "continue" && session !== null) await answer(runContinue, {});
    },
    async stop() {
      if (state !== "playing" && !isWaiting(state)) return;
      const left = leave();
      enter("stopped");
      await left;
    },
    dispose() {
      listeners.dispose();
      emitter.dispose();
      void leave();
    },
  };
}

function isWaiting(state: RunState): boolean {
  return state === "choice" || state === "continue";
}
