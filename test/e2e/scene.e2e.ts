/// <reference lib="dom" />
/** The Scene panel on the page of the real VS Code: what a writer clicks, types and reads. */
import { strict as assert } from "node:assert";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { cacheFolder, repository } from "#scripts/cache.ts";
import { openWorkbench, type Workbench } from "#scripts/vscode/workbench.ts";
import { openStage, type Stage } from "./stage.ts";

/** Where pictures go: with UPDATE=1 into the documentation, else aside, so that a test run changes no file. */
const pictures = process.env.UPDATE === "1" ? join(repository, "docs/images") : cacheFolder("e2e-pictures");

/** The scene's rows, one string each, without the links to their sources. */
function rows(scene: Frame): Promise<string[]> {
  return scene.locator("#transcript > *").evaluateAll((elements) =>
    elements.map((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const link of copy.querySelectorAll(".source")) link.remove();
      return (copy.textContent ?? "").trim();
    }),
  );
}

/** Waits until the panel shows `text` in the transcript. */
function said(scene: Frame, text: string): Promise<void> {
  return scene.locator("#transcript", { hasText: text }).waitFor();
}

/** A picture of a failed test, for whoever looks into it. */
async function keepPicture(workbench: Workbench, title: string): Promise<void> {
  await workbench.page.screenshot({ path: join(cacheFolder("e2e-failures"), `${title.replace(/\W+/g, "-")}.png`) });
}

describe("the Scene panel", () => {
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage({ trustAll: true });
    workbench = await openWorkbench(stage.browser, stage.vscode, { folder: stage.folder });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await keepPicture(workbench, this.currentTest.title);
  });

  after(async () => {
    await stage?.close();
  });

  it("lists what is wrong with broken-ghost, and goes there", async () => {
    await workbench.openFile("calls.pasta");
    await workbench.status(/problems/).waitFor();
    await workbench.command("Problems: Focus on Problems View");
    const row = workbench.page.locator(".markers-panel .monaco-list-row", { hasText: "お茶の支度" });
    await row.first().waitFor();
    await row.first().dblclick();
    await workbench.page.locator(".statusbar-item", { hasText: "Ln 14" }).waitFor();
    await workbench.page.screenshot({ path: join(pictures, "problems.png") });
  });

  it("plays a scene from the lens above it, takes a clicked choice, and goes on after a pause", async () => {
    await workbench.openFile("kitchen.pasta");
    await workbench.page.locator(".codelens-decoration a", { hasText: "▶" }).first().click();
    const scene = await workbench.scene();
    await said(scene, "きょうは何をゆでようか。");
    await scene.locator("#next button").first().waitFor();
    const offers = await scene.locator("#next button").allTextContents();
    assert.deepEqual(offers, ["1パスタがいい", "2うどんの気分", "3お茶だけ"]);
    await scene.locator("#next button", { hasText: "パスタがいい" }).click();
    await said(scene, "グラムだね。");
    await scene.locator("#next .continue").click();
    await said(scene, "いただきます。");
    await scene.locator("#state", { hasText: /\S/ }).waitFor();
    const shown = await rows(scene);
    assert.ok(
      shown.some((row) => row.includes("しお") && row.includes("二人と一匹。")),
      shown.join("\n"),
    );
    assert.equal((await scene.locator(".draw").count()) > 0, true);
    await workbench.page.screenshot({ path: join(pictures, "run-scene.png") });
  });

  it("shows a draw with its candidates, each a link to its source", async () => {
    await workbench.openFile("talk.pasta");
    await workbench.goTo(2);
    await workbench.command("Pasta: Run Scene");
    const scene = await workbench.scene();
    const draw = scene.locator(".draw", { hasText: "雑談" }).first();
    await draw.locator("summary").click();
    const names = (await draw.locator("li").allTextContents()).map((name) => name.replace(/ \(drawn\)$/, ""));
    assert.deepEqual(names, ["雑談_窓辺", "雑談_鍋", "雑談_雨"]);
    await draw.locator("li button", { hasText: "雑談_雨" }).click();
    await workbench.page.locator(".statusbar-item", { hasText: "Ln 23" }).waitFor();
  });

  it("takes a choice by its number", async () => {
    await workbench.openFile("kitchen.pasta");
    await workbench.goTo(3);
    await workbench.command("Pasta: Run Scene");
    const scene = await workbench.scene();
    await scene.locator("#next button").nth(2).waitFor();
    await scene.locator("#transcript").focus();
    await workbench.page.keyboard.press("3");
    await said(scene, "うん、そういう日もあるよね。");
  });

  it("plays text that has not been saved", async () => {
    await workbench.openFile("talk.pasta");
    await workbench.goTo(30);
    await workbench.page.keyboard.insertText("＊できたて\n　しお　：保存はまだ。\n");
    await workbench.command("Pasta: Run Scene");
    await said(await workbench.scene(), "保存はまだ。");
    assert.ok(!readFileSync(join(stage.folder, "hello-ghost/dic/talk.pasta"), "utf8").includes("できたて"));
  });

  it("stops a scene that would never end", async () => {
    await workbench.page.keyboard.insertText(
      "＊堂々めぐり\n```lua\nfunction SCENE.回る(act) while true do end end\n```\n　しお　：せーの。\n　＞回る\n",
    );
    await workbench.command("Pasta: Run Scene");
    const scene = await workbench.scene();
    await scene.locator("#scene", { hasText: "堂々めぐり" }).waitFor();
    await scene.locator("#stop").click();
    await scene.locator("#state", { hasText: "Stopped." }).waitFor();
    await scene.locator("#stop:disabled").waitFor();
  });

  it("has nothing that axe objects to", async () => {
    const scene = await workbench.scene();
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await scene.evaluate(axe);
    const violations = await scene.evaluate(async () => {
      const found = await (globalThis as unknown as { axe: { run(root: Element): Promise<AxeResults> } }).axe.run(
        document.body,
      );
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    });
    assert.deepEqual(violations, []);
  });
});

/** What is read of axe's answer. */
interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

describe("an untrusted workspace", () => {
  let stage: Stage;
  let workbench: Workbench;

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await keepPicture(workbench, this.currentTest.title);
  });

  after(async () => {
    await stage?.close();
  });

  it("plays nothing and says why", async () => {
    stage = await openStage({ trustAll: false });
    workbench = await openWorkbench(stage.browser, stage.vscode, { folder: stage.folder });
    await workbench.openFile("kitchen.pasta");
    await workbench.status(/problems/).waitFor();
    await workbench.command("Pasta: Run Scene");
    // Under test VS Code shows no toasts: what it has to say waits in its list.
    await workbench.command("Notifications: Show Notifications");
    await workbench.page.locator(".notification-list-item-message", { hasText: "trusted workspace" }).waitFor();
    assert.equal(await workbench.page.locator("iframe.webview").count(), 0);
  });
});
