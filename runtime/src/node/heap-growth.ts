/**
 * How far V8 lets the heap grow before it collects garbage. By itself it waits until there is about twice of what lives,
 * and lets the young part grow to 32 MB: for a ghost of 21 MB more than a hundred megabytes of nothing. Collecting more
 * often takes about a tenth more time.
 *
 * V8 asks for this whenever it sets its next limit, so it can be changed while a process runs. But compiled code is good
 * for one set of flags only, that of Node's own modules too. So only a process with much to hold does this, and threads
 * start under the usual flags: they would take twice as long.
 */
import { setFlagsFromString } from "node:v8";
import type { Worker } from "node:worker_threads";

/** By how much of what lives the heap grows, in percent; and by which factor its young part does, which 1 stops. */
const SLOW = ["--heap-growing-percent=20", "--semi-space-growth-factor=1"];
/** V8's own rules (of version 11 up to at least 13). */
const USUAL = ["--heap-growing-percent=0", "--semi-space-growth-factor=2"];

let isSlow = false;
/** How much is under way that needs the usual flags. */
let usual = 0;

/** From now on the heap grows slowly, in all of this process. V8 heeds it from its next full collection on. */
export function growSlowly(): void {
  if (isSlow) return;
  isSlow = true;
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
  if (isSlow) for (const flag of usual === 0 ? SLOW : USUAL) setFlagsFromString(flag);
}
