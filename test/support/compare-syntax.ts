/** Our reading of a document beside the engine's. */
import { isDeepStrictEqual } from "node:util";
import { type PastaParser, toItems } from "#core/syntax/index.ts";
import type { SyntaxCase } from "./cases.ts";

/** How our reading differs from the engine's; null where it does not. */
export function syntaxDifference(parser: PastaParser, { source, expected }: SyntaxCase): string | null {
  const document = parser.parse(source);
  if (document.ok !== expected.ok) return expected.ok ? "we refuse what the engine takes" : "we take what it refuses";
  if (!expected.ok) return null;
  const items: unknown = JSON.parse(JSON.stringify(toItems(document)));
  if (!isDeepStrictEqual(items, expected.items)) return `items differ: ${JSON.stringify(items)}`;
  const late = document.blocks.some((block) => block.problems.some((problem) => problem.late));
  return late === (expected.transpileError !== undefined) ? null : `late problem: ${expected.transpileError ?? "none"}`;
}
