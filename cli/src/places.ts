/** Places as people write and read them: files by name or folder, lines and columns from 1, columns in UTF-16 units. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Lines, linesOf } from "#server/positions.ts";
import { Misuse } from "./io.ts";

export interface PrintedRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The range of two offsets in a text. `owner` is the object that the text belongs to. */
export function printedRange(owner: object, text: string, start: number, end: number): PrintedRange {
  const lines: Lines = linesOf(owner, text);
  const from = lines.position(start);
  const to = lines.position(end);
  return { line: from.line + 1, column: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
}

/** The file itself, or every dictionary below a folder. Throws `Misuse` where there is neither. */
export async function dictionariesAt(path: string): Promise<string[]> {
  const info = await stat(path).catch(() => null);
  if (info === null) throw new Misuse(`no such file or folder: ${path}`);
  if (!info.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".pasta"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
