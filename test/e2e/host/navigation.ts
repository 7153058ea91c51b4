/** In the real editor: from a call to its candidates, and what the editor knows of a file. */
import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { open } from "./editor.ts";

/** The position of `needle` in the document, `into` characters further. */
function find(document: vscode.TextDocument, needle: string, into: number): vscode.Position {
  const offset = document.getText().indexOf(needle);
  assert.notEqual(offset, -1, needle);
  return document.positionAt(offset + into);
}

describe("navigation in VS Code", () => {
  it("goes from one call to its three candidates", async () => {
    const { document } = await open("hello-ghost/dic/talk.pasta");
    const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      find(document, "＞雑談", 2),
    );
    const headers = places.map((place) => {
      const range = "range" in place ? place.range : (place.targetSelectionRange ?? place.targetRange);
      return document.lineAt(range.start.line).text;
    });
    // VS Code lists places as they stand in the file, whatever order the server gives them in.
    assert.deepEqual(headers, ["＊雑談・鍋", "＊雑談・窓辺", "＊雑談・雨"]);
  });

  it("goes to a scene in another file", async () => {
    const { document } = await open("hello-ghost/dic/boot.pasta");
    const [place] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      find(document, "＞見送り", 2),
    );
    assert.ok(place !== undefined);
    assert.match("uri" in place ? place.uri.path : place.targetUri.path, /dic\/talk\.pasta$/);
  });

  it("outlines scenes and the local scenes in them", async () => {
    const { document } = await open("hello-ghost/dic/boot.pasta");
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    const outline = symbols.map(({ name, children }) => [name, children.map((child) => child.name)]);
    assert.deepEqual(outline, [
      ["OnBoot", ["あいさつ・朝", "あいさつ・昼", "あいさつ・夜"]],
      ["OnClose", []],
    ]);
  });

  it("offers to run every scene", async () => {
    const { document } = await open("hello-ghost/dic/boot.pasta");
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      document.uri,
      100,
    );
    const lines = lenses
      .filter(({ command }) => command?.command === "pasta.runScene")
      .map(({ range }) => range.start.line);
    const headers = document
      .getText()
      .split("\n")
      .flatMap((text, line) => (/^(＊|　・)/.test(text) ? [line] : []));
    assert.deepEqual(lines, headers);
  });
});
