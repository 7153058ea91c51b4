/** The text of a file as an editor holds it. That of a dictionary is the one that the parser reads: there is no second. */
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Range } from "vscode-languageserver-types";
import type { OpenDocument } from "#core/syntax/index.ts";
import { type Lines, linesOfDocument, linesOfRows, soundRange } from "#server/positions.ts";

export interface OpenText {
  /** The version that the editor last told. */
  version: number;
  /** The places of the text, whatever it is by then. */
  readonly lines: Lines;
  getText(): string;
  /** Replaces a range, or all of it. Ranges are taken as they come from a client, in any order and beyond the text. */
  change(range: Range | null, text: string): void;
}

export function openText(uri: string, version: number, content: string, syntax: OpenDocument | null): OpenText {
  return syntax === null ? plainText(uri, version, content) : dictionaryText(version, syntax);
}

function plainText(uri: string, version: number, content: string): OpenText {
  const document = TextDocument.create(uri, "", version, content);
  return {
    version,
    lines: linesOfDocument(document),
    getText: () => document.getText(),
    change: (range, text) => {
      TextDocument.update(document, [range === null ? { text } : { range: soundRange(range), text }], version);
    },
  };
}

/** Changes go to the parser's document, which reads them when it is told to. */
function dictionaryText(version: number, syntax: OpenDocument): OpenText {
  const lines = linesOfRows(() => syntax.lines);
  return {
    version,
    lines,
    getText: () => syntax.lines.toString(),
    change: (range, text) => {
      const { start, end } = range === null ? { start: 0, end: syntax.lines.length } : offsets(lines, range);
      syntax.replace({ start, end, text });
    },
  };
}

function offsets(lines: Lines, range: Range): { readonly start: number; readonly end: number } {
  const { start, end } = soundRange(range);
  return { start: lines.offset(start), end: lines.offset(end) };
}
