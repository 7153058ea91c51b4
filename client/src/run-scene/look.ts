/** How the preview looks and where it opens: the reader's settings under `pasta.preview`. */
import * as vscode from "vscode";
import { isSpeed, type Look, type Speed } from "./messages.ts";

export function readLook(): Look {
  const settings = vscode.workspace.getConfiguration("pasta.preview");
  const speed = settings.get<unknown>("speed");
  return {
    speed: isSpeed(speed) ? speed : "instant",
    portraits: settings.get<unknown>("portraits") !== false,
    tags: settings.get<unknown>("sakuraScript") === "hidden" ? "hidden" : "chips",
  };
}

/** Whether scenes that are run open a tab beside the editor, where none of their ghost is open yet. */
export function opensBeside(): boolean {
  return vscode.workspace.getConfiguration("pasta.preview").get<unknown>("location") === "beside";
}

/** Remembers the speed that was chosen on a page. */
export async function keepSpeed(speed: Speed): Promise<void> {
  await vscode.workspace.getConfiguration("pasta.preview").update("speed", speed, vscode.ConfigurationTarget.Global);
}

/** Calls back when one of these settings has changed. */
export function onLook(changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration("pasta.preview")) changed();
  });
}
