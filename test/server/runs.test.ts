/** Scenes played over the protocol: unsaved text, choices, sources with addresses, trust. */
import assert from "node:assert/strict";
import type { RunEventParams, RunStartResult, WireEvent } from "#server/protocol.ts";
import { startClient, type TestClient } from "./client.ts";

const FILES = { "pasta.toml": '[actor."さくら"]\nspot = 0\n', "dic/a.pasta": "＊OnBoot\n　さくら：古い\n" };
const UNSAVED = "＊OnBoot\n　さくら：新しい\n　＠？続き「つづける」\n＊続き\n　さくら：おわり\n";

describe("server: running scenes", function () {
  this.timeout(60_000);
  let client: TestClient;
  afterEach(() => client.close());

  function events(): { readonly seen: WireEvent[]; readonly ended: () => Promise<RunEventParams> } {
    const seen: WireEvent[] = [];
    void client.next<RunEventParams>("pasta/run/event", ({ event }) => {
      seen.push(event);
      return false;
    });
    return { seen, ended: () => client.next<RunEventParams>("pasta/run/event", ({ event }) => event.kind === "end") };
  }

  it("plays unsaved text, goes on from a choice, and stops", async () => {
    client = await startClient(FILES);
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    client.open("dic/a.pasta", UNSAVED);
    await client.until("dic/a.pasta", (_, version) => version === 1);
    const { seen, ended } = events();
    const first = ended();
    const started = await client.request<RunStartResult>("pasta/run/start", {
      uri: client.uri("dic/a.pasta"),
      line: 0,
      seed: 7,
    });
    assert.ok("session" in started, JSON.stringify(started));
    assert.equal(started.seed, 7);
    assert.deepEqual((await first).event, { kind: "end", waiting: "choice" });
    const talk = seen.find(({ kind }) => kind === "talk");
    assert.ok(talk?.kind === "talk");
    assert.equal(talk.text, "新しい");
    assert.deepEqual(talk.source, { file: "dic/a.pasta", line: 1, uri: client.uri("dic/a.pasta") });
    const second = ended();
    await client.request("pasta/run/choose", { session: started.session, index: 0 });
    await second;
    assert.ok(seen.some((event) => event.kind === "talk" && event.text === "おわり"));
    await client.request("pasta/run/stop", { session: started.session });
  });

  it("runs nothing in an untrusted workspace until it is trusted", async () => {
    client = await startClient(FILES, { options: { trusted: false } });
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    const ask = () => client.request<RunStartResult>("pasta/run/start", { uri: client.uri("dic/a.pasta"), line: 0 });
    assert.deepEqual(await ask(), { problem: "信頼されていないワークスペースでは、スクリプトは動きません。" });
    client.notify("pasta/trust", { trusted: true });
    const started = await ask();
    assert.ok("session" in started);
    await client.request("pasta/run/stop", { session: started.session });
  });
});
