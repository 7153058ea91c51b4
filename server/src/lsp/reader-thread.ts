/** A thread that reads dictionaries while the server answers: each comes back as plain data, its nodes stay behind. */
import { parentPort } from "node:worker_threads";
import { type Finding, textFindings } from "#core/diagnostics/index.ts";
import { type Reading, type Rest, readingOf, restOf } from "#core/project/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import { readSource } from "./disk.ts";
import { loadParser } from "./load-parser.ts";

export interface ReadJob {
  readonly id: number;
  /** Absolute. */
  readonly file: string;
  /** Relative to the ghost. */
  readonly path: string;
}

/** A dictionary as it was read; `findings` are those of the text, in the order of `rest.summaries`. */
export interface FileRead {
  readonly reading: Reading;
  readonly rest: Rest;
  readonly findings: readonly (readonly Finding[])[];
}

export interface ReadAnswer {
  readonly id: number;
  /** Null where the file is gone or has a fault of its own. */
  readonly read: FileRead | null;
}

async function read(parser: PastaParser, { file, path }: ReadJob): Promise<FileRead | null> {
  const source = await readSource(file);
  if (source === null || source.invalidAt !== null) return null;
  const document = parser.parse(source.text);
  return {
    reading: readingOf(path, document),
    rest: restOf(document),
    findings: document.blocks.map((block) => textFindings(document, block)),
  };
}

const parser = loadParser();

parentPort?.on("message", async (job: ReadJob) => {
  const answer: ReadAnswer = { id: job.id, read: await read(await parser, job).catch(() => null) };
  parentPort?.postMessage(answer);
});
