/** Where documents belong: to the ghost around them, from the moment at which there is one, on the disk or not. */
import assert from "node:assert/strict";
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "vscode-languageserver/node";
import { startClient, type TestClient } from "./client.ts";

const TOML = '[actor."さくら"]\nspot = 0\n';
const CALLER = "＊OnBoot\n　＞続き\n　＞無い\n";
const CALLED = "＊続き\n　さくら：やあ\n";
const CREATED = 1;
const DELETED = 3;

describe("server: homes of documents", () => {
  let client: TestClient;

  afterEach(() => client.close());

  const unresolved = (found: readonly Diagnostic[]) => found.filter(({ code }) => code === "unresolved-scene").length;

  function changed(path: string, type: number): void {
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: client.uri(path), type }] });
  }

  it("is the ghost for a new file that is not on the disk yet, and stays so when it is", async () => {
    client = await startClient({ "pasta.toml": TOML, "dic/b.pasta": CALLED });
    client.open("dic/new.pasta", CALLER);
    await client.until("dic/new.pasta", (found, version) => version === 1 && unresolved(found) === 1);
    client.write("dic/new.pasta", CALLER);
    changed("dic/new.pasta", CREATED);
    client.change("dic/new.pasta", 2, [{ text: `${CALLER}＊新しい\n　さくら：x\n` }]);
    await client.until("dic/new.pasta", (found, version) => version === 2 && unresolved(found) === 1);
    client.open("dic/b.pasta", `${CALLED}　＞新しい\n　＞これは無い\n`);
    const found = await client.until("dic/b.pasta", (told) => unresolved(told) > 0);
    assert.equal(unresolved(found), 1, "what is unsaved there is seen elsewhere");
  });

  it("is the ghost for a new script too", async () => {
    client = await startClient({ "pasta.toml": TOML, "dic/b.pasta": "＊OnBoot\n　さくら：＠＊鐘（）\n" });
    await client.until("dic/b.pasta", (found) => found.some(({ code }) => code === "unresolved-function"));
    const textDocument = { uri: client.uri("scripts/new.lua"), languageId: "lua", version: 1 };
    client.notify("textDocument/didOpen", {
      textDocument: { ...textDocument, text: "function GLOBAL.鐘(act) end\n" },
    });
    await client.until("dic/b.pasta", (found) => found.length === 0);
    client.notify("textDocument/didClose", { textDocument });
    await client.until("dic/b.pasta", (found) => found.some(({ code }) => code === "unresolved-function"));
  });

  it("follows a pasta.toml that comes and goes", async () => {
    client = await startClient({ "dic/a.pasta": CALLER, "dic/b.pasta": "＊OnClose\n　＞無い\n" });
    client.open("dic/a.pasta", CALLER);
    await client.until("dic/a.pasta", (found) => unresolved(found) === 2);
    client.write("dic/c.pasta", CALLED);
    client.write("pasta.toml", TOML);
    changed("pasta.toml", CREATED);
    await client.until("dic/a.pasta", (found) => unresolved(found) === 1);
    await client.until("dic/b.pasta", (found) => unresolved(found) === 1);
    client.change("dic/a.pasta", 2, [{ text: `${CALLER}　さくら：x\n` }]);
    await client.until("dic/a.pasta", (found, version) => version === 2 && unresolved(found) === 1);
    rmSync(join(client.root, "pasta.toml"));
    changed("pasta.toml", DELETED);
    await client.until("dic/b.pasta", (found) => found.length === 0);
    await client.until("dic/a.pasta", (found) => unresolved(found) === 2);
  });

  it("follows the patterns of pasta.toml as they are typed", async () => {
    const config = (patterns: string) => `[loader]\npasta_patterns = [${patterns}]\n${TOML}`;
    client = await startClient({
      "pasta.toml": config('"dic/*.pasta"'),
      "dic/b.pasta": CALLED,
      "more/a.pasta": CALLER,
    });
    client.open("more/a.pasta", CALLER);
    await client.until("more/a.pasta", (found) => unresolved(found) === 2);
    client.open("pasta.toml", config('"dic/*.pasta"'));
    client.change("pasta.toml", 2, [{ text: config('"dic/*.pasta", "more/*.pasta"') }]);
    await client.until("more/a.pasta", (found, version) => version === 1 && unresolved(found) === 1);
    client.change("more/a.pasta", 2, [{ text: `${CALLER}　＞これも無い\n` }]);
    await client.until("more/a.pasta", (found, version) => version === 2 && unresolved(found) === 2);
    client.change("pasta.toml", 3, [{ text: config('"dic/*.pasta"') }]);
    await client.until("more/a.pasta", (found, version) => version === 2 && unresolved(found) === 3);
  });

  it("follows folders that go and come, of which an editor tells by their names alone", async () => {
    client = await startClient({ "pasta.toml": TOML, "dic/a.pasta": CALLER, "dic/sub/deep/b.pasta": CALLED });
    await client.until("dic/a.pasta", (found) => unresolved(found) === 1);
    rmSync(join(client.root, "dic/sub"), { recursive: true });
    changed("dic/sub", DELETED);
    await client.until("dic/a.pasta", (found) => unresolved(found) === 2);
    client.write("elsewhere/c.pasta", CALLED);
    renameSync(join(client.root, "elsewhere"), join(client.root, "dic/moved"));
    client.notify("workspace/didRenameFiles", {
      files: [{ oldUri: client.uri("elsewhere"), newUri: client.uri("dic/moved") }],
    });
    await client.until("dic/a.pasta", (found) => unresolved(found) === 1);
  });

  it("forgets a ghost whose folder goes", async () => {
    client = await startClient({ "one/pasta.toml": TOML, "one/dic/a.pasta": CALLER, "two/pasta.toml": TOML });
    await client.until("one/dic/a.pasta", (found) => unresolved(found) === 2);
    rmSync(join(client.root, "one"), { recursive: true });
    changed("one", DELETED);
    await client.until("one/dic/a.pasta", (found) => found.length === 0);
    const symbols = await client.request<unknown[]>("workspace/symbol", { query: "OnBoot" });
    assert.deepEqual(symbols, []);
  });

  it("is told of while a document is open, for a ghost that is in no folder of the workspace", async () => {
    const other = "＊OnClose\n　＞無い\n";
    client = await startClient(
      { "in/pasta.toml": TOML, "out/pasta.toml": TOML, "out/dic/a.pasta": CALLER, "out/dic/b.pasta": other },
      { folders: ["in"] },
    );
    for (let time = 0; time < 2; time++) {
      client.open("out/dic/a.pasta", CALLER);
      await client.until("out/dic/a.pasta", (found) => unresolved(found) === 2);
      await client.until("out/dic/b.pasta", (found) => unresolved(found) === 1);
      client.notify("textDocument/didClose", { textDocument: { uri: client.uri("out/dic/a.pasta") } });
      await client.until("out/dic/a.pasta", (found) => found.length === 0);
      await client.until("out/dic/b.pasta", (found) => found.length === 0);
    }
    client.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: [{ uri: client.uri("out"), name: "out" }], removed: [] },
    });
    await client.until("out/dic/b.pasta", (found) => unresolved(found) === 1);
  });
});
