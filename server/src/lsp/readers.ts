/**
 * Processes that read a large ghost's files. They end when it has been read, and with them all the memory that reading
 * took (threads would leave much of theirs behind); the server answers meanwhile. What none of them could read, the
 * server reads itself.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { availableParallelism, constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { inDevelopment } from "#runtime/node/assets.ts";
import type { ReadAnswer, ReadJob } from "./reader-process.ts";

export interface Readers {
  /** What the file holds, for `unpack`; null where the server is to read it itself. Never rejects. */
  read(file: string, path: string): Promise<Uint8Array | null>;
  stop(): void;
}

/** With fewer files, starting a process takes longer than reading them. */
const FEWEST = 24;
const MOST_PROCESSES = 4;

/** Processes for so many files; null where they are too few. */
export function startReaders(files: number): Readers | null {
  if (files < FEWEST) return null;
  const count = Math.max(1, Math.min(MOST_PROCESSES, availableParallelism()));
  const readers = Array.from({ length: count }, startReader);
  let next = 0;
  return {
    read: (file, path) => (readers[next++ % count] as Readers).read(file, path),
    stop: () => {
      for (const reader of readers) reader.stop();
    },
  };
}

function startReader(): Readers {
  const child = startProcess();
  const waiting = new Map<number, (read: Uint8Array | null) => void>();
  let jobs = 0;
  let isOver = child === null;
  const giveUp = () => {
    isOver = true;
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  };
  child?.on("message", ({ id, read }: ReadAnswer) => {
    waiting.get(id)?.(read);
    waiting.delete(id);
  });
  child?.on("error", giveUp);
  child?.on("exit", giveUp);
  return {
    read: (file, path) => {
      if (isOver) return Promise.resolve(null);
      return new Promise((resolve) => {
        const job: ReadJob = { id: jobs++, file, path };
        waiting.set(job.id, resolve);
        child?.send(job, (error) => {
          if (error !== null) giveUp();
        });
      });
    },
    stop: () => {
      giveUp();
      child?.kill();
    },
  };
}

/** Null where the system allows no further process. */
function startProcess(): ChildProcess | null {
  const file = inDevelopment ? "./reader-process-development.mjs" : "./reader.cjs";
  try {
    const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
      // VS Code's own program is Node only where it is told to be.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
      serialization: "advanced",
      // Standard input and output are the client's.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      windowsHide: true,
    });
    stepBack(child.pid);
    return child;
  } catch {
    return null;
  }
}

/** Lets whoever waits for an answer of the server go first. */
function stepBack(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that forbids it shares its time evenly.
  }
}
