/**
 * The lines of a scene that an edit left alone, taken over from the scene as it was: to read a line from the tree takes
 * a dozen calls into WebAssembly and more, and most edits touch one line of many.
 */
import { Kind } from "./kinds.ts";
import type { Item, SceneNode } from "./model.ts";
import { movedItem } from "./moved-line.ts";

/** A change inside a block, in offsets of the block: `[start, newEnd)` of the new text stands for what was there. */
export interface BlockChange {
  readonly start: number;
  readonly newEnd: number;
  /** How much further on everything behind the change begins. */
  readonly shift: number;
}

const ITEM_KINDS: ReadonlyMap<Kind, Item["kind"]> = new Map([
  [Kind.Action, "action"],
  [Kind.Continuation, "continue"],
  [Kind.Call, "call"],
  [Kind.Choice, "choice"],
  [Kind.VariableSet, "set"],
  [Kind.Cue, "cue"],
]);

export class KeptLines {
  readonly #items: readonly Item[];
  /** Lines are asked for in their order, so each search begins where the one before ended. */
  #next = 0;
  /** Where the first line that the change touches begins. */
  readonly #before: number;
  /** Where the line behind the last touched one begins, in the new text. */
  readonly #behind: number;
  readonly #shift: number;

  /** `text` is the block's new text. */
  constructor(scene: SceneNode, text: string, { start, newEnd, shift }: BlockChange) {
    this.#items = scene.locals.flatMap(({ items }) => items);
    this.#before = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
    if (start === 0) this.#before = 0;
    this.#behind = lineEnd(text, newEnd);
    this.#shift = shift;
  }

  /** The line that a node of the new tree stands for, where it is wholly outside of the touched lines. */
  take(kind: Kind, start: number, end: number): Item | null {
    if (end > this.#before && start < this.#behind) return null;
    const by = end <= this.#before ? 0 : this.#shift;
    const items = this.#items;
    while (this.#next < items.length && (items[this.#next] as Item).span.start + by < start) this.#next++;
    const item = items[this.#next];
    // A line with a rest that nothing reads ends before its node does; such a line is read again.
    if (item === undefined || item.span.start + by !== start || item.span.end + by !== end) return null;
    if (item.kind !== ITEM_KINDS.get(kind)) return null;
    return by === 0 ? item : movedItem(item, by);
  }
}

/** Offset behind the line break at or after an offset, or the text's end and more where there is none. */
function lineEnd(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === CARRIAGE_RETURN) return at + 1;
  }
  return text.length + 1;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
