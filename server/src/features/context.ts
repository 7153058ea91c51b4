/** What a feature sees: one file of one ghost at one moment. Features read it and answer; they know no connection. */
import type { Range } from "vscode-languageserver-types";
import type { Locale } from "#core/messages/index.ts";
import {
  type BlockSummary,
  blockIndexAt,
  type LuaFile,
  type Reference,
  type Snapshot,
  summarizeBlock,
  type Usage,
} from "#core/project/index.ts";
import { moduleOf } from "#core/resolve/index.ts";
import type { Block, Span, SyntaxDocument } from "#core/syntax/model.ts";
import type { Lines } from "#server/positions.ts";
import type { Settings } from "#server/settings.ts";

/** A ghost at one moment, with the addresses of its files. */
export interface GhostContext {
  readonly snapshot: Snapshot;
  readonly usage: Usage;
  readonly settings: Settings;
  readonly locale: Locale;
  uri(path: string): string;
  /** The lines of a file of the ghost; null where there is no such file. */
  lines(path: string): Lines | null;
  /** The text of pasta.toml; empty where there is none. */
  readonly configText: string;
}

/** The file that a request is about. */
export interface FeatureContext extends GhostContext {
  readonly path: string;
  /** The dictionary, or null where the file is Lua or pasta.toml. */
  readonly document: SyntaxDocument | null;
  readonly text: string;
  readonly here: Lines;
}

/** A block's summary at its place, its scene's ordinal in the file (-1 for other blocks) and registered name. */
export interface SummaryHere {
  readonly start: number;
  readonly summary: BlockSummary;
  readonly ordinal: number;
  readonly module: string | null;
}

/** The same with the block's nodes. */
export interface BlockHere extends SummaryHere {
  readonly block: Block;
}

/** The block that holds an offset. */
export function blockAt(context: FeatureContext, offset: number): BlockHere | null {
  const { document } = context;
  if (document === null) return null;
  const index = blockIndexAt(document, offset);
  const block = document.blocks[index];
  return block === undefined ? null : blockHere(context, document, block, index);
}

/** Every block of the file. */
export function blocksHere(context: FeatureContext): BlockHere[] {
  const { document } = context;
  if (document === null) return [];
  let ordinal = 0;
  return document.blocks.map((block) => {
    const isScene = block.node.kind === "scene";
    const module = isScene ? moduleOf(context.snapshot.tables, context.path, ordinal) : null;
    return { start: block.start, block, summary: summarizeBlock(block), ordinal: isScene ? ordinal++ : -1, module };
  });
}

function blockHere(context: FeatureContext, document: SyntaxDocument, block: Block, index: number): BlockHere {
  let ordinal = -1;
  if (block.node.kind === "scene") {
    ordinal = 0;
    for (let i = 0; i < index; i++) if (document.blocks[i]?.node.kind === "scene") ordinal++;
  }
  const module = ordinal < 0 ? null : moduleOf(context.snapshot.tables, context.path, ordinal);
  return { start: block.start, block, summary: summarizeBlock(block), ordinal, module };
}

/** Whether an offset in the file touches a span of a block, its end included. */
export function touches(block: Block, span: Span, offset: number): boolean {
  return block.start + span.start <= offset && offset <= block.start + span.end;
}

/** The range of a span of a block. */
export function rangeOf(lines: Lines, block: Block, span: Span): Range {
  return lines.range(block.start + span.start, block.start + span.end);
}

/** A reference with the block it stands in. In a Lua file there is no block. */
export interface ReferenceHere {
  readonly reference: Reference;
  readonly at: SummaryHere | null;
  /** The block's offset, or 0. */
  readonly start: number;
}

/** The reference whose name an offset touches, in a dictionary or a Lua file. The narrowest one wins. */
export function referenceAt(context: FeatureContext, offset: number): ReferenceHere | null {
  const at = blockAt(context, offset);
  const start = at?.block.start ?? 0;
  const references = at?.summary.references ?? context.snapshot.lua.get(context.path)?.user.references ?? [];
  let best: Reference | null = null;
  for (const reference of references) {
    const { start: from, end: to } = reference.span;
    if (offset < start + from || offset > start + to) continue;
    if (best === null || to - from < best.span.end - best.span.start) best = reference;
  }
  return best === null ? null : { reference: best, at, start };
}

/** The Lua file that the request is about, or null. */
export function luaHere(context: FeatureContext): LuaFile | null {
  return context.snapshot.lua.get(context.path) ?? null;
}
