/** What a feature sees: one file of one ghost at one moment. Features read it and answer; they know no connection. */
import type { Range } from "vscode-languageserver-types";
import type { Locale } from "#core/messages/index.ts";
import {
  type BlockSummary,
  blockIndexAt,
  type Reference,
  referencesIn,
  type Snapshot,
  summarizeBlock,
  type Usage,
} from "#core/project/index.ts";
import { moduleOf } from "#core/resolve/index.ts";
import type { Block, CodeNode, Span, SyntaxDocument } from "#core/syntax/model.ts";
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

/** The code blocks of a block, in the order of its model. */
export function codeOf({ node }: Block): readonly CodeNode[] {
  if (node.kind === "actor") return node.code;
  return node.kind === "scene" ? [...node.code, ...node.locals.flatMap((local) => local.code)] : [];
}

/** Whether an offset stands in Lua: in a Lua file, or between the fences of a block's code. */
export function isInLua(context: FeatureContext, block: Block | null, offset: number): boolean {
  if (context.snapshot.lua.has(context.path)) return true;
  if (block === null) return false;
  return codeOf(block).some(({ contentSpan }) => touches(block, contentSpan, offset));
}

/** What a file refers to, block by block; a Lua file is one block. With an offset, only what stands there. */
export function usersHere(context: FeatureContext, offset: number | null = null): SummaryHere[] {
  const lua = context.snapshot.lua.get(context.path);
  if (lua !== undefined) return [{ start: 0, summary: lua.user, ordinal: -1, module: null }];
  if (offset === null) return blocksHere(context);
  const at = blockAt(context, offset);
  return at === null ? [] : [at];
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
  let best: ReferenceHere | null = null;
  for (const at of usersHere(context, offset)) {
    for (const reference of referencesIn(at.summary)) {
      const { start: from, end: to } = reference.span;
      if (offset < at.start + from || offset > at.start + to) continue;
      const narrowest = best === null || to - from < best.reference.span.end - best.reference.span.start;
      if (narrowest) best = { reference, at, start: at.start };
    }
  }
  return best;
}
