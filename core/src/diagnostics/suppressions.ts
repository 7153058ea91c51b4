/**
 * Comments that silence findings: `＃ pasta-ignore unresolved-scene` for the line below it, or the line that it ends;
 * `＃ pasta-ignore-file unused-word` for the whole file. Without a code every finding is meant. In Lua they begin with
 * `--`.
 */
import type { SyntaxDocument } from "../syntax/model.ts";
import { DIRECTIVE } from "../syntax/text-lines.ts";
import { CODES, type DiagnosticCode } from "./model.ts";

/** A stretch of the file in which some codes are silent; null means all of them. */
export interface Suppression {
  readonly start: number;
  readonly end: number;
  readonly codes: ReadonlySet<DiagnosticCode> | null;
}

const COMMENT = /(?:[＃#]|--)[ \t\u3000]*pasta-ignore(-file)?(?![\w-])([^\r\n]*)/g;
const CODE_LIKE = /^[a-z]+(?:-[a-z]+)+$/;
const KNOWN: ReadonlySet<string> = new Set(CODES);

/** The suppressions of a document, in its order; most have none. */
export function suppressionsOf(document: SyntaxDocument | undefined): readonly Suppression[] {
  return document?.hasDirective === true ? suppressionsIn(document.text) : NONE;
}

/** Those of a text, be it Pasta or Lua. */
export function suppressionsIn(text: string): readonly Suppression[] {
  if (!text.includes(DIRECTIVE)) return NONE;
  return [...text.matchAll(COMMENT)].map((match) => {
    const words = (match[2] ?? "").split(/[\s,、，\u3000]+/);
    const named = words.filter((code) => KNOWN.has(code)) as DiagnosticCode[];
    // A code that is misspelt must not silence everything.
    const codes = named.length === 0 && !words.some((word) => CODE_LIKE.test(word)) ? null : new Set(named);
    if (match[1] !== undefined) return { start: 0, end: text.length, codes };
    const lineStart = text.lastIndexOf("\n", match.index) + 1;
    const lineEnd = endOfLine(text, match.index);
    const isAlone = /^[ \t\u3000]*$/.test(text.slice(lineStart, match.index));
    return { start: lineStart, end: isAlone ? endOfLine(text, lineEnd + 1) : lineEnd, codes };
  });
}

const NONE: readonly Suppression[] = [];

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf("\n", from);
  return newline < 0 ? text.length : newline;
}

/** Whether a finding that begins at an offset of the file is silenced. */
export function isSuppressed(suppressions: readonly Suppression[], code: DiagnosticCode, start: number): boolean {
  return suppressions.some((one) => one.start <= start && start <= one.end && (one.codes?.has(code) ?? true));
}
