/// <reference lib="dom" />
/** Debugging a scene in the real VS Code: what a writer clicks, types and reads. */
import { strict as assert } from "node:assert";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { cacheFolder, repository } from "#scripts/cache.ts";
import { actUntil, openWorkbench, TRY, type Workbench } from "#scripts/vscode/workbench.ts";
import { keepPicture, openStage, type Stage } from "./stage.ts";

const pictures = process.env.UPDATE === "1" ? join(repository, "docs/images") : cacheFolder("e2e-pictures");

/** Configurations can stand in a workspace's file, too. */
const WORKSPACE = `{
  "folders": [{ "path": "." }],
  "launch": { "configurations": [
    { "type": "pasta", "request": "launch", "name": "x", "scene": "" }
  ] }
}
`;

/** The line at which the program stands, by its text, once it stands there. */
function standsAt({ page }: Workbench, text: string): Promise<void> {
  const mark = page.locator(".debug-top-stack-frame-line, .debug-focused-stack-frame-line").first();
  return mark.waitFor().then(() =>
    page.waitForFunction((wanted) => {
      const top = document.querySelector(".view-overlays .debug-top-stack-frame-line")?.getBoundingClientRect();
      const lines = [...document.querySelectorAll(".editor-instance .view-lines .view-line")];
      const here = lines.find((line) => Math.abs(line.getBoundingClientRect().top - (top?.top ?? -100)) < 4);
      return (here?.textContent ?? "").replaceAll("\u00a0", " ").includes(wanted);
    }, text),
  ) as Promise<unknown> as Promise<void>;
}

/** A row of the Variables view. */
function variable({ page }: Workbench, name: string): Locator {
  return page.locator(".debug-variables .monaco-list-row", { hasText: name }).first();
}

/** Unfolds a scope, unless VS Code has done so; a click that falls on a list that is being made anew is lost. */
async function unfold({ page }: Workbench, scope: string): Promise<void> {
  const row = page.locator(".debug-variables .monaco-list-row", { hasText: scope }).first();
  const open = page.locator('.debug-variables .monaco-list-row[aria-expanded="true"]', { hasText: scope }).first();
  await actUntil(
    async () => {
      if ((await open.count()) === 0) await row.locator(".monaco-tl-twistie").click({ timeout: TRY });
    },
    (timeout) => open.waitFor({ timeout }),
  );
}

/** Points at a word of a line until the debugger shows its value; a hover over a page that is being made anew is lost. */
async function hovers({ page }: Workbench, line: string, word: string, value: RegExp): Promise<void> {
  const shown = page.locator(".debug-hover-widget", { hasText: value });
  const target = page.locator(".view-line", { hasText: line }).getByText(word, { exact: true }).first();
  await actUntil(
    async () => {
      // VS Code looks again only where the pointer comes from another letter.
      await page
        .locator(".view-line", { hasText: line })
        .first()
        .hover({ position: { x: 20, y: 8 }, timeout: TRY });
      await target.hover({ timeout: TRY });
    },
    (timeout) => shown.waitFor({ timeout }),
  );
}

/** Types a line into the debug console. */
async function type({ page }: Workbench, text: string): Promise<void> {
  await page.locator(".repl-input-wrapper .monaco-editor").click();
  await page.locator(".repl-input-wrapper .monaco-editor.focused").waitFor();
  await page.keyboard.insertText(text);
  await page.locator(".repl-input-wrapper .view-line", { hasText: text.replaceAll(" ", "\u00a0") }).waitFor();
  await page.keyboard.press("Enter");
}

/** Waits until nothing is being debugged: F5 then begins, and goes on with nothing. */
function over({ page }: Workbench): Promise<void> {
  return page.locator(".codicon-debug-stop").first().waitFor({ state: "hidden" });
}

/** Waits until the debug console shows a text. */
function printed({ page }: Workbench, text: string): Promise<void> {
  return page.locator(".repl .monaco-list-row", { hasText: text }).last().waitFor();
}

/** Clicks beside a line number of the active editor, where breakpoints are set. */
async function clickGutter({ page }: Workbench, line: number): Promise<void> {
  const number = page.locator(".editor-instance .margin-view-overlays .line-numbers", {
    hasText: new RegExp(`^${line}$`),
  });
  const box = await number.first().boundingBox();
  const margin = await page.locator(".editor-instance .glyph-margin").first().boundingBox();
  assert.ok(box !== null && margin !== null);
  await page.mouse.click(margin.x + margin.width / 2, box.y + box.height / 2);
}

/** The 1-based line of a file of the samples that holds `text`. */
function lineOf(path: string, text: string): number {
  return (
    readFileSync(join(repository, "samples", path), "utf8")
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1
  );
}

describe("the debugger", () => {
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage({ trustAll: true, settings: { "debug.toolBarLocation": "docked" } });
    writeFileSync(join(stage.folder, "all.code-workspace"), WORKSPACE);
    workbench = await openWorkbench(stage.browser, stage.vscode, { folder: stage.folder });
  });

  afterEach(async function () {
    await keepPicture(this, workbench);
    // What a failed test has left running must not be in the way of the next.
    if (this.currentTest?.state === "passed") return;
    await workbench.page.keyboard.press("Escape");
    await workbench.page.keyboard.press("Shift+F5");
  });

  after(async () => {
    await stage?.close();
  });

  it("stops at a click on the gutter, shows, steps in and back, evaluates, and goes on", async () => {
    const { page } = workbench;
    await workbench.openFile("kitchen.pasta");
    await page.locator(".codelens-decoration a", { hasText: "Debug" }).first().waitFor();
    const line = lineOf("hello-ghost/dic/kitchen.pasta", "ふたりで＠はかる");
    const breakpoint = page.locator(".editor-instance .codicon-debug-breakpoint").first();
    // A first try may have set it.
    if (!(await breakpoint.isVisible())) await clickGutter(workbench, line);
    await breakpoint.waitFor();
    await page.locator(".codelens-decoration a", { hasText: "Debug" }).first().click();
    await printed(workbench, "Type the number of a choice.");
    await type(workbench, "1");
    await standsAt(workbench, "ふたりで＠はかる");
    await unfold(workbench, "Variables");
    await variable(workbench, "皿").waitFor();
    await hovers(workbench, "ふたりで＠はかる", "皿", /トマト|クリーム|ペペロンチーノ/);
    await page.keyboard.press("F11");
    await standsAt(workbench, "return 人数 * 90");
    await unfold(workbench, "Lua: locals");
    await variable(workbench, "人数").waitFor();
    await type(workbench, "人数 * 21");
    await printed(workbench, "42");
    await page.locator(".view-line", { hasText: "人数 * 90" }).filter({ hasText: "人数 = 2" }).waitFor();
    await page.screenshot({ path: join(pictures, "debug-scene.png") });
    await page.locator(".codicon-debug-step-back").first().click();
    await standsAt(workbench, "ふたりで＠はかる");
    await page.keyboard.press("F5");
    await printed(workbench, "180グラムだね。");
    await printed(workbench, "いただきます。");
    await over(workbench);
  });

  it("stops in text that has not been saved, from the caret, without a launch.json", async () => {
    const { page } = workbench;
    await workbench.openFile("talk.pasta");
    await workbench.goTo(30);
    await page.keyboard.insertText("＊できたて\n　＄印＝「あたらしい」\n　しお　：保存はまだ、＄印　。\n");
    await workbench.goTo(32);
    await page.keyboard.press("F9");
    await workbench.command("Pasta: Debug Scene");
    await standsAt(workbench, "保存はまだ");
    await page.locator(".codicon-debug-stop").first().waitFor();
    await type(workbench, "＄印");
    await printed(workbench, '"あたらしい"');
    await page.keyboard.press("F5");
    await printed(workbench, "保存はまだ、あたらしい。");
    await over(workbench);
    assert.ok(!readFileSync(join(stage.folder, "hello-ghost/dic/talk.pasta"), "utf8").includes("できたて"));
  });

  it("plays the scene at the caret with F5, without a launch.json", async () => {
    const { page } = workbench;
    await workbench.openFile("boot.pasta");
    await workbench.goTo(lineOf("hello-ghost/dic/boot.pasta", "＊OnBoot") + 1);
    await page.keyboard.press("F5");
    await printed(workbench, "Type the number of a choice.");
    await type(workbench, "3");
    await printed(workbench, "お茶うけは？");
  });

  it("completes the names of scenes in configurations", async () => {
    const { page } = workbench;
    await workbench.openFile("all.code-workspace");
    await workbench.goTo(4, WORKSPACE.split("\n")[3]?.indexOf('"" }') ?? 0);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await workbench.command("Trigger Suggest");
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "今日の台所" }).waitFor();
  });
});
