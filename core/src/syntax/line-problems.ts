/** What the builder of a line had to say about it, for when the line is taken over instead of built. */
import type { Item, SyntaxProblem } from "./model.ts";

/** Most lines have nothing, and are not in here. */
const problems = new WeakMap<Item, readonly SyntaxProblem[]>();

const NONE: readonly SyntaxProblem[] = [];

export function problemsOfLine(item: Item): readonly SyntaxProblem[] {
  return problems.get(item) ?? NONE;
}

export function rememberProblems(item: Item, found: readonly SyntaxProblem[]): void {
  if (found.length > 0) problems.set(item, found);
}
