/** Debug sessions in the server: they run the text that is not saved, and nothing in an untrusted workspace. */
import assert from "node:assert/strict";
import type { DebugProtocol } from "@vscode/debugprotocol";
import {
  type DebugMessageParams,
  type DebugScenesResult,
  type DebugStartResult,
  debugMessage,
  debugScenes,
  debugSend,
  debugStart,
  debugStop,
} from "#server/protocol.ts";
import { startClient, type TestClient } from "./client.ts";

const FILES = { "pasta.toml": '[actor."さくら"]\nspot = 0\n', "dic/a.pasta": "＊OnBoot\n　さくら：古い\n" };
const UNSAVED = "＊OnBoot\n　＄x＝１\n　さくら：新しい、＄x　。\n＊雑談\n　さくら：話\n";

/** A debug adapter's client over the language server's connection. */
class Adapter {
  readonly #client: TestClient;
  readonly #session: number;
  readonly #heard: DebugProtocol.ProtocolMessage[] = [];
  #seq = 0;
  #wake: () => void = () => {};

  constructor(client: TestClient, session: number) {
    this.#client = client;
    this.#session = session;
    void client.next<DebugMessageParams>(debugMessage, ({ session: of, message }) => {
      if (of === session) this.#heard.push(message as DebugProtocol.ProtocolMessage);
      this.#wake();
      return false;
    });
  }

  async ask(command: string, args: object): Promise<DebugProtocol.Response> {
    const seq = ++this.#seq;
    const message = { seq, type: "request", command, arguments: args };
    this.#client.notify(debugSend, { session: this.#session, message });
    return this.#find((heard) => heard.type === "response" && (heard as DebugProtocol.Response).request_seq === seq);
  }

  event(name: string, test: (body: never) => boolean = () => true): Promise<DebugProtocol.Event> {
    return this.#find((heard) => {
      const { type, event, body } = heard as DebugProtocol.Event;
      return type === "event" && event === name && test(body as never);
    });
  }

  async #find<T extends DebugProtocol.ProtocolMessage>(
    test: (heard: DebugProtocol.ProtocolMessage) => boolean,
  ): Promise<T> {
    for (;;) {
      const found = this.#heard.find(test);
      if (found !== undefined) return found as T;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

describe("server: debugging scenes", function () {
  this.timeout(60_000);
  let client: TestClient;
  afterEach(() => client.close());

  async function start(trusted = true): Promise<Adapter> {
    client = await startClient(FILES, { options: { trusted, locale: "ja" } });
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    client.open("dic/a.pasta", UNSAVED);
    await client.until("dic/a.pasta", (_, version) => version === 1);
    const { session } = await client.request<DebugStartResult>(debugStart, {});
    const adapter = new Adapter(client, session);
    await adapter.ask("initialize", { adapterID: "pasta", locale: "ja" });
    return adapter;
  }

  it("runs unsaved text, stops in it, and follows edits", async () => {
    const adapter = await start();
    const path = `${client.root}/dic/a.pasta`;
    const launched = await adapter.ask("launch", { program: client.root, scene: "OnBoot", shuffle: false });
    assert.ok(launched.success, launched.message);
    const bound = await adapter.ask("setBreakpoints", { source: { path }, breakpoints: [{ line: 3 }] });
    assert.deepEqual(bound.body.breakpoints[0].verified, true);
    await adapter.ask("configurationDone", {});
    await adapter.event("stopped");
    client.change("dic/a.pasta", 2, [{ text: `＃ 上に。\n${UNSAVED}` }]);
    await client.until("dic/a.pasta", (_, version) => version === 2);
    const stack = await adapter.ask("stackTrace", { threadId: 1 });
    assert.equal(stack.body.stackFrames[0].line, 4);
    await adapter.ask("continue", { threadId: 1 });
    await adapter.event("output", ({ output }: { output: string }) => output === "さくら：新しい、1。\n");
    await adapter.event("terminated");
    await client.request(debugStop, { session: 1 });
  });

  it("plays nothing in an untrusted workspace, and says why", async () => {
    const adapter = await start(false);
    const refused = await adapter.ask("launch", { program: client.root, scene: "OnBoot" });
    assert.equal(refused.success, false);
    assert.match(refused.message ?? "", /信頼/);
  });

  it("lists the scenes that a configuration can name", async () => {
    await start();
    const { scenes } = await client.request<DebugScenesResult>(debugScenes, {});
    assert.deepEqual(
      scenes.map(({ name, uri }) => [name, uri]),
      [
        ["OnBoot", client.uri("dic/a.pasta")],
        ["雑談", client.uri("dic/a.pasta")],
      ],
    );
  });
});
