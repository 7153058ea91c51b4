/** The protocol's order and the server's patience: what comes out of turn, out of range or about nothing. */
import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import {
  createConnection,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { guard } from "#server/lsp/guard.ts";
import { startServer } from "#server/lsp/start.ts";
import { testParser } from "#test/support/parser.ts";
import { startClient } from "./client.ts";

/** A connection on which nothing has been said yet. */
function fresh() {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const writer = new StreamMessageWriter(toClient);
  startServer(createConnection(guard(new StreamMessageReader(toServer), writer), writer), {
    version: "test",
    parser: testParser,
    startReaders: () => null,
  });
  const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.listen();
  return client;
}

const codeOf = (request: Promise<unknown>): Promise<number | null> =>
  request.then(
    () => null,
    (error: { readonly code: number }) => error.code,
  );

describe("server: lifecycle", () => {
  it("refuses requests before initialize with -32002 and after shutdown with -32600", async () => {
    const client = fresh();
    const hover = { textDocument: { uri: "file:///x.pasta" }, position: { line: 0, character: 0 } };
    assert.equal(await codeOf(client.sendRequest("textDocument/hover", hover)), -32002);
    await client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
    assert.equal(
      await codeOf(client.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} })),
      -32600,
    );
    assert.equal(await codeOf(client.sendRequest("textDocument/unknown", {})), -32601);
    assert.equal(await codeOf(client.sendRequest("$/unknown", {})), -32601);
    assert.equal(await client.sendRequest("textDocument/hover", hover), null);
    await client.sendRequest("shutdown");
    assert.equal(await codeOf(client.sendRequest("textDocument/hover", hover)), -32600);
    client.dispose();
  });

  it("answers nonsense with nothing, and goes on", async () => {
    const client = await startClient({ "dic/a.pasta": "＊会話\n　＞続き\n" }, { folder: false });
    client.open("dic/a.pasta", "＊会話\n　＞続き\n");
    await client.until("dic/a.pasta", (found) => found.length > 0);
    const textDocument = { uri: client.uri("dic/a.pasta") };
    for (const position of [
      { line: 99, character: 99 },
      { line: -1, character: -5 },
      { line: 0.5, character: 1e99 },
      {},
      null,
    ]) {
      await client.request("textDocument/definition", { textDocument, position });
      await client.request("textDocument/completion", { textDocument, position });
    }
    for (const uri of ["", "no uri", "file:///nowhere.pasta", "untitled:x", 5, null]) {
      assert.equal(
        await client.request("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 0 } }),
        null,
      );
    }
    const range = { start: { line: 9, character: 9 }, end: { line: 0, character: 0 } };
    client.change("dic/a.pasta", 2, [{ range, text: "" }, { text: "＊会話\n　＞会話\n" }]);
    client.change("dic/none.pasta", 2, [{ text: "x" }]);
    await client.until(
      "dic/a.pasta",
      (found, version) => version === 2 && !found.some(({ code }) => code === "unresolved-scene"),
    );
    client.close();
  });

  it("keeps up with many edits at once, and with documents opened twice and closed", async () => {
    const client = await startClient({ "pasta.toml": "", "dic/a.pasta": "＊会話\n　＞続き\n" });
    await client.until("dic/a.pasta", (found) => found.length > 0);
    client.open("dic/a.pasta", "");
    client.open("dic/a.pasta", "＊会話\n　＞会話\n");
    for (let version = 2; version < 60; version++) {
      const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 3 } };
      client.change("dic/a.pasta", version, [
        { range, text: version % 2 === 0 ? "𠮟" : "会" },
        { range, text: "会" },
      ]);
    }
    await client.until("dic/a.pasta", (_, version) => version === 59);
    client.notify("textDocument/didClose", { textDocument: { uri: client.uri("dic/a.pasta") } });
    await client.until(
      "dic/a.pasta",
      (found, version) => version === undefined && found.some(({ code }) => code === "unresolved-scene"),
    );
    client.close();
  });

  it("hands findings out on request, once, to a client that would rather ask", async () => {
    const files = { "pasta.toml": "", "dic/a.pasta": "＊OnBoot\n　＞続き\n" };
    const client = await startClient(files, { options: { diagnostics: "pull" } });
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    assert.equal(client.published("dic/a.pasta"), undefined);
    const textDocument = { uri: client.uri("dic/a.pasta") };
    const first = await client.request<{ kind: string; resultId: string; items: { code: string }[] }>(
      "textDocument/diagnostic",
      { textDocument },
    );
    assert.deepEqual([first.kind, first.items.map(({ code }) => code)], ["full", ["unresolved-scene"]]);
    const again = await client.request<{ kind: string }>("textDocument/diagnostic", {
      textDocument,
      previousResultId: first.resultId,
    });
    assert.equal(again.kind, "unchanged");
    const previousResultIds = [{ uri: textDocument.uri, value: first.resultId }];
    const all = await client.request<{ items: { kind: string }[] }>("workspace/diagnostic", { previousResultIds });
    assert.deepEqual(
      all.items.map(({ kind }) => kind),
      ["unchanged"],
    );
    client.close();
  });

  it("answers a request right after opening from the whole ghost, and lets foreign documents be", async () => {
    const files = {
      "pasta.toml": "",
      "dic/a.pasta": "＊OnBoot\n　＞続き\n",
      "dic/z.pasta": "＊続き\n　＞OnBoot\n",
      "other/notes.lua": "return 1",
    };
    const client = await startClient(files);
    client.open("dic/a.pasta", files["dic/a.pasta"]);
    const textDocument = { uri: client.uri("dic/a.pasta") };
    const found = await client.request<unknown[]>("textDocument/definition", {
      textDocument,
      position: { line: 1, character: 3 },
    });
    assert.equal(found.length, 1);
    const foreign = client.uri("other/notes.lua");
    client.notify("textDocument/didOpen", {
      textDocument: { uri: foreign, languageId: "lua", version: 1, text: "＊no" },
    });
    client.change("other/notes.lua", 2, [{ text: "＊none" }]);
    client.notify("textDocument/didClose", { textDocument: { uri: foreign } });
    assert.equal(
      await client.request("textDocument/hover", {
        textDocument: { uri: foreign },
        position: { line: 0, character: 0 },
      }),
      null,
    );
    assert.equal(client.published("other/notes.lua"), undefined);
    client.close();
  });
});
