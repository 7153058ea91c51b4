/** Lines on which something happens: where a breakpoint binds. */
import type { Block, CodeNode, SyntaxDocument } from "#core/syntax/model.ts";
import { generateBlock } from "#runtime/transpile/block.ts";
import { lineAt, lineStarts } from "#runtime/transpile/output.ts";

export interface BoundLine {
  /** 0-based. */
  readonly line: number;
  /** Whether it is a line of the user's own Lua. */
  readonly code: boolean;
}

/** All such lines of a dictionary, in order. */
export function breakableLines(document: SyntaxDocument): readonly BoundLine[] {
  const starts = lineStarts(document.text);
  const lines = new Map<number, boolean>();
  for (const block of document.blocks) {
    const first = lineAt(starts, block.start);
    for (const line of generateBlock(block, document.text, { aliases: new Map(), code: false }).lines)
      lines.set(first + line, false);
    for (const code of codeOf(block)) {
      code.content.split(/\r\n|\n|\r/).forEach((text, index) => {
        const line = lineAt(starts, block.start + code.contentSpan.start) + index;
        if (!/^\s*(--.*)?$/.test(text)) lines.set(line, true);
      });
    }
  }
  return [...lines].map(([line, code]) => ({ line, code })).sort((a, b) => a.line - b.line);
}

/** The line that a breakpoint on `line` binds to: itself, or the next within the same scene; null for none. */
export function bind(document: SyntaxDocument, line: number): BoundLine | null {
  const starts = lineStarts(document.text);
  const block = document.blocks.findLast(({ start }) => lineAt(starts, start) <= line);
  if (block === undefined) return null;
  const last = lineAt(starts, block.start + Math.max(0, block.node.span.end - 1));
  return breakableLines(document).find((each) => each.line >= line && each.line <= last) ?? null;
}

function codeOf({ node }: Block): readonly CodeNode[] {
  if (node.kind === "actor") return node.code;
  return node.kind === "scene" ? [...node.code, ...node.locals.flatMap(({ code }) => code)] : [];
}
