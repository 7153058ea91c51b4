/**
 * Runs a bundle with the code that was kept of an earlier start, and keeps it where there is none yet. The files that
 * users and editors start are nothing but this: the bundles lie beside them.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";
import { codeFile, readCode, writeCode } from "./code-cache.ts";
import { v8Flags } from "./v8-flags.ts";

/** A bundle that runs. */
export interface Launched {
  readonly exports: unknown;
  /** Whether it runs on code of an earlier start. */
  readonly isKept: boolean;
}

/** How long a process rests after it has done what it was started for before its code is kept, in milliseconds. */
const REST = 1000;

/**
 * Runs the bundle, a file with one function of CommonJS' names and `keepCode`, which it may call once it has done what
 * every start does: the functions compiled until then are kept. `folder` is where; null for nowhere.
 */
export function launch(bundle: string, folder: string | null, rest = afterRest): Launched {
  const source = readFileSync(bundle);
  const file = folder === null ? null : codeFile(folder, bundle, source);
  const kept = file === null ? null : readCode(file, source);
  const script = new Script(source.toString("utf8"), { filename: bundle, ...(kept !== null && { cachedData: kept }) });
  const isKept = kept !== null && script.cachedDataRejected !== true;
  const module = { exports: {} };
  const run = script.runInThisContext() as (...names: unknown[]) => void;
  const keepCode = file === null || isKept ? nothing : keeper(script, file, source, rest);
  run.call(module.exports, module.exports, createRequire(bundle), module, bundle, dirname(bundle), keepCode);
  return { exports: module.exports, isKept };
}

/** What keeps a script's code, once. Apart from `launch`, so that nothing else lives as long as the bundle does. */
function keeper(script: Script, file: string, source: Buffer, rest: (work: () => void) => void): () => void {
  const flags = v8Flags();
  let isOwed = true;
  return () => {
    if (!isOwed) return;
    isOwed = false;
    rest(() => {
      // Code made under other flags would be refused in every start, and made again.
      if (v8Flags().equals(flags)) writeCode(file, source, script.createCachedData());
    });
  };
}

function nothing(): void {}

/** Waits without keeping the process alive. */
function afterRest(work: () => void): void {
  setTimeout(work, REST).unref();
}
