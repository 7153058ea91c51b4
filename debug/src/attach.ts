/**
 * A line to a running engine's own debug server. The engine speaks the protocol, but only a part of it: what it does not
 * know it never answers, so that is answered here. Measured against engine 0.4.4.
 */
import { connect, isIP, type Socket } from "node:net";
import { DebugSession as ProtocolSession } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Client } from "./client.ts";
import type { AttachArguments } from "./launch.ts";
import type { Send } from "./program.ts";

/** Where an engine listens if nobody says otherwise (engine 0.4.4). */
const HOST = "127.0.0.1";
const PORT = 9276;

/** How long the engine may take for an answer, in milliseconds: it answers between two lines of a script. */
const PATIENCE = 30_000;
const CONNECTING = 5_000;

/** Requests that the engine answers (decode.rs of pasta_lua 0.4.4). */
const KNOWN: ReadonlySet<string> = new Set([
  "configurationDone",
  "continue",
  "next",
  "scopes",
  "setBreakpoints",
  "stackTrace",
  "stepIn",
  "stepOut",
  "variables",
]);

/** Capabilities that hold for launched programs and not for the engine. */
export const ENGINE_LACKS = [
  "supportsBreakpointLocationsRequest",
  "supportsCompletionsRequest",
  "supportsConditionalBreakpoints",
  "supportsDataBreakpoints",
  "supportsEvaluateForHovers",
  "supportsExceptionInfoRequest",
  "supportsFunctionBreakpoints",
  "supportsGotoTargetsRequest",
  "supportsHitConditionalBreakpoints",
  "supportsLoadedSourcesRequest",
  "supportsLogPoints",
  "supportsRestartFrame",
  "supportsSetExpression",
  "supportsSetVariable",
  "supportsStepBack",
  "supportsTerminateRequest",
] as const;

/** The near end of the protocol towards the engine. */
class Wire extends ProtocolSession {
  constructor(private readonly heard: (event: DebugProtocol.Event) => void) {
    super();
  }

  override handleMessage(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === "event") this.heard(message as DebugProtocol.Event);
    else super.handleMessage(message);
  }

  ask(command: string, args: object): Promise<DebugProtocol.Response> {
    return new Promise((resolve) => this.sendRequest(command, args, PATIENCE, resolve));
  }
}

export class Engine {
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #wire: Wire;
  readonly #send: Send;
  #ended = false;

  private constructor(client: Client, socket: Socket, send: Send) {
    this.#client = client;
    this.#socket = socket;
    this.#send = send;
    this.#wire = new Wire((event) => this.#heard(event));
    this.#wire.start(socket, socket);
    socket.on("close", () => this.#end());
  }

  /**
   * Connects and introduces itself.
   * @throws Error in the client's language where the address is another machine's, or nobody listens
   */
  static async attach(client: Client, args: AttachArguments, send: Send): Promise<Engine> {
    const { host = HOST, port = PORT } = args;
    if (!isLoopback(host)) throw new Error(client.text("debug-only-loopback", host));
    const socket = await open(host, port).catch(() => null);
    if (socket === null) throw new Error(client.text("debug-nobody-listens", `${host}:${port}`));
    const engine = new Engine(client, socket, send);
    await engine.#wire.ask("initialize", { adapterID: "pasta", linesStartAt1: true, pathFormat: "path" });
    const { sourcePresentation } = args;
    await engine.#wire.ask("attach", sourcePresentation === undefined ? {} : { sourcePresentation });
    return engine;
  }

  /**
   * Answers a request: by the engine where it knows it.
   * @throws Error with what is wrong
   */
  async answer(command: string, args: unknown): Promise<unknown> {
    if (command === "setBreakpoints") return this.#setBreakpoints(args as DebugProtocol.SetBreakpointsArguments);
    if (KNOWN.has(command)) return this.#shown(command, await this.#ask(command, (args ?? {}) as object));
    switch (command) {
      case "setFunctionBreakpoints":
      case "setDataBreakpoints":
        return { breakpoints: (args as { breakpoints: unknown[] }).breakpoints.map(() => this.#refusal()) };
      case "setExceptionBreakpoints":
        return {};
      // The engine has this one, and tells of it only while it stands.
      case "threads":
        return { threads: [{ id: 1, name: "main" }] };
      default:
        throw new Error(this.#client.text("debug-engine-cannot", command));
    }
  }

  /** Leaves the engine to itself. */
  async detach(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await Promise.race([
      this.#wire.ask("disconnect", {}),
      new Promise((resolve) => this.#socket.once("close", resolve)),
    ]);
    this.#socket.destroy();
  }

  async #ask(command: string, args: object): Promise<unknown> {
    if (this.#ended) throw new Error(this.#client.text("debug-not-running"));
    const { success, message, body } = await this.#wire.ask(command, args);
    if (!success) throw new Error(message ?? command);
    return body;
  }

  /** The engine knows lines only: what is more than a line is said to be without effect, or not set at all. */
  async #setBreakpoints(args: DebugProtocol.SetBreakpointsArguments): Promise<unknown> {
    const wanted = args.breakpoints ?? [];
    const set = wanted.filter(({ logMessage }) => logMessage === undefined);
    const answer = (await this.#ask("setBreakpoints", {
      source: { path: this.#client.pathIn(args.source.path ?? "") },
      breakpoints: set.map(({ line }) => ({ line: this.#client.lineIn(line) + 1 })),
    })) as DebugProtocol.SetBreakpointsResponse["body"];
    const breakpoints = wanted.map((each) => {
      const found = answer.breakpoints[set.indexOf(each)];
      if (found === undefined) return { ...this.#refusal(), line: each.line };
      const isMore = each.condition !== undefined || each.hitCondition !== undefined;
      return {
        verified: found.verified,
        line: found.line === undefined ? each.line : this.#client.lineOut(found.line - 1),
        ...(isMore && { message: this.#client.text("debug-engine-no-conditions") }),
      };
    });
    return { breakpoints };
  }

  #refusal(): { verified: false; message: string } {
    return { verified: false, message: this.#client.text("debug-engine-lines-only") };
  }

  /** Lines and paths of an answer as the client writes them. */
  #shown(command: string, body: unknown): unknown {
    if (command === "variables") {
      const { variables } = body as DebugProtocol.VariablesResponse["body"];
      return { variables: variables.filter(({ name }) => !name.startsWith("(")) };
    }
    if (command !== "stackTrace") return body;
    const { stackFrames, totalFrames } = body as DebugProtocol.StackTraceResponse["body"];
    return {
      totalFrames,
      stackFrames: stackFrames.map((frame) => {
        const path = frame.source?.path?.replace(/^@/, "") ?? "";
        const isFile = /\.(pasta|lua)$/.test(path);
        return {
          ...frame,
          line: this.#client.lineOut(frame.line - 1),
          column: this.#client.columnOut(0),
          source: isFile ? this.#client.source(path) : undefined,
          ...(!path.endsWith(".pasta") && { presentationHint: "subtle" }),
        };
      }),
    };
  }

  #heard({ event, body }: DebugProtocol.Event): void {
    if (event === "initialized" || event.startsWith("pasta/")) return;
    if (event === "terminated") this.#end();
    else this.#send(event, body);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.destroy();
    this.#send("terminated");
  }
}

function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}

function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ""), port, timeout: CONNECTING });
    socket.once("connect", () => {
      socket.setTimeout(0);
      resolve(socket);
    });
    socket.once("timeout", () => socket.destroy(new Error("timeout")));
    socket.once("error", reject);
  });
}
