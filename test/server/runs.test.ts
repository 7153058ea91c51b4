/** Scenes played over the protocol: unsaved text, choices, sources with addresses, trust. */
import assert from "node:assert/strict";
import type {
  GhostSavedResult,
  RunEventParams,
  RunPlaceResult,
  RunStartResult,
  RunStopResult,
  WireEvent,
} from "#server/protocol.ts";
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

  it("says whose scene it is and what it reads, by line and by name", async () => {
    const text = "＊質問\n　さくら：＄１ と ＄０\n　・枝\n　　さくら：＄２\n＊ほか\n　さくら：はい\n";
    client = await startClient({ ...FILES, "dic/a.pasta": text });
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    const uri = client.uri("dic/a.pasta");
    const place = (where: object) => client.request<RunPlaceResult>("pasta/run/place", { uri, ...where });
    const found = async (where: object) => {
      const at = await place(where);
      assert.ok("root" in at);
      return [at.scene, at.args];
    };
    assert.deepEqual(await found({ line: 1 }), ["質問", 2]);
    assert.deepEqual(await found({ line: 3 }), ["質問 › 枝", 3]);
    assert.deepEqual(await found({ line: 5 }), ["ほか", 0]);
    assert.deepEqual(await found({ scene: "質問" }), ["質問", 2]);
    const whole = await place({ line: 0 });
    assert.ok("root" in whole && whole.isFolder);
    assert.equal(whole.root, client.uri("pasta.toml").replace("/pasta.toml", ""));
    assert.deepEqual(whole.spots, [{ actor: "さくら", spot: 0 }]);
    assert.ok(
      "problem" in (await client.request<object>("pasta/run/place", { uri: "file:///nowhere/x.txt", line: 0 })),
    );
  });

  it("begins with saved variables, takes new values, and gives all of them back", async () => {
    const text = "＊場面\n　さくら：＄＊数\n　＞チェイントーク\n　さくら：＄＊数\n";
    client = await startClient({ ...FILES, "dic/a.pasta": text });
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    const { seen, ended } = events();
    const first = ended();
    const uri = client.uri("dic/a.pasta");
    const saved = { 数: 7, 表: { 中: [1, "二"] } };
    const started = await client.request<RunStartResult>("pasta/run/start", { uri, line: 0, saved });
    assert.ok("session" in started);
    await first;
    const { session } = started;
    const second = ended();
    await client.request("pasta/run/set", { session, scope: "saved", name: "数", value: 8 });
    await second;
    const third = ended();
    await client.request("pasta/run/continue", { session });
    await third;
    const said = seen.flatMap((event) => (event.kind === "talk" ? [event.text] : []));
    assert.deepEqual(said, ["7", "8"]);
    assert.deepEqual(await client.request("pasta/run/saved", { session }), { saved: { ...saved, 数: 8 } });
    await client.request("pasta/run/stop", { session });
    assert.equal(await client.request("pasta/run/saved", { session }), null);
    assert.deepEqual(await client.request("pasta/run/continue", { session }), { gone: true });
  });

  it("says where a script was that it stops", async () => {
    const text =
      "＊回る\n　＞ずっと\n```lua\nfunction SCENE.ずっと(act)\n  print('begun')\n  while true do end\nend\n```\n";
    client = await startClient({ ...FILES, "dic/a.pasta": text });
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    const begun = client.next<RunEventParams>("pasta/run/event", ({ event }) => event.kind === "log");
    const uri = client.uri("dic/a.pasta");
    const started = await client.request<RunStartResult>("pasta/run/start", { uri, line: 0 });
    assert.ok("session" in started);
    await begun;
    const stopped = await client.request<RunStopResult>("pasta/run/stop", { session: started.session });
    assert.deepEqual(stopped, { at: { file: "dic/a.pasta", line: 5, uri } });
  });

  it("reads what the ghost itself has saved, and says what is wrong with it", async () => {
    client = await startClient(FILES);
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    const ask = () => client.request<GhostSavedResult>("pasta/ghost/saved", { uri: client.uri("pasta.toml") });
    assert.equal(await ask(), null);
    client.write("profile/pasta/save/save.toml", '"数" = 3\n');
    assert.deepEqual(await ask(), { saved: { 数: 3 } });
    client.write("profile/pasta/save/save.toml", "no toml");
    const wrong = await ask();
    assert.ok(wrong !== null && "problem" in wrong);
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
