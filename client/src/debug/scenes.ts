/** The scenes that a debug configuration can name: to be picked from a list, and completed in `launch.json`. */
import * as vscode from "vscode";
import { type DebugScene, type DebugScenesResult, debugScenes } from "#server/protocol.ts";
import type { Server } from "../server.ts";

/** Asks for a scene; undefined where nobody chooses one. */
export async function pickScene(server: Server): Promise<DebugScene | undefined> {
  const { scenes } = await server.request<DebugScenesResult>(debugScenes, {});
  if (scenes.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no scene yet: open a folder with a ghost."));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    scenes.map((scene) => ({
      label: `＊${scene.name}`,
      description: vscode.workspace.asRelativePath(vscode.Uri.parse(scene.uri)),
      scene,
    })),
    { title: vscode.l10n.t("Debug which scene?"), matchOnDescription: true },
  );
  return picked?.scene;
}

/** A file of the ghost that has a scene of this name, or of one that begins so; null where none has. */
export async function fileWithScene(server: Server, name: string): Promise<string | null> {
  const { scenes } = await server.request<DebugScenesResult>(debugScenes, {});
  const found = scenes.find((scene) => scene.name === name) ?? scenes.find((scene) => scene.name.startsWith(name));
  return found === undefined ? null : vscode.Uri.parse(found.uri).fsPath;
}

/** Completes the value of `scene` in `launch.json`. */
export function completeScenes(server: Server): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    [{ pattern: "**/.vscode/launch.json" }, { pattern: "**/*.code-workspace" }],
    {
      async provideCompletionItems(document, position) {
        const line = document.lineAt(position).text;
        const typed = /"scene"\s*:\s*"([^"]*)$/.exec(line.slice(0, position.character))?.[1];
        if (typed === undefined || !isPasta(document, position)) return [];
        const { scenes } = await server.request<DebugScenesResult>(debugScenes, {});
        const rest = /^[^"]*/.exec(line.slice(position.character))?.[0].length ?? 0;
        const range = new vscode.Range(position.translate(0, -typed.length), position.translate(0, rest));
        return scenes.map(({ name, uri }) => {
          const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Function);
          item.detail = vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
          item.range = range;
          // Before VS Code's own variables, which begin with "$".
          item.sortText = `!${name}`;
          return item;
        });
      },
    },
    '"',
  );
}

/** Whether the configuration around a position is one of ours: its `type` stands in the same braces. */
function isPasta(document: vscode.TextDocument, position: vscode.Position): boolean {
  const text = document.getText();
  const at = document.offsetAt(position);
  const from = text.lastIndexOf("{", at);
  const to = text.indexOf("}", at);
  return /"type"\s*:\s*"pasta"/.test(text.slice(from, to < 0 ? undefined : to));
}
