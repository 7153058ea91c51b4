/**
 * Threads that read a large ghost's files. They end when it has been read, and with them all that reading left behind;
 * the server answers meanwhile. What no thread could read, the server reads itself.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { inDevelopment } from "#runtime/node/assets.ts";
import type { ReadAnswer, ReadJob } from "./reader-thread.ts";

export interface Readers {
  /** What the file holds, for `unpack`; null where the server is to read it itself. Never rejects. */
  read(file: string, path: string): Promise<Uint8Array | null>;
  stop(): void;
}

/** With fewer files, starting a thread takes longer than reading them. */
const FEWEST = 24;
const MOST_THREADS = 4;

/** Threads for so many files; null where they are too few. */
export function startReaders(files: number): Readers | null {
  if (files < FEWEST) return null;
  const count = Math.max(1, Math.min(MOST_THREADS, availableParallelism()));
  const threads = Array.from({ length: count }, startThread);
  let next = 0;
  return {
    read: (file, path) => (threads[next++ % count] as Readers).read(file, path),
    stop: () => {
      for (const thread of threads) thread.stop();
    },
  };
}

function startThread(): Readers {
  const file = inDevelopment ? "./reader-thread-development.mjs" : "./reader-thread.cjs";
  const worker = new Worker(new URL(file, import.meta.url), { execArgv: [] });
  const waiting = new Map<number, (read: Uint8Array | null) => void>();
  let jobs = 0;
  let isOver = false;
  const giveUp = () => {
    isOver = true;
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  };
  worker.on("message", ({ id, read }: ReadAnswer) => {
    waiting.get(id)?.(read);
    waiting.delete(id);
  });
  worker.on("error", giveUp);
  worker.on("exit", giveUp);
  return {
    read: (file, path) => {
      if (isOver) return Promise.resolve(null);
      return new Promise((resolve) => {
        const job: ReadJob = { id: jobs++, file, path };
        waiting.set(job.id, resolve);
        worker.postMessage(job);
      });
    },
    stop: () => {
      giveUp();
      void worker.terminate();
    },
  };
}
