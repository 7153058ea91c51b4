/**
 * The process that reads a large ghost's files, in threads: they share the compiled parser, and all the memory that
 * they took goes with the process. How many files there are is its argument.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { inDevelopment } from "#runtime/node/assets.ts";
import { changeFlag, startAsUsual } from "#runtime/node/changed-flags.ts";
import type { ReadAnswer, ReadJob } from "./reader-thread.ts";

const MOST_THREADS = 4;

// Each thread lives for seconds, and compiles for itself: to write every small function into all that call it would take
// as long as to run them. What the threads make is kept until its file is sent, so the young part had best be large soon.
changeFlag("--max-inlined-bytecode-size-cumulative=0", "--max-inlined-bytecode-size-cumulative=920");
changeFlag("--semi-space-growth-factor=8", "--semi-space-growth-factor=2");

const file = inDevelopment ? "./reader-thread-development.mjs" : "./reader-thread.cjs";
const files = Number(process.argv[2]) || MOST_THREADS;

/** Jobs that no thread has yet, in their order. Files are of different sizes, so none is promised to a thread before. */
const waiting: ReadJob[] = [];

/** Jobs that a thread has: one that it reads, and one that it finds ready behind that. */
const ENOUGH = 2;

const threads = Array.from({ length: Math.min(MOST_THREADS, availableParallelism(), files) }, () => {
  const thread = startAsUsual(() => new Worker(new URL(file, import.meta.url), { execArgv: [] }));
  const reader = { thread, jobs: 0 };
  thread.on("message", (answer: ReadAnswer) => {
    reader.jobs--;
    handOut();
    process.send?.(answer);
  });
  // Without one of its threads it cannot answer everything; the server reads what is left.
  thread.on("error", () => process.exit(1));
  return reader;
});

/** Gives the next jobs to those that have fewest. */
function handOut(): void {
  while (waiting.length > 0) {
    const reader = threads.reduce((least, other) => (other.jobs < least.jobs ? other : least));
    if (reader.jobs >= ENOUGH) return;
    reader.jobs++;
    reader.thread.postMessage(waiting.shift());
  }
}

process.on("message", (job: ReadJob) => {
  waiting.push(job);
  handOut();
});
// Without its server nobody waits for anything.
process.on("disconnect", () => process.exit(0));
