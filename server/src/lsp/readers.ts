/**
 * A process that reads a large ghost's files. It ends when they have been read, and with it all the memory that reading
 * took (threads of the server would leave much of theirs behind); the server answers meanwhile. What it could not read,
 * the server reads itself.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { inDevelopment } from "#runtime/node/assets.ts";
import type { ReadAnswer, ReadJob } from "./reader-thread.ts";

export interface Readers {
  /** What the file holds, for an `Unpacking`; null where the server is to read it itself. Never rejects. */
  read(file: string, path: string): Promise<Uint8Array | null>;
  stop(): void;
}

/** A process for so many files; null where the system allows none. */
export function startReaders(files: number): Readers | null {
  const child = startProcess(files);
  if (child === null) return null;
  const waiting = new Map<number, (read: Uint8Array | null) => void>();
  let jobs = 0;
  let isOver = false;
  const giveUp = () => {
    isOver = true;
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  };
  child.on("message", ({ id, read }: ReadAnswer) => {
    waiting.get(id)?.(read);
    waiting.delete(id);
  });
  child.on("error", giveUp);
  child.on("exit", giveUp);
  return {
    read: (file, path) => {
      if (isOver) return Promise.resolve(null);
      return new Promise((resolve) => {
        const job: ReadJob = { id: jobs++, file, path };
        waiting.set(job.id, resolve);
        child.send(job, (error) => {
          if (error !== null) giveUp();
        });
      });
    },
    stop: () => {
      giveUp();
      child.kill();
    },
  };
}

/** Null where the system allows no further process. */
function startProcess(files: number): ChildProcess | null {
  const file = inDevelopment ? "./reader-process-development.mjs" : "./reader.cjs";
  // Certificates of the user's own are read before anything else, and nothing here goes to the network.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  try {
    const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), String(files)], {
      // VS Code's own program is Node only where it is told to be.
      env: { ...env, ELECTRON_RUN_AS_NODE: "1" },
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
