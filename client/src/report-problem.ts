/**
 * "Report a problem": puts together what a report needs (versions, settings, counts) in a new document, to be read,
 * completed and sent by the writer. Nothing of a ghost's content is in it, and nothing is sent anywhere.
 */
import * as vscode from "vscode";
import { type StatusParams, status } from "#server/protocol.ts";
import type { Server } from "./server.ts";

type Ghosts = StatusParams["ghosts"];

/** Registers the command; counts come from the server's last status. */
export function registerReport(server: Server, extension: vscode.Extension<unknown>): vscode.Disposable {
  let ghosts: Ghosts = [];
  return vscode.Disposable.from(
    server.on<StatusParams>(status, (params) => {
      ghosts = params.ghosts;
    }),
    vscode.commands.registerCommand("pasta.reportProblem", async () => {
      const content = report(extension, ghosts);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "markdown", content }));
    }),
  );
}

function report(extension: vscode.Extension<unknown>, ghosts: Ghosts): string {
  const { version, contributes } = extension.packageJSON;
  const facts = [
    ["Pasta Language Tools", String(version)],
    [
      "VS Code",
      `${vscode.version} (${vscode.env.appHost}, ${vscode.env.uiKind === vscode.UIKind.Web ? "web" : "desktop"})`,
    ],
    [vscode.l10n.t("Language"), vscode.env.language],
    [vscode.l10n.t("System"), `${process.platform} ${process.arch}, Node ${process.versions.node}`],
    [vscode.l10n.t("Remote"), vscode.env.remoteName ?? "–"],
    [vscode.l10n.t("Workspace trusted"), String(vscode.workspace.isTrusted)],
    ...ghosts.map((ghost, i) => [
      vscode.l10n.t("Ghost {0}", i + 1),
      vscode.l10n.t(
        "{0} files, {1} scenes, {2} problems, {3}",
        ghost.files,
        ghost.scenes,
        ghost.problems,
        ghost.strategy,
      ),
    ]),
  ];
  const settings = changedSettings(Object.keys(contributes.configuration.properties));
  return [
    `# ${vscode.l10n.t("A problem with Pasta Language Tools")}`,
    "",
    `## ${vscode.l10n.t("What happened, and what should have happened?")}`,
    "",
    "",
    `## ${vscode.l10n.t("Versions")}`,
    "",
    ...facts.map(([name, value]) => `- ${name}: ${value}`),
    "",
    `## ${vscode.l10n.t("Settings that differ from the defaults")}`,
    "",
    "```json",
    JSON.stringify(settings, null, 2),
    "```",
    "",
    vscode.l10n.t("This holds no text, no names and no paths of your ghost. Nothing has been sent."),
    "",
  ].join("\n");
}

/** Settings with values of their own. Lists hold names of scenes: only how many there are is told. */
function changedSettings(keys: readonly string[]): Record<string, unknown> {
  const configuration = vscode.workspace.getConfiguration();
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = configuration.get(key);
      if (JSON.stringify(value) === JSON.stringify(configuration.inspect(key)?.defaultValue)) return [];
      return [[key, Array.isArray(value) ? vscode.l10n.t("{0} entries", value.length) : value]];
    }),
  );
}
