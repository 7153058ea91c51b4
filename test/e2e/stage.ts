/** What every end-to-end test stands on: the package installed into the real VS Code, a browser, and copied samples. */
import { cpSync, existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { cacheFolder, repository } from "#scripts/cache.ts";
import { launchChromium } from "#scripts/chromium.ts";
import { packageExtension } from "#scripts/package.ts";
import { serveVsCode, type VsCode } from "#scripts/vscode/serve.ts";
import { quietSettings, type Workbench } from "#scripts/vscode/workbench.ts";

/** A started VS Code with the package in it, and a workspace of its own. */
export interface Stage {
  readonly browser: Browser;
  readonly vscode: VsCode;
  /** A copy of `samples/` under a path with a space and Japanese letters, as writers' folders have them. */
  readonly folder: string;
  /** Where host tests leave what came out. */
  readonly results: string;
  close(): Promise<void>;
}

/** Sets it up; `trustAll: false` leaves VS Code's workspace trust on. */
export async function openStage(options: {
  trustAll: boolean;
  settings?: Record<string, unknown>;
  /** A folder to copy instead of `samples/`. */
  content?: string;
}): Promise<Stage> {
  const vsix = await thePackage();
  const base = mkdtempSync(join(cacheFolder("e2e"), "run-"));
  const folder = join(base, "作業 フォルダー");
  const results = join(base, "host-results.json");
  mkdirSync(folder);
  cpSync(options.content ?? join(repository, "samples"), folder, { recursive: true });
  const vscode = await serveVsCode({
    vsix,
    trustAll: options.trustAll,
    settings: { ...quietSettings, ...options.settings },
    env: { PASTA_HOST_RESULTS: results },
  });
  const close = async () => {
    await vscode.stop();
    await rm(base, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  const browser = await launchChromium().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    browser,
    vscode,
    folder,
    results,
    async close() {
      await browser.close();
      await close();
    },
  };
}

/** In `afterEach`: a picture of a test that failed, its first try too, for whoever looks into it. */
export async function keepPicture({ currentTest }: Mocha.Context, workbench: Workbench | undefined): Promise<void> {
  if (currentTest === undefined || currentTest.state === "passed") return;
  const name = currentTest.fullTitle().replace(/\W+/g, "-");
  // Where the page itself has gone there is nothing to see, and the other tests go on.
  await workbench?.page
    .screenshot({ path: join(cacheFolder("e2e-failures"), `${name}.png`), timeout: 10_000 })
    .catch(() => undefined);
}

let made: Promise<string> | undefined;

/** The VSIX: the one named by PASTA_VSIX, else made now, once. */
function thePackage(): Promise<string> {
  const named = process.env.PASTA_VSIX;
  if (named !== undefined && existsSync(named)) return Promise.resolve(named);
  made ??= packageExtension();
  return made;
}
