/**
 * `npm start`: builds, then opens VS Code with the extension and the samples: the desktop's `code` where there is one
 * (`--web` passes it over), else the real VS Code in the browser. `--check` does the same without a person: it waits
 * for the diagnostics, plays a scene, prints both, and ends.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build.ts";
import { cacheFolder, repository } from "./cache.ts";
import { launchChromium } from "./chromium.ts";
import { serveVsCode } from "./vscode/serve.ts";
import { openWorkbench, quietSettings, type Workbench } from "./vscode/workbench.ts";

const samples = join(repository, "samples");

/** The first line of a program's answer, or null where there is no such program. */
function hasProgram(name: string): boolean {
  const { status } = spawnSync(name, ["--version"], { stdio: "ignore", shell: process.platform === "win32" });
  return status === 0;
}

function openDesktop(): void {
  execFileSync("code", ["--new-window", `--extensionDevelopmentPath=${repository}`, samples], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  console.log("VS Code is open. Choose “▶ Run scene” above a scene of hello-ghost/dic/talk.pasta.");
}

async function openWeb(): Promise<void> {
  const vscode = await serveVsCode({ trustAll: true, settings: quietSettings });
  const file = join(samples, "hello-ghost/dic/talk.pasta");
  console.log(`VS Code is at ${vscode.url({ folder: samples, development: repository, file })}`);
  console.log("Choose “▶ Run scene” above a scene. Ctrl+C ends it.");
  await new Promise<void>((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
  await vscode.stop();
}

async function check(): Promise<void> {
  const browser = await launchChromium();
  const folder = mkdtempSync(join(cacheFolder("check"), "samples-"));
  cpSync(samples, folder, { recursive: true });
  const vscode = await serveVsCode({ trustAll: true, settings: quietSettings });
  try {
    // Tall, so that every row of the list of problems is on the page.
    const size = { width: 1400, height: 2400 };
    const workbench = await openWorkbench(browser, vscode, { folder, development: repository }, size);
    await printDiagnostics(workbench);
    await printScene(workbench);
  } finally {
    await browser.close();
    await vscode.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printDiagnostics(workbench: Workbench): Promise<void> {
  await workbench.openFile("calls.pasta");
  await workbench.status(/problems/).waitFor();
  console.log("Diagnostics, as the Problems view shows them:");
  await workbench.command("Problems: Focus on Problems View");
  const rows = workbench.page.locator(".markers-panel .monaco-list-row");
  await rows.first().waitFor();
  // All at one look: the list may be made anew meanwhile.
  for (const label of await rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label")))) {
    console.log(`  ${label}`);
  }
}

async function printScene(workbench: Workbench): Promise<void> {
  await workbench.openFile("talk.pasta");
  await workbench.goTo(2);
  await workbench.command("Pasta: Run Scene");
  const scene = await workbench.scene();
  await scene.locator("#state", { hasText: "End of the scene." }).waitFor();
  console.log("A scene, as the Scene panel shows it:");
  for (const row of await scene.locator("#transcript > *").all()) {
    console.log(`  ${(await row.locator("> *").allTextContents()).join("  ")}`);
  }
}

const words = process.argv.slice(2);
await buildAll({ minify: false, targets: [] });
if (words.includes("--check")) await check();
else if (!words.includes("--web") && hasProgram("code")) openDesktop();
else await openWeb();
