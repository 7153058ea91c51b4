/**
 * What the project wants to know of a dictionary: plain data, so that it can be made in another process. Of a file that
 * nobody edits only this and the text stay; its nodes are read again when a feature asks for them.
 */
import type { FileDeclarations, LocalDeclaration, SceneDeclaration } from "../resolve/model.ts";
import { EMPTY_INDEX } from "../resolve/prefix-index.ts";
import type { Block, Span, SyntaxDocument } from "../syntax/model.ts";
import { adoptSummary, type BlockSummary, NOTHING, summarizeBlock } from "./block-summary.ts";
import { declarationsOf } from "./declarations.ts";

/** A block of a file as the project remembers it. */
export interface FileBlock {
  /** Offset of the block in the file. */
  readonly start: number;
  /** Where its lines end, as an offset in the file. */
  readonly end: number;
  readonly summary: BlockSummary;
}

export interface Reading {
  /** Relative to the ghost. */
  readonly path: string;
  /** By their places. */
  readonly blocks: readonly FileBlock[];
  readonly declarations: FileDeclarations;
}

/** Reads a document as the file at `path`. Blocks seen before cost a look at a map each. */
export function readingOf(path: string, document: SyntaxDocument): Reading {
  return { path, blocks: fileBlocks(document), declarations: declarationsOf(path, document) };
}

function fileBlocks(document: SyntaxDocument): FileBlock[] {
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

/**
 * A reading from another process, made as small as one that was made here: what is cloned holds every text anew, in
 * roomier objects, and nothing twice. `texts` are those that were met, in all files that are read together. The summaries
 * stay the same objects, for others refer to them.
 */
export function compactReading(reading: Reading, texts: Map<string, string>): Reading {
  const once = (text: string): string => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, text);
    return text;
  };
  const scenes = new Map<SceneDeclaration, SceneDeclaration>();
  for (const { summary } of reading.blocks) {
    const own = summary as { -readonly [K in keyof BlockSummary]: BlockSummary[K] };
    own.names = summary.names.map(once);
    own.words = orNone(summary.words, NOTHING.words);
    own.functions = orNone(summary.functions, NOTHING.functions);
    own.made = orNone(summary.made, NOTHING.made);
    own.madeActors = orNone(summary.madeActors, NOTHING.madeActors);
    own.strings = orNone(summary.strings, NOTHING.strings);
    const { scene } = summary;
    if (scene !== null) {
      own.scene = compactScene(scene, once);
      scenes.set(scene, own.scene);
    }
  }
  const { path, blocks, declarations } = reading;
  const placed = declarations.scenes.map(({ start, of, fileAttributes }) => {
    return { start, of: scenes.get(of) ?? of, fileAttributes };
  });
  const { words, actors, functions } = declarations;
  return { path, blocks, declarations: { path: declarations.path, scenes: placed, words, actors, functions } };
}

function orNone<T>(list: readonly T[], none: readonly T[]): readonly T[] {
  return list.length === 0 ? none : list;
}

/** Gives the text that was met first of all that are equal. */
type Once = (text: string) => string;

function compactScene(scene: SceneDeclaration, once: Once): SceneDeclaration {
  const { name, origin, nameSpan, header, span, startSpan, attributes } = scene;
  const locals = new Map<LocalDeclaration, LocalDeclaration>();
  const fields = new Map<string, LocalDeclaration>();
  for (const [key, local] of scene.fields) {
    const own = compactLocal(local, once);
    locals.set(local, own);
    fields.set(once(key), own);
  }
  const lists = scene.locals.lists.map((list) => list.map((local) => locals.get(local) ?? local));
  return {
    name,
    origin: origin === "pasta" ? "pasta" : "lua",
    nameSpan: compactSpan(nameSpan),
    header: compactSpan(header),
    span: compactSpan(span),
    startSpan: compactSpan(startSpan),
    attributes,
    locals: lists.length === 0 ? EMPTY_INDEX : { keys: scene.locals.keys.map(once), lists },
    fields,
    words: scene.words.keys.length === 0 ? EMPTY_INDEX : scene.words,
  };
}

function compactLocal(local: LocalDeclaration, once: Once): LocalDeclaration {
  const { name, registered, origin, callable, nameSpan, span, attributes } = local;
  return {
    name: once(name),
    registered: once(registered),
    origin: origin === "pasta" ? "pasta" : "lua",
    callable,
    nameSpan: compactSpan(nameSpan),
    span: compactSpan(span),
    attributes,
  };
}

function compactSpan({ start, end }: Span): Span {
  return { start, end };
}

/** What stays of a document without its nodes. */
export interface Rest {
  readonly text: string;
  readonly ok: boolean;
  readonly hasDirective: boolean;
  /** In the order of the document's blocks. */
  readonly summaries: readonly BlockSummary[];
}

export function restOf(document: SyntaxDocument): Rest {
  const { text, ok, hasDirective } = document;
  return { text, ok, hasDirective, summaries: document.blocks.map(summarizeBlock) };
}

/** The document without its nodes; `parse` reads them again when they are asked for. Their summaries stay the same. */
export function restingDocument(rest: Rest, parse: (text: string) => SyntaxDocument): SyntaxDocument {
  const { text, ok, hasDirective, summaries } = rest;
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
