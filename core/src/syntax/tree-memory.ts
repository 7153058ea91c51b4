/**
 * Walks a tree in WebAssembly's memory itself: of all the time that it takes to read a large ghost's trees through
 * tree-sitter's functions, most goes into the calls. What is read here are the structures of tree-sitter 0.27.1, the
 * version that is packed with the product; `tree-walk.ts` looks at a first tree both ways before it believes this one.
 */
import type { TreeWalk } from "./tree-walk.ts";

// `SubtreeInlineData` (`subtree.h`), two words: what begins with a set bit is one, else a pointer.
const INLINE = 1;
const INLINE_VISIBLE = 1 << 1;
const INLINE_EXTRA = 1 << 3;
const INLINE_MISSING = 1 << 5;
// The symbol is the first word's second byte, padding and size are the second word's last two bytes.
const BYTE = 0xff;
const INLINE_SYMBOL = 8;
const INLINE_PADDING = 16;
const INLINE_SIZE = 24;

// `SubtreeHeapData` (`subtree.h`), in bytes from its beginning; a node's children lie before it, eight bytes each.
const CHILD = 8;
const PADDING = 4;
const SIZE = 16;
const ERROR_COST = 32;
const CHILD_COUNT = 36;
const SYMBOL = 40;
const FLAGS = 44;
const VISIBLE = 1;
const EXTRA = 1 << 2;
const MISSING = 1 << 9;
const VISIBLE_CHILD_COUNT = 48;
const PRODUCTION = 66;

// `TSTree` (`tree.h`) and `TSLanguage` (`parser.h`).
const LANGUAGE = 8;
const MAX_ALIAS_SEQUENCE_LENGTH = 36;
const PUBLIC_SYMBOL_MAP = 76;
const ALIAS_SEQUENCES = 84;

const ERROR_SYMBOL = 0xffff;

/** Bytes of a code unit of UTF-16. */
const UNIT = 2;

/** Memory as numbers of two bytes and of four. */
interface Views {
  readonly buffer: ArrayBuffer;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
}

let views: Views | null = null;

function viewsOf(buffer: ArrayBuffer): Views {
  if (views?.buffer !== buffer) views = { buffer, u16: new Uint16Array(buffer), u32: new Uint32Array(buffer) };
  return views;
}

// What is kept of each node from the root to the current one, hidden nodes too.
const WORDS = 8;
/** Address of its `Subtree`. */
const AT = 0;
/** Bytes of the text before it, and its own. */
const START = 1;
const LENGTH = 2;
/** Its place among its parent's children, and among those of them that the grammar speaks of. */
const INDEX = 3;
const PLACE = 4;
const IS_EXTRA = 5;
/** What the parent's production calls it instead of its own name; 0 where it does not. */
const ALIAS = 6;
const IS_VISIBLE = 7;

/** Nodes for which there is room at first. */
const ROOM = 32;

/**
 * A walk from the root of the tree at an address. While it lasts, memory stays where it is: nothing else may be asked of
 * tree-sitter. Names and meanings of the steps are those of `tree_cursor.c`.
 */
export class MemoryWalk implements TreeWalk {
  readonly #u16: Uint16Array;
  readonly #u32: Uint32Array;
  /** Where the numbers of symbols and the aliases lie, counted in pairs of bytes. */
  readonly #symbols: number;
  readonly #aliases: number;
  readonly #aliasLength: number;
  #stack = new Int32Array(ROOM * WORDS);
  /** Where the current node's words begin. */
  #top = 0;

  constructor(memory: ArrayBuffer, tree: number) {
    const { u16, u32 } = viewsOf(memory);
    this.#u16 = u16;
    this.#u32 = u32;
    const language = u32[(tree + LANGUAGE) >> 2] as number;
    this.#symbols = (u32[(language + PUBLIC_SYMBOL_MAP) >> 2] as number) >> 1;
    this.#aliases = (u32[(language + ALIAS_SEQUENCES) >> 2] as number) >> 1;
    this.#aliasLength = u16[(language + MAX_ALIAS_SEQUENCE_LENGTH) >> 1] as number;
    const data = u32[tree >> 2] as number;
    const isInline = (data & INLINE) !== 0;
    const more = u32[(tree >> 2) + 1] as number;
    this.#stack[AT] = tree;
    this.#stack[START] = isInline ? (more >> INLINE_PADDING) & BYTE : (u32[(data + PADDING) >> 2] as number);
    this.#stack[LENGTH] = isInline ? more >>> INLINE_SIZE : (u32[(data + SIZE) >> 2] as number);
    this.#stack[IS_VISIBLE] = 1;
  }

  get nodeTypeId(): number {
    const alias = this.#stack[this.#top + ALIAS] as number;
    const data = this.#data();
    const own = (data & INLINE) !== 0 ? (data >> INLINE_SYMBOL) & BYTE : (this.#u16[(data + SYMBOL) >> 1] as number);
    const symbol = alias === 0 ? own : alias;
    return symbol === ERROR_SYMBOL ? symbol : (this.#u16[this.#symbols + symbol] as number);
  }

  get startIndex(): number {
    return (this.#stack[this.#top + START] as number) / UNIT;
  }

  get endIndex(): number {
    return ((this.#stack[this.#top + START] as number) + (this.#stack[this.#top + LENGTH] as number)) / UNIT;
  }

  get isMissing(): boolean {
    const data = this.#data();
    if ((data & INLINE) !== 0) return (data & INLINE_MISSING) !== 0;
    return ((this.#u16[(data + FLAGS) >> 1] as number) & MISSING) !== 0;
  }

  get hasError(): boolean {
    const data = this.#data();
    return this.isMissing || ((data & INLINE) === 0 && this.#u32[(data + ERROR_COST) >> 2] !== 0);
  }

  gotoFirstChild(): boolean {
    const data = this.#data();
    if ((data & INLINE) !== 0 || this.#u32[(data + CHILD_COUNT) >> 2] === 0) return false;
    return this.#find(this.#top + WORDS, 0, 0, this.#stack[this.#top + START] as number);
  }

  gotoNextSibling(): boolean {
    const stack = this.#stack;
    for (let at = this.#top; at > 0; at -= WORDS) {
      const place = (stack[at + PLACE] as number) + 1 - (stack[at + IS_EXTRA] as number);
      const end = (stack[at + START] as number) + (stack[at + LENGTH] as number);
      if (this.#find(at, (stack[at + INDEX] as number) + 1, place, end)) return true;
      if (stack[at - WORDS + IS_VISIBLE] !== 0) return false;
    }
    return false;
  }

  gotoParent(): boolean {
    if (this.#top === 0) return false;
    do this.#top -= WORDS;
    while (this.#stack[this.#top + IS_VISIBLE] === 0);
    return true;
  }

  delete(): void {
    // Nothing was taken that could be given back.
  }

  /** The first word of the current node. */
  #data(): number {
    return this.#u32[(this.#stack[this.#top + AT] as number) >> 2] as number;
  }

  /**
   * Goes to the first visible node among the children from `index` on of the node whose words end at `at`, or below them.
   * `end` is where the child before that ends; the first one begins with its parent, which has its padding. Hidden nodes
   * may be nested as deep as a text is long. One loop without calls, for it runs for every node of a ghost.
   */
  #find(at: number, index: number, place: number, end: number): boolean {
    const [u16, u32] = [this.#u16, this.#u32];
    let stack = this.#stack;
    let parent = u32[(stack[at - WORDS + AT] as number) >> 2] as number;
    let count = u32[(parent + CHILD_COUNT) >> 2] as number;
    let aliases = this.#aliasesOf(parent);
    while (index < count) {
      const node = parent - (count - index) * CHILD;
      const data = u32[node >> 2] as number;
      let isVisible: boolean;
      let isExtra: boolean;
      let hasVisible = false;
      let length: number;
      if ((data & INLINE) !== 0) {
        const more = u32[(node >> 2) + 1] as number;
        if (index > 0) end += (more >> INLINE_PADDING) & BYTE;
        length = more >>> INLINE_SIZE;
        isVisible = (data & INLINE_VISIBLE) !== 0;
        isExtra = (data & INLINE_EXTRA) !== 0;
      } else {
        const flags = u16[(data + FLAGS) >> 1] as number;
        if (index > 0) end += u32[(data + PADDING) >> 2] as number;
        length = u32[(data + SIZE) >> 2] as number;
        isVisible = (flags & VISIBLE) !== 0;
        isExtra = (flags & EXTRA) !== 0;
        hasVisible = u32[(data + CHILD_COUNT) >> 2] !== 0 && u32[(data + VISIBLE_CHILD_COUNT) >> 2] !== 0;
      }
      const alias = isExtra || aliases === 0 ? 0 : (u16[aliases + place] as number);
      if (alias !== 0) isVisible = true;
      if (isVisible || hasVisible) {
        if (at === stack.length) stack = this.#grow();
        stack[at + AT] = node;
        stack[at + START] = end;
        stack[at + LENGTH] = length;
        stack[at + INDEX] = index;
        stack[at + PLACE] = place;
        stack[at + IS_EXTRA] = isExtra ? 1 : 0;
        stack[at + ALIAS] = alias;
        stack[at + IS_VISIBLE] = isVisible ? 1 : 0;
        this.#top = at;
        if (isVisible) return true;
        // A hidden node: what is looked for is the first visible one below it.
        parent = data;
        count = u32[(parent + CHILD_COUNT) >> 2] as number;
        aliases = this.#aliasesOf(parent);
        at += WORDS;
        index = 0;
        place = 0;
      } else {
        end += length;
        index++;
        if (!isExtra) place++;
      }
    }
    return false;
  }

  /** Where the aliases of a node's children lie, counted in pairs of bytes; 0 where they have none. */
  #aliasesOf(parent: number): number {
    const production = this.#u16[(parent + PRODUCTION) >> 1] as number;
    return production === 0 ? 0 : this.#aliases + production * this.#aliasLength;
  }

  #grow(): Int32Array<ArrayBuffer> {
    const larger = new Int32Array(this.#stack.length * 2);
    larger.set(this.#stack);
    this.#stack = larger;
    return larger;
  }
}
