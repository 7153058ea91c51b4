/** How the files of one ghost come into its project: from the disk, from a process that reads them, or from an editor. */
import type { Checker } from "#core/diagnostics/index.ts";
import {
  type GhostFileKind,
  type GhostFolder,
  type Project,
  type Reading,
  type Rest,
  readingOf,
  restingDocument,
  restOf,
  withEncodingFault,
} from "#core/project/index.ts";
import type { OpenDocument, PastaParser } from "#core/syntax/index.ts";
import { Unpacking } from "./file-read.ts";
import type { OpenText } from "./open-text.ts";
import type { Readers } from "./readers.ts";
import { absolutePath } from "./uris.ts";

/** A file as an editor holds it. */
export interface OpenFile {
  readonly uri: string;
  readonly text: OpenText;
  /** The tree under edit; null for files that are no dictionaries. */
  readonly syntax: OpenDocument | null;
}

/** Told after every file that was taken in. */
export type LoadReport = (done: number, total: number) => void;

/** What is read, and by whom. */
export interface IntakeParts {
  readonly project: Project;
  readonly checker: Checker;
  readonly root: string;
  /** Null for a lone file. */
  readonly folder: GhostFolder | null;
  readonly parser: PastaParser;
  readonly kindOf: (path: string) => GhostFileKind | null;
  /** Lets waiting messages be handled between two pieces of work. */
  readonly breathe: () => Promise<void>;
  readonly startReaders: (files: number) => Readers | null;
}

/** Takes a file in that was read. */
type Take = () => void | Promise<void>;

export class Intake {
  /** What an editor holds goes before what is on the disk. */
  readonly open = new Map<string, OpenFile>();
  /** Files that were no UTF-8 when they were read. */
  readonly #invalid = new Set<string>();

  constructor(private readonly parts: IntakeParts) {}

  /**
   * Takes files in, in order, while those behind them are being read: by others, where it `isFirst` (later most of the
   * texts are here already) and much. False where it was cancelled.
   */
  async takeAll(
    wanted: readonly string[],
    isFirst: boolean,
    isCancelled: () => boolean,
    report: LoadReport,
  ): Promise<boolean> {
    const { project, startReaders, breathe } = this.parts;
    const readers = isFirst && (await this.#isMuch(wanted)) ? startReaders(wanted.length) : null;
    const ahead: Promise<Take>[] = [];
    const texts = new Map<string, string>();
    project.startLoading();
    try {
      for (let taken = 0, asked = 0; taken < wanted.length; taken++) {
        for (; asked < wanted.length && asked < taken + READ_AHEAD; asked++) {
          ahead.push(this.#fetch(wanted[asked] as string, readers, texts));
        }
        const take = await ahead.shift();
        if (isCancelled()) return false;
        await take?.();
        report(taken + 1, wanted.length);
        await breathe();
      }
      return true;
    } finally {
      readers?.stop();
      project.endLoading();
    }
  }

  /** Whether reading these files takes so long that others had better do it: a process for it takes time, too. */
  async #isMuch(paths: readonly string[]): Promise<boolean> {
    const { folder, kindOf } = this.parts;
    const closed = paths.filter((path) => kindOf(path) === "pasta" && !this.open.has(path));
    let sum = 0;
    for (let from = 0; from < closed.length; from += ASKED_AT_ONCE) {
      const some = closed.slice(from, from + ASKED_AT_ONCE);
      const sizes = await Promise.all(some.map((path) => folder?.size(path) ?? 0));
      for (const size of sizes) sum += size;
      if (sum > MUCH || sizes.some((size) => size > MUCH_AT_ONCE)) return true;
    }
    return false;
  }

  /** Reads a file, in a process of its own where there are any; what it resolves to takes the file in. */
  async #fetch(path: string, readers: Readers | null, texts: Map<string, string>): Promise<Take> {
    const { root, kindOf } = this.parts;
    const isOrdinary = readers !== null && kindOf(path) === "pasta" && !this.open.has(path);
    const read = isOrdinary ? await readers.read(absolutePath(root, path), path) : null;
    if (read === null) {
      const text = await this.diskText(path);
      return () => this.put(path, text);
    }
    return () => this.#takeRead(path, new Unpacking(read, texts));
  }

  /** Takes a file in that was read elsewhere, in portions: one may hold thousands of scenes. */
  async #takeRead(path: string, unpacking: Unpacking): Promise<void> {
    const { project, checker, breathe } = this.parts;
    while (!unpacking.isWhole) {
      const { blocks, findings } = unpacking.next();
      const summaries = blocks.map(({ summary }) => summary);
      checker.adoptText(summaries, findings);
      project.expect(path, summaries);
      await breathe();
    }
    const { reading, rest } = unpacking.whole();
    // An editor may have opened it meanwhile.
    if (!this.open.has(path)) return this.#keep(reading, rest);
    project.forget(rest.summaries);
    this.put(path, null);
  }

  #keep(reading: Reading, rest: Rest): void {
    const { project, parser } = this.parts;
    project.updateReading(
      reading,
      restingDocument(rest, (again) => parser.parse(again)),
    );
  }

  /** The text that counts where no editor holds the file; null where one does, or where the file is gone. */
  async diskText(path: string): Promise<string | null> {
    if (this.open.has(path)) return null;
    return this.parts.folder?.read(path) ?? null;
  }

  /** Hands a file to the project: as an editor holds it, else with the text of the disk, else as gone. */
  put(path: string, text: string | null): void {
    const { project, checker, folder, parser, kindOf } = this.parts;
    const opened = this.open.get(path);
    if (kindOf(path) === "lua") {
      project.updateLua(path, opened?.text.getText() ?? text);
    } else if (opened?.syntax != null) {
      project.updateDocument(path, opened.syntax.document);
    } else if (text === null) {
      project.updateDocument(path, null);
    } else if (project.snapshot.documents.get(path)?.text !== text || this.#invalid.has(path)) {
      const invalidAt = folder?.invalidAt(path) ?? null;
      const document = withEncodingFault(parser.parse(text), invalidAt);
      if (invalidAt === null) this.#invalid.delete(path);
      else this.#invalid.add(path);
      checker.checkTextOf(document);
      // Files with a fault of their own are few; their nodes stay.
      if (invalidAt !== null) project.updateDocument(path, document);
      else this.#keep(readingOf(path, document), restOf(document));
    }
  }

  remove(path: string): void {
    this.parts.project.updateDocument(path, null);
    this.parts.project.updateLua(path, null);
  }
}

const READ_AHEAD = 16;

/** Bytes that the server reads by itself in about the time in which a process starts: a tenth of a second. */
const MUCH = 256 * 1024;

/** Bytes of one file that hold everybody else up. */
const MUCH_AT_ONCE = 96 * 1024;

/** How many files the system is asked for their size at once. */
const ASKED_AT_ONCE = 32;
