/// <reference lib="dom" />
/** What every test of the Scene page needs: its rows, its words, pictures of it, and what axe says of it. */
import { strict as assert } from "node:assert";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { cacheFolder, repository } from "#scripts/cache.ts";
import { comesTrue, type Workbench } from "#scripts/vscode/workbench.ts";

/** Where pictures go: with UPDATE=1 into the documentation, else aside, so that a test run changes no file. */
export const pictures = process.env.UPDATE === "1" ? join(repository, "docs/images") : cacheFolder("e2e-pictures");
mkdirSync(pictures, { recursive: true });

/** The scene's rows, one string each, without the links to their sources. */
export function rows(scene: Frame): Promise<string[]> {
  return scene.locator("#transcript > *").evaluateAll((elements) =>
    elements.map((element) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const link of copy.querySelectorAll(".source, .small, .standing")) link.remove();
      return (copy.textContent ?? "").trim();
    }),
  );
}

/** Waits until the page shows `text` in the transcript. */
export function said(scene: Frame, text: string): Promise<void> {
  return scene.locator("#transcript", { hasText: text }).waitFor();
}

/** Waits until the scene has come to its end. */
export function ended(scene: Frame): Promise<void> {
  return scene.locator("#state", { hasText: "End of the scene." }).waitFor();
}

/** Waits until the scene's rows are these: a page that is made anew is given them one after the other. */
export async function showsRows(workbench: Workbench, scene: Frame, expected: readonly string[]): Promise<void> {
  const isSo = async () => JSON.stringify(await rows(scene)) === JSON.stringify(expected);
  await comesTrue(workbench.page, isSo, "the rows are as they were").catch(() => undefined);
  assert.deepEqual(await rows(scene), expected);
}

/** Does what plays a scene from its beginning, and waits until nothing is left of what was shown before. */
export async function playsAnew(workbench: Workbench, act: () => Promise<unknown>): Promise<Frame> {
  if ((await workbench.page.locator("iframe.webview").count()) > 0) {
    const before = await workbench.scene();
    await before.locator("#transcript > :not(#difference)").evaluateAll(([first]) => {
      if (first instanceof HTMLElement) first.dataset.old = "";
    });
  }
  await act();
  const scene = await workbench.scene();
  await scene.locator("#transcript > [data-old]").waitFor({ state: "detached" });
  return scene;
}

/** Runs the scene at a line of a file, and waits until the page shows nothing else. */
export async function run(workbench: Workbench, file: string, line: number): Promise<Frame> {
  await workbench.openFile(file);
  await workbench.goTo(line);
  return playsAnew(workbench, () => workbench.command("Pasta: Run Scene"));
}

/** Waits until VS Code has stored the run that is shown, known by its seed, as it stands now. */
export async function stored(workbench: Workbench, scene: Frame, state: "continue" | "ended"): Promise<void> {
  const seed = /\d+/.exec((await scene.locator("#seed").textContent()) ?? "")?.[0];
  await workbench.stored(new RegExp(`"seed":${seed}\\b[^]*?"scene":"[^"]*","state":"${state}"`));
}

/** What axe objects to, one string each. */
export async function axeViolations(scene: Frame): Promise<readonly string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await scene.evaluate(axe);
  return scene.evaluate(async () => {
    const found = await (globalThis as unknown as { axe: { run(root: Element): Promise<AxeResults> } }).axe.run(
      document.body,
    );
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

/** What is read of axe's answer. */
interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}
