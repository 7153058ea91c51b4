/** Saves a transcript as a file: plain text, Markdown, or one HTML page, by the name that is chosen. */
import * as vscode from "vscode";
import { uiLocale } from "../server.ts";
import { asHtml } from "./export.ts";
import type { Run } from "./run.ts";
import { pageTexts } from "./texts.ts";
import { asMarkdown, asText } from "./wording.ts";

export async function saveTranscript(run: Run | null): Promise<void> {
  if (run === null || run.log.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no transcript yet: run a scene first."));
    return;
  }
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t("Save transcript"),
    filters: { HTML: ["html"], Markdown: ["md"], [vscode.l10n.t("Plain text")]: ["txt"] },
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(written(run, target.path.toLowerCase())));
}

function written(run: Run, path: string): string {
  const texts = pageTexts();
  if (path.endsWith(".md")) return asMarkdown(run.log, texts);
  if (path.endsWith(".txt")) return asText(run.log, texts);
  return asHtml(run.showing.scene, run.log, uiLocale(), texts);
}
