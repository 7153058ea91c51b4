/** The Scene panel on the page of the real VS Code: what a writer clicks, types and reads. */
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "#scripts/cache.ts";
import { actUntil, comesTrue, openWorkbench, TRY, type Workbench } from "#scripts/vscode/workbench.ts";
import { axeViolations, ended, pictures, playsAnew, rows, run, said, showsRows, stored } from "./scene-panel.ts";
import { keepPicture, openStage, type Stage } from "./stage.ts";

/** The scenes that the draws of a transcript came out with. */
function names(shown: readonly string[]): readonly string[] {
  return shown.flatMap((row) => /＞雑談 drew (\S+)/.exec(row)?.[1] ?? []);
}

/** The 0-based line of a file of the samples that holds `text`; the test has added two lines above it by then. */
function lineOf(path: string, text: string): number {
  const lines = readFileSync(join(repository, "samples", path), "utf8").split("\n");
  return lines.findIndex((line) => line.includes(text)) + 2;
}

/** The text of the line that holds the caret. */
async function caretLine({ page }: Workbench): Promise<string> {
  const status = page.locator(".statusbar-item", { hasText: /^Ln \d+, Col \d+/ });
  const line = /Ln (\d+)/.exec((await status.textContent()) ?? "")?.[1] ?? "";
  const number = page.locator(".editor-instance .margin .line-numbers", { hasText: new RegExp(`^${line}$`) }).first();
  const top = (await number.boundingBox())?.y ?? 0;
  const lines = page.locator(".editor-instance .view-line");
  const texts = await lines.evaluateAll((all) => all.map((one) => [one.getBoundingClientRect().y, one.textContent]));
  const text = String(texts.find(([y]) => Math.abs(Number(y) - top) < 3)?.[1] ?? "");
  return text.replaceAll("\u00a0", " ");
}

describe("the Scene panel", () => {
  let stage: Stage;
  let workbench: Workbench;

  before(async () => {
    stage = await openStage({ trustAll: true });
    workbench = await openWorkbench(stage.browser, stage.vscode, { folder: stage.folder });
  });

  afterEach(async function () {
    await keepPicture(this, workbench);
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
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: "▶" }).first();
    await actUntil(
      () => lens.click({ timeout: TRY }),
      (timeout) => workbench.page.locator("iframe.webview").waitFor({ timeout }),
    );
    const scene = await workbench.scene();
    await said(scene, "きょうは何をゆでようか。");
    await scene.locator("#next button").first().waitFor();
    // Rows are made anew when the pictures arrive, and folded again with that.
    await scene.locator(".portrait img").first().waitFor();
    const offers = await scene.locator("#next button").allTextContents();
    assert.deepEqual(offers, ["1パスタがいい", "2うどんの気分", "3お茶だけ"]);
    await scene.locator(".draw", { hasText: "湯加減" }).locator("summary").click();
    await scene.locator(".draw li").first().scrollIntoViewIfNeeded();
    await workbench.page.screenshot({ path: join(pictures, "run-scene.png") });
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
  });

  it("shows a draw with its candidates, each a link to its source", async () => {
    const scene = await run(workbench, "talk.pasta", 2);
    await ended(scene);
    const draw = scene.locator(".draw", { hasText: "雑談" }).first();
    await draw.locator("summary").click();
    const names = await draw.locator("li .name").allTextContents();
    assert.deepEqual(names, ["雑談・窓辺", "雑談・鍋", "雑談・雨"]);
    await draw.locator("li .name", { hasText: "雑談・雨" }).click();
    await workbench.page.locator(".statusbar-item", { hasText: "Ln 23" }).waitFor();
  });

  it("draws again, and keeps a pinned candidate over a restart", async () => {
    const scene = await workbench.scene();
    const draw = scene.locator(".draw", { hasText: "雑談" }).first();
    const before = (await draw.locator(".drawn .name").textContent()) ?? "";
    await draw.locator(".reroll").click();
    await draw.locator("summary", { hasNotText: before }).waitFor();
    const other = names(await rows(scene)).find((name) => name !== before);
    assert.notEqual(other, undefined);
    await draw.locator("summary").click();
    await draw.locator("li", { hasText: "雑談・雨" }).locator(".pin").click();
    await draw.locator("summary", { hasText: "pinned" }).waitFor();
    await said(scene, "湯気も、外に出たくないんだよ。");
    for (let round = 0; round < 3; round++) {
      await playsAnew(workbench, () => scene.locator("#restart").click());
      await ended(scene);
      await said(scene, "湯気も、外に出たくないんだよ。");
    }
  });

  it("plays the same path again after an edit, and marks what came out differently", async () => {
    const scene = await run(workbench, "kitchen.pasta", 3);
    await scene.locator("#next button", { hasText: "うどんの気分" }).click();
    await scene.locator("#next .continue").waitFor();
    const before = await rows(scene);
    // Lines above the scene move it; nothing of what is shown changes.
    await workbench.goTo(1);
    await workbench.page.keyboard.insertText("＃ 上に一行。\n＃ もう一行。\n");
    await scene.locator("#transcript .source", { hasText: "kitchen.pasta:27" }).first().waitFor();
    assert.deepEqual(await rows(scene), before);
    assert.equal(await scene.locator("#difference").count(), 0);
    // A line that was played is changed: the branch stays, the change is marked.
    const line = 27;
    await workbench.goTo(line, 100);
    await workbench.page.keyboard.insertText("ねえ。");
    await said(scene, "うどんが許されるんだ。ねえ。");
    assert.match((await scene.locator("#difference + p").textContent()) ?? "", /ねえ。/);
    await scene.locator("#next .continue").waitFor();
  });

  it("steps back to the choice, and takes another one", async () => {
    const scene = await workbench.scene();
    await scene.locator("#back").click();
    await scene.locator("#next button", { hasText: "お茶だけ" }).waitFor();
    assert.ok(!(await rows(scene)).some((row) => row.includes("うどんが許されるんだ")));
    await scene.locator("#next button", { hasText: "パスタがいい" }).click();
    await said(scene, "二人と一匹。");
    // The offer in the transcript is still a button.
    await scene.locator(".offered button", { hasText: "お茶だけ" }).click();
    await said(scene, "うん、そういう日もあるよね。");
    assert.ok(!(await rows(scene)).some((row) => row.includes("二人と一匹。")));
  });

  it("says the same with the same seed", async () => {
    const scene = await workbench.scene();
    const play = async () => {
      await playsAnew(workbench, () => workbench.commandWith("Pasta: Run Scene with Seed…", "42"));
      await scene.locator("#seed", { hasText: /\b42\b/ }).waitFor();
      await ended(scene);
      return rows(scene);
    };
    await workbench.openFile("talk.pasta");
    await workbench.goTo(8);
    const first = await play();
    assert.deepEqual(await play(), first);
    assert.ok(first.length > 3, first.join("\n"));
  });

  it("shows the transcript again after the window was reloaded, and goes on from it", async () => {
    const scene = await run(workbench, "kitchen.pasta", 5);
    await scene.locator("#next button", { hasText: "うどんの気分" }).click();
    await scene.locator("#next .continue").waitFor();
    const before = await rows(scene);
    await workbench.command("File: Save");
    await stored(workbench, scene, "continue");
    await workbench.reload();
    await workbench.openFile("kitchen.pasta");
    await workbench.command("Pasta: Focus on Scene View");
    const again = await workbench.scene();
    await again.locator("#next .continue").waitFor();
    await showsRows(workbench, again, before);
    await again.locator("#next .continue").click();
    await said(again, "いただきます。");
    assert.deepEqual((await rows(again)).slice(0, before.length), before);
  });

  it("takes a choice by its number", async () => {
    const scene = await run(workbench, "kitchen.pasta", 5);
    await scene.locator("#next button").nth(2).waitFor();
    await actUntil(
      () => scene.locator("#transcript").press("3"),
      (timeout) => scene.locator("#transcript", { hasText: "うん、そういう日もあるよね。" }).waitFor({ timeout }),
    );
  });

  it("plays text that has not been saved", async () => {
    await workbench.openFile("talk.pasta");
    await workbench.goTo(30);
    await workbench.page.keyboard.insertText("＊できたて\n　しお　：保存はまだ。\n");
    await workbench.command("Pasta: Run Scene");
    await said(await workbench.scene(), "保存はまだ。");
    assert.ok(!readFileSync(join(stage.folder, "hello-ghost/dic/talk.pasta"), "utf8").includes("できたて"));
  });

  it("follows the lines that play into their files, and finds a line's last playing from the caret", async () => {
    await workbench.openFile("boot.pasta");
    await workbench.goTo(2);
    await workbench.command("Pasta: Focus on Scene View");
    const scene = await workbench.scene();
    await scene.locator("#follow").click();
    await scene.locator('#follow[aria-pressed="true"]').waitFor();
    await playsAnew(workbench, () => workbench.command("Pasta: Run Scene"));
    await scene.locator("#next button").first().waitFor();
    // OnBoot ends in a scene of another file.
    await workbench.page.locator('.tab.active[data-resource-name="kitchen.pasta"]').waitFor();
    await scene.locator("#follow").click();
    await scene.locator('#follow[aria-pressed="false"]').waitFor();
    await workbench.openFile("boot.pasta");
    await workbench.goTo(5);
    await scene.locator(".talk.caret", { hasText: "おなかがすいたところ" }).waitFor();
  });

  it("shows the way to the caret, and plays along it, choices and pauses included", async () => {
    await workbench.openFile("kitchen.pasta");
    const line = lineOf("hello-ghost/dic/kitchen.pasta", "いっしょに食べるの") + 1;
    await workbench.goTo(line);
    await workbench.commandThatAsks("Pasta: Take Me There");
    const list = workbench.page.locator(".quick-input-list .monaco-list-row");
    await list.filter({ hasText: "できあがり" }).waitFor();
    const way = await list.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label") ?? ""));
    assert.match(way[1] ?? "", /＊/);
    assert.match(way.at(-1) ?? "", /＞できあがり → できあがり/);
    await list.first().click();
    const scene = await workbench.scene();
    await said(scene, "おまたせ、");
    assert.equal(await scene.locator(".offered.taken").count(), 1);
    // The line lies behind a pause of the scene: it is reached, and marked.
    await scene.locator(".talk.caret", { hasText: "いっしょに食べるの" }).waitFor();
  });

  it("says why no way leads to a line", async () => {
    await workbench.openFile("talk.pasta");
    await workbench.goTo(31);
    await workbench.page.keyboard.insertText("＊だれも呼ばない\n　しお　：ここには来られない。\n");
    await workbench.command("Pasta: Take Me There");
    await workbench.command("Notifications: Show Notifications");
    const why = workbench.page.locator(".notification-list-item-message", { hasText: "だれも呼ばない" });
    await why.waitFor();
    assert.match((await why.textContent()) ?? "", /nothing|no |never/i);
    await workbench.command("Notifications: Clear All Notifications");
  });

  it("stops a scene that would never end", async () => {
    await workbench.openFile("talk.pasta");
    await workbench.goTo(33);
    await workbench.page.keyboard.insertText(
      "＊堂々めぐり\n```lua\nfunction SCENE.回る(act) while true do pcall(error) end end\n```\n　しお　：せーの。\n　＞回る\n",
    );
    // Errors cost time, not units of work: it is stopped by hand long before its limit.
    const scene = await playsAnew(workbench, () => workbench.command("Pasta: Run Scene"));
    await scene.locator("#scene", { hasText: "堂々めぐり" }).waitFor();
    await scene.locator("#stop").click();
    await scene.locator("#state", { hasText: "Stopped." }).waitFor();
    await scene.locator("#stop:disabled").waitFor();
    // Where it was, with a link to the line of the loop.
    const place = scene.locator(".notice.stopped", { hasText: "stopped here" }).locator(".source");
    const line = /talk\.pasta:(\d+)/.exec((await place.textContent()) ?? "")?.[1] ?? "";
    await place.click();
    await workbench.status(new RegExp(`^Ln ${line}, `)).waitFor();
    const isThere = async () => (await caretLine(workbench)).includes("while true do");
    await comesTrue(workbench.page, isThere, "the caret is in the loop");
  });

  it("has nothing that axe objects to", async () => {
    const scene = await workbench.scene();
    assert.deepEqual(await axeViolations(scene), []);
  });
});
