/**
 * Runs inside the extension host of the real VS Code: collects the host tests, runs them with mocha, and leaves what
 * came out in the file named by PASTA_HOST_RESULTS.
 */
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** What the page's side reads. */
export interface HostResults {
  readonly passes: readonly string[];
  readonly failures: readonly { readonly title: string; readonly message: string }[];
}

/** VS Code calls this once the extension host is ready. */
export async function run(): Promise<void> {
  const results: { passes: string[]; failures: { title: string; message: string }[] } = { passes: [], failures: [] };
  try {
    const mocha = new Mocha({ timeout: 120_000, ui: "bdd" });
    mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, "host", mocha);
    await import("./diagnostics.ts");
    await import("./navigation.ts");
    await import("./writing.ts");
    await import("./editing.ts");
    await import("./files.ts");
    await new Promise<void>((resolve) => {
      mocha
        .run(() => resolve())
        .on("pass", (test) => results.passes.push(test.fullTitle()))
        .on("fail", (test, error) =>
          results.failures.push({ title: test.fullTitle(), message: error.stack ?? String(error) }),
        );
    });
  } catch (error) {
    results.failures.push({ title: "the host tests load", message: error instanceof Error ? `${error.stack}` : "" });
  }
  const file = process.env.PASTA_HOST_RESULTS;
  if (file !== undefined) writeFileSync(file, JSON.stringify(results satisfies HostResults));
}
