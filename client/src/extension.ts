/** The extension's entry: makes its parts, in order, and lets VS Code take them down again. */
import * as vscode from "vscode";
import { trust } from "#server/protocol.ts";
import { registerCommands } from "./commands.ts";
import { followRun, keepRun, replayAfterEdits } from "./run-scene/keep.ts";
import { Run } from "./run-scene/run.ts";
import { registerRunView } from "./run-scene/view.ts";
import { createServer } from "./server.ts";
import { showStatus } from "./status.ts";

/** Called by VS Code when a Pasta file is opened or a folder holds a ghost. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Pasta", { log: true });
  const server = createServer(context, log);
  const run = new Run(server);
  context.subscriptions.push(
    log,
    server,
    run,
    showStatus(server),
    registerRunView(context.extensionUri, run),
    keepRun(run, context.workspaceState),
    replayAfterEdits(run),
    followRun(run),
    registerCommands(server, run, log),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.notify(trust, { trusted: true })),
  );
  // The commands stay of use without a server: restarting it, reading its log.
  await server.start().catch((error: unknown) => log.error(String(error)));
}
