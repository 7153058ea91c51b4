/** A file whose bytes are no UTF-8: the engine refuses it, and its readable part is read all the same. */
import type { Block, SyntaxDocument } from "../syntax/model.ts";

/** The document with a problem at the first bytes that are no text; the same document where there are none. */
export function withEncodingFault(document: SyntaxDocument, invalidAt: number | null): SyntaxDocument {
  if (invalidAt === null) return document;
  const span = { start: 0, end: 1 };
  const fault: Block = {
    node: { kind: "stray", span },
    start: invalidAt,
    sceneName: "",
    problems: [{ code: "syntax-error", span, message: "syntax-invalid-encoding", args: [], late: false }],
  };
  return {
    text: document.text,
    slice: (start, end) => document.slice(start, end),
    hasDirective: document.hasDirective,
    ok: false,
    blocks: [...document.blocks, fault].sort((a, b) => a.start - b.start),
  };
}
