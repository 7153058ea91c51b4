/** Hosts the Scene page in a webview, wherever that is: passes messages both ways and does what the reader asks for. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { coloursOf } from "../actor-colours.ts";
import { uiLocale } from "../server.ts";
import { keepSpeed, onLook, readLook } from "./look.ts";
import { type FromPage, readFromPage, type ToPage } from "./messages.ts";
import { findShell, portraitsFor } from "./portraits.ts";
import type { Presets } from "./presets.ts";
import type { Run } from "./run.ts";
import type { Runs } from "./runs.ts";
import { pageTexts } from "./texts.ts";
import { asMarkdown, asText } from "./wording.ts";

/** What every page stands on. */
export interface PageParts {
  readonly extension: vscode.Uri;
  readonly runs: Runs;
  readonly presets: Presets;
  /** Where the colours of actors are kept. */
  readonly memory: vscode.Memento;
}

/** Fills a webview with the page. It shows the run of the ghost at `root`, or whichever run is in front. */
export function hostPage(webview: vscode.Webview, parts: PageParts, root: string | null): vscode.Disposable {
  const { runs, presets } = parts;
  const media = vscode.Uri.joinPath(parts.extension, "dist", "webview");
  const run = () => (root === null ? runs.current : runs.of(root));
  const say = (message: ToPage) => void webview.postMessage(message);
  let readable = "";
  let chosen = "";
  /**
   * Pictures may be read from the folder of this ghost's shell, and the page's own parts from ours. VS Code loads the
   * page anew when this changes.
   */
  const allow = (folder: vscode.Uri | null) => {
    if (readable === String(folder)) return;
    readable = String(folder);
    webview.options = { enableScripts: true, localResourceRoots: folder === null ? [media] : [media, folder] };
  };
  const shell = async () => {
    const now = run();
    return now === null || !readLook().portraits ? null : findShell(now.place);
  };
  let pictured = "";
  const sayPortraits = async () => {
    const now = run();
    const found = await shell();
    if (now !== run()) return;
    if (found !== null) allow(found.folder);
    const portraits = found === null ? null : portraitsFor(webview, found);
    // The page makes its rows anew for them, and what the reader has unfolded there is folded again.
    if (JSON.stringify(portraits) === pictured) return;
    pictured = JSON.stringify(portraits);
    say({ type: "portraits", portraits });
  };
  const sayPresets = async () => {
    const now = run();
    if (now === null) return;
    const choices = await presets.choices(now.place);
    if (now !== run()) return;
    chosen = JSON.stringify(now.preset);
    say({ type: "presets", choices, chosen: now.preset });
  };
  let coloured = "";
  const sayColours = async () => {
    const now = run();
    const actors = new Set((now?.log ?? []).flatMap((entry) => ("actor" in entry ? [entry.actor ?? ""] : [])));
    const names = [...actors].filter((name) => name !== "");
    const known = await coloursOf(parts.memory, names);
    const colours = names.flatMap((name) => {
      const colour = new Map(Object.entries(known)).get(name);
      return colour === undefined ? [] : [[name, colour] as const];
    });
    if (JSON.stringify(colours) === coloured) return;
    coloured = JSON.stringify(colours);
    say({ type: "colours", colours });
  };
  const sayGhosts = () => {
    const ghosts = runs.all.map(({ place }) => ({ root: place.root, name: place.name }));
    say({ type: "ghosts", ghosts, shown: run()?.place.root ?? "", isFixed: root !== null });
  };
  const sayRun = () => {
    sayGhosts();
    const now = run();
    if (now === null) return;
    say({ type: "show", showing: now.showing });
    coloured = pictured = "";
    void sayColours();
    void sayPresets();
    void sayPortraits();
  };
  const sayCaret = (editor: vscode.TextEditor | undefined) => {
    if (editor?.document.languageId !== "pasta") return;
    say({ type: "caret", uri: editor.document.uri.toString(), line: editor.selection.active.line });
  };
  const sayAll = () => {
    say({ type: "texts", locale: uiLocale(), texts: pageTexts() });
    say({ type: "look", look: readLook() });
    say({ type: "trust", trusted: vscode.workspace.isTrusted });
    // Known before there are rows, the caret marks its line without moving the page away from the end.
    sayCaret(vscode.window.activeTextEditor);
    sayRun();
  };
  let last: Run | null = run();
  const listeners = vscode.Disposable.from(
    runs.onMessage((told) => {
      if (told.run === run()) say(told.message);
    }),
    runs.onChange(() => {
      if (run() === last) return sayGhosts();
      last = run();
      sayRun();
    }),
    runs.onState((changed) => {
      if (changed !== run()) return;
      if (changed.state !== "playing") void sayColours();
      if (JSON.stringify(changed.preset) !== chosen) void sayPresets();
    }),
    presets.onChange(() => void sayPresets()),
    onLook(() => {
      say({ type: "look", look: readLook() });
      void sayPortraits();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => say({ type: "trust", trusted: true })),
    webview.onDidReceiveMessage((value: unknown) => {
      const message = readFromPage(value);
      if (message?.type === "ready") sayAll();
      else if (message !== null) void obey(message, run(), parts).then(sayLaterPresets);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => sayCaret(textEditor)),
  );
  const sayLaterPresets = () => {
    const now = run();
    if (now !== null && JSON.stringify(now.preset) !== chosen) void sayPresets();
  };
  let isOpen = true;
  void shell().then((found) => {
    if (!isOpen) return;
    allow(found?.folder ?? null);
    webview.html = frame(webview, media);
  });
  return vscode.Disposable.from(listeners, {
    dispose: () => {
      isOpen = false;
    },
  });
}

async function obey(message: FromPage, run: Run | null, { runs, presets }: PageParts): Promise<void> {
  switch (message.type) {
    case "manageTrust":
      await vscode.commands.executeCommand("workbench.trust.manage");
      return;
    case "speed":
      return keepSpeed(message.speed);
    case "open":
      return openSource(message.uri, message.line);
    case "ghost": {
      const other = runs.of(message.root);
      if (other !== null) runs.show(other);
      return;
    }
  }
  if (run === null) return;
  switch (message.type) {
    case "choose":
      return run.choose(message.turn, message.index);
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
    case "set":
      return run.set(message.scope, message.name, message.value);
    case "preset":
      return run.choosePreset(message.choice);
    case "savePreset":
      return savePreset(run, presets);
    case "openPresets":
      return presets.open(run.place);
    case "follow":
      run.follow = message.on;
      return;
    case "speaking":
      return runs.speak(run, message);
    case "silent":
      return runs.speak(run, null);
    case "copy":
      return vscode.env.clipboard.writeText(asText(run.log, pageTexts()));
    case "copyMarkdown":
      return vscode.env.clipboard.writeText(asMarkdown(run.log, pageTexts()));
    case "copySeed":
      return vscode.env.clipboard.writeText(String(run.seed ?? ""));
  }
}

async function savePreset(run: Run, presets: Presets): Promise<void> {
  await run.revive();
  const saved = await run.savedVariables();
  if (saved === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("Run a scene first: its saved variables become the preset."),
    );
    return;
  }
  await presets.save(run.place, saved);
}

/** Shows a line in the editor that has the document, or in a new one. */
async function openSource(uri: string, line: number): Promise<void> {
  const target = vscode.Uri.parse(uri, true);
  // A page can name only what the editor itself opens as text; a command link is none.
  if (target.scheme === "command") return;
  const document = await vscode.workspace.openTextDocument(target);
  const at = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  const open = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(at.start, at.start),
    // A page beside the editor must not be covered by what it points at.
    ...(open?.viewColumn !== undefined && { viewColumn: open.viewColumn }),
    ...(open === undefined && vscode.window.tabGroups.all.length > 1 && { viewColumn: vscode.ViewColumn.One }),
  });
}

/** The page's frame. Scripts and styles come from the extension alone; words of the ghost never become markup. */
function frame(webview: vscode.Webview, media: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const script = webview.asWebviewUri(vscode.Uri.joinPath(media, "run-scene.js"));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(media, "run-scene-style.css"));
  const own = webview.cspSource;
  const policy = `default-src 'none'; img-src ${own}; style-src ${own}; script-src 'nonce-${nonce}'`;
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
