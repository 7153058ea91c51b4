/** The server as it is shipped: the bundle that a start launches works the same on code that an earlier start kept. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { buildAll } from "#scripts/build.ts";
import { repository } from "#scripts/cache.ts";

/** Says on standard error of every script that is given kept code whether V8 took it. */
const WATCHER = `
const vm = require("node:vm");
const { Script } = vm;
vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    if (options?.cachedData !== undefined) process.stderr.write("taken: " + !this.cachedDataRejected + "\\n");
  }
};
`;

describe("the launched server", () => {
  let place: string;
  let code: string;

  before(async function () {
    this.timeout(60_000);
    place = mkdtempSync(join(tmpdir(), "サーバー の 場所 "));
    code = join(place, "code");
    mkdirSync(code);
    await buildAll({ minify: true, targets: ["server", "server-main"], folder: place });
    for (const file of [
      "node_modules/web-tree-sitter/web-tree-sitter.wasm",
      "grammars/tree-sitter-pasta/tree-sitter-pasta.wasm",
    ]) {
      copyFileSync(join(repository, file), join(place, file.slice(file.lastIndexOf("/") + 1)));
    }
    writeFileSync(join(place, "watcher.cjs"), WATCHER);
  });

  after(() => rmSync(place, { recursive: true, force: true }));

  /** Starts it, opens a document, ends it, and answers the findings and what was said of kept code. */
  async function checkStart(): Promise<[string[], string]> {
    const child: ChildProcess = spawn(
      process.execPath,
      ["-r", join(place, "watcher.cjs"), join(place, "server.cjs"), "--stdio"],
      { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, PASTA_CODE_CACHE: code } },
    );
    const { stdin, stdout, stderr } = child;
    assert.ok(stdin !== null && stdout !== null && stderr !== null);
    let said = "";
    stderr.on("data", (bytes) => {
      said += bytes;
    });
    const ended = once(child, "exit");
    const connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    const published = new Promise<{ readonly diagnostics: readonly { readonly code: string }[] }>((resolve) => {
      connection.onNotification("textDocument/publishDiagnostics", resolve);
    });
    connection.listen();
    await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
    await connection.sendNotification("initialized", {});
    const text = "＊会話\n　さくら：あ\n　＞無い\n";
    await connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: "file:///a.pasta", languageId: "pasta", version: 1, text },
    });
    const { diagnostics } = await published;
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    assert.deepEqual(await ended, [0, null]);
    connection.dispose();
    return [diagnostics.map((found) => found.code), said];
  }

  it("keeps its code, takes it the next time, and does without where it is damaged", async function () {
    this.timeout(60_000);
    const [findings, first] = await checkStart();
    assert.ok(findings.includes("unresolved-scene"));
    assert.equal(first, "");
    assert.deepEqual(await checkStart(), [findings, "taken: true\n"]);
    const [file = "", ...more] = readdirSync(code);
    assert.deepEqual(more, []);
    writeFileSync(join(code, file), "no code");
    assert.deepEqual(await checkStart(), [findings, ""]);
  });
});
