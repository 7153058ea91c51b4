/** The commands of the palette, the menus and the code lens. */
import * as vscode from "vscode";
import type { Location, Position } from "vscode-languageclient/node";
import { askForSeed, Play } from "./run-scene/play.ts";
import type { Runs } from "./run-scene/runs.ts";
import { saveTranscript } from "./run-scene/save.ts";
import type { RunTarget } from "./run-scene/take.ts";
import type { Previews } from "./run-scene/view.ts";
import type { Server } from "./server.ts";
import { takeMeThere } from "./take-me-there.ts";

/** Registers every command that `package.json` names, the debugger's aside. */
export function registerCommands(
  server: Server,
  runs: Runs,
  previews: Previews,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const play = new Play(runs, previews);
  return vscode.Disposable.from(
    vscode.commands.registerCommand("pasta.runScene", (argument?: unknown) =>
      play.scene(readTarget(argument) ?? targetAtCaret()),
    ),
    vscode.commands.registerCommand("pasta.runSceneWithSeed", async () => {
      const target = targetAtCaret() ?? runs.current?.target ?? null;
      const seed = target === null ? null : await askForSeed(runs.current?.seed ?? null);
      if (target === null || seed !== null) await play.scene(target, { seed });
    }),
    vscode.commands.registerCommand("pasta.runSceneWithArguments", () =>
      play.scene(targetAtCaret() ?? runs.current?.target ?? null, { asks: true }),
    ),
    vscode.commands.registerCommand("pasta.openPreview", () => play.beside(targetAtCaret())),
    vscode.commands.registerCommand("pasta.takeMeThere", () =>
      takeMeThere(server, (target, way, goal) => play.way(target, way, goal)),
    ),
    vscode.commands.registerCommand("pasta.saveTranscript", () => saveTranscript(runs.current)),
    vscode.commands.registerCommand("pasta.stopScene", () => runs.current?.stop()),
    vscode.commands.registerCommand("pasta.restartServer", () => server.restart()),
    vscode.commands.registerCommand("pasta.showOutput", () => log.show()),
    // Not in the palette: what the code lens of the references calls, with LSP's shapes.
    vscode.commands.registerCommand("pasta.showReferences", (uri: string, at: Position, places: readonly Location[]) =>
      vscode.commands.executeCommand(
        "editor.action.showReferences",
        vscode.Uri.parse(uri),
        new vscode.Position(at.line, at.character),
        places.map(
          ({ uri: target, range: { start, end } }) =>
            new vscode.Location(
              vscode.Uri.parse(target),
              new vscode.Range(start.line, start.character, end.line, end.character),
            ),
        ),
      ),
    ),
  );
}

/** The scene that a code lens or another extension asks for, if the argument is one. */
function readTarget(argument: unknown): RunTarget | null {
  if (typeof argument !== "object" || argument === null || !("uri" in argument)) return null;
  if (typeof argument.uri !== "string") return null;
  if ("line" in argument && typeof argument.line === "number") return { uri: argument.uri, line: argument.line };
  if ("scene" in argument && typeof argument.scene === "string") return { uri: argument.uri, scene: argument.scene };
  return null;
}

function targetAtCaret(): RunTarget | null {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.languageId !== "pasta") return null;
  return { uri: editor.document.uri.toString(), line: editor.selection.active.line };
}
