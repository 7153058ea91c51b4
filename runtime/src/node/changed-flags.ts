/**
 * V8's flags, changed while the process runs. V8 reads some of them whenever it decides something, so that works; but
 * compiled code is good for one set of flags only, that of Node's own modules too. So the usual ones are given back for
 * as long as something needs them: threads, which would take twice as long to start, and code that is kept.
 */
import { setFlagsFromString } from "node:v8";
import type { Worker } from "node:worker_threads";

/** What changed: the flag as it shall be, and as V8 has it by itself. */
const changed = new Map<string, string>();
/** How much is under way that needs the usual flags. */
let usual = 0;

/** Changes a flag for the rest of the process. Only for flags that V8 is known to have: it complains of others. */
export function changeFlag(flag: string, ofItself: string): void {
  changed.set(flag, ofItself);
  apply();
}

/** Does something under V8's usual flags. */
export function asUsual<T>(work: () => T): T {
  const over = beginUsual();
  try {
    return work();
  } finally {
    over();
  }
}

/** Starts a thread under V8's usual flags, which it needs until it runs. */
export function startAsUsual(start: () => Worker): Worker {
  const over = beginUsual();
  try {
    return start().once("online", over).once("exit", over);
  } catch (error) {
    over();
    throw error;
  }
}

function beginUsual(): () => void {
  usual++;
  apply();
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    usual--;
    apply();
  };
}

function apply(): void {
  for (const [flag, ofItself] of changed) setFlagsFromString(usual > 0 ? ofItself : flag);
}
