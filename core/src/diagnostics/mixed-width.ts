/** `mixed-width`: marks of both widths in one file. A matter of style, so it is off until asked for. */
import type { BlockNode, Span } from "../syntax/model.ts";
import type { Finding, StyleRule } from "./model.ts";

const HALF = new Set(["*", "-", ">", "@", "$", "%", "&", "!", ":"]);

export const mixedWidth: StyleRule = {
  codes: ["mixed-width"],
  checkStyle({ block: { node, start }, document }, report) {
    const text = document.slice(start, start + node.span.end);
    const first = markOf(node).start;
    for (const span of marks(node)) {
      const mark = text[span.start] ?? "";
      if (!HALF.has(mark)) continue;
      const place = { start: span.start, end: span.start + 1 };
      report({
        code: "mixed-width",
        ...place,
        message: "mixed-width",
        args: [mark],
        data: { begins: first === span.start },
      });
    }
  },
  // Most of the blocks begin with a mark in half width, which then is the file's style.
  accepts: (blocks) => blocks.filter(beginsHalf).length * 2 > blocks.length,
};

function beginsHalf(findings: readonly Finding[]): boolean {
  return findings.some(({ data }) => data?.begins === true);
}

function markOf(node: BlockNode): Span {
  return node.kind === "scene" || node.kind === "actor" ? node.header : node.span;
}

/** The places of line marks in a block: headers, calls, choices, variables, words and attributes. */
function marks(node: BlockNode): Span[] {
  if (node.kind === "word" || node.kind === "attribute") return [node.span];
  if (node.kind === "stray") return [];
  const own = [node.header, ...node.attributes.map(({ span }) => span), ...node.words.map(({ span }) => span)];
  if (node.kind === "actor") return [...own, ...node.sets.map(({ span }) => span)];
  return node.locals.reduce<Span[]>((all, local) => {
    if (local.header !== null) all.push(local.header);
    for (const item of local.items) if (item.kind !== "action") all.push(item.span);
    return all;
  }, own);
}
