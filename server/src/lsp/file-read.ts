/**
 * A dictionary on its way from one process to another, as bytes: who receives them decides when to spend the time that
 * making objects of them takes. A message of objects would be unpacked whenever it arrives, several in a row.
 */
import { deserialize, serialize } from "node:v8";
import { type Finding, textFindings } from "#core/diagnostics/index.ts";
import {
  type FileBlock,
  type PackedReading,
  packReading,
  type Reading,
  type Rest,
  readingOf,
  restOf,
  UnpackedReading,
} from "#core/project/index.ts";
import type { SyntaxDocument } from "#core/syntax/index.ts";

interface Sent {
  readonly reading: PackedReading;
  readonly text: string;
  readonly ok: boolean;
  readonly hasDirective: boolean;
  /** The reading's blocks in the order of the document's; null where that is the same. */
  readonly order: readonly number[] | null;
  /** What the rules of text found in the reading's blocks, where they found something. */
  readonly findings: readonly (readonly [block: number, found: readonly Finding[]])[];
}

/** Everything that others want to know of a file. */
export function pack(path: string, document: SyntaxDocument): Uint8Array {
  const reading = readingOf(path, document);
  const { text, ok, hasDirective, summaries } = restOf(document);
  const places = new Map(reading.blocks.map(({ summary }, i) => [summary, i]));
  const order = summaries.map((summary) => places.get(summary) as number);
  const findings: [number, readonly Finding[]][] = [];
  document.blocks.forEach((block, i) => {
    const found = textFindings(document, block);
    if (found.length > 0) findings.push([order[i] as number, found]);
  });
  const sent: Sent = {
    reading: packReading(reading),
    text,
    ok,
    hasDirective,
    order: order.every((place, i) => place === i) ? null : order,
    findings,
  };
  return serialize(sent);
}

/** Blocks that are made at once: a fraction of a millisecond. */
const PORTION = 32;

/** A file that comes in portions. */
export class Unpacking {
  readonly #sent: Sent;
  readonly #unpacked: UnpackedReading;
  readonly #findings: ReadonlyMap<number, readonly Finding[]>;
  #taken = 0;

  /** `texts` are those of the files that were unpacked before. */
  constructor(bytes: Uint8Array, texts: Map<string, string>) {
    this.#sent = deserialize(bytes) as Sent;
    this.#unpacked = new UnpackedReading(this.#sent.reading, texts);
    this.#findings = new Map(this.#sent.findings);
  }

  get isWhole(): boolean {
    return this.#unpacked.isWhole;
  }

  /** The next blocks, with what the rules of text found in each. */
  next(): { readonly blocks: readonly FileBlock[]; readonly findings: readonly (readonly Finding[])[] } {
    const blocks = this.#unpacked.next(PORTION);
    const from = this.#taken;
    this.#taken += blocks.length;
    return { blocks, findings: blocks.map((_, i) => this.#findings.get(from + i) ?? NOTHING) };
  }

  /** The whole file; to be asked when all blocks are there. */
  whole(): { readonly reading: Reading; readonly rest: Rest } {
    const { text, ok, hasDirective, order } = this.#sent;
    const reading = this.#unpacked.reading();
    const own = reading.blocks.map(({ summary }) => summary);
    const summaries = order === null ? own : order.map((place) => own[place] as (typeof own)[number]);
    return { reading, rest: { text, ok, hasDirective, summaries } };
  }
}

const NOTHING: readonly Finding[] = [];
