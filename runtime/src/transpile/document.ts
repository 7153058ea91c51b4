/** A whole document to one Lua module, as `pasta build` writes it; and single blocks ready for the VM. */

import type { Block, SyntaxDocument } from "#core/syntax/model.ts";
import type { Chunk } from "../vm/vm.ts";
import { type GenerateSettings, generateBlock } from "./block.ts";
import { type GeneratedLua, lineAt, lineStarts, type SourceMark } from "./output.ts";

/** What every generated module begins with. */
const HEADER = ['local PASTA = require "pasta"', 'local GLOBAL = require "pasta.global"'];

/** The module of a document; lines and offsets of the map are those of the document. Same input, same bytes. */
export function generateDocument(document: SyntaxDocument, settings: GenerateSettings): GeneratedLua {
  const starts = lineStarts(document.text);
  const text: string[] = [...HEADER.map((line) => `${line}\n`)];
  const lines: number[] = HEADER.map(() => 0);
  const marks: SourceMark[] = [];
  for (const block of document.blocks) {
    const piece = generateBlock(block, document.text, settings);
    if (piece.text === "") continue;
    const firstLine = lineAt(starts, block.start);
    text.push("\n", piece.text);
    lines.push(firstLine);
    for (const mark of piece.marks)
      marks.push({
        line: lines.length + mark.line,
        column: mark.column,
        start: block.start + mark.start,
        end: block.start + mark.end,
      });
    for (const line of piece.lines) lines.push(firstLine + line);
  }
  return { text: text.join(""), lines, marks };
}

/**
 * One block as a chunk that the VM can load: everything that Lua says of a position names the document's own lines.
 * `path` is the document's, relative to the ghost; `firstLine` the line (0-based) at which the block begins.
 */
export function blockChunk(
  path: string,
  block: Block,
  text: string,
  firstLine: number,
  settings: GenerateSettings,
): Chunk {
  const { text: lua, lines } = generateBlock(block, text, settings);
  const header = `${HEADER.join(" ")}\n`;
  const numbers = new Int32Array(lines.length + 2);
  numbers[0] = firstLine + 1;
  lines.forEach((line, index) => {
    numbers[index + 1] = firstLine + line + 1;
  });
  // Behind the last newline there is one more, empty line, where the parser meets the end of the text.
  numbers[lines.length + 1] = numbers[lines.length] ?? firstLine + 1;
  return { name: `@${path}`, text: header + lua, lines: numbers };
}
