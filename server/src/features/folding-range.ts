/** `textDocument/foldingRange`: scenes, local scenes, actors, code blocks, and runs of comment lines. */
import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver-types";
import type { Block, CodeNode, Span } from "#core/syntax/model.ts";
import type { FeatureContext } from "./context.ts";

export function foldingRanges(context: FeatureContext): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const add = (block: Block, span: Span, from = span.start) => {
    const startLine = context.here.position(block.start + from).line;
    const last = context.text.slice(block.start + span.start, block.start + span.end).trimEnd().length;
    const endLine = context.here.position(block.start + span.start + last).line;
    if (endLine > startLine) ranges.push({ startLine, endLine });
  };
  for (const block of context.document?.blocks ?? []) {
    const { node } = block;
    if (node.kind !== "scene" && node.kind !== "actor") continue;
    add(block, node.span, node.header.start);
    const codes: CodeNode[] = [...node.code];
    if (node.kind === "scene") {
      for (const local of node.locals) {
        codes.push(...local.code);
        if (local.header !== null) add(block, local.span, local.header.start);
      }
    }
    for (const code of codes) add(block, code.span);
  }
  return [...ranges, ...comments(context)];
}

/** Two comment lines or more in a row. */
function comments({ text, here }: FeatureContext): FoldingRange[] {
  const found: FoldingRange[] = [];
  let from = -1;
  const lines = text.split(/\r\n|\r|\n/);
  for (let line = 0; line <= lines.length; line++) {
    const isComment = /^[\s\u3000]*[＃#]/.test(lines[line] ?? "");
    if (isComment && from < 0) from = line;
    if (isComment || from < 0) continue;
    if (line - from > 1) found.push({ startLine: from, endLine: line - 1, kind: FoldingRangeKind.Comment });
    from = -1;
  }
  return found.filter(({ endLine }) => endLine < here.lineCount);
}
