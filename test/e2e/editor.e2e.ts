/// <reference lib="dom" />
/** What a writer sees of the language server on the page of the real VS Code, with the pictures of it for the README. */
import { strict as assert } from "node:assert";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { cacheFolder, repository } from "#scripts/cache.ts";
import { actUntil, comesTrue, openWorkbench, TRY, type Workbench } from "#scripts/vscode/workbench.ts";
import { keepPicture, openStage, type Stage } from "./stage.ts";

/** Where pictures go: with UPDATE=1 into the documentation, else aside, so that a test run changes no file. */
const pictures = process.env.UPDATE === "1" ? join(repository, "docs/images") : cacheFolder("e2e-pictures");

const LANGUAGES = {
  en: {
    problems: /problems/,
    candidates: "→ 3 candidates",
    confirm: "This changes which scenes 1 call can draw",
    create: "Create the scene “お茶の支度” in this file",
  },
  ja: {
    problems: /件の問題|問題/,
    candidates: "→ 候補 3 件",
    confirm: "1 か所の呼び出しで、選ばれる候補が変わります",
    create: "このファイルにシーン「お茶の支度」を作る",
  },
} as const;

for (const [language, texts] of Object.entries(LANGUAGES) as [keyof typeof LANGUAGES, (typeof LANGUAGES)["en"]][]) {
  describe(`the editor, in ${language}`, () => {
    let stage: Stage;
    let workbench: Workbench;

    before(async () => {
      mkdirSync(pictures, { recursive: true });
      stage = await openStage({
        trustAll: true,
        settings: { "editor.fontSize": 15, "workbench.sideBar.location": "left" },
      });
      workbench = await openWorkbench(stage.browser, stage.vscode, { folder: stage.folder, language });
      await workbench.openFile("talk.pasta");
      await workbench.status(texts.problems).waitFor();
    });

    afterEach(async function () {
      await keepPicture(this, workbench);
    });

    after(async () => {
      await stage?.close();
    });

    /** A picture of the editor's part of the page, from its top down to below `last`. */
    async function picture(name: string, last: Locator): Promise<void> {
      const [editor, below] = await Promise.all([
        workbench.page.locator(".part.editor").boundingBox(),
        last.boundingBox(),
      ]);
      assert.ok(editor !== null && below !== null);
      const height = Math.min(860 - editor.y, Math.max(200, below.y + below.height - editor.y + 16));
      const file = `${name}${language === "en" ? "" : `.${language}`}.png`;
      await workbench.page.screenshot({ path: join(pictures, file), clip: { ...editor, height } });
    }

    // Columns count as they are seen: a full-width letter is two.
    /** The text of the active file, as the editor has it. */
    const lines = () => workbench.page.locator(".editor-instance .view-line").allTextContents();

    async function undoAll(): Promise<void> {
      const isDirty = workbench.page.locator(".tab.active.dirty");
      while ((await isDirty.count()) > 0) await workbench.page.keyboard.press("Control+z");
    }

    it("gives each actor a colour of its own", async () => {
      const colourOf = (name: string) =>
        workbench.page
          .locator(".view-line span", { hasText: new RegExp(`^${name}$`) })
          .first()
          .evaluate((element) => getComputedStyle(element).color);
      // VS Code is told the colours one after the other.
      const areThree = async () =>
        new Set([await colourOf("こむぎ"), await colourOf("しお"), await colourOf("ラジオ")]).size === 3;
      await comesTrue(workbench.page, areThree, "each actor has a colour of its own");
    });

    it("completes a call, and tells what the beginning of a name would draw", async () => {
      await workbench.goTo(4, 7);
      await workbench.page.keyboard.press("Control+Space");
      const list = workbench.page.locator(".suggest-widget.visible");
      const row = (text: string) => list.locator(".monaco-list-row", { hasText: text });
      await row("雑談・鍋").first().waitFor();
      await row(texts.candidates).first().waitFor();
      const details = workbench.page.locator(".suggest-details");
      await actUntil(
        async () => {
          if (!(await details.isVisible())) await workbench.page.keyboard.press("Control+Space");
        },
        (timeout) => details.filter({ hasText: "こむぎ：" }).waitFor({ timeout }),
      );
      await picture("completion", workbench.page.locator(".suggest-details"));
      await row("雑談・窓辺").first().click();
      await workbench.page.locator(".view-line", { hasText: "＞雑談・窓辺" }).waitFor();
      await undoAll();
    });

    it("turns a mark full width as it is typed, and completes behind it", async () => {
      await workbench.goTo(4, 7);
      await workbench.page.keyboard.press("End");
      await workbench.page.keyboard.press("Enter");
      await workbench.page.keyboard.type(">");
      await workbench.page.locator(".view-line", { hasText: /^\u3000*＞$/ }).waitFor();
      const row = workbench.page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "見送り" });
      await row.first().click();
      await workbench.page.locator(".view-line", { hasText: "＞見送り" }).first().waitFor();
      await undoAll();
    });

    it("shows in its preview which draws a rename would change, and leaves them to the writer", async () => {
      await workbench.goTo(23, 5);
      await workbench.page.keyboard.press("F2");
      await workbench.page.locator(".rename-box input").waitFor();
      await workbench.page.locator(".rename-box input").fill("雨の話");
      await workbench.page.keyboard.press("Enter");
      const panel = workbench.page.locator(".part.panel .bulk-edit-panel");
      const change = panel.locator(".monaco-list-row", { hasText: "雨の話" });
      await change.waitFor();
      // Under test VS Code shows no toasts: what it has to say waits in its list.
      await workbench.command("Notifications: Show Notifications");
      await workbench.page.locator(".notification-list-item-message", { hasText: texts.confirm }).waitFor();
      await workbench.page.screenshot({
        path: join(pictures, `rename${language === "en" ? "" : `.${language}`}.png`),
        clip: { x: 352, y: 440, width: 924, height: 388 },
      });
      await workbench.command("Notifications: Hide Notifications");
      // Nothing is chosen before the writer has looked at it.
      const apply = panel.locator(".monaco-button", { hasText: "Apply" });
      assert.ok((await lines()).some((line) => line.includes("＊雑談・雨")));
      await change.click();
      await workbench.page.keyboard.press("Space");
      await apply.click();
      await workbench.page.locator(".view-line", { hasText: "＊雨の話" }).waitFor();
      // Going to a line gives the editor the focus, wherever it has scrolled to.
      await workbench.goTo(23, 1);
      await undoAll();
    });

    it("goes from the lens above a scene to the calls that draw it", async () => {
      await workbench.openFile("kitchen.pasta");
      await workbench.openFile("boot.pasta");
      await workbench.openFile("talk.pasta");
      await workbench.goTo(2, 1);
      const lens = workbench.page.locator(".codelens-decoration a", { hasText: /draws? from|呼ばれます/ });
      await lens.nth(1).waitFor();
      await picture("code-lens", workbench.page.locator(".view-line", { hasText: "湯気も" }));
      const peek = workbench.page.locator(".reference-zone-widget");
      await actUntil(
        () => lens.first().click({ timeout: TRY }),
        (timeout) => peek.locator(".monaco-list-row", { hasText: "雑談" }).first().waitFor({ timeout }),
      );
      await actUntil(
        () => workbench.page.keyboard.press("Escape"),
        (timeout) => peek.waitFor({ state: "hidden", timeout }),
      );
    });

    it("shows who draws a scene, with the odds", async () => {
      await workbench.goTo(23, 5);
      await workbench.page.keyboard.press("Shift+Alt+H");
      const row = workbench.page.locator(".part.sidebar .monaco-list-row", { hasText: "33.3% ＞雑談" });
      await row.first().waitFor();
      const file = `call-hierarchy${language === "en" ? "" : `.${language}`}.png`;
      await workbench.page.screenshot({ path: join(pictures, file), clip: { x: 0, y: 36, width: 1280, height: 380 } });
      await workbench.command("View: Show Explorer");
    });

    it("creates the scene that a call misses", async () => {
      await workbench.openFile("calls.pasta");
      await workbench.goTo(14, 7);
      await workbench.page.locator(".squiggly-error").first().waitFor();
      const menu = workbench.page.locator(".action-widget").first();
      const row = menu.locator(".monaco-list-row", { hasText: texts.create });
      // The menu holds what was known when it opened.
      await actUntil(
        async () => {
          if (await menu.isVisible()) await workbench.page.keyboard.press("Escape");
          await workbench.page.keyboard.press("Control+.");
        },
        (timeout) => row.waitFor({ timeout }),
      );
      await picture("quick-fix", menu);
      await row.click();
      await menu.waitFor({ state: "hidden" });
      await workbench.goTo(27, 1);
      await workbench.page.locator(".view-line", { hasText: "＊お茶の支度" }).waitFor();
      await undoAll();
    });
  });
}
