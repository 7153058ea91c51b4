/** What makes a server a good citizen: it tells how far it is, stops when it is asked to, and follows its client's world. */
import assert from "node:assert/strict";
import { CancellationTokenSource, type Location, type PublishDiagnosticsParams } from "vscode-languageserver/node";
import { startClient, type TestClient } from "./client.ts";

const TOML = '[actor."さくら"]\nspot = 0\n';
const codes = (found: readonly { readonly code?: unknown }[]) => found.map(({ code }) => code);

/** Dictionaries of some size: reading them takes longer than one turn of the event loop. */
function manyFiles(count: number): Record<string, string> {
  const scenes = Array.from({ length: 40 }, (_, i) => `＊場面${i}\n　さくら：やあ、元気？\n　＞場面${i + 1}\n`).join(
    "\n",
  );
  const files = Array.from({ length: count }, (_, i) => [`dic/${String(i).padStart(4, "0")}.pasta`, scenes] as const);
  return Object.fromEntries([["pasta.toml", TOML], ...files]);
}

interface Progress {
  readonly token: unknown;
  readonly value: {
    readonly kind: string;
    readonly percentage?: number;
    readonly title?: string;
    readonly cancellable?: boolean;
  };
}

describe("server: manners", () => {
  let client: TestClient;
  afterEach(() => client.close());

  it("tells how far the first reading is", async () => {
    client = await startClient(manyFiles(60), { capabilities: { window: { workDoneProgress: true } } });
    await client.next<Progress>("$/progress", ({ value }) => value.kind === "end");
    const values = client.told.flatMap(({ method, params }) =>
      method === "$/progress" ? [(params as Progress).value] : [],
    );
    assert.equal(values[0]?.kind, "begin");
    assert.equal(values[0]?.title, "ゴーストを読み込んでいます");
    assert.equal(values[0]?.cancellable, true);
    const shown = values.flatMap(({ percentage }) => percentage ?? []);
    assert.ok(shown.length > 10 && shown.at(-1) === 100, shown.join(" "));
    assert.deepEqual(
      shown,
      [...shown].sort((a, b) => a - b),
    );
  });

  it("stops reading when it is told to, and reads on when a file is opened", async () => {
    const files = { ...manyFiles(150), "dic/a.pasta": "＊OnBoot\n　＞どこにもない\n" };
    client = await startClient(files, { capabilities: { window: { workDoneProgress: true } } });
    const { token } = await client.next<Progress>("$/progress", ({ value }) => value.kind === "report");
    client.notify("window/workDoneProgress/cancel", { token });
    await client.next<Progress>("$/progress", ({ value }) => value.kind === "end");
    const last = client.told.flatMap(({ method, params }) =>
      method === "$/progress" ? [(params as Progress).value.percentage ?? 0] : [],
    );
    assert.ok(Math.max(...last) < 100, "it did not stop");
    // Half a ghost tells nothing of names.
    assert.equal(
      client.told.some(({ method }) => method === "textDocument/publishDiagnostics"),
      false,
    );
    client.open("dic/a.pasta", files["dic/a.pasta"]);
    await client.until("dic/a.pasta", (found) => codes(found).includes("unresolved-scene"));
  });

  it("does not flash findings that the rest of the ghost takes back", async () => {
    const text = "＊OnBoot\n　さくら：やあ\n　＞最後の場面\n";
    client = await startClient({ ...manyFiles(80), "dic/0.pasta": text, "dic/zzz.pasta": "＊最後の場面\n　＞場面0\n" });
    client.open("dic/0.pasta", text);
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    const shown = client.told
      .filter(({ method }) => method === "textDocument/publishDiagnostics")
      .map(({ params }) => params as PublishDiagnosticsParams)
      .filter(({ uri }) => uri === client.uri("dic/0.pasta"));
    assert.deepEqual(
      shown.flatMap(({ diagnostics }) => codes(diagnostics)),
      [],
    );
  });

  it("answers a cancelled request with -32800, while it waits and while it tells in parts", async () => {
    const files = { ...manyFiles(40), "dic/a.pasta": "＊OnBoot\n　＞場面1\n" };
    client = await startClient(files);
    client.open("dic/a.pasta", files["dic/a.pasta"]);
    const at = { textDocument: { uri: client.uri("dic/a.pasta") }, position: { line: 1, character: 3 } };
    const waiting = new CancellationTokenSource();
    const hover = client.request("textDocument/hover", at, waiting.token);
    waiting.cancel();
    await assert.rejects(hover, (error: { code: number }) => error.code === -32800);
    const telling = new CancellationTokenSource();
    const found = client.request(
      "textDocument/references",
      { ...at, context: { includeDeclaration: true }, partialResultToken: "p" },
      telling.token,
    );
    await client.next<{ token: unknown }>("$/progress", ({ token }) => token === "p");
    telling.cancel();
    await assert.rejects(found, (error: { code: number }) => error.code === -32800);
  });

  it("tells references and symbols in parts to a client that takes parts, the same as at once", async () => {
    const files = { ...manyFiles(20), "dic/a.pasta": "＊OnBoot\n　＞場面1\n" };
    client = await startClient(files);
    client.open("dic/a.pasta", files["dic/a.pasta"]);
    const params = {
      textDocument: { uri: client.uri("dic/a.pasta") },
      position: { line: 1, character: 3 },
      context: { includeDeclaration: true },
    };
    const whole = await client.request<Location[]>("textDocument/references", params);
    assert.ok(whole.length > 100, String(whole.length));
    const rest = await client.request<Location[]>("textDocument/references", { ...params, partialResultToken: "refs" });
    const partsOf = (wanted: string) =>
      client.told.flatMap(({ method, params: told }) => {
        const { token, value } = told as { token: unknown; value: unknown[] };
        return method === "$/progress" && token === wanted ? [value] : [];
      });
    assert.deepEqual(rest, []);
    assert.ok(partsOf("refs").length > 2);
    assert.deepEqual(partsOf("refs").flat(), whole);
    const symbols = await client.request<unknown[]>("workspace/symbol", { query: "場面" });
    assert.deepEqual(await client.request("workspace/symbol", { query: "場面", partialResultToken: "symbols" }), []);
    assert.deepEqual(partsOf("symbols").flat(), symbols);
  });

  it("keeps the folders of a workspace apart, their settings too, and follows their coming and going", async () => {
    const ghost = "＊OnBoot\n　さくら：やあ\n　＞続き\n";
    const settings = (uri: string | undefined) =>
      uri?.includes("/two/") ? { diagnostics: { severity: { "unresolved-scene": "warning" } } } : {};
    client = await startClient(
      {
        "one/pasta.toml": TOML,
        "one/dic/a.pasta": ghost,
        "two/pasta.toml": TOML,
        "two/dic/a.pasta": ghost,
        "three/pasta.toml": TOML,
        "three/dic/a.pasta": ghost,
        "three/dic/b.pasta": "＊続き\n　さくら：うん\n",
      },
      { settings, folders: ["one", "two"] },
    );
    const severities = async (path: string) => {
      return (await client.until(path, (found) => found.length > 0)).map(({ severity }) => severity);
    };
    assert.deepEqual(await severities("one/dic/a.pasta"), [1]);
    assert.deepEqual(await severities("two/dic/a.pasta"), [2]);
    const folder = (name: string) => ({ uri: client.uri(name), name });
    client.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: [folder("three")], removed: [folder("one")] },
    });
    await client.until("one/dic/a.pasta", (found) => found.length === 0);
    await client.next("pasta/status", ({ ghosts }: { ghosts: { root: string }[] }) => {
      return ghosts.length === 2 && ghosts.every(({ root }) => !root.endsWith("one"));
    });
    assert.equal(client.published("three/dic/a.pasta"), undefined);
  });

  it("lets the nearest ghost speak for a file that two of them read", async () => {
    const inner = "dic/inner/dic/b.pasta";
    client = await startClient({
      "pasta.toml": TOML,
      "dic/a.pasta": "＊OnBoot\n　＞共通\n",
      "dic/inner/pasta.toml": TOML,
      [inner]: "＊共通\n　さくら：うん\n",
    });
    const codes = (found: readonly { readonly code?: unknown }[]) => found.map(({ code }) => code).join();
    // Nothing in the inner ghost calls it; the outer one does.
    await client.until(inner, (found) => codes(found) === "unused-scene");
    client.open("dic/a.pasta", "＊OnBoot\n　＞共通\n");
    for (const [version, text] of [
      [2, "＊OnBoot\n　さくら：やあ\n"],
      [3, "＊OnBoot\n　＞共通\n"],
    ] as const) {
      const status = client.next("pasta/status");
      client.change("dic/a.pasta", version, [{ text }]);
      await status;
    }
    assert.equal(codes(client.published(inner) ?? []), "unused-scene");
    const told = client.told.filter(({ method, params }) => {
      return method === "textDocument/publishDiagnostics" && (params as { uri: string }).uri === client.uri(inner);
    });
    assert.equal(told.length, 1);
    const symbols = await client.request<unknown[]>("workspace/symbol", { query: "共通" });
    assert.equal(symbols.length, 1);
  });

  it("takes settings over as they change, and has what is shown asked for anew", async () => {
    const refresh = { refreshSupport: true };
    client = await startClient(
      {
        "pasta.toml": TOML,
        "dic/a.pasta": "＊OnBoot\n　さくら：やあ\n　＞続き\n　＞挨拶\n＊挨拶\n　さくら：x\n＊孤島\n　さくら：x\n",
      },
      { settings: {}, capabilities: { workspace: { codeLens: refresh, inlayHint: refresh, semanticTokens: refresh } } },
    );
    const before = await client.until("dic/a.pasta", (found) => found.length === 2);
    assert.deepEqual(codes(before), ["unresolved-scene", "unused-scene"]);
    const change = (value: unknown) => {
      client.settings(value);
      client.notify("workspace/didChangeConfiguration", { settings: null });
    };
    const asked = client.next("workspace/inlayHint/refresh");
    change({
      diagnostics: { severity: { "unresolved-scene": "off" } },
      entryPoints: ["孤島"],
      inlayHints: { candidates: "all" },
    });
    await client.until("dic/a.pasta", (found) => found.length === 0);
    await asked;
    const methods = client.told.map(({ method }) => method);
    assert.ok(methods.includes("workspace/codeLens/refresh") && methods.includes("workspace/semanticTokens/refresh"));
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await client.request<unknown[]>("textDocument/inlayHint", {
      textDocument: { uri: client.uri("dic/a.pasta") },
      range,
    });
    assert.equal(hints.length, 2);
    change({});
    await client.until("dic/a.pasta", (found) => found.length === 2);
  });

  it("takes the settings that a client pushes", async () => {
    client = await startClient({ "pasta.toml": TOML, "dic/a.pasta": "＊OnBoot\n　＞続き\n" });
    await client.until("dic/a.pasta", (found) => found.length === 1);
    const settings = { pasta: { diagnostics: { severity: { "unresolved-scene": "off" } } } };
    client.notify("workspace/didChangeConfiguration", { settings });
    await client.until("dic/a.pasta", (found) => found.length === 0);
  });

  it("does not wait for a client that keeps its settings to itself, and takes them when they come", async () => {
    let tell = (_: unknown) => {};
    const answer = new Promise((resolve) => {
      tell = resolve;
    });
    const call = "＊a\n　＞どこにもない\n";
    const client = await startClient(
      { "pasta.toml": "", "dic/a.pasta": call },
      { settings: () => answer, patience: 1 },
    );
    await client.until("dic/a.pasta", (found) => found.some(({ code }) => code === "unresolved-scene"));
    tell({ diagnostics: { severity: { "unresolved-scene": "off" } } });
    await client.until("dic/a.pasta", (found) => found.every(({ code }) => code !== "unresolved-scene"));
    client.close();
  });

  it("has lenses asked for anew when a name comes or goes elsewhere", async () => {
    client = await startClient(
      { "pasta.toml": TOML, "dic/a.pasta": "＊OnBoot\n　＞続き\n", "dic/b.pasta": "＊続き\n　＞OnBoot\n" },
      { capabilities: { workspace: { codeLens: { refreshSupport: true } } } },
    );
    await client.next("pasta/status", ({ ghosts }: { ghosts: unknown[] }) => ghosts.length === 1);
    client.open("dic/b.pasta", "＊続き\n　＞OnBoot\n");
    const asked = client.next("workspace/codeLens/refresh");
    const range = { start: { line: 0, character: 3 }, end: { line: 0, character: 3 } };
    client.change("dic/b.pasta", 2, [{ range, text: "物" }]);
    await asked;
  });

  it("asks for what it must know of the disk, and reads it", async () => {
    client = await startClient(
      { "pasta.toml": TOML, "dic/a.pasta": "＊OnBoot\n　＞続き\n　さくら：＠時報（）\n" },
      { capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } } },
    );
    await client.until("dic/a.pasta", (found) => found.length === 2);
    const registered = client.told.find(({ method }) => method === "client/registerCapability");
    const text = JSON.stringify(registered?.params);
    for (const pattern of ["**/*.{pasta,lua}", "**/pasta.toml", "**/.cache_version"])
      assert.ok(text.includes(pattern), text);
    assert.ok(text.includes('{"globPattern":"**/*","kind":4}'), "folders that are deleted");
    const tell = (path: string, type: number) =>
      client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: client.uri(path), type }] });
    client.write("scripts/main.lua", "function GLOBAL.時報(act) end\n");
    tell("scripts/main.lua", 1);
    await client.until("dic/a.pasta", (found) => found.length === 1);
    client.write("old/b.pasta", "＊続き\n　さくら：うん\n");
    tell("old/b.pasta", 1);
    client.write("pasta.toml", `${TOML}[loader]\npasta_patterns = ["dic/*.pasta", "old/*.pasta"]\n`);
    tell("pasta.toml", 2);
    await client.until("dic/a.pasta", (found) => found.length === 0);
  });

  it("reads pasta.toml as it is written, saved or not", async () => {
    client = await startClient({ "pasta.toml": TOML, "dic/a.pasta": "＊OnBoot\n　まゆら：やあ\n" });
    await client.until("dic/a.pasta", (found) => codes(found).includes("unknown-actor"));
    client.notify("textDocument/didOpen", {
      textDocument: { uri: client.uri("pasta.toml"), languageId: "toml", version: 1, text: TOML },
    });
    client.change("pasta.toml", 2, [{ text: `${TOML}[actor."まゆら"]\nspot = "1"\n` }]);
    await client.until("dic/a.pasta", (found) => found.length === 0);
    const wrong = await client.until("pasta.toml", (found) => found.length === 1);
    assert.deepEqual(wrong[0]?.range.start, { line: 3, character: 0 });
    client.change("pasta.toml", 3, [{ text: `${TOML}[actor."まゆら"]\nspot = 1\n` }]);
    await client.until("pasta.toml", (found) => found.length === 0);
  });

  it("goes by what pasta.toml last said while it cannot be read", async () => {
    const config = `[loader]\npasta_patterns = ["talk/*.pasta"]\n${TOML}`;
    client = await startClient({
      "pasta.toml": config,
      "talk/a.pasta": "＊OnBoot\n　さくら：やあ\n　＞続き\n",
      "talk/b.pasta": "＊続き\n　さくら：うん\n　＞無い\n",
    });
    await client.until("talk/b.pasta", (found) => codes(found).join() === "unresolved-scene");
    client.notify("textDocument/didOpen", {
      textDocument: { uri: client.uri("pasta.toml"), languageId: "toml", version: 1, text: config },
    });
    const status = client.next("pasta/status");
    client.change("pasta.toml", 2, [{ text: `${config}[actor."う` }]);
    await client.until("pasta.toml", (found) => codes(found).join() === "config-error");
    await status;
    assert.equal(client.published("talk/a.pasta"), undefined, "nothing was found there, and still is not");
    assert.deepEqual(codes(client.published("talk/b.pasta") ?? []), ["unresolved-scene"]);
    client.change("pasta.toml", 3, [{ text: `${config}[actor."うにゅう"]\nspot = 1\n` }]);
    await client.until("pasta.toml", (found) => found.length === 0);
  });
});
