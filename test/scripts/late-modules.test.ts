/** Bundles whose modules of Node wait until they are used. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { build } from "esbuild";
import { lateModules } from "#scripts/late-modules.ts";

describe("late modules", () => {
  /** Runs a bundle of this text; answers what it prints, as JSON. */
  async function check(contents: string, expected: unknown): Promise<void> {
    const { outputFiles } = await build({
      stdin: { contents, loader: "ts" },
      bundle: true,
      platform: "node",
      format: "cjs",
      write: false,
      plugins: [lateModules],
    });
    const script = outputFiles[0]?.text ?? "";
    const { stdout, stderr } = spawnSync(process.execPath, ["-"], { input: script, encoding: "utf8" });
    assert.deepEqual(JSON.parse(stdout || JSON.stringify(stderr)), expected);
  }

  const isLoaded = (name: string) => `process.moduleLoadList.includes("NativeModule ${name}")`;

  it("are loaded when something of them is used", () =>
    check(
      `import { createHash } from "node:crypto";
       import * as threads from "worker_threads";
       import type { ChildProcess } from "node:child_process";
       const before = [${isLoaded("crypto")}, ${isLoaded("worker_threads")}];
       const hash = createHash("md5").update("").digest("hex").slice(0, 4);
       const isMain = threads.isMainThread;
       console.log(JSON.stringify([before, hash, isMain, ${isLoaded("crypto")}, ${isLoaded("child_process")}]));`,
      [[false, false], "d41d", true, true, false],
    ));

  it("are the real ones: classes, namespaces and defaults of them work", () =>
    check(
      `import os, { EOL } from "node:os";
       import { Worker } from "node:worker_threads";
       import { readFile } from "node:fs/promises";
       import fs from "node:fs";
       const late = require("fs/promises");
       const same = [Worker === require("worker_threads").Worker, readFile === fs.promises.readFile];
       console.log(JSON.stringify([...same, late.readFile === readFile, os.EOL === EOL, typeof os.cpus()]));`,
      [true, true, true, true, "object"],
    ));
});
