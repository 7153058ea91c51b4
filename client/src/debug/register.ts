/** Everything that debugging adds to the editor: the adapter, configurations, commands, hovers. */
import * as vscode from "vscode";
import type { Server } from "../server.ts";
import { adapterFactory } from "./adapter.ts";
import { configurationProvider, debugPlace } from "./configurations.ts";
import { expressions } from "./expressions.ts";
import { completeScenes, pickScene } from "./scenes.ts";

export function registerDebugger(server: Server): vscode.Disposable {
  const configurations = configurationProvider(server);
  return vscode.Disposable.from(
    vscode.debug.registerDebugAdapterDescriptorFactory("pasta", adapterFactory(server)),
    vscode.debug.registerDebugConfigurationProvider("pasta", configurations),
    vscode.languages.registerEvaluatableExpressionProvider([{ language: "pasta" }, { language: "lua" }], expressions),
    completeScenes(server),
    // For `${command:pasta.pickScene}` in a `launch.json`.
    vscode.commands.registerCommand("pasta.pickScene", async () => (await pickScene(server))?.name),
    vscode.commands.registerCommand("pasta.debugScene", (target?: unknown) => debugScene(server, target)),
  );
}

/** The scene of a code lens, else the one at the caret. */
async function debugScene(server: Server, target: unknown): Promise<void> {
  const place = readPlace(target);
  if (place !== null) return debugPlace(server, vscode.Uri.parse(place.uri), place.line);
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === "pasta") {
    return debugPlace(server, editor.document.uri, editor.selection.active.line);
  }
  void vscode.window.showInformationMessage(vscode.l10n.t("Open a Pasta file and put the caret in a scene."));
}

function readPlace(target: unknown): { readonly uri: string; readonly line: number } | null {
  if (typeof target !== "object" || target === null || !("uri" in target) || !("line" in target)) return null;
  const { uri, line } = target;
  return typeof uri === "string" && typeof line === "number" ? { uri, line } : null;
}
