/** Small steps of the host tests: files of the workspace, and waiting for the diagnostics that the server reports. */
import * as vscode from "vscode";

/** One problem as the expectation file has it, 1-based. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly code: string;
}

/** A file of the workspace by its path below it. */
export function fileUri(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("The tests need a folder.");
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Opens a file of the workspace in an editor. */
export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(path)));
}

/** What is reported for a ghost now, in the order of the expectation file. */
export function problems(ghost: string): readonly Problem[] {
  const root = `${fileUri(ghost).path}/`;
  const found: Problem[] = [];
  for (const [uri, diagnostics] of vscode.languages.getDiagnostics()) {
    if (!uri.path.startsWith(root)) continue;
    for (const { range, code } of diagnostics) {
      found.push({
        file: uri.path.slice(root.length),
        line: range.start.line + 1,
        column: range.start.character + 1,
        endLine: range.end.line + 1,
        endColumn: range.end.character + 1,
        code: String(typeof code === "object" ? code.value : code),
      });
    }
  }
  return found.sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Resolves as soon as `ready` answers something but null, asked now and after every change of diagnostics. A test that
 * waits for what never comes is ended by mocha.
 */
export function whenDiagnostics<Value>(ready: () => Value | null): Promise<Value> {
  return new Promise((resolve) => {
    const settle = () => {
      const value = ready();
      if (value === null) return;
      listener.dispose();
      resolve(value);
    };
    const listener = vscode.languages.onDidChangeDiagnostics(settle);
    settle();
  });
}
