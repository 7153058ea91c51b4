/** "Take me there": the shortest way of calls and choices from an entry point to the caret, to read and to play. */
import * as vscode from "vscode";
import { type RouteParams, type RouteResult, type RouteStep, route } from "#server/protocol.ts";
import type { RunTarget } from "./run-scene/take.ts";
import type { Server } from "./server.ts";

interface Row extends vscode.QuickPickItem {
  /** Where the row leads; none in the row that plays. */
  readonly place: { readonly uri: string; readonly line: number } | null;
}

/** Asks for the way to the caret and shows it; `play` is called when the writer wants to see it played. */
export async function takeMeThere(
  server: Server,
  play: (target: RunTarget, way: readonly RouteStep[], goal: { uri: string; line: number }) => Promise<void>,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.languageId !== "pasta") {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a Pasta file and put the caret in a scene."));
    return;
  }
  const { line, character } = editor.selection.active;
  const uri = editor.document.uri.toString();
  const found = await server.request<RouteResult>(route, {
    textDocument: { uri },
    position: { line, character },
  } satisfies RouteParams);
  if ("problem" in found) {
    void vscode.window.showInformationMessage(found.problem);
    return;
  }
  const chosen = await pick(rowsOf(found), vscode.l10n.t("The way from {0} to here", found.startName));
  if (chosen === null) return;
  if (chosen.place === null) await play(found.start, found.steps, { uri, line });
  else await reveal(chosen.place, false);
}

function rowsOf({ start, startName, steps }: Extract<RouteResult, { steps: unknown }>): readonly Row[] {
  return [
    { label: vscode.l10n.t("▶ Play along this way"), place: null },
    { label: `＊${startName}`, detail: detailOf(start), place: start },
    ...steps.map((step) => ({
      label: `${step.kind === "call" ? "＞" : "＠？"}${step.key} → ${step.name}`,
      description: vscode.l10n.t("1 of {0}", step.candidates),
      detail: detailOf(step),
      place: step,
    })),
  ];
}

function detailOf({ uri, line }: { readonly uri: string; readonly line: number }): string {
  return `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri), false)}:${line + 1}`;
}

/** A list in which every row that has the focus shows its line in the editor. */
function pick(rows: readonly Row[], title: string): Promise<Row | null> {
  return new Promise((resolve) => {
    const list = vscode.window.createQuickPick<Row>();
    list.title = title;
    list.items = rows;
    list.onDidChangeActive(([row]) => {
      if (row?.place) void reveal(row.place, true);
    });
    list.onDidAccept(() => {
      resolve(list.activeItems[0] ?? null);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(null);
      list.dispose();
    });
    list.show();
  });
}

async function reveal({ uri, line }: { uri: string; line: number }, keepFocus: boolean): Promise<void> {
  const at = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    selection: at,
    preserveFocus: keepFocus,
    preview: true,
  });
}
