/** The extension's entry: makes its parts, in order, and lets VS Code take them down again. */
import * as vscode from "vscode";
import { trust } from "#server/protocol.ts";
import { colourActors } from "./actor-colours.ts";
import { registerCommands } from "./commands.ts";
import { registerDebugger } from "./debug/register.ts";
import { registerReport } from "./report-problem.ts";
import { followRuns, keepRuns, replayAfterEdits } from "./run-scene/keep.ts";
import { Presets } from "./run-scene/presets.ts";
import { Runs } from "./run-scene/runs.ts";
import { registerPreviews } from "./run-scene/view.ts";
import { createServer } from "./server.ts";
import { showStatus } from "./status.ts";

/** Called by VS Code when a Pasta file is opened or a folder holds a ghost. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Pasta", { log: true });
  const server = createServer(context, log);
  const presets = new Presets(server);
  const runs = new Runs(server, presets);
  const keeping = keepRuns(runs, context.workspaceState);
  const previews = registerPreviews({
    extension: context.extensionUri,
    runs,
    presets,
    memory: context.workspaceState,
  });
  context.subscriptions.push(
    log,
    server,
    presets,
    runs,
    keeping,
    previews,
    showStatus(server),
    replayAfterEdits(runs),
    followRuns(runs),
    registerCommands(server, runs, previews, log),
    registerDebugger(server),
    registerReport(server, context.extension),
    colourActors(server, context.workspaceState),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.notify(trust, { trusted: true })),
  );
  // The commands stay of use without a server: restarting it, reading its log.
  await server.start().catch((error: unknown) => log.error(String(error)));
}
