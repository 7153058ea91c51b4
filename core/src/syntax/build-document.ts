/** A tree's top level as the blocks of a document, whole or from what an edit left of the blocks before. */
import type { Tree } from "web-tree-sitter";
import type { MessageId } from "../messages/index.ts";
import { buildBlock } from "./build-block.ts";
import { isBlank } from "./characters.ts";
import { KeptLines } from "./kept-lines.ts";
import { Kind } from "./kinds.ts";
import type { Block, BlockNode, SyntaxDocument, SyntaxProblem } from "./model.ts";
import { splicedScene } from "./splice-scene.ts";
import type { TextLines } from "./text-lines.ts";
import type { Change, TopNode } from "./top-node.ts";
import { TreeReader } from "./tree-reader.ts";
import { type TreeWalk, walkTree } from "./tree-walk.ts";

/** Where a builder reads the text of a block. */
export interface TextSource {
  readonly length: number;
  slice(start: number, end: number): string;
  /** Offset behind the line feed that ends the line of an offset, or the text's end. */
  rowEnd(offset: number): number;
  readonly hasDirective: boolean;
  toString(): string;
}

const ERROR_SYMBOL = 0xffff;

/** What is known of a block from before an edit. */
interface Known {
  readonly top: TopNode;
  readonly change: Change;
}

/**
 * The node that a walk stands on; null for a comment, which makes no block. What an edit left of it as it was is taken
 * over from `known`.
 */
function buildTop(
  walk: TreeWalk,
  kinds: Uint8Array,
  text: TextSource,
  damagedTree: boolean,
  known: Known | null = null,
): TopNode | null {
  const id = walk.nodeTypeId;
  const kind: Kind = id === ERROR_SYMBOL ? Kind.Error : (kinds[id] ?? Kind.Other);
  if (kind === Kind.Comment) return null;
  const start = walk.startIndex;
  const end = walk.endIndex;
  const damaged = damagedTree && walk.hasError;
  // A word line's node ends before the spaces that end the line, which belong to its last word.
  const textEnd = kind === Kind.WordDefinition ? text.rowEnd(end) : end;
  const lead = text.slice(Math.max(0, start - leadLength), start);
  const own = text.slice(start, textEnd);
  const reader = new TreeReader(walk, kinds, own, start, lead, damaged ? null : keptLines(known, start, own));
  const node = buildBlock(reader, kind, damaged);
  return { node, start, end, problems: reader.problems, damaged };
}

/** The lines of the scene that began at the same place before the edit. */
function keptLines(known: Known | null, start: number, text: string): KeptLines | null {
  if (known === null || known.top.start !== start || known.change.start < start) return null;
  const { node } = known.top;
  if (node.kind !== "scene") return null;
  const { change } = known;
  const shift = change.newEnd - change.oldEnd;
  return new KeptLines(node, text, { start: change.start - start, newEnd: change.newEnd - start, shift });
}

/** How much of the text before a block tells whether it begins its line. */
const leadLength = 256;

/** All top nodes of a tree. */
export function buildTopNodes(tree: Tree, kinds: Uint8Array, text: TextSource): TopNode[] {
  const nodes: TopNode[] = [];
  const damaged = tree.rootNode.hasError;
  const walk = walkTree(tree);
  if (walk.gotoFirstChild()) {
    do {
      const top = buildTop(walk, kinds, text, damaged);
      if (top !== null) nodes.push(top);
    } while (walk.gotoNextSibling());
  }
  walk.delete();
  return nodes;
}

/**
 * The top nodes of an edited tree, keeping those of the version before that lie wholly before or behind the change.
 * `change` covers the edits and every range in which the trees differ.
 */
export function updateTopNodes(
  before: readonly TopNode[],
  tree: Tree,
  kinds: Uint8Array,
  text: TextLines,
  change: Change,
): readonly TopNode[] {
  const shift = change.newEnd - change.oldEnd;
  const damaged = tree.rootNode.hasError;
  // A node that ends where the change begins may have grown, so only nodes strictly before it are kept.
  let head = lowerBound(before, change.start, (node) => node.end);
  const first = before[head];
  // A word line reaches behind its node (spaces), and a rest of a line looks at what stands before it.
  const previous = before[head - 1]?.node.kind;
  if (previous !== undefined && previous !== "scene" && previous !== "actor") head--;
  let tail = lowerBound(before, change.oldEnd + 1, (node) => node.start);
  const nodes = before.slice(0, head);
  const from = head > 0 ? (before[head - 1]?.end ?? 0) : 0;
  const touched = first === undefined ? null : { top: first, change };
  const walk = walkTree(tree);
  // Going from sibling to sibling costs a fraction of a microsecond; to begin at an offset is not possible, for hidden
  // nodes lead `gotoFirstChildForIndex` and `firstChildForIndex` astray (web-tree-sitter 0.27).
  let more = walk.gotoFirstChild();
  while (more && walk.startIndex < from) more = walk.gotoNextSibling();
  for (; more; more = walk.gotoNextSibling()) {
    const start = walk.startIndex;
    while (tail < before.length && (before[tail]?.start ?? 0) + shift < start) tail++;
    const same = before[tail];
    if (same !== undefined && same.start + shift === start && same.end + shift === walk.endIndex) break;
    const top = buildTop(walk, kinds, text, damaged, touched);
    if (top !== null) nodes.push(top);
  }
  walk.delete();
  if (!more) return nodes;
  return [...nodes, ...movedTops(before.slice(tail), shift)];
}

/** The same where one scene was touched in nothing but lines that do something; null where it was more than that. */
export function splicedTopNodes(
  before: readonly TopNode[],
  tree: Tree,
  kinds: Uint8Array,
  text: TextLines,
  change: Change,
): readonly TopNode[] | null {
  const shift = change.newEnd - change.oldEnd;
  const at = lowerBound(before, change.start, (node) => node.end);
  const first = before[at];
  if (first === undefined || first.damaged) return null;
  if (tree.rootNode.hasError && holdsError(tree, first, shift)) return null;
  const spliced = splicedScene(first, tree, kinds, text, change);
  return spliced === null ? null : [...before.slice(0, at), spliced, ...movedTops(before.slice(at + 1), shift)];
}

/** Whether the node that now stands for a top node holds an error, or is none. */
function holdsError(tree: Tree, { start, end }: TopNode, shift: number): boolean {
  return tree.rootNode.namedDescendantForIndex(start, end + shift - 1)?.hasError !== false;
}

function movedTops(tops: readonly TopNode[], by: number): readonly TopNode[] {
  if (by === 0) return tops;
  return tops.map(({ node, start, end, problems, damaged }) => {
    return { node, start: start + by, end: end + by, problems, damaged };
  });
}

/** Index of the first node whose `key` is at least `value`; keys ascend. */
function lowerBound(nodes: readonly TopNode[], value: number, key: (node: TopNode) => number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const node = nodes[middle];
    if (node !== undefined && key(node) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const unnamedFirst = (
  node: BlockNode & { readonly kind: "scene" },
  problems: readonly SyntaxProblem[],
): SyntaxProblem[] => [
  { code: "syntax-error", span: node.header, message: "syntax-unnamed-first-scene", args: ["＊"], late: false },
  ...problems,
];

/** A block for a final line without a line break, which the engine refuses (`eol` ends every line of its grammar). */
function unfinishedLine(text: TextSource): Block | null {
  if (text.length === 0) return null;
  const end = text.slice(Math.max(0, text.length - leadLength), text.length);
  const last = end.slice(Math.max(end.lastIndexOf("\n"), end.lastIndexOf("\r")) + 1);
  if (isBlank(last)) return null;
  const span = { start: last.length, end: last.length };
  return {
    node: { kind: "stray", span: { start: 0, end: last.length } },
    start: text.length - last.length,
    sceneName: "",
    problems: [{ code: "syntax-error", span, message: "syntax-missing-final-newline", args: [], late: false }],
  };
}

const OUTSIDE: ReadonlySet<string> = new Set<MessageId>(["syntax-order-outside", "syntax-code-outside"]);

/** Gives top nodes their place in the file: names of continued scenes, the end of the file. */
export function toDocument(nodes: readonly TopNode[], text: TextSource): SyntaxDocument {
  const blocks: Block[] = [];
  let name = "";
  let ok = true;
  let afterOutside = false;
  for (const { node, start, problems: own } of nodes) {
    let problems = own;
    let sceneName = "";
    if (node.kind === "scene") {
      if (node.name !== null) name = node.name.text;
      else if (name === "") problems = unnamedFirst(node, own);
      sceneName = name;
    }
    if (node.kind === "stray" && problems.length === 0) continue;
    ok &&= problems.every((problem) => problem.late);
    // Lines that belong to no scene come in rows, for one reason: the first of them says so.
    const outside = node.kind === "stray" && problems.every((problem) => OUTSIDE.has(problem.message));
    if (outside && afterOutside) problems = [];
    afterOutside = outside;
    blocks.push({ node, start, sceneName, problems });
  }
  const unfinished = unfinishedLine(text);
  if (unfinished !== null) blocks.push(unfinished);
  return new ParsedDocument(text, blocks, ok && unfinished === null);
}

/** A document whose text is joined only when somebody asks for it. */
class ParsedDocument implements SyntaxDocument {
  readonly blocks: readonly Block[];
  readonly ok: boolean;
  readonly hasDirective: boolean;
  #source: TextSource | string;

  constructor(source: TextSource, blocks: readonly Block[], ok: boolean) {
    this.blocks = blocks;
    this.ok = ok;
    this.hasDirective = source.hasDirective;
    this.#source = source;
  }

  get text(): string {
    if (typeof this.#source !== "string") this.#source = this.#source.toString();
    return this.#source;
  }

  slice(start: number, end: number): string {
    return this.#source.slice(start, end);
  }
}
