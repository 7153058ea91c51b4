/**
 * When V8 makes the best code that it can of a function: by itself only after thousands of calls, which are hours of
 * typing. What happens with every key is known to be worth it, so this process decides sooner.
 */
import { changeFlag } from "./changed-flags.ts";

/** A flag as it shall be, and as V8 has it by itself. */
type Change = readonly [flag: string, ofItself: string];

/** Version 11 counts the code that has run, in bytes of its bytecode. */
const BY_BYTES: readonly Change[] = [["--interrupt-budget=5000", "--interrupt-budget=67584"]];

/** Since version 12.4 it counts calls, from the last one that met something new. (Its last tier is left as it is.) */
const BY_CALLS: readonly Change[] = [
  ["--invocation-count-for-maglev=40", "--invocation-count-for-maglev=400"],
  ["--minimum-invocations-after-ic-update=50", "--minimum-invocations-after-ic-update=500"],
];

let isSooner = false;

/** From now on functions are compiled well sooner; the first call counts. Does nothing where V8's way is not known. */
export function compileSooner(): void {
  if (isSooner) return;
  isSooner = true;
  for (const [flag, ofItself] of changesOf(process.versions.v8)) changeFlag(flag, ofItself);
}

/** What to change of a version of V8, as Node tells it (`11.3.244.8-node.38`). */
export function changesOf(version: string): readonly Change[] {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major === 11) return BY_BYTES;
  const isKnown = major === 12 ? minor >= 4 : major === 13 || major === 14;
  return isKnown ? BY_CALLS : [];
}
