/** What is kept of a tree's top level between two edits, and what an edit is to it. */
import type { BlockNode, SyntaxProblem } from "./model.ts";

/** A node of the tree's top level, with what is known of it before its place in the file. */
export interface TopNode {
  readonly node: BlockNode;
  readonly start: number;
  readonly end: number;
  readonly problems: readonly SyntaxProblem[];
  /** Whether the tree held an error there. */
  readonly damaged: boolean;
}

/** A change between two versions of a text: `[start, oldEnd)` became `[start, newEnd)`. */
export interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}
