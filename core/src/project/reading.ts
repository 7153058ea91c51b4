/**
 * What the project wants to know of a dictionary: plain data, so that it can be made in another process. Of a file that
 * nobody edits only this and the text stay; its nodes are read again when a feature asks for them.
 */
import type { FileDeclarations } from "../resolve/model.ts";
import type { Block, SyntaxDocument } from "../syntax/model.ts";
import { adoptSummary, type BlockSummary, summarizeBlock } from "./block-summary.ts";
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
