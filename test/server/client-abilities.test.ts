/** Answers come in forms that the client said it reads. */
import assert from "node:assert/strict";
import type { CodeLens, CompletionItem, CompletionList } from "vscode-languageserver/node";
import { startClient, type TestClient } from "./client.ts";

const TOML = '[actor."さくら"]\nspot = 0\n';

describe("server: what clients read", () => {
  let client: TestClient;
  afterEach(() => client.close());

  it("answers a client that reads few forms in those that every client reads", async () => {
    const files = { "pasta.toml": TOML, "dic/a.pasta": "＊OnBoot\n　＞続き\n　・続き\n　　さくら：やあ\n" };
    const asked = async (capabilities: Readonly<Record<string, object>>) => {
      client = await startClient(files, { capabilities });
      client.open("dic/a.pasta", files["dic/a.pasta"]);
      const textDocument = { uri: client.uri("dic/a.pasta") };
      const position = { line: 1, character: 3 };
      const [edit, outline] = await Promise.all([
        client.request<object>("textDocument/rename", { textDocument, position, newName: "次" }),
        client.request<object[]>("textDocument/documentSymbol", { textDocument }),
      ]);
      return { edit, outline, uri: textDocument.uri };
    };
    const plain = await asked({ textDocument: { documentSymbol: {} } });
    const at = (line: number) => ({ start: { line, character: 2 }, end: { line, character: 4 } });
    assert.deepEqual(plain.edit, {
      changes: { [plain.uri]: [1, 2].map((line) => ({ range: at(line), newText: "次" })) },
    });
    assert.deepEqual(
      plain.outline.map((symbol) => ("location" in symbol && "name" in symbol ? symbol.name : null)),
      ["OnBoot", "続き"],
    );
    client.close();
    const able = await asked({
      workspace: { workspaceEdit: { documentChanges: true } },
      textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
    });
    assert.deepEqual(Object.keys(able.edit), ["documentChanges"]);
    assert.deepEqual(
      able.outline.map((symbol) => ("children" in symbol && "name" in symbol ? symbol.name : null)),
      ["OnBoot"],
    );
  });

  it("shows plain text to a client that shows no Markdown", async () => {
    const files = { "pasta.toml": TOML, "dic/a.pasta": "＠皿：青い皿\n＊OnBoot\n　さくら：＠皿\n" };
    const shown = async (formats: readonly string[] | undefined) => {
      const textDocument =
        formats === undefined
          ? {}
          : { hover: { contentFormat: formats }, completion: { completionItem: { documentationFormat: formats } } };
      client = await startClient(files, { capabilities: { textDocument } });
      const about = { textDocument: { uri: client.uri("dic/a.pasta") }, position: { line: 2, character: 7 } };
      client.open("dic/a.pasta", files["dic/a.pasta"]);
      const { contents } = await client.request<{ contents: object }>("textDocument/hover", about);
      const { items } = await client.request<CompletionList>("textDocument/completion", about);
      const item = await client.request<CompletionItem>(
        "completionItem/resolve",
        items.find(({ label }) => label === "皿"),
      );
      client.close();
      return [contents, item.documentation];
    };
    for (const formats of [undefined, ["plaintext", "markdown"]]) {
      assert.deepEqual(await shown(formats), [
        { kind: "markdown", value: "**候補 1 件**\n\n- 100% `青い皿` — 皿 (単語)" },
        { kind: "markdown", value: "`青い皿`" },
      ]);
    }
    assert.deepEqual(await shown(["plaintext"]), [
      { kind: "plaintext", value: "候補 1 件\n\n- 100% 青い皿 — 皿 (単語)" },
      { kind: "plaintext", value: "青い皿" },
    ]);
  });

  it("gives lenses only the commands that the client carries out", async () => {
    const files = { "pasta.toml": TOML, "dic/a.pasta": "＊OnBoot\n　さくら：やあ\n　＞OnBoot\n" };
    const shown = async (options: object) => {
      client = await startClient(files, { options });
      const textDocument = { uri: client.uri("dic/a.pasta") };
      client.open("dic/a.pasta", files["dic/a.pasta"]);
      const lenses = await client.request<CodeLens[]>("textDocument/codeLens", { textDocument });
      const resolved = await Promise.all(
        lenses.map((lens) => (lens.command ? lens : client.request<CodeLens>("codeLens/resolve", lens))),
      );
      client.close();
      return resolved.map(({ command }) => `${command?.title}:${command?.command}`);
    };
    assert.deepEqual(await shown({}), [
      "▶ シーンを再生:pasta.runScene",
      "デバッグ:pasta.debugScene",
      "1 か所から呼ばれます:pasta.showReferences",
    ]);
    assert.deepEqual(await shown({ commands: [] }), ["1 か所から呼ばれます:"]);
    assert.deepEqual(await shown({ commands: ["pasta.runScene", "pasta.showReferences"] }), [
      "▶ シーンを再生:pasta.runScene",
      "1 か所から呼ばれます:pasta.showReferences",
    ]);
  });
});
