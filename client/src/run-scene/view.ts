/** Where the Scene page is to be seen: in the panel, which shows whichever run is in front, and in tabs, one a ghost. */
import * as vscode from "vscode";
import { opensBeside } from "./look.ts";
import { hostPage, type PageParts } from "./page.ts";
import type { Run } from "./run.ts";

/** The type of the tabs; VS Code keeps them over a reload by it. */
const tabType = "pasta.preview";

export interface Previews extends vscode.Disposable {
  /** Brings the page of a run to the front, wherever it is open; opens one where it is not. The focus stays. */
  show(run: Run): Promise<void>;
  /** The same in a tab beside the editor. */
  showBeside(run: Run): void;
}

/** Registers the view and the tabs; VS Code makes a page when one is first shown, and again after it was hidden. */
export function registerPreviews(parts: PageParts): Previews {
  const tabs = new Map<string, vscode.WebviewPanel>();
  const adopt = (panel: vscode.WebviewPanel, run: Run) => {
    const { root } = run.place;
    tabs.get(root)?.dispose();
    tabs.set(root, panel);
    panel.title = titleOf(run);
    panel.iconPath = {
      light: vscode.Uri.joinPath(parts.extension, "client/media/file-light.svg"),
      dark: vscode.Uri.joinPath(parts.extension, "client/media/file-dark.svg"),
    };
    const hosted = hostPage(panel.webview, parts, root);
    panel.onDidChangeViewState(() => {
      if (panel.active) parts.runs.show(run);
    });
    panel.onDidDispose(() => {
      hosted.dispose();
      if (tabs.get(root) === panel) tabs.delete(root);
    });
  };
  const showBeside = (run: Run) => {
    const known = tabs.get(run.place.root);
    if (known !== undefined) return known.reveal(undefined, true);
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    adopt(vscode.window.createWebviewPanel(tabType, vscode.l10n.t("Scene"), beside), run);
  };
  const registered = vscode.Disposable.from(
    vscode.window.registerWebviewViewProvider("pasta.scene", {
      resolveWebviewView(view) {
        const hosted = hostPage(view.webview, parts, null);
        view.onDidDispose(() => hosted.dispose());
      },
    }),
    vscode.window.registerWebviewPanelSerializer(tabType, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const run = await runKept(parts, state, panel.title);
        if (run === null) panel.dispose();
        else adopt(panel, run);
      },
    }),
  );
  return {
    async show(run) {
      if (tabs.has(run.place.root) || opensBeside()) showBeside(run);
      else await vscode.commands.executeCommand("pasta.scene.focus", { preserveFocus: true });
    },
    showBeside,
    dispose() {
      registered.dispose();
      for (const panel of [...tabs.values()]) panel.dispose();
    },
  };
}

function titleOf({ place: { name } }: Run): string {
  return name === "" ? vscode.l10n.t("Scene") : vscode.l10n.t("Scene: {0}", name);
}

/** The run that a tab of an earlier window showed: by what its page has kept, or by its title where that was lost. */
async function runKept({ runs }: PageParts, state: unknown, title: string): Promise<Run | null> {
  const root = typeof state === "object" && state !== null && "root" in state ? state.root : null;
  if (typeof root === "string" && root !== "") return runs.of(root) ?? (await runs.open(root));
  return runs.all.find((run) => titleOf(run) === title) ?? null;
}
