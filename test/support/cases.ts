/** The conformance cases: documents with what the engine says of them. */
import { readFileSync } from "node:fs";

export interface SyntaxCase {
  readonly id: string;
  readonly source: string;
  readonly expected:
    | { readonly ok: true; readonly items: readonly unknown[]; readonly transpileError?: string }
    | { readonly ok: false; readonly line: number; readonly column: number };
}

let cases: readonly SyntaxCase[] | null = null;

/** The cases of `test/conformance/data/syntax.ndjson`. */
export function syntaxCases(): readonly SyntaxCase[] {
  cases ??= readFileSync(new URL("../conformance/data/syntax.ndjson", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as SyntaxCase);
  return cases;
}
