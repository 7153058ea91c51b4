/** A thread that reads dictionaries: each comes back as plain data, its nodes stay behind. */
import { parentPort } from "node:worker_threads";
import type { PastaParser } from "#core/syntax/index.ts";
import { loadParser } from "#runtime/node/parser.ts";
import { readSource } from "./disk.ts";
import { pack } from "./file-read.ts";

export interface ReadJob {
  readonly id: number;
  /** Absolute. */
  readonly file: string;
  /** Relative to the ghost. */
  readonly path: string;
}

export interface ReadAnswer {
  readonly id: number;
  /** The file for an `Unpacking`; null where the file is gone or has a fault of its own. */
  readonly read: Uint8Array | null;
}

async function read(parser: PastaParser, { file, path }: ReadJob): Promise<Uint8Array | null> {
  const source = await readSource(file);
  if (source === null || source.invalidAt !== null) return null;
  return pack(path, parser.parse(source.text));
}

const parser = loadParser();

parentPort?.on("message", async (job: ReadJob) => {
  const answer: ReadAnswer = { id: job.id, read: await read(await parser, job).catch(() => null) };
  parentPort?.postMessage(answer, answer.read === null ? [] : [answer.read.buffer as ArrayBuffer]);
});
