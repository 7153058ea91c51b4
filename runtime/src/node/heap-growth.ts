/**
 * How far V8 lets the heap grow before it collects garbage. By itself it waits until there is about twice of what lives,
 * and lets the young part grow to 32 MB: for a ghost of 21 MB more than a hundred megabytes of nothing.
 *
 * V8 asks for this whenever it sets its next limit, so it can be changed while a process runs. But compiled code is good
 * for one set of flags only, that of Node's own modules too. So only a process with much to hold does this, and threads
 * start under the usual flags: they would take twice as long.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";
import type { Worker } from "node:worker_threads";

/** By how much of what lives the heap grows, in percent. Less makes edits wait for the collector more often. */
const SLOW = "--heap-growing-percent=50";
/** By which factor the young part grows. */
const NO_YOUNGER = "--semi-space-growth-factor=1";
/** V8's own rules (of version 11 up to at least 13). */
const USUAL = ["--heap-growing-percent=0", "--semi-space-growth-factor=2"];

/** The young part that is large enough, in bytes: with less, what is read is copied more often than it is used. */
const YOUNG = 8 * 1024 * 1024;

let isSlow = false;
let isYoungEnough = false;
/** How much is under way that needs the usual flags. */
let usual = 0;

/** From now on the heap grows slowly, in all of this process. V8 heeds it from its next full collection on. */
export function growSlowly(): void {
  if (isSlow) return;
  isSlow = true;
  apply();
}

/** To be called now and then while much is read: lets the young part grow up to its limit. */
export function limitYoung(): void {
  if (isYoungEnough) return;
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
  if (young === undefined || young.space_size < YOUNG) return;
  isYoungEnough = true;
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
  if (!isSlow && !isYoungEnough) return;
  for (const flag of USUAL) setFlagsFromString(flag);
  if (usual > 0) return;
  if (isSlow) setFlagsFromString(SLOW);
  if (isYoungEnough) setFlagsFromString(NO_YOUNGER);
}
