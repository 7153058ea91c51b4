/** The status bar item: which ghost the active file belongs to, and whether anything in it is wrong. */
import * as vscode from "vscode";
import { type StatusParams, status } from "#server/protocol.ts";
import type { Server } from "./server.ts";

type Ghost = StatusParams["ghosts"][number];

/** Shows the item as soon as the server has told of a ghost. */
export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("pasta.status", vscode.StatusBarAlignment.Left, 10);
  item.name = "Pasta";
  item.command = "workbench.actions.view.problems";
  let ghosts: readonly Ghost[] = [];
  const refresh = () => {
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    const ghost = ghostOf(ghosts, active) ?? ghosts[0];
    if (ghost === undefined) {
      item.hide();
      return;
    }
    const icon = ghost.problems === 0 ? "$(pass)" : "$(warning)";
    item.text = vscode.l10n.t("{0} {1}: {2} problems", icon, ghost.name, ghost.problems);
    item.tooltip = ghosts.map(describe).join("\n");
    item.accessibilityInformation = { label: describe(ghost) };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    server.on<StatusParams>(status, (params) => {
      ghosts = params.ghosts;
      refresh();
    }),
    server.onDidStop(() => {
      ghosts = [];
      refresh();
    }),
    vscode.window.onDidChangeActiveTextEditor(refresh),
  );
}

/** The ghost with the longest root above `uri`: ghosts may lie inside one another. */
function ghostOf(ghosts: readonly Ghost[], uri: string | undefined): Ghost | undefined {
  if (uri === undefined) return undefined;
  return ghosts
    .filter(({ root }) => uri === root || uri.startsWith(root.endsWith("/") ? root : `${root}/`))
    .sort((a, b) => b.root.length - a.root.length)[0];
}

function describe(ghost: Ghost): string {
  return vscode.l10n.t(
    "{0}: {1} files, {2} scenes, {3} problems, candidates {4}",
    ghost.name,
    ghost.files,
    ghost.scenes,
    ghost.problems,
    ghost.strategy === "merged" ? vscode.l10n.t("merged") : vscode.l10n.t("local first"),
  );
}
