/**
 * The debug adapter: translates between the Debug Adapter Protocol and the debugger, and does nothing else. It runs on
 * standard input and output, and inside an editor that hosts adapters itself.
 */
import { basename, isAbsolute, join, relative, sep } from "node:path";
import {
  InitializedEvent,
  OutputEvent,
  DebugSession as ProtocolSession,
  StoppedEvent,
  TerminatedEvent,
  Thread,
} from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { type Locale, localeOf, render } from "#core/messages/index.ts";
import type {
  DebugEvent,
  DebugRequest,
  ExceptionFilter,
  Frame,
  Scope,
  Shown,
  StopReason,
  Variable,
} from "#runtime/debugger/model.ts";
import type { PlayEvent } from "#runtime/index.ts";
import { type DebugSession, type SceneArgument, startDebug } from "#runtime/node/session.ts";
import { bind, breakableLines } from "./breakable-lines.ts";
import { logPieces, toLua } from "./expression.ts";
import { type DebuggedGhost, debugParser, loadGhost } from "./load-ghost.ts";
import { spoken } from "./spoken.ts";

/** The attributes of a `launch` configuration of type `pasta`. */
export interface LaunchArguments extends DebugProtocol.LaunchRequestArguments {
  /** The ghost's folder, or any file in it. */
  readonly program: string;
  /** A scene's name, drawn by prefix; or `file` and `line` (1-based): the scene written there. */
  readonly scene?: string;
  readonly file?: string;
  readonly line?: number;
  readonly args?: readonly SceneArgument[];
  readonly seed?: number;
  readonly shuffle?: boolean;
  readonly strategy?: "auto" | "merged" | "localFirst";
  readonly stopOnEntry?: boolean;
  /** Choices to make, counted from 1, before a person is asked. */
  readonly choices?: readonly number[];
  /** Texts that are not saved yet, by ghost-relative path. */
  readonly unsaved?: Readonly<Record<string, string>>;
}

/** Everything runs in one thread, as far as the protocol is concerned. */
const THREAD = 1;

const STOP_REASONS: Readonly<Record<StopReason, string>> = {
  entry: "entry",
  breakpoint: "breakpoint",
  function: "function breakpoint",
  step: "step",
  pause: "pause",
  exception: "exception",
};

const FILTERS: readonly ExceptionFilter[] = ["lua-error", "unresolved", "failure"];

export class PastaDebugSession extends ProtocolSession {
  #locale: Locale = "en";
  #ghost: DebuggedGhost | null = null;
  #launch: LaunchArguments | null = null;
  #session: DebugSession | null = null;
  /** What holds before the program runs, by what it is about. */
  readonly #initial = new Map<string, DebugRequest>();
  #breakpoints = 0;
  #choices: number[] = [];
  #waiting = false;
  /** What was wrong at the last stop, if that was why it stopped. */
  #exception: string | null = null;

  constructor() {
    super();
    this.setDebuggerLinesStartAt1(false);
    this.setDebuggerColumnsStartAt1(false);
  }

  /** Clients may leave the format of paths out; the protocol's default is the one that is understood here. */
  protected override dispatchRequest(request: DebugProtocol.Request): void {
    const args = request.arguments as { pathFormat?: string } | undefined;
    if (request.command === "initialize" && args !== undefined) args.pathFormat ??= "path";
    super.dispatchRequest(request);
  }

  protected override initializeRequest(
    response: DebugProtocol.InitializeResponse,
    args: DebugProtocol.InitializeRequestArguments,
  ): void {
    this.#locale = localeOf(args.locale);
    response.body = {
      supportsConfigurationDoneRequest: true,
      supportsConditionalBreakpoints: true,
      supportsHitConditionalBreakpoints: true,
      supportsLogPoints: true,
      supportsFunctionBreakpoints: true,
      supportsSetVariable: true,
      supportsEvaluateForHovers: true,
      supportsTerminateRequest: true,
      supportsBreakpointLocationsRequest: true,
      supportsLoadedSourcesRequest: true,
      supportsExceptionInfoRequest: true,
      supportsCompletionsRequest: true,
      exceptionBreakpointFilters: FILTERS.map((filter) => ({
        filter,
        label: render(`debug-filter-${filter}`, [], this.#locale),
        default: filter === "lua-error",
      })),
    };
    this.sendResponse(response);
  }

  protected override launchRequest(response: DebugProtocol.LaunchResponse, args: LaunchArguments): void {
    void this.#answer(response, async () => {
      if (args.scene === undefined && (args.file === undefined || args.line === undefined))
        throw new Error(render("debug-no-scene", [], this.#locale));
      const unsaved = new Map(Object.entries(args.unsaved ?? {}));
      this.#ghost = await loadGhost(args.program, args.strategy ?? "auto", unsaved);
      if (this.#ghost === null) throw new Error(render("debug-no-ghost", [args.program], this.#locale));
      this.#launch = args;
      this.#choices = [...(args.choices ?? [])];
      // Breakpoints can be bound now that the ghost is known.
      this.sendEvent(new InitializedEvent());
    });
  }

  protected override configurationDoneRequest(response: DebugProtocol.ConfigurationDoneResponse): void {
    void this.#answer(response, () => this.#start());
  }

  async #start(): Promise<void> {
    const { ghost, root } = this.#needGhost();
    const launch = this.#launch as LaunchArguments;
    const file = launch.file === undefined ? "" : this.#ghostPath(root, launch.file);
    const started = await startDebug(
      ghost,
      {
        scene: launch.scene ?? { file, line: (launch.line ?? 1) - 1 },
        locale: this.#locale,
        ...(launch.args !== undefined && { args: launch.args }),
        ...(launch.seed !== undefined && { seed: launch.seed }),
        ...(launch.shuffle !== undefined && { shuffle: launch.shuffle }),
      },
      (event) => this.#played(event),
      {
        stopOnEntry: launch.stopOnEntry === true && launch.noDebug !== true,
        initial: launch.noDebug === true ? [] : [...this.#initial.values()],
        onDebug: (event) => this.#debugged(event),
      },
    );
    if ("problem" in started) throw new Error(started.problem);
    this.#session = started;
  }

  // ---- what the program does -----------------------------------------------------------------------------------------

  #played(event: PlayEvent): void {
    const line = spoken(event);
    if (line !== null) {
      const output: DebugProtocol.OutputEvent = new OutputEvent(`${line.text}\n`, line.category);
      if (line.source !== null) {
        output.body.source = this.#source(line.source.file);
        output.body.line = this.convertDebuggerLineToClient(line.source.line);
      }
      this.sendEvent(output);
    }
    if (event.kind !== "end") return;
    if (event.waiting === "continue") this.#session?.resume();
    else if (event.waiting === "choice") this.#choose();
    else this.sendEvent(new TerminatedEvent());
  }

  #choose(): void {
    const next = this.#choices.shift();
    if (next !== undefined) {
      this.#session?.choose(next - 1);
      return;
    }
    this.#waiting = true;
    this.sendEvent(new OutputEvent(`${render("debug-choose", [], this.#locale)}\n`, "console"));
  }

  #debugged(event: DebugEvent): void {
    if (event.kind === "log") {
      const output: DebugProtocol.OutputEvent = new OutputEvent(`${event.text}\n`, "console");
      if (event.source !== null) {
        output.body.source = this.#source(event.source.file);
        output.body.line = this.convertDebuggerLineToClient(event.source.line);
      }
      this.sendEvent(output);
    }
    if (event.kind !== "stopped") return;
    this.#exception = event.reason === "exception" ? event.text : null;
    const stopped: DebugProtocol.StoppedEvent = new StoppedEvent(
      STOP_REASONS[event.reason],
      THREAD,
      event.text ?? undefined,
    );
    stopped.body.hitBreakpointIds = [...event.breakpoints];
    stopped.body.allThreadsStopped = true;
    this.sendEvent(stopped);
  }

  // ---- breakpoints ---------------------------------------------------------------------------------------------------

  protected override setBreakPointsRequest(
    response: DebugProtocol.SetBreakpointsResponse,
    args: DebugProtocol.SetBreakpointsArguments,
  ): void {
    void this.#answer(response, async () => {
      const { root, ghost } = this.#needGhost();
      const parser = await debugParser();
      const file = this.#ghostPath(root, args.source.path ?? "");
      const document = ghost.pastaFiles.includes(file) ? ghost.document(file) : null;
      const known = document !== null || ghost.luaFiles.includes(file);
      const bound = (args.breakpoints ?? []).map((wanted) => {
        const line = this.convertClientLineToDebugger(wanted.line);
        const place = document === null ? { line, code: true } : bind(document, line);
        return { id: ++this.#breakpoints, wanted, place: known ? place : null };
      });
      await this.#tell(`breakpoints ${file}`, {
        kind: "breakpoints",
        file,
        breakpoints: bound.flatMap(({ id, wanted, place }) =>
          place === null
            ? []
            : [
                {
                  id,
                  ...place,
                  ...(wanted.condition !== undefined && { condition: toLua(parser, wanted.condition) }),
                  ...(wanted.hitCondition !== undefined && { hits: wanted.hitCondition }),
                  ...(wanted.logMessage !== undefined && { log: logPieces(parser, wanted.logMessage) }),
                },
              ],
        ),
      });
      response.body = {
        breakpoints: bound.map(({ id, wanted, place }) =>
          place === null
            ? { id, verified: false, line: wanted.line, message: render("debug-not-bound", [], this.#locale) }
            : { id, verified: true, line: this.convertDebuggerLineToClient(place.line) },
        ),
      };
    });
  }

  protected override breakpointLocationsRequest(
    response: DebugProtocol.BreakpointLocationsResponse,
    args: DebugProtocol.BreakpointLocationsArguments,
  ): void {
    void this.#answer(response, async () => {
      const { root, ghost } = this.#needGhost();
      const file = this.#ghostPath(root, args.source.path ?? "");
      const first = this.convertClientLineToDebugger(args.line);
      const last = this.convertClientLineToDebugger(args.endLine ?? args.line);
      const lines = ghost.pastaFiles.includes(file) ? breakableLines(ghost.document(file)) : [];
      response.body = {
        breakpoints: lines
          .filter(({ line }) => line >= first && line <= last)
          .map(({ line }) => ({ line: this.convertDebuggerLineToClient(line) })),
      };
    });
  }

  protected override setFunctionBreakPointsRequest(
    response: DebugProtocol.SetFunctionBreakpointsResponse,
    args: DebugProtocol.SetFunctionBreakpointsArguments,
  ): void {
    void this.#answer(response, async () => {
      const names = args.breakpoints.map(({ name }) => name.trim().replace(/^[＊*]/, ""));
      await this.#tell("functions", { kind: "functionBreakpoints", names });
      response.body = { breakpoints: names.map((name) => ({ verified: name !== "" })) };
    });
  }

  protected override setExceptionBreakPointsRequest(
    response: DebugProtocol.SetExceptionBreakpointsResponse,
    args: DebugProtocol.SetExceptionBreakpointsArguments,
  ): void {
    void this.#answer(response, async () => {
      const filters = FILTERS.filter((filter) => args.filters.includes(filter));
      await this.#tell("exceptions", { kind: "exceptions", filters });
    });
  }

  /** Tells the running program, or remembers what holds when it starts. */
  async #tell(about: string, request: DebugRequest): Promise<void> {
    this.#initial.set(about, request);
    if (this.#session !== null && this.#launch?.noDebug !== true) await this.#ask(request);
  }

  async #ask<T>(request: DebugRequest): Promise<T> {
    const reply = (await this.#session?.debug(request)) ?? {
      ok: false as const,
      problem: "the program is not running",
    };
    if (!reply.ok) throw new Error(reply.problem);
    return reply.value as T;
  }

  // ---- going on ------------------------------------------------------------------------------------------------------

  protected override continueRequest(response: DebugProtocol.ContinueResponse): void {
    void this.#answer(response, () => this.#ask({ kind: "resume", mode: "continue" }));
  }

  protected override nextRequest(response: DebugProtocol.NextResponse): void {
    void this.#answer(response, () => this.#ask({ kind: "resume", mode: "over" }));
  }

  protected override stepInRequest(response: DebugProtocol.StepInResponse): void {
    void this.#answer(response, () => this.#ask({ kind: "resume", mode: "in" }));
  }

  protected override stepOutRequest(response: DebugProtocol.StepOutResponse): void {
    void this.#answer(response, () => this.#ask({ kind: "resume", mode: "out" }));
  }

  protected override pauseRequest(response: DebugProtocol.PauseResponse): void {
    void this.#answer(response, () => this.#ask({ kind: "pause" }));
  }

  protected override terminateRequest(response: DebugProtocol.TerminateResponse): void {
    void this.#answer(response, async () => {
      await this.#session?.stop();
      this.sendEvent(new TerminatedEvent());
    });
  }

  protected override disconnectRequest(response: DebugProtocol.DisconnectResponse): void {
    void this.#answer(response, async () => {
      await this.#session?.stop();
    });
  }

  // ---- looking -------------------------------------------------------------------------------------------------------

  protected override threadsRequest(response: DebugProtocol.ThreadsResponse): void {
    response.body = { threads: [new Thread(THREAD, this.#session?.scene ?? "Pasta")] };
    this.sendResponse(response);
  }

  protected override stackTraceRequest(
    response: DebugProtocol.StackTraceResponse,
    args: DebugProtocol.StackTraceArguments,
  ): void {
    void this.#answer(response, async () => {
      const frames = await this.#ask<Frame[]>({ kind: "stack" });
      const from = args.startFrame ?? 0;
      const shown = frames.slice(from, args.levels ? from + args.levels : undefined);
      response.body = { totalFrames: frames.length, stackFrames: shown.map((frame) => this.#frame(frame)) };
    });
  }

  #frame({ id, name, kind, source }: Frame): DebugProtocol.StackFrame {
    return {
      id: id + 1,
      name,
      line: source === null ? 0 : this.convertDebuggerLineToClient(source.line),
      column: source === null ? 0 : 1,
      ...(source !== null && { source: this.#source(source.file) }),
      ...(kind !== "pasta" && { presentationHint: "subtle" as const }),
    };
  }

  protected override scopesRequest(response: DebugProtocol.ScopesResponse, args: DebugProtocol.ScopesArguments): void {
    void this.#answer(response, async () => {
      const scopes = await this.#ask<Scope[]>({ kind: "scopes", frame: args.frameId - 1 });
      response.body = {
        scopes: scopes.map(({ name, reference }) => ({
          name: render(`debug-${name}`, [], this.#locale),
          variablesReference: reference,
          expensive: false,
        })),
      };
    });
  }

  protected override variablesRequest(
    response: DebugProtocol.VariablesResponse,
    args: DebugProtocol.VariablesArguments,
  ): void {
    void this.#answer(response, async () => {
      const variables = await this.#ask<Variable[]>({ kind: "variables", reference: args.variablesReference });
      response.body = {
        variables: variables.map(({ name, text, type, reference }) => ({
          name,
          value: text,
          type,
          variablesReference: reference,
        })),
      };
    });
  }

  protected override setVariableRequest(
    response: DebugProtocol.SetVariableResponse,
    args: DebugProtocol.SetVariableArguments,
  ): void {
    void this.#answer(response, async () => {
      const lua = toLua(await debugParser(), args.value);
      const shown = await this.#ask<Shown>({
        kind: "setVariable",
        reference: args.variablesReference,
        name: args.name,
        lua,
      });
      response.body = { value: shown.text, type: shown.type, variablesReference: shown.reference };
    });
  }

  protected override evaluateRequest(
    response: DebugProtocol.EvaluateResponse,
    args: DebugProtocol.EvaluateArguments,
  ): void {
    void this.#answer(response, async () => {
      const number = Number(args.expression.normalize("NFKC").trim());
      if (args.context === "repl" && this.#waiting && Number.isInteger(number) && number > 0) {
        this.#waiting = false;
        this.#session?.choose(number - 1);
        response.body = { result: "", variablesReference: 0 };
        return;
      }
      const lua = toLua(await debugParser(), args.expression);
      const frame = args.frameId === undefined ? null : args.frameId - 1;
      const shown = await this.#ask<Shown>({ kind: "evaluate", frame, lua });
      response.body = { result: shown.text, type: shown.type, variablesReference: shown.reference };
    });
  }

  protected override exceptionInfoRequest(response: DebugProtocol.ExceptionInfoResponse): void {
    const text = this.#exception ?? "";
    response.body = {
      exceptionId: text.startsWith("【") ? "failure" : "lua-error",
      description: text,
      breakMode: "always",
    };
    this.sendResponse(response);
  }

  protected override completionsRequest(
    response: DebugProtocol.CompletionsResponse,
    args: DebugProtocol.CompletionsArguments,
  ): void {
    void this.#answer(response, async () => {
      const typed = /[\p{L}\p{N}_＄$＊*]*$/u.exec(args.text.slice(0, args.column - 1))?.[0] ?? "";
      const targets = (await this.#names((args.frameId ?? 1) - 1)).filter((name) => name.startsWith(typed));
      response.body = {
        targets: targets.map((label) => ({ label, start: args.column - 1 - typed.length, length: typed.length })),
      };
    });
  }

  /** Names that mean something in a frame, as Pasta and as Lua write them. */
  async #names(frame: number): Promise<string[]> {
    const marks = new Map([
      ["variables", "＄"],
      ["saved", "＄＊"],
      ["locals", ""],
      ["upvalues", ""],
    ]);
    const names: string[] = [];
    for (const { name, reference } of await this.#ask<Scope[]>({ kind: "scopes", frame })) {
      const mark = marks.get(name);
      if (mark === undefined) continue;
      const variables = await this.#ask<Variable[]>({ kind: "variables", reference });
      names.push(...variables.map((variable) => mark + variable.name));
    }
    return names;
  }

  protected override loadedSourcesRequest(response: DebugProtocol.LoadedSourcesResponse): void {
    void this.#answer(response, async () => {
      const { ghost } = this.#needGhost();
      response.body = { sources: [...ghost.pastaFiles, ...ghost.luaFiles].map((file) => this.#source(file)) };
    });
  }

  // ---- paths and answers ---------------------------------------------------------------------------------------------

  #needGhost(): DebuggedGhost {
    if (this.#ghost === null) throw new Error(render("debug-no-ghost", [""], this.#locale));
    return this.#ghost;
  }

  /** A client's path as the ghost knows it; drive letters and separators may be written either way. */
  #ghostPath(root: string, path: string): string {
    const inside = isAbsolute(path) ? relative(root, path) : path;
    return inside.split(sep).join("/").replaceAll("\\", "/");
  }

  #source(file: string): DebugProtocol.Source {
    return { name: basename(file), path: join(this.#ghost?.root ?? "", ...file.split("/")) };
  }

  /** Sends the response once the work is done; what goes wrong is told in the response. */
  async #answer(response: DebugProtocol.Response, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.sendResponse(response);
    } catch (error) {
      const format = error instanceof Error ? error.message : String(error);
      this.sendErrorResponse(response, { id: 1, format: format.replace(/[{}]/g, ""), showUser: false });
    }
  }
}
