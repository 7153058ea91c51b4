/// <reference lib="dom" />
/** Drives VS Code's page as a person does: by its commands, its keys and what is to be seen on it. */
import type { Browser, Frame, Locator, Page } from "playwright-core";
import type { PageOptions, VsCode } from "./serve.ts";

/** Settings that keep the picture to what is ours. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  "chat.disableAIFeatures": true,
  "editor.minimap.enabled": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
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
  /** Runs a command that asks something, and leaves the question open. */
  commandThatAsks(title: string): Promise<void>;
  /** Runs a command that asks for a text, and answers it. */
  commandWith(title: string, answer: string): Promise<void>;
  /** Answers a question that something else has asked. */
  answer(text: string): Promise<void>;
  /** Opens a file of the workspace by the end of its path. */
  openFile(name: string): Promise<void>;
  /** Puts the caret at a 1-based place of the active editor. */
  goTo(line: number, column?: number): Promise<void>;
  /** The status bar item, once it is there and its text matches. */
  status(text: RegExp): Locator;
  /** The page inside the Scene panel. */
  scene(): Promise<Frame>;
  /** Waits until the window has stored something that matches: in a browser VS Code does so every few seconds. */
  stored(text: RegExp): Promise<void>;
  /** Reloads the window, as the command does, and waits until it can be used again. */
  reload(): Promise<void>;
  /** Closes the window and opens another one on the same folder, as the next day does. */
  reopen(): Promise<void>;
  /** Takes another colour theme, by its name. */
  theme(name: string): Promise<void>;
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
  if (options.language === "ja") {
    // What VS Code reads its display language from, as if a language pack had set it.
    await page.addInitScript({
      content: 'Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", { get: () => "ja", set: () => {} });',
    });
  }
  page.setDefaultTimeout(30_000);
  await page.goto(vscode.url(options));
  await page.locator(".monaco-workbench .explorer-folders-view .monaco-list-row").first().waitFor();

  const quickInput = page.locator(".quick-input-widget input").first();
  const quickOpen = async (text: string) => {
    await page.keyboard.press("F1");
    await quickInput.waitFor();
    await quickInput.fill(text);
  };
  /** Chooses the row that is just this command, not one whose title only begins like it. */
  const quickCommand = async (title: string) => {
    await quickOpen(`>${title}`);
    const row = `.quick-input-list .monaco-list-row`;
    await page.locator(`${row}[aria-label="${title}"], ${row}[aria-label^="${title},"]`).first().click();
  };
  const ask = async (title: string) => {
    await quickCommand(title);
    await page.locator(".quick-input-widget .quick-input-title:not(:empty)").waitFor();
  };
  const quickInputClosed = () => quickInput.waitFor({ state: "hidden" });
  /** Takes what is offered. A key that comes before the offer is ready is lost, so it is pressed until it counts. */
  const accept = async () => {
    for (let tries = 0; tries < 10; tries++) {
      await page.keyboard.press("Enter");
      const isClosed = await quickInput.waitFor({ state: "hidden", timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (isClosed) return;
    }
    await quickInputClosed();
  };

  return {
    page,
    async command(title) {
      await quickCommand(title);
      await quickInputClosed();
    },
    commandThatAsks: ask,
    async commandWith(title, answer) {
      await ask(title);
      await quickInput.fill(answer);
      await accept();
    },
    async answer(text) {
      await page.locator(".quick-input-widget .quick-input-title:not(:empty)").waitFor();
      await quickInput.fill(text);
      await accept();
    },
    async openFile(name) {
      const last = name.slice(name.lastIndexOf("/") + 1);
      await quickOpen(name);
      await page.locator(".quick-input-list .monaco-list-row", { hasText: last }).first().waitFor();
      await accept();
      await page.locator(`.tab.active[data-resource-name="${last}"]`).waitFor();
    },
    async goTo(line, column = 1) {
      await quickOpen(`:${line}:${column}`);
      const row = "> .monaco-list-row";
      const only = `.quick-input-list .monaco-list-rows:not(:has(${row} ~ .monaco-list-row)) ${row}`;
      await page.locator(only).waitFor();
      await accept();
    },
    status: (text) => page.locator(".statusbar-item", { hasText: text }),
    scene: () => sceneFrame(page),
    async stored(text) {
      await page.waitForFunction(isStored, text.source, { polling: 300 });
    },
    async reload() {
      await page.reload();
      await page.locator(".monaco-workbench .explorer-folders-view .monaco-list-row").first().waitFor();
    },
    async reopen() {
      await page.goto("about:blank");
      await page.goto(vscode.url(options));
      await page.locator(".monaco-workbench .explorer-folders-view .monaco-list-row").first().waitFor();
    },
    async theme(name) {
      await quickCommand("Preferences: Color Theme");
      await page.locator('.quick-input-widget input[placeholder*="Theme"]').waitFor();
      await quickInput.fill(name);
      await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
      await accept();
    },
    close: () => context.close(),
  };
}

/** Runs on the page: whether one of VS Code's databases there holds a matching value. */
async function isStored(source: string): Promise<boolean> {
  const wanted = new RegExp(source);
  for (const { name } of await indexedDB.databases()) {
    if (name === undefined || !name.startsWith("vscode-web-state-db")) continue;
    const values = await new Promise<unknown[]>((resolve) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => resolve([]);
      opening.onsuccess = () => {
        const database = opening.result;
        if (!database.objectStoreNames.contains("ItemTable")) return resolve([]);
        const reading = database.transaction("ItemTable").objectStore("ItemTable").getAll();
        reading.onsuccess = () => resolve(reading.result);
        reading.onerror = () => resolve([]);
        reading.transaction?.addEventListener("complete", () => database.close());
      };
    });
    if (values.some((value) => typeof value === "string" && wanted.test(value))) return true;
  }
  return false;
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
