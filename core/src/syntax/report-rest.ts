/** The rest of a line that nothing can read, explained as well as what stands before it allows. */
import { findExpressionFault } from "./expression-fault.ts";
import type { Span } from "./model.ts";
import type { TreeReader } from "./tree-reader.ts";

/** The offset at which the line of an offset begins, in the block's text. */
export function lineStart(reader: TreeReader, offset: number): number {
  return Math.max(reader.text.lastIndexOf("\n", offset - 1), reader.text.lastIndexOf("\r", offset - 1)) + 1;
}

/**
 * Reports the rest of a line; null where the line has none. Where the builder has just missed something before it, the
 * two are one problem, and the rest is what explains it.
 */
export function reportRest(reader: TreeReader, rest: Span | null): void {
  if (rest === null) return;
  const line = lineStart(reader, rest.start);
  const last = reader.problems.at(-1);
  const missed =
    last?.message.startsWith("syntax-missing-") === true && last.span.start >= line && last.span.end <= rest.start;
  if (missed) reader.problems.pop();
  const fault = findExpressionFault(reader.text.slice(line, rest.end));
  if (fault !== null && fault.message !== "syntax-broken-line")
    reader.problem(fault.message, { start: line + fault.start, end: line + fault.end }, fault.args);
  else reader.problem("syntax-unexpected-text", rest, [reader.slice(rest)]);
}
