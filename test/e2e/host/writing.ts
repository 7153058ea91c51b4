/** In the real editor: what helps while writing — completion, quick fixes, renaming, who calls whom. */
import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import { open, problems, whenDiagnostics } from "./editor.ts";

/** The position behind `text` in the document. */
function behind(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, text);
  return document.positionAt(offset + text.length);
}

/** Undoes until the document is as it was saved. */
async function undoAll(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  while (document.isDirty) await vscode.commands.executeCommand("undo");
}

describe("writing in VS Code", () => {
  it("completes a call with the scenes that its prefix can draw", async () => {
    const { document } = await open("hello-ghost/dic/talk.pasta");
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      behind(document, "＞雑"),
    );
    const labels = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    for (const scene of ["雑談・鍋", "雑談・窓辺", "雑談・雨"]) assert.ok(labels.includes(scene), labels.join(" "));
  });

  it("creates the scene that a call misses", async () => {
    const { document } = await open("broken-ghost/dic/calls.pasta");
    const at = behind(document, "＞お茶の");
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(at, at),
      vscode.CodeActionKind.QuickFix.value,
    );
    const fixes = actions.filter(({ edit }) => edit !== undefined);
    assert.ok(
      fixes.some(({ title }) => title.includes("お茶の時間")),
      fixes.map(({ title }) => title).join(" / "),
    );
    const unresolved = () => problems("broken-ghost").filter(({ code }) => code === "unresolved-scene").length;
    const create = fixes.find(({ title }) => title.includes("お茶の支度"));
    assert.ok(create?.edit !== undefined, fixes.map(({ title }) => title).join(" / "));
    await vscode.workspace.applyEdit(create.edit);
    await whenDiagnostics(() => (unresolved() === 0 ? true : null));
    for (const changed of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) await undoAll(changed);
    await whenDiagnostics(() => (unresolved() === 1 ? true : null));
  });

  it("renames a scene with every call of it, in other files too", async () => {
    const { document } = await open("hello-ghost/dic/talk.pasta");
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      behind(document, "＊見送"),
      "お見送り",
    );
    const changed = edit
      .entries()
      .map(([uri, edits]) => [uri.path.split("/").at(-1), edits.map(({ newText }) => newText)]);
    assert.deepEqual(
      changed.sort(([a], [b]) => String(a).localeCompare(String(b))),
      [
        ["boot.pasta", ["お見送り"]],
        ["talk.pasta", ["お見送り"]],
      ],
    );
  });

  it("knows who calls a scene, and whom it calls", async () => {
    const { document } = await open("hello-ghost/dic/kitchen.pasta");
    const [item] = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
      "vscode.prepareCallHierarchy",
      document.uri,
      behind(document, "＊でき"),
    );
    assert.ok(item !== undefined);
    const callers = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      "vscode.provideIncomingCalls",
      item,
    );
    assert.deepEqual(callers.map(({ from }) => from.name).sort(), ["うどん", "パスタ"]);
  });

  it("leaves a well-written file alone when it formats", async () => {
    const { document } = await open("hello-ghost/dic/boot.pasta");
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
      "vscode.executeFormatDocumentProvider",
      document.uri,
      { insertSpaces: true, tabSize: 2 },
    );
    assert.deepEqual(edits ?? [], []);
  });
});
