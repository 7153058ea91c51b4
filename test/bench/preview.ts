/// <reference lib="dom" />
/**
 * The Scene panel in the real VS Code, on large ghosts: from the click on `▶ Run scene` to the first line on the
 * screen, and from the last keystroke of an edit to the replayed line. Times include the browser and its driver.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { openWorkbench } from "#scripts/vscode/workbench.ts";
import { openStage } from "#test/e2e/stage.ts";
import { benchGhost } from "./ghost.ts";
import { percentile, report } from "./measure.ts";

/** A short scene of its own: the ghost's scenes call one another without an end. */
const scene = "＊測定\n　さくら：はじまり。\n　うにゅう：おわり。\n";

/** Resolves when the transcript shows `text` in a row that was not there before. */
async function whenShown(frame: Frame, text: string, trigger: () => Promise<void>): Promise<number> {
  await frame.evaluate((wanted) => {
    const list = document.querySelector("#transcript");
    for (const row of list?.querySelectorAll(".talk") ?? []) row.classList.add("old");
    const page = globalThis as unknown as { shown?: Promise<void> };
    page.shown = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        const rows = [...(list?.querySelectorAll(".talk:not(.old)") ?? [])];
        if (!rows.some((row) => row.textContent?.includes(wanted))) return;
        observer.disconnect();
        resolve();
      });
      if (list !== null) observer.observe(list, { childList: true, subtree: true, characterData: true });
    });
  }, text);
  const start = performance.now();
  await trigger();
  await frame.evaluate(() => (globalThis as unknown as { shown?: Promise<void> }).shown);
  return performance.now() - start;
}

/** Prints the figures. */
export async function run(): Promise<void> {
  for (const [files, scenes] of [
    [10, 100],
    [100, 100],
  ] as const) {
    const stage = await openStage({ trustAll: true, content: benchGhost(files, scenes) });
    try {
      writeFileSync(join(stage.folder, "dic/測定.pasta"), scene);
      const workbench = await openWorkbench(stage.browser, stage.vscode, { folder: stage.folder });
      await workbench.openFile("測定.pasta");
      await workbench.status(/problems/).waitFor();
      const lens = workbench.page.locator(".codelens-decoration a", { hasText: "▶" }).first();
      const cold = performance.now();
      await lens.click();
      const frame = await workbench.scene();
      await frame.locator(".talk", { hasText: "はじまり。" }).waitFor();
      report(`${files * scenes} scenes: first run, panel and all`, performance.now() - cold, "ms");
      const starts: number[] = [];
      for (let round = 0; round < 10; round++) starts.push(await whenShown(frame, "はじまり。", () => lens.click()));
      report(`${files * scenes} scenes: lens to first line, median`, percentile(starts, 0.5), "ms", { most: 500 });
      await frame.locator("#state", { hasText: "End" }).waitFor();
      await workbench.goTo(2, 20);
      const edits: number[] = [];
      for (let round = 0; round < 10; round++) {
        const word = `第${round}。`;
        edits.push(await whenShown(frame, word, () => workbench.page.keyboard.insertText(word)));
      }
      report(`${files * scenes} scenes: keystroke to replayed line, median`, percentile(edits, 0.5), "ms", {
        most: files * scenes <= 1000 ? 200 : 500,
      });
    } finally {
      await stage.close();
    }
  }
}
