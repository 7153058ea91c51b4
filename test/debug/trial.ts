/** `pasta dap` under the protocol's own test client, on a ghost of its own in a folder with a space and Japanese letters. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DebugClient } from "@vscode/debugadapter-testsupport";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { buildAll } from "#scripts/build.ts";
import { DEBUGGED_FILE, DEBUGGED_GHOST } from "../support/debugged-ghost.ts";

const PATIENCE = 20_000;

type Stopped = DebugProtocol.StoppedEvent["body"];

export class Trial {
  readonly client: DebugClient;
  readonly root: string;
  /** The dictionary's path. */
  readonly file: string;
  /** What the program has said, and what the debugger has said to the person, line by line. */
  readonly said: string[] = [];
  readonly told: string[] = [];
  readonly stops: Stopped[] = [];
  #awaited = 0;
  #wake: () => void = () => {};

  constructor(client: DebugClient, root: string) {
    this.client = client;
    this.root = root;
    this.file = join(root, ...DEBUGGED_FILE.split("/"));
    client.on("output", ({ body: { category, output } }: DebugProtocol.OutputEvent) => {
      (category === "stdout" ? this.said : this.told).push(output.trimEnd());
      this.#wake();
    });
    client.on("stopped", ({ body }: DebugProtocol.StoppedEvent) => {
      this.stops.push(body);
      this.#wake();
    });
  }

  async #until<T>(found: () => T | undefined): Promise<T> {
    for (;;) {
      const value = found();
      if (value !== undefined) return value;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Says who we are, and starts a scene; `before` does what a client does between `initialized` and the start. */
  async launch(config: object, before: () => Promise<unknown> = async () => {}): Promise<void> {
    await this.initialize();
    const initialized = this.client.waitForEvent("initialized", PATIENCE);
    const args = { program: this.root, shuffle: false, ...config } as DebugProtocol.LaunchRequestArguments;
    await this.client.launchRequest(args);
    await initialized;
    await before();
    await this.client.configurationDoneRequest();
  }

  async initialize(more: object = {}): Promise<DebugProtocol.Capabilities> {
    const response = await this.client.initializeRequest({
      adapterID: "pasta",
      linesStartAt1: true,
      columnsStartAt1: true,
      pathFormat: "path",
      locale: "en",
      ...more,
    });
    return response.body ?? {};
  }

  async break(...breakpoints: DebugProtocol.SourceBreakpoint[]): Promise<DebugProtocol.Breakpoint[]> {
    return this.breakIn(this.file, ...breakpoints);
  }

  async breakIn(path: string, ...breakpoints: DebugProtocol.SourceBreakpoint[]): Promise<DebugProtocol.Breakpoint[]> {
    return (await this.client.setBreakpointsRequest({ source: { path }, breakpoints })).body.breakpoints;
  }

  /** The next stop. */
  async stopped(): Promise<Stopped> {
    const stop = await this.#until(() => this.stops[this.#awaited]);
    this.#awaited++;
    return stop;
  }

  /** Waits for a line that the debugger tells. */
  async hears(text: string): Promise<void> {
    await this.#until(() => (this.told.some((line) => line.includes(text)) ? true : undefined));
  }

  /** Does something and waits for the end of the program. */
  async ends(doing: () => Promise<unknown>): Promise<void> {
    const ended = this.client.waitForEvent("terminated", PATIENCE);
    await doing();
    await ended;
  }

  /** Lets the program go on, to its end. */
  async runs(): Promise<void> {
    await this.ends(() => this.client.continueRequest({ threadId: 1 }));
  }

  /** Goes on in some way; gives the line where the program stands then. */
  async goes(how: () => Promise<unknown>): Promise<number> {
    await how();
    await this.stopped();
    return (await this.top()).line;
  }

  request<Body>(command: string, args: object = {}): Promise<Body> {
    return this.client.customRequest(command, args).then(({ body }: DebugProtocol.Response) => body as Body);
  }

  /** The innermost frame of the user's. */
  async top(): Promise<DebugProtocol.StackFrame> {
    const { body } = await this.client.stackTraceRequest({ threadId: 1 });
    const frame = body.stackFrames.find(({ source }) => source !== undefined);
    assert.ok(frame !== undefined, "a frame of the user's");
    return frame;
  }

  async scope(name: string, frameId?: number): Promise<{ reference: number; values: Map<string, string> }> {
    const { body } = await this.client.scopesRequest({ frameId: frameId ?? (await this.top()).id });
    const reference = body.scopes.find((each) => each.name === name)?.variablesReference ?? 0;
    const variables = await this.client.variablesRequest({ variablesReference: reference });
    return { reference, values: new Map(variables.body.variables.map((each) => [each.name, each.value])) };
  }

  async evaluate(expression: string, context = "watch"): Promise<string> {
    const { id: frameId } = await this.top();
    return (await this.client.evaluateRequest({ expression, frameId, context })).body.result;
  }
}

let built: Promise<void> | null = null;

/** Starts the adapter on a ghost of its own and ends it afterwards. */
export async function check(run: (trial: Trial) => Promise<void>): Promise<void> {
  // Bundled once: from its sources every start of the adapter would take most of a second.
  built ??= buildAll({ minify: false, targets: [] });
  await built;
  const root = mkdtempSync(join(tmpdir(), "pasta 試験-"));
  for (const [path, text] of DEBUGGED_GHOST) {
    const file = join(root, ...path.split("/"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const entry = fileURLToPath(new URL("dap-entry.mjs", import.meta.url));
  const client = new DebugClient("node", entry, "pasta", { stdio: "pipe" });
  try {
    await client.start();
    await run(new Trial(client, root));
  } finally {
    await client.stop();
    rmSync(root, { recursive: true, force: true });
  }
}
