/**
 * The process that reads a large ghost's files, in threads: they share the compiled parser, and all the memory that
 * they took goes with the process.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { inDevelopment } from "#runtime/node/assets.ts";
import type { ReadAnswer, ReadJob } from "./reader-thread.ts";

const MOST_THREADS = 4;

const file = inDevelopment ? "./reader-thread-development.mjs" : "./reader-thread.cjs";
const threads = Array.from({ length: Math.min(MOST_THREADS, availableParallelism()) }, () => {
  const thread = new Worker(new URL(file, import.meta.url), { execArgv: [] });
  thread.on("message", (answer: ReadAnswer) => process.send?.(answer));
  // Without one of its threads it cannot answer everything; the server reads what is left.
  thread.on("error", () => process.exit(1));
  return thread;
});

process.on("message", (job: ReadJob) => threads[job.id % threads.length]?.postMessage(job));
// Without its server nobody waits for anything.
process.on("disconnect", () => process.exit(0));
