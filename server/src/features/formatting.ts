/**
 * `textDocument/formatting` and `rangeFormatting`: marks in full width, one full-width space of indentation a level,
 * the `：` of a scene's speech one below the other, one blank line between scenes. What a dictionary says never changes:
 * a format that would read differently is not handed out.
 */
import type { Range, TextEdit } from "vscode-languageserver-types";
import { type PastaParser, toItems } from "#core/syntax/index.ts";
import type { FeatureContext } from "./context.ts";
import { continuedSpeech, markEdits } from "./format-marks.ts";
import { type LineKind, lineKinds, type TextLine } from "./line-kinds.ts";
import { FULL_WIDTH } from "./marks.ts";
import type { Replacement } from "./simulate.ts";

export function formatting(context: FeatureContext, parser: PastaParser, range: Range | null): TextEdit[] {
  if (context.document === null) return [];
  const [from, to] =
    range === null ? [0, context.text.length] : [context.here.offset(range.start), context.here.offset(range.end)];
  const edits = formatEdits(context.document, context.text).filter(({ start, end }) => start >= from && end <= to);
  const formatted = apply(context.text, edits);
  if (formatted === context.text || meaning(parser, formatted) !== meaning(parser, context.text)) return [];
  return edits.map(({ start, end, text }) => ({ range: context.here.range(start, end), newText: text }));
}

/** The formatted text; the text itself where formatting would change what it says. */
export function formatText(parser: PastaParser, text: string): string {
  const document = parser.parse(text);
  const formatted = apply(text, formatEdits(document, text));
  return meaning(parser, formatted) === meaning(parser, text) ? formatted : text;
}

/** What a text says, line numbers left out. */
export function meaning(parser: PastaParser, text: string): string {
  const document = parser.parse(text);
  return JSON.stringify([document.ok, toItems(document)], (key, value) => (key === "line" ? undefined : value));
}

function apply(text: string, edits: readonly Replacement[]): string {
  let out = "";
  let at = 0;
  for (const edit of edits) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

const LEVELS: Readonly<Partial<Record<LineKind, number>>> = { top: 0, inside: 1, localHeader: 1, insideLocal: 2 };

function formatEdits(document: FeatureContext["document"], text: string): Replacement[] {
  const lines = lineKinds(document, text);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const continued = document === null ? new Map<number, string>() : continuedSpeech(document, text);
  const edits: Replacement[] = document === null ? [] : markEdits(document, text);
  lines.forEach((line, i) => {
    edits.push(...blankLines(lines, i, text, eol));
    const level = line.kind === "comment" ? commentLevel(lines, i) : LEVELS[line.kind];
    const at = line.start + line.indent;
    const indent = level === undefined ? null : "　".repeat(level) + (continued.get(line.start) ?? "");
    if (indent !== null && text.slice(line.start, at) !== indent) {
      edits.push({ start: line.start, end: at, text: indent });
    }
    const full = FULL_WIDTH.get(text[at] ?? "");
    if (full !== undefined && (level !== undefined || line.kind === "comment"))
      edits.push({ start: at, end: at + 1, text: full });
    if (line.kind === "blank" && line.end > line.start) edits.push({ start: line.start, end: line.end, text: "" });
  });
  return edits.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** An indented comment stands like the line below it; one at the left edge stays there. */
function commentLevel(lines: readonly TextLine[], i: number): number | undefined {
  if (lines[i]?.indent === 0) return undefined;
  const next = lines.slice(i + 1).find(({ kind }) => kind !== "comment" && kind !== "blank");
  const level = next === undefined ? undefined : LEVELS[next.kind];
  return level === undefined || level === 0 ? 1 : level;
}

/** One blank line above a scene or an actor and the comments that belong to it; never two in a row. */
function blankLines(lines: readonly TextLine[], i: number, text: string, eol: string): Replacement[] {
  const line = lines[i] as TextLine;
  const above = lines[i - 1];
  if (line.kind === "blank" && above?.kind === "blank") {
    const next = lines[i + 1]?.start ?? text.length;
    return [{ start: line.end, end: next, text: "" }];
  }
  if (above === undefined || above.kind === "blank" || above.kind === "unknown" || !opensBlock(lines, i, text))
    return [];
  return [{ start: line.start, end: line.start, text: eol }];
}

/** Whether a line is the header of a scene or actor, or the first of the comments at the left edge right above one. */
function opensBlock(lines: readonly TextLine[], i: number, text: string): boolean {
  const line = lines[i] as TextLine;
  if (lines[i - 1]?.kind === "comment" && lines[i - 1]?.indent === 0) return false;
  let j = i;
  while (lines[j]?.kind === "comment" && lines[j]?.indent === 0) j++;
  const header = lines[j];
  return (
    header?.kind === "top" &&
    (line === header || line.kind === "comment") &&
    /[＊*％%]/.test(text[header.start + header.indent] ?? "")
  );
}
