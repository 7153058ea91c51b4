/** In the real editor: what typing does — comments, brackets, line breaks, marks — and the report of a problem. */
import { strict as assert } from "node:assert";
import * as vscode from "vscode";

/** An editor with a dictionary that has never been saved. */
async function untitled(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: "pasta", content });
  return vscode.window.showTextDocument(document);
}

/** Types at the end of the document, key by key, as a person does. */
async function type(editor: vscode.TextEditor, text: string): Promise<string> {
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  for (const character of text) await vscode.commands.executeCommand("type", { text: character });
  return editor.document.getText();
}

describe("typing in VS Code", () => {
  afterEach(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  it("turns lines into comments and back", async () => {
    const editor = await untitled("＊場面\n　さくら：やあ");
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await vscode.commands.executeCommand("editor.action.commentLine");
    // A full-width space is no indentation to VS Code; to Pasta both places are the same.
    assert.equal(editor.document.lineAt(1).text, "＃ 　さくら：やあ");
    await vscode.commands.executeCommand("editor.action.commentLine");
    assert.equal(editor.document.lineAt(1).text, "　さくら：やあ");
  });

  it("closes brackets as they are opened", async () => {
    assert.equal(await type(await untitled("＊場面\n　＄x＝"), "「"), "＊場面\n　＄x＝「」");
  });

  it("indents the line behind a header", async () => {
    assert.equal(await type(await untitled("＊場面"), "\n"), "＊場面\n　");
  });
});

describe("the report of a problem", () => {
  after(() => vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor"));

  it("holds versions, settings and counts, and nothing of the ghost", async () => {
    await vscode.workspace
      .getConfiguration("pasta")
      .update("entryPoints", ["秘密の入口"], vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("pasta.reportProblem");
    const text = vscode.window.activeTextEditor?.document.getText() ?? "";
    await vscode.workspace
      .getConfiguration("pasta")
      .update("entryPoints", undefined, vscode.ConfigurationTarget.Global);
    for (const part of ["Pasta Language Tools: ", `VS Code: ${vscode.version}`, "pasta.entryPoints", "scenes"]) {
      assert.ok(text.includes(part), `${part}\n${text}`);
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "?";
    for (const part of ["秘密の入口", "こむぎ", "hello-ghost", folder])
      assert.ok(!text.includes(part), `${part}\n${text}`);
  });
});
