/// <reference lib="dom" />
/** Variables, presets, portraits, speed, arguments and tabs of the scene preview, on the page of the real VS Code. */
import { strict as assert } from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { actUntil, comesTrue, openWorkbench, type Workbench } from "#scripts/vscode/workbench.ts";
import { axeViolations, ended, playsAnew, rows, run, said, showsRows, stored } from "./scene-panel.ts";
import { keepPicture, openStage, type Stage } from "./stage.ts";

/** Waits until the page lists this variable so: `name=value`, with a star where it has changed. */
async function shows(scene: Frame, wanted: string): Promise<void> {
  await scene.waitForFunction((expected) => {
    const all = [...document.querySelectorAll("#variables tr:has(th)")];
    return all.some((row) => {
      const value = row.querySelector("input")?.value ?? "";
      return `${row.querySelector("th")?.textContent}=${value}${row.className === "" ? "" : "*"}` === expected;
    });
  }, wanted);
}

async function hidePanel({ page, command }: Workbench): Promise<void> {
  const panel = page.locator(".part.panel");
  if (await panel.isVisible()) await command("View: Toggle Panel Visibility");
  await panel.waitFor({ state: "hidden" });
}

describe("the scene preview", () => {
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    stage = await openStage({ trustAll: true });
    workbench = await openWorkbench(stage.browser, stage.vscode, { folder: stage.folder });
    await workbench.openFile("kitchen.pasta");
    await workbench.status(/problems/).waitFor();
  });

  afterEach(async function () {
    await keepPicture(this, workbench);
  });

  after(async () => {
    await stage?.close();
  });

  it("shows speakers with the pictures of the ghost's shell, as tags change them", async () => {
    const scene = await run(workbench, "boot.pasta", 2);
    await scene.locator("#next button").first().waitFor();
    const faces = scene.locator(".talk .portrait");
    await faces.first().locator("img").waitFor();
    // Each is a picture that has really been loaded, from the shell's folder and nowhere else.
    const loaded = await scene.locator(".portrait img").evaluateAll((images) =>
      Promise.all(
        (images as HTMLImageElement[]).map(async (image) => {
          image.loading = "eager";
          await image.decode();
          return [
            image.naturalWidth,
            decodeURIComponent(new URL(image.src).pathname).includes("/hello-ghost/shell/master/"),
          ];
        }),
      ),
    );
    assert.ok(loaded.length > 3);
    for (const [width, isInside] of loaded) assert.deepEqual([width, isInside], [128, true]);
    const shown = await faces.evaluateAll((all) => all.map((face) => (face as HTMLElement).dataset.surface));
    // しお begins with \s[10], and こむぎ with one of her two smiles.
    assert.ok(shown.includes("10") && shown.some((surface) => surface === "0" || surface === "5"), shown.join());
  });

  it("shows variables with what has changed since the last turn", async () => {
    const scene = await run(workbench, "kitchen.pasta", 3);
    await scene.locator("#next button", { hasText: "うどんの気分" }).click();
    await scene.locator("#next .continue").click();
    await ended(scene);
    await shows(scene, "＄＊食事=1*");
  });

  it("takes another value for a variable, plays on with it, and undoes it", async () => {
    const scene = await workbench.scene();
    await scene.locator("#back").click();
    await scene.locator("#next .continue").waitFor();
    const before = await rows(scene);
    const field = scene.locator("#new-variable input");
    await field.nth(0).fill("＄＊食事");
    await field.nth(1).fill("４１");
    await field.nth(1).press("Enter");
    await shows(scene, "＄＊食事=41*");
    await scene.locator("#next .continue").click();
    await said(scene, "いっしょに食べるの、42回目だね。");
    await scene.locator("#back").click();
    await scene.locator("#next .continue").waitFor();
    await shows(scene, "＄＊食事=41*");
    await scene.locator("#back").click();
    await scene.locator("#transcript .set").waitFor({ state: "detached" });
    assert.deepEqual(await rows(scene), before);
  });

  it("changes a variable in its field, and plays the same on a changed text with it", async () => {
    const scene = await run(workbench, "boot.pasta", 2);
    await scene.locator("#next button").first().waitFor();
    await shows(scene, "＄＊来訪=1*");
    const value = scene.locator('input.value[aria-label*="来訪"]');
    await value.fill("「七」");
    await value.press("Enter");
    await shows(scene, "＄＊来訪=七*");
    await scene.locator("#next button", { hasText: "お茶だけ" }).click();
    await said(scene, "うん、そういう日もあるよね。");
    // An edit above: the value given by hand is part of the path.
    await workbench.goTo(1);
    await workbench.page.keyboard.insertText("＃ 上に一行。\n");
    await scene.locator("#transcript .source", { hasText: "boot.pasta:4" }).first().waitFor();
    await said(scene, "＄＊来訪");
    assert.equal(await scene.locator("#transcript .set").count(), 1);
    await shows(scene, "＄＊来訪=七");
    assert.equal(await scene.locator("#difference").count(), 0);
    await workbench.command("File: Revert File");
  });

  it("begins with a preset of the file beside pasta.toml", async () => {
    const scene = await run(workbench, "boot.pasta", 2);
    await scene.locator("#next button").first().waitFor();
    await scene.locator("#preset").selectOption({ label: "百回目のおかえり" });
    await said(scene, "これで100回目の「おかえり」だね。");
    // What came out differently is marked, and a restart begins with the preset as well.
    await scene.locator("#difference").waitFor();
    await playsAnew(workbench, () => scene.locator("#restart").click());
    await scene.locator("#difference").waitFor({ state: "detached" });
    await said(scene, "これで100回目の「おかえり」だね。");
    await shows(scene, "＄＊来訪=100*");
    await shows(scene, "＄＊食事=41");
  });

  it("saves the present variables as a preset that can be committed", async () => {
    const scene = await workbench.scene();
    await scene.locator("#save-preset").click();
    await workbench.answer("百一回目の手前");
    await scene.locator("#preset option", { hasText: "百一回目の手前" }).waitFor({ state: "attached" });
    const file = readFileSync(join(stage.folder, "hello-ghost/pasta-presets.toml"), "utf8");
    assert.match(file, /\["百一回目の手前"\]\n"来訪" = 100\n"食事" = 41\n$/);
    assert.match(file, /^# シーンをはじめるときの/);
    await scene.locator("#preset").selectOption({ label: "nothing saved" });
    await said(scene, "これで1回目の「おかえり」だね。");
  });

  it("says what is wrong in a file of presets, at its line", async () => {
    await workbench.openFile("pasta-presets.toml");
    await workbench.page.locator(".editor-instance .view-line", { hasText: "シーンをはじめる" }).click();
    await workbench.goTo(1);
    await workbench.page.keyboard.insertText("だめ = 2026-11-21\n");
    await workbench.command("Problems: Focus on Problems View");
    const filter = workbench.page.locator(".viewpane-filter input").first();
    await filter.fill("This is not TOML");
    const found = workbench.page.locator(".markers-panel .monaco-list-row", { hasText: /This is not TOML/ });
    await found.first().waitFor();
    await workbench.openFile("pasta-presets.toml");
    await workbench.command("File: Revert File");
    await found.first().waitFor({ state: "detached" });
    await filter.fill("");
  });

  it("asks a scene's arguments by itself, and leaves those alone that read none", async () => {
    await workbench.openFile("kitchen.pasta");
    await workbench.goTo(35);
    await workbench.commandThatAsks("Pasta: Run Scene");
    await workbench.page.locator(".quick-input-widget", { hasText: "＄０、＄１" }).waitFor();
    const scene = await playsAnew(workbench, () => workbench.answer("焼き、３"));
    await said(scene, "おまたせ、焼きの3です。");
    // Restarted, it is given the same; run again, the same is offered.
    await playsAnew(workbench, () => scene.locator("#restart").click());
    await said(scene, "おまたせ、焼きの3です。");
    await workbench.commandThatAsks("Pasta: Run Scene");
    const offered = await workbench.page.locator(".quick-input-widget input").first().inputValue();
    assert.equal(offered, "焼き、3");
    await workbench.page.keyboard.press("Escape");
    await workbench.page.locator(".quick-input-widget input").first().waitFor({ state: "hidden" });
  });

  it("takes its time where the reader wants it, and shows all at a key", async () => {
    const scene = await workbench.scene();
    await scene.locator("#speed").selectOption({ label: "Slow" });
    await run(workbench, "boot.pasta", 2);
    await said(scene, "おかえりなさい。");
    // Later lines are there and unseen, and nothing is offered yet.
    await scene.locator(".talk[hidden]", { hasText: "おかえり" }).first().waitFor({ state: "attached" });
    assert.equal(await scene.locator("#next button").count(), 0);
    // Between two lines everything of the first is seen; of any line but the last word some is not.
    await scene.waitForFunction(() => /。$/.test([...(CSS.highlights.get("unsaid") ?? [])].map(String).join("")));
    await actUntil(
      () => scene.locator("#transcript").press("Enter"),
      (timeout) => scene.locator("#next button").first().waitFor({ timeout }),
    );
    assert.equal(await scene.locator(".talk[hidden]").count(), 0);
    await scene.locator("#speed").selectOption({ label: "At once" });
  });

  it("shows all at once where motion is to be reduced", async () => {
    const scene = await workbench.scene();
    await workbench.page.emulateMedia({ reducedMotion: "reduce" });
    await scene.locator("#speed").selectOption({ label: "Slow" });
    await run(workbench, "talk.pasta", 29);
    await ended(scene);
    assert.equal(await scene.locator(".talk[hidden]").count(), 0);
    await scene.locator("#speed").selectOption({ label: "At once" });
    await workbench.page.emulateMedia({ reducedMotion: null });
  });

  it("copies the conversation as plain text and as Markdown", async () => {
    const { page } = workbench;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const scene = await workbench.scene();
    const copied = async (id: string, expected: RegExp) => {
      await scene.locator(id).click();
      const read = () => page.evaluate(() => navigator.clipboard.readText());
      await comesTrue(page, async () => expected.test(await read()), `${expected} is in the clipboard`);
    };
    await copied("#copy", /^しお：いってらっしゃい。鍵は、ぼくのひげの下。\nこむぎ：/);
    await copied("#copy-markdown", /^\*\*しお\*\*: いってらっしゃい。/);
  });

  it("keeps a run for each ghost", async () => {
    const scene = await workbench.scene();
    const before = await rows(scene);
    await run(workbench, "habits.pasta", 10);
    await scene.locator("#ghost").waitFor();
    await scene.locator("#scene").filter({ hasNotText: "見送り" }).waitFor();
    assert.notDeepEqual(await rows(scene), before);
    await scene.locator("#ghost").selectOption({ label: "こむぎとしおの台所" });
    await scene.locator("#scene", { hasText: "見送り" }).waitFor();
    await showsRows(workbench, scene, before);
  });

  it("is still there after it was hidden", async () => {
    await workbench.command("Pasta: Focus on Scene View");
    const before = await rows(await workbench.scene());
    await hidePanel(workbench);
    await workbench.page.locator("iframe.webview").waitFor({ state: "detached" });
    await workbench.command("Pasta: Focus on Scene View");
    await showsRows(workbench, await workbench.scene(), before);
  });

  it("opens in a tab of its own beside the editor, and stays there over a reload", async () => {
    await hidePanel(workbench);
    await workbench.openFile("talk.pasta");
    await workbench.command("Pasta: Open Scene Preview to the Side");
    await workbench.page.locator(".tab", { hasText: "Scene: こむぎとしおの台所" }).waitFor();
    const scene = await run(workbench, "talk.pasta", 3);
    await ended(scene);
    const before = await rows(scene);
    // A source is shown beside the tab, not over it.
    await scene.locator(".talk .words").last().click();
    await workbench.status(/^Ln 5, /).waitFor();
    await workbench.page.locator(".tab.active", { hasText: "Scene: " }).waitFor();
    await stored(workbench, scene, "ended");
    await workbench.stored(/serializedGrid[\s\S]*webviewInput[\s\S]*"state[\s\S]*root/);
    await workbench.reload();
    await showsRows(workbench, await workbench.scene(), before);
    assert.deepEqual(await axeViolations(await workbench.scene()), []);
  });

  it("is there again when VS Code has been closed and opened", async () => {
    const before = await rows(await workbench.scene());
    await workbench.reopen();
    await showsRows(workbench, await workbench.scene(), before);
  });

  it("has nothing that axe objects to, variables, presets and portraits shown", async () => {
    const scene = await run(workbench, "boot.pasta", 2);
    await scene.locator("#next button", { hasText: "うどんの気分" }).click();
    await scene.locator("#next .continue").waitFor();
    await scene.locator("#variables").evaluate((details: HTMLDetailsElement) => {
      details.open = true;
    });
    await scene.locator(".portrait img").first().waitFor();
    assert.deepEqual(await axeViolations(scene), []);
    for (const [theme, kind] of [
      ["Dark Modern", "vscode-dark"],
      ["Dark High Contrast", "vscode-high-contrast"],
      ["Light High Contrast", "vscode-high-contrast-light"],
    ] as const) {
      await workbench.theme(theme);
      await scene.locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
      assert.deepEqual(await axeViolations(scene), [], theme);
    }
  });

  it("lets nothing in that is not its own, and writes nothing but what was asked for", async () => {
    const scene = await workbench.scene();
    const policy = await scene.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    assert.match(policy ?? "", /^default-src 'none'; img-src [^;]+; style-src [^;]+; script-src 'nonce-[^']+'$/);
    assert.doesNotMatch(policy ?? "", /unsafe|\*(?!\.vscode)/);
    assert.equal(existsSync(join(stage.folder, "broken-ghost/pasta-presets.toml")), false);
    assert.equal(existsSync(join(stage.folder, "hello-ghost/profile")), false);
  });
});
