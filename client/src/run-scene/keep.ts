/** What makes runs last: edits play them again, a new window shows them again, the editor follows them line by line. */
import * as vscode from "vscode";
import type { GhostPlace } from "./place.ts";
import type { KeptRun, Run } from "./run.ts";
import type { Runs, SpokenLine } from "./runs.ts";

/** Milliseconds of rest after a keystroke before the run is played on the new text. */
const rest = 40;

/** The longest run that is kept for the next window, in characters of JSON. */
const mostKept = 1_000_000;

/** Where runs are kept with the workspace. */
const key = "pasta.runs";

interface Kept {
  readonly current: string;
  readonly runs: readonly KeptRun[];
  /** Ghosts whose page is open though nothing has been played. */
  readonly places: readonly GhostPlace[];
}

/** After an edit of a ghost's dictionary or script, plays its run again where it has come to rest. */
export function replayAfterEdits(runs: Runs): vscode.Disposable {
  const waiting = new Map<Run, NodeJS.Timeout>();
  const changes = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0) return;
    const run = runs.holding(document.uri);
    if (run === null) return;
    followTarget(run, document, contentChanges);
    const plays = document.languageId === "pasta" || document.languageId === "lua";
    if (!plays && !document.uri.path.endsWith("/pasta.toml")) return;
    clearTimeout(waiting.get(run));
    const again = () => {
      waiting.delete(run);
      if (run.state === "choice" || run.state === "continue" || run.state === "ended") void run.replay();
    };
    waiting.set(run, setTimeout(again, rest));
  });
  return vscode.Disposable.from(changes, {
    dispose: () => {
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  });
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

/** Keeps the runs with the workspace, and shows those that were kept. */
export function keepRuns(runs: Runs, memory: vscode.Memento): vscode.Disposable {
  const kept = memory.get<Kept>(key);
  for (const run of kept?.runs ?? []) runs.restore(run);
  for (const place of kept?.places ?? []) runs.add(place);
  const front = kept === undefined ? null : runs.of(kept.current);
  if (front !== null) runs.show(front);
  const keep = () => {
    const all = runs.all.flatMap(({ kept: run }) => (run === null ? [] : [run]));
    const fit = all.filter((run) => JSON.stringify(run).length <= mostKept);
    const places = runs.all.filter(({ kept: run }) => run === null).map(({ place }) => place);
    void memory.update(key, { current: runs.current?.place.root ?? "", runs: fit, places } satisfies Kept);
  };
  return vscode.Disposable.from(
    runs.onState((run) => {
      if (run.state !== "playing") keep();
    }),
    runs.onChange(keep),
  );
}

/** While asked to, shows each line that is spoken in the editor, without taking the focus. */
export function followRuns(runs: Runs): vscode.Disposable {
  const mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.stackFrameHighlightBackground"),
  });
  let marked: vscode.TextEditor | undefined;
  const show = async ({ run, at }: SpokenLine) => {
    if (at === null || !run.follow) {
      marked?.setDecorations(mark, []);
      return;
    }
    const uri = vscode.Uri.parse(at.uri);
    const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    const editor = open ?? (await vscode.window.showTextDocument(uri, { preserveFocus: true, preview: true }));
    if (marked !== editor) marked?.setDecorations(mark, []);
    marked = editor;
    const range = new vscode.Range(at.line, 0, at.line, 0);
    editor.setDecorations(mark, [range]);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  };
  return vscode.Disposable.from(
    mark,
    runs.onSpoken((spoken) => void show(spoken)),
  );
}
