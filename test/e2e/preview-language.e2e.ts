/// <reference lib="dom" />
/** The scene preview in a tab beside the editor, in both languages, with the pictures of it for the README. */
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { actUntil, openWorkbench, TRY, type Workbench } from "#scripts/vscode/workbench.ts";
import { axeViolations, pictures, playsAnew, said } from "./scene-panel.ts";
import { keepPicture, openStage, type Stage } from "./stage.ts";

const LANGUAGES = {
  en: {
    tab: "Scene: ",
    toolbar: ["Follow", "Copy", "Markdown", "Back", "Restart", "Stop"],
    drawn: "1 of 3 candidates, 2 left in the deck",
    variables: "Variables",
    changed: "was 99",
    waits: "The scene waits.",
  },
  ja: {
    tab: "シーン：",
    toolbar: ["追いかける", "コピー", "Markdown", "一つ戻る", "最初から", "停止"],
    drawn: "候補 3 件から 1 件、山札の残り 2",
    variables: "変数",
    changed: "前は 99",
    waits: "シーンが待っています。",
  },
} as const;

for (const [language, texts] of Object.entries(LANGUAGES) as [keyof typeof LANGUAGES, (typeof LANGUAGES)["en"]][]) {
  describe(`the preview, in ${language}`, () => {
    let stage: Stage;
    let workbench: Workbench;

    before(async () => {
      stage = await openStage({
        trustAll: true,
        settings: { "pasta.preview.location": "beside", "workbench.activityBar.location": "hidden" },
      });
      workbench = await openWorkbench(stage.browser, stage.vscode, { folder: stage.folder, language });
    });

    afterEach(async function () {
      await keepPicture(this, workbench);
    });

    after(async () => {
      await stage?.close();
    });

    it("opens beside the editor and says everything in the reader's language", async () => {
      const { page } = workbench;
      await workbench.openFile("boot.pasta");
      const lens = page.locator(".codelens-decoration a", { hasText: "▶" }).first();
      await lens.waitFor();
      await page.keyboard.press("Control+b");
      // A lens that is being made anew swallows a click.
      await actUntil(
        () => lens.click({ timeout: TRY }),
        (timeout) => page.locator(".tab", { hasText: texts.tab }).waitFor({ timeout }),
      );
      const scene = await workbench.scene();
      await scene.locator("#next button").first().waitFor();
      assert.deepEqual(await scene.locator("#toolbar button:not(.link)").allTextContents(), texts.toolbar);
      await scene.locator(".draw", { hasText: texts.drawn }).first().waitFor();
      assert.equal(await scene.evaluate(() => document.documentElement.lang), language);
      await scene.locator("#variables summary", { hasText: texts.variables }).click();
      await scene.locator("#preset").selectOption({ label: "百回目のおかえり" });
      await said(scene, "これで100回目の「おかえり」だね。");
      await playsAnew(workbench, () => scene.locator("#restart").click());
      await scene.locator("#variables .told", { hasText: texts.changed }).waitFor();
      await scene.locator("#next button").nth(1).click();
      await scene.locator(".yield", { hasText: texts.waits }).waitFor();
      await scene.locator(".portrait img").last().waitFor();
      assert.deepEqual(await axeViolations(scene), []);
      const file = language === "en" ? "preview.png" : `preview.${language}.png`;
      await page.screenshot({ path: join(pictures, file) });
    });
  });
}
