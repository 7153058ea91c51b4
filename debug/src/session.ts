/**
 * The debug adapter: translates between the Debug Adapter Protocol and the debugger, and does nothing else. It runs on
 * standard input and output, and inside a host that passes messages to it.
 */
import { Event, DebugSession as ProtocolSession, Response, Thread } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { StepMode } from "#runtime/debugger/model.ts";
import { ENGINE_LACKS, Engine } from "./attach.ts";
import {
  breakpointLocations,
  dataBreakpointInfo,
  FILTERS,
  setBreakpoints,
  setDataBreakpoints,
  setExceptionBreakpoints,
  setFunctionBreakpoints,
} from "./breakpoint-requests.ts";
import { Client } from "./client.ts";
import { diskGhosts } from "./disk-ghosts.ts";
import type { GhostSource } from "./ghosts.ts";
import type { AttachArguments, LaunchArguments } from "./launch.ts";
import { completions, evaluate, scopes, setExpression, setVariable, stackTrace, variables } from "./look-requests.ts";
import { Program, THREAD } from "./program.ts";

/** Answers a request about a launched program; what it gives is the response's body. */
type Handler = (program: Program, ghosts: GhostSource, args: never) => unknown;

const resume =
  (mode: StepMode): Handler =>
  (program) =>
    program.ask({ kind: "resume", mode });

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["setBreakpoints", async (program, ghosts, args) => setBreakpoints(program, await ghosts.parser(), args)],
  ["breakpointLocations", (program, _, args) => breakpointLocations(program, args)],
  [
    "setFunctionBreakpoints",
    async (program, ghosts, args) => setFunctionBreakpoints(program, await ghosts.parser(), args),
  ],
  ["dataBreakpointInfo", (program, _, args) => dataBreakpointInfo(program, args)],
  ["setDataBreakpoints", async (program, ghosts, args) => setDataBreakpoints(program, await ghosts.parser(), args)],
  ["setExceptionBreakpoints", (program, _, args) => setExceptionBreakpoints(program, args)],
  ["configurationDone", (program) => program.start()],
  ["continue", resume("continue")],
  ["next", resume("over")],
  ["stepIn", resume("in")],
  ["stepOut", resume("out")],
  ["stepBack", resume("back")],
  ["reverseContinue", resume("reverse")],
  [
    "restartFrame",
    (program, _, { frameId }: DebugProtocol.RestartFrameArguments) =>
      program.ask({ kind: "restartFrame", frame: frameId - 1 }),
  ],
  ["pause", (program) => program.ask({ kind: "pause" })],
  ["gotoTargets", (program, _, args) => gotoTargets(program, args)],
  ["goto", (program, _, args) => goTo(program, args)],
  ["threads", (program) => ({ threads: [new Thread(THREAD, program.scene)] })],
  ["stackTrace", (program, _, args) => stackTrace(program, args)],
  ["scopes", (program, _, args) => scopes(program, args)],
  ["variables", (program, _, args) => variables(program, args)],
  ["setVariable", async (program, ghosts, args) => setVariable(program, await ghosts.parser(), args)],
  ["setExpression", async (program, ghosts, args) => setExpression(program, await ghosts.parser(), args)],
  ["evaluate", async (program, ghosts, args) => evaluate(program, await ghosts.parser(), args)],
  ["completions", (program, _, args) => completions(program, args)],
  ["exceptionInfo", (program) => exceptionInfo(program)],
  ["loadedSources", (program) => loadedSources(program)],
]);

export class PastaDebugSession extends ProtocolSession {
  readonly #ghosts: GhostSource;
  #client = new Client();
  #target: Program | Engine | null = null;

  constructor(ghosts: GhostSource = diskGhosts) {
    super();
    this.#ghosts = ghosts;
  }

  protected override dispatchRequest(request: DebugProtocol.Request): void {
    void this.#answer(request);
  }

  /** Sends the response once the work is done; what goes wrong is told in the response. */
  async #answer({ command, seq, arguments: args }: DebugProtocol.Request): Promise<void> {
    const response: DebugProtocol.Response = new Response({ command, seq, type: "request" });
    try {
      const body = await this.#bodyFor(command, args);
      if (body !== undefined && body !== null) response.body = body;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      response.success = false;
      response.message = text;
      response.body = {
        error: { id: 1, format: text.replace(/[{}]/g, ""), showUser: command === "launch" || command === "attach" },
      };
    }
    this.sendResponse(response);
    // Breakpoints can be bound once it is known what they are bound in.
    if (response.success && (command === "launch" || command === "attach")) this.#send("initialized");
  }

  #bodyFor(command: string, args: unknown): unknown {
    switch (command) {
      case "initialize":
        return this.#initialize(args as DebugProtocol.InitializeRequestArguments);
      case "launch":
        return this.#launch(args as LaunchArguments);
      case "attach":
        return this.#attach(args as AttachArguments);
      case "terminate":
        return this.#end(true);
      case "disconnect":
        return this.#end(false);
      default:
        return this.#aboutTarget(command, args);
    }
  }

  #aboutTarget(command: string, args: unknown): unknown {
    if (this.#target === null) throw new Error(this.#client.text("debug-not-running"));
    if (this.#target instanceof Engine) return this.#target.answer(command, args);
    const handler = HANDLERS.get(command);
    if (handler === undefined) throw new Error(this.#client.text("debug-unknown-request", command));
    return handler(this.#target, this.#ghosts, (args ?? {}) as never);
  }

  #initialize(args: DebugProtocol.InitializeRequestArguments): DebugProtocol.Capabilities {
    this.#client = new Client(args);
    return {
      supportsConfigurationDoneRequest: true,
      supportsConditionalBreakpoints: true,
      supportsHitConditionalBreakpoints: true,
      supportsLogPoints: true,
      supportsFunctionBreakpoints: true,
      supportsDataBreakpoints: true,
      supportsStepBack: true,
      supportsRestartFrame: true,
      supportsGotoTargetsRequest: true,
      supportsSetVariable: true,
      supportsSetExpression: true,
      supportsEvaluateForHovers: true,
      supportsTerminateRequest: true,
      supportsBreakpointLocationsRequest: true,
      supportsLoadedSourcesRequest: true,
      supportsExceptionInfoRequest: true,
      supportsDelayedStackTraceLoading: true,
      supportsCompletionsRequest: true,
      completionTriggerCharacters: ["＄", "$", "＠", "@", "＊"],
      exceptionBreakpointFilters: FILTERS.map((filter) => ({
        filter,
        label: this.#client.text(`debug-filter-${filter}`),
        default: filter === "lua-error",
      })),
    };
  }

  async #launch(args: LaunchArguments): Promise<void> {
    const client = this.#client;
    if ((args.scene ?? "") === "" && (args.file === undefined || args.line === undefined))
      throw new Error(client.text("debug-no-scene"));
    const program = client.pathIn(args.program ?? args.file ?? "");
    const unsaved = new Map(Object.entries(args.unsaved ?? {}));
    const ghost = await this.#ghosts.load(program, args.strategy ?? "auto", unsaved);
    if (typeof ghost === "string") throw new Error(ghost);
    if (isList(ghost)) {
      if (ghost.length === 0) throw new Error(client.text("debug-no-ghost", program));
      throw new Error(client.text("debug-several-ghosts", program, ghost.join(", ")));
    }
    this.#target = new Program(client, ghost, args, (event, body) => this.#send(event, body));
  }

  async #attach(args: AttachArguments): Promise<void> {
    this.#target = await Engine.attach(this.#client, args, (event, body) => this.#send(event, body));
    this.#send("capabilities", { capabilities: Object.fromEntries(ENGINE_LACKS.map((name) => [name, false])) });
  }

  async #end(isTold: boolean): Promise<void> {
    if (this.#target instanceof Engine) await this.#target.detach();
    else await this.#target?.stop();
    if (isTold) this.#send("terminated");
  }

  /** Ends whatever runs, for a host whose client has gone. */
  async close(): Promise<void> {
    await this.#end(false);
    this.#target = null;
  }

  #send(event: string, body?: object): void {
    this.sendEvent(new Event(event, body));
  }
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value);
}

function exceptionInfo({ exception }: Program): DebugProtocol.ExceptionInfoResponse["body"] {
  return { exceptionId: exception?.id ?? "", description: exception?.text ?? "", breakMode: "always" };
}

function loadedSources(program: Program): DebugProtocol.LoadedSourcesResponse["body"] {
  const { pastaFiles, luaFiles } = program.ghost;
  return { sources: [...pastaFiles, ...luaFiles].map((file) => program.source(file)) };
}

/** The line itself, where the function that stands there has it. */
async function gotoTargets(
  program: Program,
  { source, line }: DebugProtocol.GotoTargetsArguments,
): Promise<DebugProtocol.GotoTargetsResponse["body"]> {
  const file = program.ghostPath(source.path ?? "");
  const before = (await program.lineMap(file)).toBefore(program.client.lineIn(line));
  if (before === null || !(await program.ask<boolean>({ kind: "canGoTo", file, line: before }))) return { targets: [] };
  const id = program.gotoTargets.push({ file, line: before });
  return { targets: [{ id, label: program.client.text("debug-goto-line", String(before + 1)), line }] };
}

async function goTo(program: Program, { targetId }: DebugProtocol.GotoArguments): Promise<void> {
  const target = program.gotoTargets[targetId - 1];
  if (target === undefined) throw new Error(program.client.text("debug-not-running"));
  await program.ask({ kind: "goto", ...target });
}
