/** The Scene panel: hosts the page, passes messages both ways, and opens the sources that the page points at. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { uiLocale } from "../server.ts";
import { type FromPage, readFromPage, type ToPage } from "./messages.ts";
import type { Run } from "./run.ts";
import { pageTexts } from "./texts.ts";
import { asMarkdown } from "./transcript.ts";

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
          if (message !== null) void obey(message, run, say);
        }),
        vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections: [caret] }) => {
          if (textEditor.document.languageId !== "pasta" || caret === undefined) return;
          say({ type: "caret", uri: textEditor.document.uri.toString(), line: caret.active.line });
        }),
      );
      view.onDidDispose(() => listeners.dispose());
      view.webview.html = page(view.webview, media);
    },
  });
}

async function obey(message: FromPage, run: Run, say: (message: ToPage) => void): Promise<void> {
  switch (message.type) {
    case "ready":
      say({ type: "texts", locale: uiLocale(), texts: pageTexts() });
      say({ type: "show", showing: run.showing });
      return;
    case "choose":
      return run.choose(message.step, message.index);
    case "continue":
      return run.resume();
    case "stop":
      return run.stop();
    case "restart":
      return run.restart();
    case "back":
      return run.back();
    case "reroll":
      return run.reroll(message.draw);
    case "pin":
      return run.pin(message.draw, message.candidate);
    case "follow":
      run.follow = message.on;
      return;
    case "copy":
      return vscode.env.clipboard.writeText(asMarkdown(run.log, pageTexts()));
    case "copySeed":
      return vscode.env.clipboard.writeText(String(run.seed ?? ""));
    case "open":
      return openSource(message.uri, message.line);
  }
}

/** Shows a line in the editor that has the document, or in a new one. */
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
