/** Diagnostics as a client gets them: of the whole ghost, fresh after every edit and every change on disk. */
import assert from "node:assert/strict";
import { startClient, type TestClient } from "./client.ts";

const TOML = '[actor."さくら"]\nspot = 0\n';
const codes = (found: readonly { readonly code?: unknown }[]) => found.map(({ code }) => code);

describe("server: diagnostics", () => {
  let client: TestClient;
  afterEach(() => client.close());

  it("reports files that are not open, and follows a header as it is typed away and back", async () => {
    client = await startClient({
      "pasta.toml": TOML,
      "dic/boot.pasta": "＊OnBoot\n　さくら：やあ\n　＞会話の続き\n　＞無い場面\n",
      "dic/talk.pasta": "＊会話の続き\n　さくら：うん\n",
    });
    const first = await client.until("dic/boot.pasta", (found) => found.length > 0);
    assert.deepEqual(codes(first), ["unresolved-scene"]);
    assert.deepEqual(first[0]?.range, { start: { line: 3, character: 2 }, end: { line: 3, character: 6 } });
    assert.deepEqual(
      first.map(({ data }) => (data as { scene: string }).scene),
      ["OnBoot_1"],
    );
    client.open("dic/talk.pasta", "＊会話の続き\n　さくら：うん\n");
    const range = { start: { line: 0, character: 1 }, end: { line: 0, character: 2 } };
    client.change("dic/talk.pasta", 2, [{ range, text: "対" }]);
    await client.until("dic/boot.pasta", (found) => found.length === 2);
    client.change("dic/talk.pasta", 3, [{ range, text: "会" }]);
    await client.until("dic/boot.pasta", (found) => found.length === 1);
  });

  it("takes a change on disk over", async () => {
    client = await startClient({ "pasta.toml": TOML, "dic/boot.pasta": "＊OnBoot\n　さくら：やあ\n　＞続き\n" });
    await client.until("dic/boot.pasta", (found) => found.length === 1);
    client.write("dic/新しい.pasta", "＊続き\n　さくら：うん\n");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: client.uri("dic/新しい.pasta"), type: 1 }] });
    await client.until("dic/boot.pasta", (found) => found.length === 0);
  });

  it("serves a lone file, and goes on saying what it found", async () => {
    client = await startClient({ "memo.pasta": "" }, { folder: false });
    const status = () =>
      client.next("pasta/status", ({ ghosts }: { ghosts: { problems: number }[] }) => {
        return ghosts[0]?.problems === client.published("memo.pasta")?.length;
      });
    const opened = status();
    client.open("memo.pasta", "＊会話\n　＞続き\n");
    const found = await client.until("memo.pasta", (all) => all.some(({ code }) => code === "unresolved-scene"));
    // The status comes behind everything that is said of an edit.
    await opened;
    assert.deepEqual(client.published("memo.pasta"), found);
    const edited = status();
    const end = { line: 2, character: 0 };
    client.change("memo.pasta", 2, [{ range: { start: end, end }, text: "　＞その次\n" }]);
    await edited;
    assert.equal(client.published("memo.pasta")?.length, found.length + 1);
  });

  it("offers a lone file nothing that would need a pasta.toml", async () => {
    client = await startClient({ "memo.pasta": "" }, { folder: false });
    client.open("memo.pasta", "＊会話\n　だれか：やあ\n");
    const found = await client.until("memo.pasta", (all) => all.some(({ code }) => code === "unknown-actor"));
    const diagnostics = found.filter(({ code }) => code === "unknown-actor");
    const textDocument = { uri: client.uri("memo.pasta") };
    const range = diagnostics[0]?.range;
    const actions = await client.request("textDocument/codeAction", { textDocument, range, context: { diagnostics } });
    assert.ok(!JSON.stringify(actions).includes("[actor"));
  });

  it("tells on a new scene's header which older calls it joins, until the ghost is saved", async () => {
    client = await startClient({ "pasta.toml": TOML, "dic/a.pasta": "＊OnBoot\n　＞挨拶\n＊挨拶\n　さくら：やあ\n" });
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    client.open("dic/a.pasta", "＊OnBoot\n　＞挨拶\n＊挨拶\n　さくら：やあ\n＊挨拶の練習\n　さくら：やあ\n");
    const [found] = await client.until("dic/a.pasta", (all) => all.some(({ code }) => code === "captured-call"));
    assert.deepEqual(found?.range.start, { line: 4, character: 1 });
    assert.deepEqual(found?.relatedInformation?.[0]?.location.range.start, { line: 1, character: 2 });
    client.notify("textDocument/didSave", { textDocument: { uri: client.uri("dic/a.pasta") } });
    await client.until("dic/a.pasta", (all) => all.length === 0);
  });

  it("links codes to their pages, and follows the settings", async () => {
    const settings = { diagnostics: { severity: { "unresolved-scene": "information", "unused-scene": "off" } } };
    const files = { "pasta.toml": TOML, "dic/a.pasta": "＊会\n　＞続き\n" };
    client = await startClient(files, { settings, options: { docs: "file:///docs/diagnostics" } });
    const found = await client.until("dic/a.pasta", (all) => all.length > 0);
    assert.deepEqual(
      found.map(({ severity, codeDescription }) => [severity, codeDescription?.href]),
      [[3, "file:///docs/diagnostics/unresolved-scene.md"]],
    );
  });
});
