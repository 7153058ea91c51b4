/** Finds the block of a document that an offset falls into. */
import type { Block, SyntaxDocument } from "../syntax/model.ts";

/** The index of the last block that begins at or before `offset`; -1 where none does. */
export function blockIndexAt(document: SyntaxDocument, offset: number): number {
  let low = 0;
  let high = document.blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((document.blocks[middle] as Block).start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The last of some things in order that begins at or before `offset`. */
export function lastAtOrBefore<T extends { readonly start: number }>(list: readonly T[], offset: number): T | null {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as T).start <= offset) low = middle + 1;
    else high = middle;
  }
  return list[low - 1] ?? null;
}

/** The block that begins exactly at `start`. */
export function blockStartingAt(document: SyntaxDocument, start: number): Block | null {
  const block = document.blocks[blockIndexAt(document, start)];
  return block !== undefined && block.start === start ? block : null;
}
