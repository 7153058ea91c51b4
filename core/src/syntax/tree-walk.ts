/**
 * Walks a tree from node to node. Reading a file is mostly that, so it is done with the functions of tree-sitter's
 * WebAssembly themselves: `TreeCursor` copies its place into WebAssembly's memory before each question and back
 * afterwards, which takes several times as long as the answer.
 */
import type { Tree, TreeCursor } from "web-tree-sitter";

/** A place in a tree. Between the first step and `delete` nothing else may be asked of tree-sitter. */
export interface TreeWalk {
  readonly nodeTypeId: number;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly isMissing: boolean;
  readonly hasError: boolean;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  delete(): void;
}

/** What a walk calls: exports of `web-tree-sitter.wasm` 0.27.1, each with the tree's address. */
const CALLS = [
  "ts_tree_root_node_wasm",
  "ts_tree_cursor_new_wasm",
  "ts_tree_cursor_delete_wasm",
  "ts_tree_cursor_goto_first_child_wasm",
  "ts_tree_cursor_goto_next_sibling_wasm",
  "ts_tree_cursor_goto_parent_wasm",
  "ts_tree_cursor_current_node_type_id_wasm",
  "ts_tree_cursor_current_node_is_missing_wasm",
  "ts_tree_cursor_start_index_wasm",
  "ts_tree_cursor_end_index_wasm",
  "ts_tree_cursor_current_node_wasm",
  "ts_node_has_error_wasm",
] as const;

type Calls = Readonly<Record<(typeof CALLS)[number], (tree: number) => number>>;

interface Engine {
  readonly calls: Calls;
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Address of the words in which a place or a node is handed over. */
  readonly handOver: number;
}

let engine: Engine | null = null;

/** Words of a place; a node takes no more. */
const WORDS = 4;

/** Takes note of tree-sitter's instance once it runs. One that lacks something is walked by the library's own cursor. */
export function useInstance(instance: object, imports: object): void {
  const { exports } = instance as { readonly exports?: Readonly<Record<string, unknown>> };
  const { memory } = (imports as { readonly env?: { readonly memory?: Engine["memory"] } }).env ?? {};
  const begin = exports?.ts_init;
  const isWhole = CALLS.every((name) => typeof exports?.[name] === "function");
  if (memory === undefined || typeof begin !== "function" || !isWhole) return;
  engine = { calls: exports as unknown as Calls, memory, handOver: begin() as number };
}

/** A walk that begins at the root. */
export function walkTree(tree: Tree): TreeWalk {
  const address = (tree as unknown as Readonly<Record<number, unknown>>)[0];
  if (engine === null || typeof address !== "number") return walkOf(tree.walk());
  return new DirectWalk(engine, address);
}

/** A walk that a cursor of the library does. */
export function walkOf(cursor: TreeCursor): TreeWalk {
  return new CursorWalk(cursor);
}

class DirectWalk implements TreeWalk {
  readonly #engine: Engine;
  readonly #calls: Calls;
  readonly #tree: number;

  constructor(engine: Engine, tree: number) {
    this.#engine = engine;
    this.#calls = engine.calls;
    this.#tree = tree;
    this.#calls.ts_tree_root_node_wasm(tree);
    this.#calls.ts_tree_cursor_new_wasm(tree);
  }

  get nodeTypeId(): number {
    return this.#calls.ts_tree_cursor_current_node_type_id_wasm(this.#tree);
  }

  get startIndex(): number {
    return this.#calls.ts_tree_cursor_start_index_wasm(this.#tree);
  }

  get endIndex(): number {
    return this.#calls.ts_tree_cursor_end_index_wasm(this.#tree);
  }

  get isMissing(): boolean {
    return this.#calls.ts_tree_cursor_current_node_is_missing_wasm(this.#tree) === 1;
  }

  get hasError(): boolean {
    // The node takes the place of the place.
    const place = this.#words().slice();
    this.#calls.ts_tree_cursor_current_node_wasm(this.#tree);
    const hasError = this.#calls.ts_node_has_error_wasm(this.#tree) === 1;
    this.#words().set(place);
    return hasError;
  }

  /** The words are looked up each time: WebAssembly's memory moves when it grows. */
  #words(): Uint32Array {
    const { memory, handOver } = this.#engine;
    return new Uint32Array(memory.buffer, handOver, WORDS);
  }

  gotoFirstChild(): boolean {
    return this.#calls.ts_tree_cursor_goto_first_child_wasm(this.#tree) === 1;
  }

  gotoNextSibling(): boolean {
    return this.#calls.ts_tree_cursor_goto_next_sibling_wasm(this.#tree) === 1;
  }

  gotoParent(): boolean {
    return this.#calls.ts_tree_cursor_goto_parent_wasm(this.#tree) === 1;
  }

  delete(): void {
    this.#calls.ts_tree_cursor_delete_wasm(this.#tree);
  }
}

class CursorWalk implements TreeWalk {
  readonly #cursor: TreeCursor;

  constructor(cursor: TreeCursor) {
    this.#cursor = cursor;
  }

  get nodeTypeId(): number {
    return this.#cursor.nodeTypeId;
  }

  get startIndex(): number {
    return this.#cursor.startIndex;
  }

  get endIndex(): number {
    return this.#cursor.endIndex;
  }

  get isMissing(): boolean {
    return this.#cursor.nodeIsMissing;
  }

  get hasError(): boolean {
    return this.#cursor.currentNode.hasError;
  }

  gotoFirstChild(): boolean {
    return this.#cursor.gotoFirstChild();
  }

  gotoNextSibling(): boolean {
    return this.#cursor.gotoNextSibling();
  }

  gotoParent(): boolean {
    return this.#cursor.gotoParent();
  }

  delete(): void {
    this.#cursor.delete();
  }
}
