/**
 * What the project wants to know of a dictionary: plain data, so that it can be made in another process. Of a file that
 * nobody edits only this and the text stay; its nodes are read again when a feature asks for them.
 */
import type { FileDeclarations, SceneDeclaration } from "../resolve/model.ts";
import { EMPTY_INDEX } from "../resolve/prefix-index.ts";
import type { Block, SyntaxDocument } from "../syntax/model.ts";
import { adoptSummary, type BlockSummary, NOTHING, summarizeBlock } from "./block-summary.ts";
import { declarationsOf } from "./declarations.ts";

/** A block of a file as the project remembers it. */
export interface FileBlock {
  /** Offset of the block in the file. */
  readonly start: number;
  /** Where its lines end, as an offset in the file. */
  readonly end: number;
  readonly summary: BlockSummary;
}

export interface Reading {
  /** Relative to the ghost. */
  readonly path: string;
  /** By their places. */
  readonly blocks: readonly FileBlock[];
  readonly declarations: FileDeclarations;
}

/** Reads a document as the file at `path`. Blocks seen before cost a look at a map each. */
export function readingOf(path: string, document: SyntaxDocument): Reading {
  return { path, blocks: fileBlocks(document), declarations: declarationsOf(path, document) };
}

function fileBlocks(document: SyntaxDocument): FileBlock[] {
  const blocks = document.blocks.map((block) => ({
    start: block.start,
    end: block.start + block.node.span.end,
    summary: summarizeBlock(block),
  }));
  // The block that says that the last line is not ended begins where that line does, before an indented last block.
  return blocks.every(({ start }, i) => i === 0 || start >= (blocks[i - 1] as FileBlock).start)
    ? blocks
    : blocks.sort((a, b) => a.start - b.start);
}

/**
 * A reading from another process, made as small as one that was made here: what is cloned holds every text anew. The
 * summaries stay the same objects, for others refer to them.
 */
export function compactReading(reading: Reading): Reading {
  for (const { summary } of reading.blocks) {
    const own = summary as { -readonly [K in keyof BlockSummary]: BlockSummary[K] };
    own.names = summary.names.map(once);
    if (summary.words.length === 0) own.words = NOTHING.words;
    if (summary.functions.length === 0) own.functions = NOTHING.functions;
    if (summary.made.length === 0) own.made = NOTHING.made;
    if (summary.madeActors.length === 0) own.madeActors = NOTHING.madeActors;
    if (summary.strings.length === 0) own.strings = NOTHING.strings;
    if (summary.scene !== null) compactScene(summary.scene);
  }
  return reading;
}

function compactScene(scene: SceneDeclaration): void {
  const own = scene as { -readonly [K in keyof SceneDeclaration]: SceneDeclaration[K] };
  if (scene.locals.keys.length === 0) own.locals = EMPTY_INDEX;
  if (scene.words.keys.length === 0) own.words = EMPTY_INDEX;
}

/** Texts that were met, so that equal ones are one. Names repeat; the memory is emptied before it grows without end. */
const texts = new Map<string, string>();

function once(text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size > 100_000) texts.clear();
  texts.set(text, text);
  return text;
}

/** What stays of a document without its nodes. */
export interface Rest {
  readonly text: string;
  readonly ok: boolean;
  readonly hasDirective: boolean;
  /** In the order of the document's blocks. */
  readonly summaries: readonly BlockSummary[];
}

export function restOf(document: SyntaxDocument): Rest {
  const { text, ok, hasDirective } = document;
  return { text, ok, hasDirective, summaries: document.blocks.map(summarizeBlock) };
}

/** The document without its nodes; `parse` reads them again when they are asked for. Their summaries stay the same. */
export function restingDocument(rest: Rest, parse: (text: string) => SyntaxDocument): SyntaxDocument {
  const { text, ok, hasDirective, summaries } = rest;
  let read: WeakRef<readonly Block[]> | null = null;
  return {
    text,
    ok,
    hasDirective,
    slice: (start, end) => text.slice(start, end),
    get blocks() {
      const known = read?.deref();
      if (known !== undefined) return known;
      const { blocks } = parse(text);
      blocks.forEach((block, i) => {
        const summary = summaries[i];
        if (summary !== undefined) adoptSummary(block, summary);
      });
      read = new WeakRef(blocks);
      return blocks;
    },
  };
}
