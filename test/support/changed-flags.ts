/** Scripts that change V8's flags, which must not change those of the tests. */
import { spawnSync } from "node:child_process";

/** Runs a script in a process of its own, whose flags may change; answers what it prints, as JSON. */
export function inProcess(script: string): unknown {
  const lines = `
    import { Worker } from "node:worker_threads";
    import { asUsual, changeFlag, startAsUsual } from "#runtime/node/changed-flags.ts";
    import { changesOf, compileSooner } from "#runtime/node/early-code.ts";
    import { growSlowly, limitYoung } from "#runtime/node/heap-growth.ts";
    import { v8Flags } from "#runtime/node/v8-flags.ts";
    const usual = v8Flags();
    const isUsual = () => v8Flags().equals(usual);
    ${script}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--import=tsx", "--input-type=module", "-e", lines], {
    encoding: "utf8",
  });
  return stderr === "" ? JSON.parse(stdout) : stderr;
}
