/** In the real editor: the samples' problems, and what typing does to them. */
import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import expected from "#test/support/broken-ghost.expected.json" with { type: "json" };
import { fileUri, open, problems, whenDiagnostics } from "./editor.ts";

/** Resolves when `ghost` has exactly `count` problems of `code`. */
function whenCount(ghost: string, code: string, count: number): Promise<true> {
  return whenDiagnostics(() =>
    problems(ghost).filter((problem) => problem.code === code).length === count ? true : null,
  );
}

describe("diagnostics in VS Code", () => {
  it("names each planted problem of broken-ghost at its place, files that are not open too", async () => {
    await open("hello-ghost/dic/talk.pasta");
    await whenDiagnostics(() => (problems("broken-ghost").length >= expected.length ? true : null));
    assert.deepEqual(problems("broken-ghost"), expected);
  });

  it("finds nothing in hello-ghost", () => {
    assert.deepEqual(problems("hello-ghost"), []);
  });

  it("sees a call become unresolved while its scene's header is being renamed, and undo heal it", async () => {
    const editor = await open("hello-ghost/dic/talk.pasta");
    const line = editor.document.getText().split("\n").indexOf("＊見送り");
    const end = new vscode.Position(line, "＊見送り".length);
    editor.selection = new vscode.Selection(end.translate(0, -2), end);
    await vscode.commands.executeCommand("type", { text: "迎え" });
    assert.equal(editor.document.lineAt(line).text, "＊見迎え");
    await whenCount("hello-ghost", "unresolved-scene", 1);
    const [problem] = problems("hello-ghost").filter(({ code }) => code === "unresolved-scene");
    const caller = await vscode.workspace.openTextDocument(fileUri("hello-ghost/dic/boot.pasta"));
    assert.equal(problem?.file, "dic/boot.pasta");
    assert.match(caller.lineAt((problem?.line ?? 1) - 1).text, /＞見送り/);
    while (editor.document.lineAt(line).text !== "＊見送り") await vscode.commands.executeCommand("undo");
    await whenCount("hello-ghost", "unresolved-scene", 0);
    assert.deepEqual(problems("hello-ghost"), []);
  });

  it("follows changes on disk", async () => {
    const added = fileUri("hello-ghost/dic/新しい.pasta");
    const told = whenCount("hello-ghost", "unresolved-scene", 1);
    // VS Code's watcher starts in its own time, and tells nothing of what was written before.
    for (let isTold = false; !isTold; ) {
      await vscode.workspace.fs.writeFile(added, Buffer.from("＊新顔\n　＞どこにもない場面\n"));
      isTold = await Promise.race([told, new Promise<false>((resolve) => setTimeout(resolve, 3_000, false))]);
    }
    await vscode.workspace.fs.delete(added);
    await whenCount("hello-ghost", "unresolved-scene", 0);
  });
});
