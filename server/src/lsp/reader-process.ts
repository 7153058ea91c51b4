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
const threads = Array.from({ length: Math.min(MOST_THREADS, availableParallelism(), files) }, () => {
  const thread = startAsUsual(() => new Worker(new URL(file, import.meta.url), { execArgv: [] }));
  thread.on("message", (answer: ReadAnswer) => process.send?.(answer));
  // Without one of its threads it cannot answer everything; the server reads what is left.
  thread.on("error", () => process.exit(1));
  return thread;
});

process.on("message", (job: ReadJob) => threads[job.id % threads.length]?.postMessage(job));
// Without its server nobody waits for anything.
process.on("disconnect", () => process.exit(0));
