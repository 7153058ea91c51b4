/** One problem for each line that tree-sitter could not read whole, on the smallest place that explains it. */
import { findExpressionFault } from "./expression-fault.ts";
import { Kind } from "./kinds.ts";
import type { Span } from "./model.ts";
import { lineStart } from "./report-rest.ts";
import type { TreeReader } from "./tree-reader.ts";

/** Reports the errors below the current node, one a line; lines that have a problem already are left alone. */
export function reportBrokenLines(reader: TreeReader): void {
  const faults: Span[] = [];
  collect(reader, reader.kind, faults);
  const taken = new Set(
    reader.problems.filter((problem) => !problem.late).map((problem) => lineStart(reader, problem.span.start)),
  );
  for (const fault of faults.sort((a, b) => a.start - b.start)) {
    const line = lineStart(reader, fault.start);
    if (taken.has(line)) continue;
    taken.add(line);
    report(reader, line, fault);
  }
}

function collect(reader: TreeReader, kind: Kind, faults: Span[]): void {
  if (kind === Kind.Error || reader.isMissing) {
    faults.push(reader.span);
    return;
  }
  if (!reader.hasError) return;
  const before = faults.length;
  reader.children((part) => collect(reader, part, faults));
  // What is missing may be a token that the tree does not show, such as a closing parenthesis.
  if (faults.length === before) faults.push({ start: Math.max(reader.start, reader.end - 1), end: reader.end });
}

function report(reader: TreeReader, line: number, fault: Span): void {
  const rest = /[\r\n]/.exec(reader.text.slice(line));
  const end = rest === null ? reader.text.length : line + rest.index;
  const found = findExpressionFault(reader.text.slice(line, end));
  if (found !== null) {
    const span = { start: line + found.start, end: line + found.end };
    reader.problem(found.message, span, found.message === "syntax-broken-line" ? [reader.slice(span)] : found.args);
    return;
  }
  const span = { start: fault.start, end: Math.max(Math.min(fault.end, end), fault.start) };
  const visible = reader.slice(span).trim() === "" ? { start: line, end } : span;
  reader.problem("syntax-broken-line", visible, [reader.slice(visible).trim()]);
}
