/** Finds the block of a document that an offset falls into. */
import type { Block, SyntaxDocument } from "../syntax/model.ts";

/**
 * The index of the block whose lines hold `offset`: the last that begins at or before it; -1 where none does. A stray
 * block that only says that a line is not ended stands on the lines of the block before it, and gives way to that.
 */
export function blockIndexAt(document: SyntaxDocument, offset: number): number {
  let index = lastAtOrBefore(document.blocks, offset);
  while (index > 0 && document.blocks[index]?.node.kind === "stray") {
    const before = document.blocks[index - 1] as Block;
    if (before.start + before.node.span.end < offset) break;
    index--;
  }
  return index;
}

/** The index of the last of some things in order that begins at or before `offset`; -1 where none does. */
export function lastAtOrBefore(list: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as { start: number }).start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
