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
  "git.openRepositoryInParentFolders": "never",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Milliseconds that anything may take on a slow and busy machine; only what never comes takes so long. */
const LIMIT = 60_000;
/** Milliseconds after which a key or a click that shows nothing is given again. */
export const TRY = 6_000;

const FILE_TREE = ".monaco-workbench .explorer-folders-view .monaco-list-row";

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
  page.setDefaultTimeout(LIMIT);
  await page.goto(vscode.url(options));
  await page.locator(FILE_TREE).first().waitFor();

  const quickInput = page.locator(".quick-input-widget input").first();
  const quickRow = ".quick-input-list .monaco-list-row";
  /** The title of a question, which the palette has not. */
  const question = page.locator(".quick-input-widget .quick-input-title:not(:empty)");
  const quickInputClosed = (timeout = LIMIT) => quickInput.waitFor({ state: "hidden", timeout });
  /** Opens the palette with a text until it offers a row; a key that VS Code is not ready for is lost. */
  const offer = (text: string, row: Locator) =>
    actUntil(
      async () => {
        if (await quickInput.isVisible()) await page.keyboard.press("Escape");
        await quickInputClosed(TRY);
        await page.keyboard.press("F1");
        await quickInput.waitFor({ timeout: TRY });
        await quickInput.fill(text, { timeout: TRY });
      },
      (timeout) => row.waitFor({ timeout }),
    );
  /** Chooses the row that is just this command, not one whose title only begins like it. */
  const quickCommand = async (title: string, sign: (timeout: number) => Promise<void>) => {
    const row = page.locator(`${quickRow}[aria-label="${title}"], ${quickRow}[aria-label^="${title},"]`).first();
    await offer(`>${title}`, row);
    await actUntil(() => row.click({ timeout: TRY }), sign);
  };
  const ask = (title: string) => quickCommand(title, (timeout) => question.waitFor({ timeout }));
  const answer = async (text: string) => {
    await question.waitFor();
    await quickInput.fill(text);
    await accept();
  };
  /** Takes what is offered. */
  const accept = () => actUntil(() => page.keyboard.press("Enter"), quickInputClosed);
  const activeEditor = ".editor-group-container.active .editor-instance .monaco-editor";

  return {
    page,
    command: (title) => quickCommand(title, quickInputClosed),
    commandThatAsks: ask,
    async commandWith(title, text) {
      await ask(title);
      await answer(text);
    },
    answer,
    async openFile(name) {
      const last = name.slice(name.lastIndexOf("/") + 1);
      await offer(name, page.locator(`${quickRow}.focused`, { hasText: last }));
      await accept();
      await page.locator(`.tab.active[data-resource-name="${last}"]`).waitFor();
      // The tab is there before the text is, and the text before it takes keys.
      await page.locator(`${activeEditor}.focused[data-uri$="/${encodeURIComponent(last)}"]`).waitFor();
    },
    async goTo(line, column = 1) {
      const row = "> .monaco-list-row";
      const only = `.quick-input-list .monaco-list-rows:not(:has(${row} ~ .monaco-list-row)) ${row}`;
      await offer(`:${line}:${column}`, page.locator(only));
      await accept();
      await page.locator(".statusbar-item", { hasText: new RegExp(`^Ln ${line}, `) }).waitFor({ state: "attached" });
      await page.locator(`${activeEditor}.focused`).waitFor();
    },
    status: (text) => page.locator(".statusbar-item", { hasText: text }),
    scene: () => sceneFrame(page),
    stored: (text) => comesTrue(page, () => page.evaluate(isStored, text.source), `${text} is stored`),
    async reload() {
      await page.reload();
      await page.locator(FILE_TREE).first().waitFor();
    },
    async reopen() {
      await page.goto("about:blank");
      await page.goto(vscode.url(options));
      await page.locator(FILE_TREE).first().waitFor();
    },
    async theme(name) {
      const themes = page.locator('.quick-input-widget input[placeholder*="Theme"]');
      await quickCommand("Preferences: Color Theme", (timeout) => themes.waitFor({ timeout }));
      await quickInput.fill(name);
      await page.locator(`${quickRow}.focused`, { hasText: name }).waitFor();
      await accept();
    },
    close: () => context.close(),
  };
}

/**
 * Does something until its sign is there: a key, or a click on a list that is being made anew, can be lost. What is done
 * must do no harm when it is done twice.
 */
export async function actUntil(
  act: () => Promise<unknown>,
  sign: (timeout: number) => Promise<unknown>,
): Promise<void> {
  for (let spent = TRY; spent < LIMIT; spent += TRY) {
    await act().catch(() => undefined);
    const isThere = await sign(TRY).then(
      () => true,
      () => false,
    );
    if (isThere) return;
  }
  await act();
  await sign(TRY);
}

/** Asks until the answer is yes; `waitForFunction` would take the promise of an answer for one. */
export async function comesTrue(page: Page, ask: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + LIMIT;
  while (!(await ask())) {
    if (performance.now() > end) throw new Error(`In ${LIMIT} ms it did not come to this: ${what}`);
    await page.waitForTimeout(300);
  }
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
