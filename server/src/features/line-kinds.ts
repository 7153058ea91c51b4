/** What every line of a dictionary is, for tools that treat a text line by line. */
import type { SyntaxDocument } from "#core/syntax/model.ts";

export type LineKind =
  | "blank"
  | "comment"
  /** A line inside a code block, its fences included. */
  | "code"
  /** Something at the left edge: a scene's header, an actor, a word, an attribute. */
  | "top"
  /** What belongs to a scene or an actor. */
  | "inside"
  | "localHeader"
  /** What belongs to a named local scene. */
  | "insideLocal"
  /** What cannot be read; nobody may touch it. */
  | "unknown";

export interface TextLine {
  readonly start: number;
  /** The end of the line, its line break excluded. */
  readonly end: number;
  /** How many characters its indentation has. */
  readonly indent: number;
  readonly kind: LineKind;
}

const INDENT = /[ \t\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f]*/y;

/** The lines of a text in order. */
export function lineKinds(document: SyntaxDocument | null, text: string): TextLine[] {
  const lines: { start: number; end: number; indent: number; kind: LineKind }[] = [];
  for (const match of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    if (match[0] === "") break;
    const start = match.index;
    const end = start + match[0].replace(/[\r\n]+$/, "").length;
    INDENT.lastIndex = start;
    const indent = INDENT.exec(text)?.[0].length ?? 0;
    const rest = text.slice(start + indent, end);
    const kind = rest === "" ? "blank" : /^[＃#]/.test(rest) ? "comment" : "unknown";
    lines.push({ start, end, indent: Math.min(indent, end - start), kind });
  }
  const mark = (from: number, to: number, kind: LineKind, over: readonly LineKind[]) => {
    for (let i = lineAt(lines, from); i < lines.length; i++) {
      const line = lines[i] as (typeof lines)[number];
      if (line.start >= to) break;
      if (over.includes(line.kind)) line.kind = kind;
    }
  };
  for (const { node, start, problems } of document?.blocks ?? []) {
    if (node.kind === "stray") continue;
    if (node.kind === "word" || node.kind === "attribute") {
      mark(start + node.span.start, start + node.span.end, "top", ["unknown"]);
      continue;
    }
    mark(start + node.header.start, start + node.header.start + 1, "top", ["unknown"]);
    mark(start + node.header.end, start + node.span.end, "inside", ["unknown"]);
    const code = [...node.code];
    if (node.kind === "scene") {
      for (const local of node.locals) {
        code.push(...local.code);
        if (local.header === null) continue;
        mark(start + local.header.end, start + local.span.end, "insideLocal", ["inside"]);
        mark(start + local.header.start, start + local.header.start + 1, "localHeader", ["inside", "insideLocal"]);
      }
    }
    for (const { span } of code) mark(start + span.start, start + span.end, "code", ALL);
    for (const { span, late } of problems) {
      if (!late) mark(start + span.start, Math.max(start + span.end, start + span.start + 1), "unknown", ALL);
    }
  }
  return lines;
}

const ALL: readonly LineKind[] = ["blank", "comment", "code", "top", "inside", "localHeader", "insideLocal", "unknown"];

/** The index of the line that holds an offset. */
function lineAt(lines: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle] as { start: number }).start <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
