/** The Run Scene panel: hosts the page, passes messages both ways, and opens the sources that the page points at. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { uiLocale } from "../server.ts";
import { type FromPage, readFromPage, type ToPage } from "./messages.ts";
import type { Run } from "./run.ts";
import { pageTexts } from "./texts.ts";

/** Registers the view; VS Code makes a page when it is first shown, and again after it was hidden. */
export function registerRunView(extension: vscode.Uri, run: Run): vscode.Disposable {
  const media = vscode.Uri.joinPath(extension, "dist", "webview");
  return vscode.window.registerWebviewViewProvider("pasta.scene", {
    resolveWebviewView(view) {
      view.webview.options = { enableScripts: true, localResourceRoots: [media] };
      const say = (message: ToPage) => void view.webview.postMessage(message);
      const listeners = vscode.Disposable.from(
        run.onMessage(say),
        view.webview.onDidReceiveMessage((value: unknown) => {
          const message = readFromPage(value);
          if (message === null) return;
          if (message.type !== "ready") void obey(message, run);
          else {
            say({ type: "texts", locale: uiLocale(), texts: pageTexts() });
            for (const earlier of run.messages) say(earlier);
          }
        }),
      );
      view.onDidDispose(() => listeners.dispose());
      view.webview.html = page(view.webview, media);
    },
  });
}

async function obey(message: Exclude<FromPage, { type: "ready" }>, run: Run): Promise<void> {
  switch (message.type) {
    case "choose":
      return run.choose(message.index);
    case "continue":
      return run.resume();
    case "stop":
      return run.stop();
    case "restart":
      return run.restart();
    case "open":
      return openSource(message.uri, message.line);
  }
}

/** Shows a line beside nothing else: the editor that has the document, or a new one. */
async function openSource(uri: string, line: number): Promise<void> {
  const target = vscode.Uri.parse(uri, true);
  // A page can name only what the editor itself opens as text; a command link is none.
  if (target.scheme === "command") return;
  const document = await vscode.workspace.openTextDocument(target);
  const at = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at.start, at.start) });
}

/** The page's frame. Scripts and styles come from the extension alone; words of the ghost never become markup. */
function page(webview: vscode.Webview, media: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const script = webview.asWebviewUri(vscode.Uri.joinPath(media, "run-scene.js"));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(media, "run-scene-style.css"));
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${uiLocale()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pasta</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
