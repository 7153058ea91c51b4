/**
 * Keeps a ghost of many files small: of a file that nobody edits only the text and what was read from it stay; its
 * nodes are read again when a feature asks for them.
 */

import type { Block, SyntaxDocument } from "../syntax/model.ts";
import { adoptSummary, type BlockSummary, summarizeBlock } from "./block-summary.ts";

/** A block of a file as the project remembers it. */
export interface FileBlock {
  /** Offset of the block in the file. */
  readonly start: number;
  /** Where its lines end, as an offset in the file. */
  readonly end: number;
  readonly summary: BlockSummary;
}

/** What the project remembers of a document's blocks, by their places. */
export function fileBlocks(document: SyntaxDocument): FileBlock[] {
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

/** The document without its nodes; `parse` reads them again when they are asked for. Their summaries stay the same. */
export function restingDocument(document: SyntaxDocument, parse: (text: string) => SyntaxDocument): SyntaxDocument {
  const { text, ok, hasDirective } = document;
  const summaries = document.blocks.map(summarizeBlock);
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
