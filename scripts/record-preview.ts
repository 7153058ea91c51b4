/**
 * Records the scene preview in the real VS Code as one animated PNG, `docs/images/preview-recording.png`: a scene played
 * from its lens, a choice by key, an edit while it plays, another draw, another preset.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodePng, encodeApng, type Frame } from "./apng.ts";
import { cacheFolder, repository } from "./cache.ts";
import { launchChromium } from "./chromium.ts";
import { packageExtension } from "./package.ts";
import { serveVsCode } from "./vscode/serve.ts";
import { openWorkbench, quietSettings } from "./vscode/workbench.ts";

/** The largest recording that may be kept, in bytes. */
const limit = 2_000_000;

const size = { width: 1040, height: 620 };

const folder = mkdtempSync(join(cacheFolder("recording"), "run-"));
cpSync(join(repository, "samples"), folder, { recursive: true });
const browser = await launchChromium();
const vscode = await serveVsCode({
  vsix: await packageExtension(),
  trustAll: true,
  settings: {
    ...quietSettings,
    "breadcrumbs.enabled": false,
    "editor.fontSize": 13,
    "editor.cursorBlinking": "solid",
    "editor.hover.enabled": false,
    "workbench.activityBar.location": "hidden",
    "workbench.statusBar.visible": false,
    "workbench.editor.editorActionsLocation": "hidden",
    "window.commandCenter": false,
  },
});
const frames: Frame[] = [];
try {
  const workbench = await openWorkbench(browser, vscode, { folder }, size);
  const { page } = workbench;
  const show = async (milliseconds: number) => {
    frames.push({ picture: decodePng(await page.screenshot()), milliseconds });
  };
  await workbench.openFile("boot.pasta");
  const lens = page.locator(".codelens-decoration a", { hasText: "▶" }).first();
  await lens.waitFor();
  await workbench.command("View: Toggle Primary Side Bar Visibility");
  await workbench.command("Pasta: Open Scene Preview to the Side");
  const scene = await workbench.scene();
  await scene.locator("#speed").selectOption({ label: "Fast" });
  await page.locator(".editor-instance .view-line", { hasText: "＊OnBoot" }).click();
  await workbench.goTo(2);
  await show(1400);

  await lens.click();
  await scene.locator(".talk").first().waitFor();
  while ((await scene.locator("#next button").count()) === 0) await show(140);
  await show(1500);

  await scene.locator("#transcript").focus();
  await page.keyboard.press("2");
  await scene.locator(".talk", { hasText: "うどんが許されるんだ" }).waitFor();
  while ((await scene.locator("#next .continue").count()) === 0) await show(140);
  await show(1300);

  await workbench.command("View: Focus First Editor Group");
  await workbench.openFile("kitchen.pasta");
  await workbench.goTo(26, 100);
  await show(700);
  for (const word of ["たぶん", "ね", "。"]) {
    await page.keyboard.insertText(word);
    await scene.locator(".talk", { hasText: word }).first().waitFor();
    await show(500);
  }
  await scene.locator("#difference").waitFor();
  await show(1600);

  const draw = scene.locator(".draw", { hasText: "湯加減" }).first();
  await draw.locator("summary").click();
  await draw.scrollIntoViewIfNeeded();
  await show(1400);
  const before = (await draw.locator("summary").textContent()) ?? "";
  await draw.locator(".reroll").click();
  await scene.locator(".draw summary", { hasText: "湯加減" }).filter({ hasNotText: before }).first().waitFor();
  await scene.locator("#next button").first().waitFor();
  await show(1500);

  await scene.locator("#variables summary").click();
  await show(1000);
  await scene.locator("#preset").selectOption({ label: "百回目のおかえり" });
  await scene.locator(".talk", { hasText: "これで100回目" }).waitFor();
  await scene.locator(".talk", { hasText: "これで100回目" }).scrollIntoViewIfNeeded();
  await show(2600);
} finally {
  await browser.close();
  await vscode.stop();
  rmSync(folder, { recursive: true, force: true });
}

const recording = encodeApng(frames);
if (recording.length > limit) throw new Error(`The recording has ${recording.length} bytes; ${limit} are allowed.`);
const file = join(repository, "docs/images/preview-recording.png");
writeFileSync(file, recording);
console.log(`${file}: ${frames.length} frames, ${(recording.length / 1_000_000).toFixed(2)} MB`);
