/** The commands of the palette, the menus and the code lens. */
import * as vscode from "vscode";
import type { Location, Position } from "vscode-languageclient/node";
import { asHtml } from "./run-scene/export.ts";
import type { Run } from "./run-scene/run.ts";
import type { RunTarget } from "./run-scene/take.ts";
import { pageTexts } from "./run-scene/texts.ts";
import { asMarkdown } from "./run-scene/transcript.ts";
import { type Server, uiLocale } from "./server.ts";
import { takeMeThere } from "./take-me-there.ts";

/** Registers every command that `package.json` names. */
export function registerCommands(server: Server, run: Run, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("pasta.runScene", async (argument?: unknown) => {
      await runScene(run, readTarget(argument) ?? targetAtCaret(), null);
    }),
    vscode.commands.registerCommand("pasta.runSceneWithSeed", async () => {
      const seed = await askForSeed(run.seed);
      if (seed !== null) await runScene(run, targetAtCaret() ?? run.target, seed);
    }),
    vscode.commands.registerCommand("pasta.runSceneWithArguments", async () => {
      const target = targetAtCaret() ?? run.target;
      const values = target === null ? null : await askForArguments(target);
      if (values !== null) await runScene(run, target && { ...target, args: values }, null);
    }),
    vscode.commands.registerCommand("pasta.takeMeThere", () =>
      takeMeThere(server, async (target, way) => {
        if (!(await askForTrust())) return;
        await vscode.commands.executeCommand("pasta.scene.focus", { preserveFocus: true });
        await run.guide(target, way);
      }),
    ),
    vscode.commands.registerCommand("pasta.saveTranscript", () => saveTranscript(run)),
    vscode.commands.registerCommand("pasta.stopScene", () => run.stop()),
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

async function runScene(run: Run, target: RunTarget | null, seed: number | null): Promise<void> {
  if (target === null) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open a Pasta file and put the caret in a scene."));
    return;
  }
  if (!(await askForTrust())) return;
  await vscode.commands.executeCommand("pasta.scene.focus", { preserveFocus: true });
  await run.start(target, seed);
}

async function askForSeed(last: number | null): Promise<number | null> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t("Run scene with a seed"),
    prompt: vscode.l10n.t("The same text and the same seed always play the same."),
    value: String(last ?? ""),
    validateInput: (text) => (/^\d{1,9}$/.test(text.trim()) ? null : vscode.l10n.t("A whole number from 0 on.")),
  });
  return answer === undefined ? null : Number(answer);
}

/** Arguments as a writer writes them, between commas of either width; what reads as a number is one. */
async function askForArguments(target: RunTarget): Promise<readonly (string | number)[] | null> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t("Run scene with arguments"),
    prompt: vscode.l10n.t("The values of ＄０, ＄１ …, between commas."),
    value: (target.args ?? []).join("、"),
  });
  if (answer === undefined) return null;
  return answer
    .split(/[、，,]/)
    .map((value) => value.trim())
    .map((value) => (/^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value));
}

async function saveTranscript(run: Run): Promise<void> {
  if (run.log.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no transcript yet: run a scene first."));
    return;
  }
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Save transcript"),
    filters: { HTML: ["html"], Markdown: ["md"] },
  });
  if (target === undefined) return;
  const texts = pageTexts();
  const markdown = target.path.toLowerCase().endsWith(".md");
  const text = markdown ? asMarkdown(run.log, texts) : asHtml(run.showing.scene, run.log, uiLocale(), texts);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
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

/** In an untrusted workspace no script runs: says so, offers the way out, and answers whether one may run now. */
async function askForTrust(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t("Manage Workspace Trust");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Scenes run the Lua code of this folder, so they play only in a trusted workspace."),
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return vscode.workspace.isTrusted;
}
