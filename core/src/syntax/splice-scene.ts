/**
 * A scene of which an edit touched nothing but lines that do something, after one that speaks: those lines are read,
 * and everything else of the scene is taken over, so that the cost of a key does not grow with its scene. What is more
 * than that (headers, code, words, the first lines) is left to a reading of the scene.
 */
import type { Node, Tree } from "web-tree-sitter";
import { buildItem } from "./build-scene.ts";
import { isBlank } from "./characters.ts";
import { Kind } from "./kinds.ts";
import { problemsOfLine, rememberProblems } from "./line-problems.ts";
import type { Item, LocalSceneNode, SceneNode, Span } from "./model.ts";
import { movedItem, movedLocal, movedProblem } from "./moved-line.ts";
import type { TextLines } from "./text-lines.ts";
import type { Change, TopNode } from "./top-node.ts";
import { TreeReader } from "./tree-reader.ts";
import { walkOf } from "./tree-walk.ts";

/** Whole rows that hold a change, as offsets of the file: `[start, newEnd)` stands for `[start, oldEnd)`. */
type Rows = Change;

/**
 * The block after the change, or null where it has to be read whole. `change` covers the edits; in text with errors, also
 * every range in which the trees differ.
 */
export function splicedScene(
  top: TopNode,
  tree: Tree,
  kinds: Uint8Array,
  text: TextLines,
  change: Change,
): TopNode | null {
  const { node: scene, start, end } = top;
  const shift = change.newEnd - change.oldEnd;
  if (scene.kind !== "scene" || change.start <= start || change.oldEnd >= end) return null;
  const first = text.rowAt(change.start);
  const last = text.rowAt(change.newEnd);
  const newEnd = text.rowStart(last + 1);
  const rows: Rows = { start: text.rowStart(first), oldEnd: newEnd - shift, newEnd };
  if (rows.start <= start || rows.oldEnd > end) return null;
  const index = localOf(scene, rows.start - start, rows.oldEnd - start);
  const local = scene.locals[index];
  if (local === undefined) return null;
  const container =
    index === 0
      ? sceneNode(tree, kinds, top, shift)
      : localNode(tree, kinds, start, local, lastVisible(text, first, last));
  if (container === null) return null;
  const reading = new Lines(container, kinds, text.slice(start, end + shift), start);
  for (let row = first; row <= last; row++) {
    if (!reading.read(text.row(row), text.rowStart(row))) return null;
  }
  return assembled(top, scene, index, reading, rows, shift);
}

/**
 * Index of the local scene in which rows of the block stand between its lines; -1 where they are anything else, or where
 * nobody has spoken above them, for then it matters to the lines below whether somebody does in them.
 */
function localOf({ locals, words, attributes, actors, code }: SceneNode, from: number, to: number): number {
  let index = locals.length - 1;
  while (index > 0 && (locals[index] as LocalSceneNode).span.start > from) index--;
  const local = locals[index] as LocalSceneNode;
  const next = locals[index + 1];
  if (local.code.length > 0 || (next !== undefined && next.span.start < to)) return -1;
  if (index > 0 && (local.header === null || local.header.end >= from)) return -1;
  const isAbove = ({ span }: { readonly span: Span }) => span.end < from;
  const heads = [words, attributes, code] as const;
  if (!heads.every((list) => list.every(isAbove)) || !actors.every(({ name }) => isAbove(name))) return -1;
  if (!local.attributes.every(isAbove)) return -1;
  return local.items.some((item) => item.kind === "action" && item.span.end < from) ? index : -1;
}

/** The node of the tree that stands for the scene now. */
function sceneNode(tree: Tree, kinds: Uint8Array, { start, end }: TopNode, shift: number): Node | null {
  const found = tree.rootNode.namedDescendantForIndex(start, end + shift - 1);
  const isWhole = found !== null && found.startIndex === start && found.endIndex === end + shift;
  return isWhole && kinds[found.typeId] === Kind.Scene ? found : null;
}

/** The node that stands for a local scene: the smallest one from its header to its last line, or to `end`. */
function localNode(
  tree: Tree,
  kinds: Uint8Array,
  start: number,
  { span, header, items }: LocalSceneNode,
  end: number,
): Node | null {
  const [first] = items;
  if (header === null || first === undefined) return null;
  const found = tree.rootNode.namedDescendantForIndex(start + header.start, Math.max(end, start + first.span.start));
  if (found === null || kinds[found.typeId] !== Kind.LocalScene) return null;
  const begins = found.startIndex - start;
  return begins >= span.start && begins <= header.start ? found : null;
}

/** Offset of the last character of some rows that is no space; 0 where there is none. */
function lastVisible(text: TextLines, first: number, last: number): number {
  for (let row = last; row >= first; row--) {
    const length = text.row(row).trimEnd().length;
    if (length > 0) return text.rowStart(row) + length - 1;
  }
  return 0;
}

/** Reads lines row by row. */
class Lines {
  readonly items: Item[] = [];
  readonly #container: Node;
  readonly #kinds: Uint8Array;
  readonly #text: string;
  readonly #base: number;

  constructor(container: Node, kinds: Uint8Array, text: string, base: number) {
    this.#container = container;
    this.#kinds = kinds;
    this.#text = text;
    this.#base = base;
  }

  /** Reads a row that begins at `start`; false where it holds anything but one line, a comment or nothing. */
  read(row: string, start: number): boolean {
    let first = 0;
    while (first < row.length && isBlank(row.charAt(first))) first++;
    if (isEnd(row.slice(first))) return true;
    const inside = this.#container.namedDescendantForIndex(start + first);
    if (inside === null || inside.startIndex >= start + row.length) return false;
    const line = this.#container.childWithDescendant(inside);
    if (line === null || line.startIndex !== start + first || line.endIndex > start + row.length) return false;
    if (!isEnd(row.slice(line.endIndex - start))) return false;
    return this.#take(line);
  }

  #take(line: Node): boolean {
    const walk = walkOf(line.walk());
    const reader = new TreeReader(walk, this.#kinds, this.#text, this.#base, "");
    const { kind } = reader;
    const item = buildItem(reader, kind);
    walk.delete();
    if (item === null) return kind === Kind.Comment;
    rememberProblems(item, reader.problems);
    this.items.push(item);
    return true;
  }
}

/** Whether nothing but spaces and the line break stands there. */
function isEnd(text: string): boolean {
  return isBlank(text.endsWith("\r\n") ? text.slice(0, -2) : text.endsWith("\n") ? text.slice(0, -1) : text);
}

function assembled(
  { start, end, problems }: TopNode,
  scene: SceneNode,
  index: number,
  { items }: Lines,
  rows: Rows,
  shift: number,
): TopNode {
  const from = rows.start - start;
  const to = rows.oldEnd - start;
  const local = scene.locals[index] as LocalSceneNode;
  const above = local.items.filter(({ span }) => span.end < from);
  const below = local.items.filter(({ span }) => span.start >= to);
  const own = [...above, ...items, ...(shift === 0 ? below : below.map((item) => movedItem(item, shift)))];
  const span = { start: local.span.start, end: (own.at(-1) as Item).span.end };
  const { header, name, attributes, code } = local;
  const made: LocalSceneNode = { kind: "localScene", span, header, name, attributes, items: own, code };
  const behind = scene.locals.slice(index + 1);
  const locals = [
    ...scene.locals.slice(0, index),
    made,
    ...(shift === 0 ? behind : behind.map((one) => movedLocal(one, shift))),
  ];
  const node: SceneNode = {
    kind: "scene",
    span: { start: scene.span.start, end: scene.span.end + shift },
    header: scene.header,
    name: scene.name,
    attributes: scene.attributes,
    words: scene.words,
    actors: scene.actors,
    code: scene.code,
    locals,
  };
  const told = problems.filter((problem) => problem.span.start < from);
  for (const item of items) told.push(...problemsOfLine(item));
  for (const problem of problems) if (problem.span.start >= to) told.push(movedProblem(problem, shift));
  return { node, start, end: end + shift, problems: told, damaged: false };
}
