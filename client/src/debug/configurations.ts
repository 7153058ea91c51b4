/** Debug configurations: those that are offered, and what is filled in where a person has left something out. */
import * as vscode from "vscode";
import { type RunPlaceParams, type RunPlaceResult, runPlace } from "#server/protocol.ts";
import { askForArguments, askForTrust } from "../run-scene/play.ts";
import type { Server } from "../server.ts";
import { fileWithScene, pickScene } from "./scenes.ts";

/** The scene written at a place: `line` counts from 1, as in `launch.json`. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/** A variable that VS Code replaces in configurations. */
const variable = (name: string) => `\${${name}}`;

/** What F5 means without a `launch.json`, and what a new one begins with. */
export function configurationProvider(server: Server): vscode.DebugConfigurationProvider {
  return {
    provideDebugConfigurations: () => [
      {
        type: "pasta",
        request: "launch",
        name: vscode.l10n.t("Debug the scene at the caret"),
        program: variable("file"),
        file: variable("file"),
        line: variable("lineNumber"),
      },
      { type: "pasta", request: "attach", name: vscode.l10n.t("Attach to a running ghost"), port: 9276 },
    ],
    async resolveDebugConfiguration(folder, config) {
      // F5 without a `launch.json`.
      if (config.type === undefined && config.request === undefined) {
        const place = caret();
        return place === null ? sceneConfiguration(server) : withArguments(server, placeConfiguration(place));
      }
      if (config.request !== "launch" || config.file !== undefined) return config;
      if ((config.scene ?? "") !== "") {
        const known = config.program ?? (await fileWithScene(server, config.scene)) ?? folder?.uri.fsPath;
        return { ...config, program: known };
      }
      const place = caret();
      if (place !== null) return { ...config, ...place, program: config.program ?? place.file };
      const picked = await sceneConfiguration(server);
      return picked && { ...picked, ...config, scene: picked.scene };
    },
    resolveDebugConfigurationWithSubstitutedVariables(_folder, { line, ...config }) {
      // `${lineNumber}` becomes a text.
      return line === undefined ? (config as vscode.DebugConfiguration) : ({ ...config, line: Number(line) } as never);
    },
  };
}

/** Debugs the scene at a place of a document. */
export async function debugPlace(server: Server, uri: vscode.Uri, line: number): Promise<void> {
  if (uri.scheme !== "file") {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Save the file first: only a file on disk can be debugged."),
    );
    return;
  }
  if (!(await askForTrust())) return;
  const config = await withArguments(server, placeConfiguration({ file: uri.fsPath, line: line + 1 }));
  if (config === undefined) return;
  // The text that is debugged is the one in the editor: nothing has to be saved for it.
  const options = { suppressSaveBeforeStart: true };
  await vscode.debug.startDebugging(vscode.workspace.getWorkspaceFolder(uri), config, options);
}

/** Asks for the arguments of a scene that reads some; undefined, which ends it all, where nobody answers. */
async function withArguments(
  server: Server,
  config: vscode.DebugConfiguration,
): Promise<vscode.DebugConfiguration | undefined> {
  const params: RunPlaceParams = { uri: vscode.Uri.file(config.file).toString(), line: config.line - 1 };
  const place = await server.request<RunPlaceResult>(runPlace, params);
  // What is wrong with the place is said by the session.
  if ("problem" in place || place.args === 0) return config;
  const args = await askForArguments(place.scene, place.args, []);
  return args === null ? undefined : { ...config, args };
}

function placeConfiguration({ file, line }: Place): vscode.DebugConfiguration {
  const name = vscode.l10n.t("Scene at line {0}", line);
  return { type: "pasta", request: "launch", name, program: file, file, line };
}

/** Asks for a scene; undefined, which ends it all, where nobody chooses one. */
async function sceneConfiguration(server: Server): Promise<vscode.DebugConfiguration | undefined> {
  const scene = await pickScene(server);
  if (scene === undefined) return undefined;
  const program = vscode.Uri.parse(scene.uri).fsPath;
  return { type: "pasta", request: "launch", name: `＊${scene.name}`, program, scene: scene.name };
}

function caret(): Place | null {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.document.languageId !== "pasta" || editor.document.uri.scheme !== "file")
    return null;
  return { file: editor.document.uri.fsPath, line: editor.selection.active.line + 1 };
}
