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

/**
 * Runs the bundle, a file with one function of CommonJS' names and `keepCode`, which it may call once: the functions
 * compiled until then are kept. Null instead where there is nothing to keep. `folder` is where; null for nowhere.
 */
export function launch(bundle: string, folder: string | null): Launched {
  const source = readFileSync(bundle);
  const file = folder === null ? null : codeFile(folder, bundle, source);
  const kept = file === null ? null : readCode(file, source);
  const script = new Script(source.toString("utf8"), { filename: bundle, ...(kept !== null && { cachedData: kept }) });
  const isKept = kept !== null && script.cachedDataRejected !== true;
  const module = { exports: {} };
  const run = script.runInThisContext() as (...names: unknown[]) => void;
  const keepCode = file === null || isKept ? null : keeper(script, file, source);
  run.call(module.exports, module.exports, createRequire(bundle), module, bundle, dirname(bundle), keepCode);
  return { exports: module.exports, isKept };
}

/** What keeps a script's code. Apart from `launch`, so that nothing else lives as long as the bundle does. */
function keeper(script: Script, file: string, source: Buffer): () => void {
  const flags = v8Flags();
  return () => {
    // Code made under other flags would be refused in every start, and made again.
    if (v8Flags().equals(flags)) writeCode(file, source, script.createCachedData());
  };
}
