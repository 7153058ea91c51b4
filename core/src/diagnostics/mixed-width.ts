/** `mixed-width`: marks of both widths in one file. A matter of style, so it is off until asked for. */
import type { BlockNode, Span, SyntaxDocument } from "../syntax/model.ts";
import type { TextRule } from "./model.ts";

const HALF = new Set(["*", "-", ">", "@", "$", "%", "&", "!", ":"]);

export const mixedWidth: TextRule = {
  codes: ["mixed-width"],
  checkText({ block, document }, report) {
    if (usesHalf(document)) return;
    for (const span of marks(block.node)) {
      const mark = document.text[block.start + span.start] ?? "";
      if (HALF.has(mark)) {
        report({ code: "mixed-width", start: span.start, end: span.start + 1, message: "mixed-width", args: [mark] });
      }
    }
  },
};

const halves = new WeakMap<SyntaxDocument, boolean>();

/** Whether most of a file's blocks begin with a mark in half width, which then is its style. */
function usesHalf(document: SyntaxDocument): boolean {
  const known = halves.get(document);
  if (known !== undefined) return known;
  const first = document.blocks.map(({ node, start }) => document.text[start + markOf(node).start] ?? "");
  const half = first.filter((mark) => HALF.has(mark)).length * 2 > first.length;
  halves.set(document, half);
  return half;
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
