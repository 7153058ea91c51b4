/** Drives VS Code's page as a person does: by its commands, its keys and what is to be seen on it. */
import type { Browser, Frame, Locator, Page } from "playwright-core";
import type { PageOptions, VsCode } from "./serve.ts";

/** Settings that keep the picture to what is ours. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** One open window of VS Code. */
export interface Workbench {
  readonly page: Page;
  /** Runs a command of the palette by its title. */
  command(title: string): Promise<void>;
  /** Opens a file of the workspace by the end of its path. */
  openFile(name: string): Promise<void>;
  /** Puts the caret at a 1-based place of the active editor. */
  goTo(line: number, column?: number): Promise<void>;
  /** The status bar item, once it is there and its text matches. */
  status(text: RegExp): Locator;
  /** The page inside the Scene panel. */
  scene(): Promise<Frame>;
  close(): Promise<void>;
}

/** Opens a window and waits until an editor or the file tree can be used. */
export async function openWorkbench(
  browser: Browser,
  vscode: VsCode,
  options: PageOptions,
  size = { width: 1280, height: 860 },
): Promise<Workbench> {
  const context = await browser.newContext({ viewport: size, locale: "en-US", deviceScaleFactor: 1 });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(vscode.url(options));
  await page.locator(".monaco-workbench .explorer-folders-view .monaco-list-row").first().waitFor();

  const quickInput = page.locator(".quick-input-widget input").first();
  const quickPick = async (prefix: string, text: string, row: string) => {
    await page.keyboard.press("F1");
    await quickInput.waitFor();
    await quickInput.fill(`${prefix}${text}`);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: row }).first().waitFor();
    await page.keyboard.press("Enter");
    await quickInput.waitFor({ state: "hidden" });
  };

  return {
    page,
    command: (title) => quickPick(">", title, title.replace(/^.*: /, "")),
    async openFile(name) {
      await quickPick("", name, name.slice(name.lastIndexOf("/") + 1));
      await page.locator(`.tab.active[data-resource-name="${name.slice(name.lastIndexOf("/") + 1)}"]`).waitFor();
    },
    async goTo(line, column = 1) {
      await page.keyboard.press("F1");
      await quickInput.waitFor();
      await quickInput.fill(`:${line}:${column}`);
      await page.keyboard.press("Enter");
      await quickInput.waitFor({ state: "hidden" });
    },
    status: (text) => page.locator(".statusbar-item", { hasText: text }),
    scene: () => sceneFrame(page),
    close: () => context.close(),
  };
}

/** The innermost frame of the Scene panel: VS Code wraps a webview in two. */
async function sceneFrame(page: Page): Promise<Frame> {
  const inner = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await inner.locator("#transcript").waitFor();
  const handle = await inner.locator("html").elementHandle();
  const frame = await handle?.ownerFrame();
  if (!frame) throw new Error("The Scene panel has no page.");
  return frame;
}
