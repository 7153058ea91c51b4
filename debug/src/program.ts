/** A launched program: its ghost, its session, and what both sides call lines and files. */
import { isAbsolute, join, relative, sep } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { DebugEvent, DebugRequest, ScopeName, StopReason } from "#runtime/debugger/model.ts";
import type { PlayEvent, PlaySource } from "#runtime/index.ts";
import { type DebugSession, startDebug } from "#runtime/node/session.ts";
import type { Client } from "./client.ts";
import type { DebuggedGhost } from "./ghosts.ts";
import type { LaunchArguments } from "./launch.ts";
import { type LineMap, lineMap } from "./line-map.ts";
import { spoken } from "./spoken.ts";

/** Everything runs in one thread, as far as the protocol is concerned. */
export const THREAD = 1;

/** How the protocol names reasons to stop. */
const STOP_REASONS: Readonly<Record<StopReason, string>> = {
  entry: "entry",
  breakpoint: "breakpoint",
  function: "function breakpoint",
  data: "data breakpoint",
  step: "step",
  pause: "pause",
  exception: "exception",
  limit: "exception",
  goto: "goto",
  restart: "restart",
};

export type Send = (event: string, body?: object) => void;

export class Program {
  readonly client: Client;
  readonly ghost: DebuggedGhost["ghost"];
  readonly launch: LaunchArguments;
  /** Scopes by reference, for as long as the program stands. */
  readonly scopes = new Map<number, ScopeName>();
  /** Lines that the program was offered to go on at. */
  readonly gotoTargets: PlaySource[] = [];
  /** What was wrong at the last stop, if that was why it stopped. */
  exception: { readonly id: string; readonly text: string } | null = null;
  readonly #debugged: DebuggedGhost;
  readonly #send: Send;
  readonly #initial = new Map<string, DebugRequest>();
  #session: DebugSession | null = null;
  #lastId = 0;
  /** Choices made so far. */
  #choices = 0;
  #waiting = false;

  constructor(client: Client, debugged: DebuggedGhost, launch: LaunchArguments, send: Send) {
    this.client = client;
    this.ghost = { ...debugged.ghost, saved: { ...debugged.ghost.saved, ...launch.saved } };
    this.launch = launch;
    this.#debugged = debugged;
    this.#send = send;
  }

  /** The scene that was asked for, by its full name. */
  get scene(): string {
    return this.#session?.scene ?? "Pasta";
  }

  /** A number for a breakpoint. */
  newId(): number {
    return ++this.#lastId;
  }

  /** @throws Error in the client's language where there is no scene */
  async start(): Promise<void> {
    const { args, file, line, noDebug, scene, seed, shuffle, stopOnEntry } = this.launch;
    const place = { file: this.ghostPath(file ?? ""), line: (line ?? 1) - 1 };
    const started = await startDebug(
      this.ghost,
      {
        scene: scene === undefined || scene === "" ? place : scene,
        locale: this.client.locale,
        ...(args !== undefined && { args }),
        ...(seed !== undefined && { seed }),
        ...(shuffle !== undefined && { shuffle }),
      },
      (event) => this.#played(event),
      {
        stopOnEntry: stopOnEntry === true && noDebug !== true,
        initial: noDebug === true ? [] : [...this.#initial.values()],
        onDebug: (event) => this.#debugEvent(event),
      },
    );
    if ("problem" in started) throw new Error(started.problem);
    this.#session = started;
    this.#output("console", this.client.text("debug-seed", String(started.seed)), null);
  }

  async stop(): Promise<void> {
    await this.#session?.stop();
  }

  /** Tells the running program, or remembers what holds when it starts. */
  async tell(about: string, request: DebugRequest): Promise<void> {
    this.#initial.set(about, request);
    if (this.#session !== null && this.launch.noDebug !== true) await this.ask(request);
  }

  /** @throws Error with what is wrong */
  async ask<T>(request: DebugRequest): Promise<T> {
    if (this.#session === null) throw new Error(this.client.text("debug-not-running"));
    const reply = await this.#session.debug(request);
    if (!reply.ok) throw new Error(reply.problem);
    return reply.value as T;
  }

  /** Makes the choice of that number (from 1), if the program waits for one. */
  choose(number: number): boolean {
    if (!this.#waiting || !Number.isInteger(number) || number < 1) return false;
    this.#waiting = false;
    this.#choices++;
    this.#session?.choose(number - 1);
    return true;
  }

  // ---- what happens --------------------------------------------------------------------------------------------------

  #played(event: PlayEvent): void {
    const line = spoken(event);
    if (line !== null) this.#output(line.category, line.text, line.source);
    if (event.kind !== "end") return;
    if (event.waiting === "continue") this.#session?.resume();
    else if (event.waiting === "choice") this.#offer();
    else this.#send("terminated");
  }

  #offer(): void {
    this.#waiting = true;
    const next = this.launch.choices?.[this.#choices];
    if (next === undefined || !this.choose(next)) this.#output("console", this.client.text("debug-choose"), null);
  }

  #debugEvent(event: DebugEvent): void {
    if (event.kind === "log") this.#output("console", event.text, event.source);
    else if (event.kind === "lost") this.#output("important", this.client.text("debug-lost"), null);
    else if (event.kind === "stopped") this.#stopped(event);
    else if (event.kind === "rewound") {
      this.#choices = event.choices;
      this.#waiting = false;
    }
  }

  #stopped({ reason, text, breakpoints }: Extract<DebugEvent, { kind: "stopped" }>): void {
    this.scopes.clear();
    const wrong = reason === "exception" || reason === "limit";
    const id = reason === "limit" ? "limit" : text?.startsWith("【") ? "failure" : "lua-error";
    this.exception = wrong ? { id, text: text ?? "" } : null;
    this.#send("stopped", {
      reason: STOP_REASONS[reason],
      threadId: THREAD,
      allThreadsStopped: true,
      hitBreakpointIds: breakpoints,
      ...(text !== null && { text, description: text }),
    });
  }

  #output(category: string, text: string, source: PlaySource | null): void {
    this.#send("output", {
      category,
      output: `${text}\n`,
      ...(source !== null && { source: this.source(source.file), line: this.client.lineOut(source.line) }),
    });
  }

  // ---- files and lines -----------------------------------------------------------------------------------------------

  /** A client's path as the ghost knows it; drive letters and separators may be written either way. */
  ghostPath(path: string): string {
    const native = this.client.pathIn(path);
    const inside = isAbsolute(native) ? relative(this.#debugged.root, native) : native;
    return inside.split(sep).join("/").replaceAll("\\", "/");
  }

  source(file: string): DebugProtocol.Source {
    return this.client.source(join(this.#debugged.root, ...file.split("/")));
  }

  /** The lines of a file then and now: it may have been edited since the program began. */
  async lineMap(file: string): Promise<LineMap> {
    const then = this.textOf(file);
    return lineMap(then, (await this.#debugged.now(file)) ?? then);
  }

  /** The text of a file that the program runs; empty for files that are none of the ghost's. */
  textOf(file: string): string {
    if (this.ghost.pastaFiles.includes(file)) return this.ghost.document(file).text;
    return this.ghost.luaFiles.includes(file) ? this.ghost.luaText(file) : "";
  }
}
