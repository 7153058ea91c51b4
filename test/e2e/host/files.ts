/** In the real editor: files that get another name keep their meaning. */
import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { fileUri, problems, whenDiagnostics } from "./editor.ts";

/** Resolves when the text of a document is as it should be, now or after a change. */
function whenText(document: vscode.TextDocument, holds: (text: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds(document.getText())) return;
      listener.dispose();
      resolve();
    };
    const listener = vscode.workspace.onDidChangeTextDocument(look);
    look();
  });
}

describe("renaming files in VS Code", () => {
  const script = fileUri("hello-ghost/scripts/時計.lua");
  const moved = fileUri("hello-ghost/scripts/道具/時計.lua");
  const dictionary = fileUri("hello-ghost/dic/時報.pasta");

  after(async () => {
    // An opened document stays open for minutes after its editor has closed, so it is emptied first.
    const { document } = await vscode.window.showTextDocument(dictionary);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(dictionary, new vscode.Range(0, 0, document.lineCount, 0), "");
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    for (const uri of [dictionary, vscode.Uri.joinPath(moved, "..")])
      await vscode.workspace.fs.delete(uri, { recursive: true });
    await whenDiagnostics(() => (problems("hello-ghost").length === 0 ? true : null));
  });

  it("changes what requires a script that moves", async () => {
    await vscode.workspace.fs.writeFile(script, Buffer.from("return {}\n"));
    const text = '＊OnHour\n```lua\nlocal clock = require("時計")\n```\n　＞まだない時報\n';
    await vscode.workspace.fs.writeFile(dictionary, Buffer.from(text));
    // That the call is reported shows that the server has read both files.
    await whenDiagnostics(() =>
      problems("hello-ghost").some(({ code }) => code === "unresolved-scene") ? true : null,
    );
    const { document } = await vscode.window.showTextDocument(dictionary);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(script, moved);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await whenText(document, (now) => now.includes('require("道具.時計")'));
  });
});

describe("files that come and go in VS Code", () => {
  const created = fileUri("hello-ghost/dic/新しい.pasta");
  // Never opened: an opened document stays open for minutes after its editor has closed, its file deleted or not.
  const caller = fileUri("hello-ghost/dic/別.pasta");
  const folder = fileUri("hello-ghost/dic/仮");
  const codes = () => problems("hello-ghost").map(({ file, line, code }) => `${file}:${line} ${code}`);

  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const uri of [created, caller, folder])
      await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
    await whenDiagnostics(() => (codes().length === 0 ? true : null));
  });

  it("belong to their ghost from the moment they are opened", async () => {
    await vscode.workspace.fs.writeFile(created, Buffer.from("＊OnHour\n　＞見送り\n　＞まだない話\n"));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(created));
    const found = await whenDiagnostics(() => (codes().length > 0 ? codes() : null));
    assert.deepEqual(found, ["dic/新しい.pasta:3 unresolved-scene"]);
    const { document } = await vscode.window.showTextDocument(created);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(created, document.lineAt(2).range, "　＞見送り");
    await vscode.workspace.applyEdit(edit);
    await whenDiagnostics(() => (codes().length === 0 ? true : null));
    await document.save();
  });

  it("are forgotten with the folder that they lie in", async () => {
    const inside = vscode.Uri.joinPath(folder, "話.pasta");
    await vscode.workspace.fs.writeFile(inside, Buffer.from("＊仮の話\n　こむぎ：……\n"));
    await vscode.workspace.fs.writeFile(caller, Buffer.from("＊OnHour\n　＞仮の話\n　＞まだない話\n"));
    await whenDiagnostics(() => (codes().join() === "dic/別.pasta:3 unresolved-scene" ? true : null));
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await whenDiagnostics(() => (codes().length === 2 ? true : null));
  });
});
