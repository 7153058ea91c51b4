/** Lines on which something happens: where a breakpoint binds. */
import type { Block, CodeNode } from "#core/syntax/model.ts";
import { LineFinder } from "#runtime/debugger/active-lines.ts";
import type { PlayableGhost } from "#runtime/index.ts";
import { loadRuntime } from "#runtime/node/assets.ts";
import { blockChunk } from "#runtime/transpile/document.ts";
import { lineAt, lineStarts } from "#runtime/transpile/output.ts";

export interface BoundLine {
  /** 0-based. */
  readonly line: number;
  /** Whether it is a line of the user's own Lua that runs while the dictionary is being loaded. */
  readonly code: boolean;
}

interface BlockLines {
  /** 0-based, the block's first and last line. */
  readonly first: number;
  readonly last: number;
  /** Found out when somebody asks: compiling a whole dictionary for one breakpoint would be felt. */
  readonly lines: () => readonly BoundLine[];
}

const kept = new WeakMap<object, readonly BlockLines[]>();
let finder: Promise<LineFinder> | null = null;

/** Such lines of a file of the ghost from one line to another, in order; none for files that do not belong to it. */
export async function breakableLines(
  ghost: PlayableGhost,
  file: string,
  from: number,
  to: number,
): Promise<readonly BoundLine[]> {
  const blocks = (await blocksOf(ghost, file)).filter(({ first, last }) => first <= to && from <= last);
  return blocks.flatMap(({ lines }) => lines().filter(({ line }) => from <= line && line <= to));
}

/** The line that a breakpoint on `line` binds to: itself, or the next within the same scene; null for none. */
export async function bind(ghost: PlayableGhost, file: string, line: number): Promise<BoundLine | null> {
  const block = (await blocksOf(ghost, file)).find(({ first, last }) => first <= line && line <= last);
  return block?.lines().find((each) => each.line >= line) ?? null;
}

async function blocksOf(ghost: PlayableGhost, file: string): Promise<readonly BlockLines[]> {
  finder ??= loadRuntime().then(({ module }) => new LineFinder(module));
  const lines = await finder;
  if (ghost.luaFiles.includes(file)) {
    const text = ghost.luaText(file);
    const active = lines.linesOf({ name: `@${file}`, text });
    const all = [...new Set([...(active?.main ?? []), ...(active?.functions ?? [])])].sort((a, b) => a - b);
    const bound = all.map((line) => ({ line, code: true }));
    return [{ first: 0, last: lineStarts(text).length, lines: () => bound }];
  }
  if (!ghost.pastaFiles.includes(file)) return [];
  const document = ghost.document(file);
  const known = kept.get(document);
  if (known !== undefined) return known;
  const starts = lineStarts(document.text);
  const found = document.blocks.map((block): BlockLines => {
    const first = lineAt(starts, block.start);
    const last = lineAt(starts, block.start + Math.max(0, block.node.span.end - 1));
    const chunk = (code: boolean) =>
      lines.linesOf(blockChunk(file, block, document.text, first, { aliases: ghost.tables.aliases, code }));
    const find = (): readonly BoundLine[] => {
      // Where a block's own Lua cannot be compiled, its dialogue still plays.
      const active = chunk(true) ?? chunk(false) ?? { main: [], functions: [] };
      const inCode = codeLines(block, starts);
      const bound = new Map<number, BoundLine>();
      for (const line of active.main) if (inCode.has(line)) bound.set(line, { line, code: true });
      for (const line of active.functions) bound.set(line, { line, code: bound.has(line) });
      return [...bound.values()].sort((a, b) => a.line - b.line);
    };
    let found: readonly BoundLine[] | null = null;
    return { first, last, lines: () => (found ??= find()) };
  });
  kept.set(document, found);
  return found;
}

/** The lines of a block that are the user's own Lua. */
function codeLines(block: Block, starts: readonly number[]): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const { contentSpan } of codeOf(block)) {
    const last = lineAt(starts, block.start + Math.max(contentSpan.start, contentSpan.end - 1));
    for (let line = lineAt(starts, block.start + contentSpan.start); line <= last; line++) lines.add(line);
  }
  return lines;
}

function codeOf({ node }: Block): readonly CodeNode[] {
  if (node.kind === "actor") return node.code;
  return node.kind === "scene" ? [...node.code, ...node.locals.flatMap(({ code }) => code)] : [];
}
