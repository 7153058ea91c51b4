/**
 * How far V8 lets the heap grow before it collects garbage. By itself it waits until there is about twice of what lives,
 * and lets the young part grow to 32 MB: for a ghost of 21 MB more than a hundred megabytes of nothing.
 *
 * V8 asks for this whenever it sets its next limit, so it can be changed while a process runs. Only a process with much
 * to hold does it: see `changed-flags.ts`. The flags are those of V8's versions from 11 to 14 at least.
 */
import { getHeapSpaceStatistics } from "node:v8";
import { changeFlag } from "./changed-flags.ts";

/** The young part that is large enough, in bytes: with less, what is read is copied more often than it is used. */
const YOUNG = 8 * 1024 * 1024;

let isYoungEnough = false;

/** From now on the heap grows slowly, in all of this process. V8 heeds it from its next full collection on. */
export function growSlowly(): void {
  // By how much of what lives the heap grows, in percent. Less makes edits wait for the collector more often.
  changeFlag("--heap-growing-percent=50", "--heap-growing-percent=0");
}

/** To be called now and then while much is read: lets the young part grow up to its limit. */
export function limitYoung(): void {
  if (isYoungEnough) return;
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space");
  if (young === undefined || young.space_size < YOUNG) return;
  isYoungEnough = true;
  // The factor by which it grows.
  changeFlag("--semi-space-growth-factor=1", "--semi-space-growth-factor=2");
}
