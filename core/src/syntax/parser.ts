/** The parser: text in, documents out. No handle of tree-sitter leaves this file's folder. */
import { Edit, Language, Parser, type Tree } from "web-tree-sitter";
import { buildTopNodes, splicedTopNodes, type TextSource, toDocument, updateTopNodes } from "./build-document.ts";
import { kindTable } from "./kinds.ts";
import type { SyntaxDocument } from "./model.ts";
import { DIRECTIVE, isHighSurrogate, type TextEdit, TextLines, wholeCharacters } from "./text-lines.ts";
import type { Change, TopNode } from "./top-node.ts";
import { useInstance } from "./tree-walk.ts";

/** Characters handed to tree-sitter at once; its input buffer holds 10 KB. */
const CHUNK = 4096;

/** A document that is being edited. `dispose` frees its tree; the documents it gave out stay valid. */
export interface OpenDocument {
  /** The document as it was last read. */
  readonly document: SyntaxDocument;
  /** The text with every edit so far. */
  readonly lines: TextLines;
  /** Changes the text; it is read when `read` is called, once for any number of changes. */
  replace(edit: TextEdit): void;
  /** Reads what was changed since the last time. */
  read(): SyntaxDocument;
  /** Applies edits one after the other, each on the text that the one before left, and reads only what they touch. */
  edit(edits: readonly TextEdit[]): SyntaxDocument;
  /**
   * Reads the text anew where an edit may have left traces in the tree, which tree-sitter allows in text with errors.
   * To be called when the document rests; costs nothing in text without errors.
   */
  rest(): SyntaxDocument;
  dispose(): void;
}

/** Reads Pasta. One parser serves any number of documents, one call at a time. */
export interface PastaParser {
  parse(text: string): SyntaxDocument;
  open(text: string): OpenDocument;
  dispose(): void;
}

/** The WebAssembly that a parser needs, compiled: tree-sitter's runtime and the grammar. */
export interface ParserModules {
  readonly runtime: WasmModule;
  readonly grammar: WasmModule;
  /** Makes an instance, as the host's `WebAssembly.Instance` does. */
  instantiate(module: WasmModule, imports: object): object;
}

/** The host's `WebAssembly.Module`, which ECMAScript does not know. */
export type WasmModule = object;

let started: Promise<void> | null = null;

/** Starts tree-sitter's runtime, once for all parsers of a process. */
function start({ runtime, instantiate }: ParserModules): Promise<void> {
  let instance: object = {};
  let given: object = {};
  const instantiateWasm = (imports: object, receive: (instance: object, module: WasmModule) => void): object => {
    instance = instantiate(runtime, imports);
    given = imports;
    receive(instance, runtime);
    return {};
  };
  started ??= Parser.init({ instantiateWasm } as object).then(() => useInstance(instance, given));
  return started;
}

/** Loads the grammar. Rejects where the module is no grammar that this tree-sitter reads. */
export async function createParser(modules: ParserModules): Promise<PastaParser> {
  await start(modules);
  const language = Language.loadSync(modules.grammar as never);
  const parser = new Parser();
  parser.setLanguage(language);
  const kinds = kindTable(language);
  return {
    parse: (text) => {
      const tree = parseText(parser, text);
      const source = flat(text);
      const document = toDocument(buildTopNodes(tree, kinds, source), source);
      tree.delete();
      return document;
    },
    open: (text) => new EditedDocument(parser, kinds, text),
    dispose: () => parser.delete(),
  };
}

/** NUL would end the text for tree-sitter, and half a surrogate pair is no character; both are read as another one. */
function readable(text: string): string {
  const safe = text.includes("\0") ? text.replaceAll("\0", "\ufffd") : text;
  return hasLoneSurrogate(safe) ? safe.replace(LONE_SURROGATE, "\ufffd") : safe;
}
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const hasLoneSurrogate = (text: string): boolean => /[\ud800-\udfff]/.test(text) && text.search(LONE_SURROGATE) >= 0;

const flat = (text: string): TextSource => ({
  length: text.length,
  hasDirective: text.includes(DIRECTIVE),
  slice: (from, to) => text.substring(from, to),
  rowEnd: (offset) => {
    const end = text.indexOf("\n", offset);
    return end < 0 ? text.length : end + 1;
  },
  toString: () => text,
});

function parseText(parser: Parser, text: string): Tree {
  return must(parser.parse((index) => readable(wholeCharacters(text.substring(index, index + CHUNK), CHUNK))));
}

function must(tree: Tree | null): Tree {
  if (tree === null) throw new Error("tree-sitter gave no tree, which it does only when it is told to stop");
  return tree;
}

class EditedDocument implements OpenDocument {
  readonly #parser: Parser;
  readonly #kinds: Uint8Array;
  #lines: TextLines;
  #tree: Tree;
  #nodes: readonly TopNode[];
  #document: SyntaxDocument;
  /** What was changed and not read yet. */
  #change: Change | null = null;
  /** Whether the tree grew out of one that held an error. */
  #stale = false;

  constructor(parser: Parser, kinds: Uint8Array, text: string) {
    this.#parser = parser;
    this.#kinds = kinds;
    this.#lines = TextLines.of(text);
    this.#tree = this.#parse(null);
    this.#nodes = buildTopNodes(this.#tree, kinds, this.#lines);
    this.#document = toDocument(this.#nodes, this.#lines);
  }

  get document(): SyntaxDocument {
    return this.#document;
  }

  #parse(old: Tree | null): Tree {
    const lines = this.#lines;
    return must(this.#parser.parse((index, point) => readable(lines.chunk(index, point.row, CHUNK)), old));
  }

  get lines(): TextLines {
    return this.#lines;
  }

  edit(edits: readonly TextEdit[]): SyntaxDocument {
    for (const edit of edits) this.replace(edit);
    return this.read();
  }

  replace(edit: TextEdit): void {
    const before = this.#lines;
    let startIndex = Math.max(0, Math.min(edit.start, before.length));
    let oldEndIndex = Math.max(startIndex, Math.min(edit.end, before.length));
    let newEndIndex = startIndex + edit.text.length;
    this.#lines = before.replace(edit);
    // Half a surrogate pair was read as another character, so its other half may not stay as it was read.
    if (isHighSurrogate(before.slice(Math.max(startIndex - 1, 0), startIndex))) startIndex--;
    if (isLowSurrogate(before.slice(oldEndIndex, oldEndIndex + 1))) {
      oldEndIndex++;
      newEndIndex++;
    }
    this.#tree.edit(
      new Edit({
        startIndex,
        oldEndIndex,
        newEndIndex,
        startPosition: before.pointAt(startIndex),
        oldEndPosition: before.pointAt(oldEndIndex),
        newEndPosition: this.#lines.pointAt(newEndIndex),
      }),
    );
    const change = { start: startIndex, oldEnd: oldEndIndex, newEnd: newEndIndex };
    this.#change = this.#change === null ? change : joined(this.#change, change);
  }

  read(): SyntaxDocument {
    if (this.#change === null) return this.#document;
    const old = this.#tree;
    const change = this.#change;
    const wasDamaged = old.rootNode.hasError;
    this.#stale ||= wasDamaged;
    this.#tree = this.#parse(old);
    this.#change = null;
    this.#nodes = this.#touched(change, old, wasDamaged);
    old.delete();
    this.#document = toDocument(this.#nodes, this.#lines);
    return this.#document;
  }

  /**
   * The top nodes behind a change. Where a line was a line that does something and is one again, no other line can have
   * become another one; only where it is more than that, and in text with errors, the trees are compared.
   */
  #touched(change: Change, old: Tree, wasDamaged: boolean): readonly TopNode[] {
    const [tree, kinds, lines] = [this.#tree, this.#kinds, this.#lines];
    const isSound = !wasDamaged && !tree.rootNode.hasError;
    const known = isSound ? change : widened(change, old, tree);
    const spliced = splicedTopNodes(this.#nodes, tree, kinds, lines, known);
    if (spliced !== null) return spliced;
    return updateTopNodes(this.#nodes, tree, kinds, lines, isSound ? widened(change, old, tree) : known);
  }

  rest(): SyntaxDocument {
    if (!this.#stale) return this.read();
    this.#stale = false;
    this.#change = null;
    const old = this.#tree;
    this.#tree = this.#parse(null);
    old.delete();
    const fresh = buildTopNodes(this.#tree, this.#kinds, this.#lines);
    this.#nodes = keepEqual(this.#nodes, fresh);
    this.#document = toDocument(this.#nodes, this.#lines);
    return this.#document;
  }

  dispose(): void {
    this.#tree.delete();
  }
}

/** A change, widened by every range in which the trees differ; those are given in offsets of the new text. */
function widened(change: Change, old: Tree, tree: Tree): Change {
  let { start, oldEnd, newEnd } = change;
  for (const range of old.getChangedRanges(tree)) {
    start = Math.min(start, range.startIndex);
    const beyond = range.endIndex - newEnd;
    if (beyond > 0) {
      oldEnd += beyond;
      newEnd += beyond;
    }
  }
  return { start, oldEnd, newEnd };
}

function isLowSurrogate(character: string): boolean {
  const code = character.charCodeAt(0);
  return code >= 0xdc00 && code < 0xe000;
}

/** Two changes in a row as one; the second is given in offsets of the text between them. */
function joined(first: Change, second: Change): Change {
  const start = Math.min(first.start, second.start);
  const behindFirst = Math.max(second.oldEnd - first.newEnd, 0);
  const behindSecond = Math.max(first.newEnd - second.oldEnd, 0);
  return { start, oldEnd: first.oldEnd + behindFirst, newEnd: second.newEnd + behindSecond };
}

/** The fresh nodes, each replaced by the equal one of before, so that what was derived from it can be kept. */
function keepEqual(before: readonly TopNode[], fresh: readonly TopNode[]): TopNode[] {
  const byPlace = new Map(before.map((node) => [node.start, node]));
  return fresh.map((node) => {
    const old = byPlace.get(node.start);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(node) ? old : node;
  });
}
