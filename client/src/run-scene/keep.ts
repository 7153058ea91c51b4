/** What makes a run last: edits play it again, a new window shows it again, the editor follows it line by line. */
import * as vscode from "vscode";
import type { WireEvent } from "#server/protocol.ts";
import type { KeptRun, Run } from "./run.ts";

/** Milliseconds of rest after a keystroke before the run is played on the new text. */
const rest = 40;

/** The longest run that is kept for the next window, in characters of JSON. */
const mostKept = 1_000_000;

/** After an edit of a dictionary or a script, plays the run again where it has come to rest. */
export function replayAfterEdits(run: Run): vscode.Disposable {
  let waiting: NodeJS.Timeout | undefined;
  const changes = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0) return;
    followTarget(run, document, contentChanges);
    if (document.languageId !== "pasta" && document.languageId !== "lua") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (run.state === "choice" || run.state === "continue" || run.state === "ended") void run.replay();
    }, rest);
  });
  return vscode.Disposable.from(changes, { dispose: () => clearTimeout(waiting) });
}

/** The line where the run begins moves with what is inserted and removed above it. */
function followTarget(
  run: Run,
  document: vscode.TextDocument,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): void {
  const { target } = run;
  if (target === null || !("line" in target) || document.uri.toString() !== target.uri) return;
  let { line } = target;
  for (const { range, text } of changes) {
    const above = range.end.line < line || (range.end.line === line && range.end.character === 0);
    if (above) line += text.split("\n").length - 1 - (range.end.line - range.start.line);
  }
  run.moveTarget(line);
}

/** Keeps the run with the workspace, and shows the one that was kept. */
export function keepRun(run: Run, memory: vscode.Memento): vscode.Disposable {
  const kept = memory.get<KeptRun>("pasta.run");
  if (kept !== undefined) run.restore(kept);
  return run.onSettled(() => {
    const now = run.kept;
    if (now !== null && JSON.stringify(now).length <= mostKept) void memory.update("pasta.run", now);
  });
}

/** While asked to, shows each line that plays in the editor, without taking the focus. */
export function followRun(run: Run): vscode.Disposable {
  const mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
  });
  let marked: vscode.TextEditor | undefined;
  const show = async (event: WireEvent) => {
    if (event.kind === "end") marked?.setDecorations(mark, []);
    if (!run.follow || event.kind !== "talk" || event.source === null) return;
    const uri = vscode.Uri.parse(event.source.uri);
    const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    const editor = open ?? (await vscode.window.showTextDocument(uri, { preserveFocus: true, preview: true }));
    if (marked !== editor) marked?.setDecorations(mark, []);
    marked = editor;
    const range = new vscode.Range(event.source.line, 0, event.source.line, 0);
    editor.setDecorations(mark, [range]);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  };
  return vscode.Disposable.from(
    mark,
    run.onPlayed((event) => void show(event)),
  );
}
