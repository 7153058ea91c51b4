/**
 * Fixtures: several files in one string.
 *
 * `//- /dic/boot.pasta` begins a file (its path without the first slash); text before the first such line belongs to
 * `dic/main.pasta`. `‸` marks a caret and `⟦name⟧…⟦/name⟧` a range; both are taken out of the text, and their offsets
 * are UTF-16 code units of what remains.
 */

export interface FixtureFile {
  readonly path: string;
  readonly text: string;
}

export interface FixturePlace {
  readonly path: string;
  readonly offset: number;
}

export interface FixtureRange {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface Fixture {
  readonly files: readonly FixtureFile[];
  readonly carets: readonly FixturePlace[];
  readonly ranges: ReadonlyMap<string, FixtureRange>;
}

const MARK = /‸|⟦\/?[^⟧]+⟧/g;

/** Reads a fixture. Throws where a range is not closed, for then the test itself is wrong. */
export function parseFixture(source: string): Fixture {
  const files: FixtureFile[] = [];
  const carets: FixturePlace[] = [];
  const ranges = new Map<string, FixtureRange>();
  for (const { path, marked } of splitFiles(source)) {
    const open = new Map<string, number>();
    let text = "";
    let from = 0;
    for (const match of marked.matchAll(MARK)) {
      text += marked.slice(from, match.index);
      from = match.index + match[0].length;
      if (match[0] === "‸") carets.push({ path, offset: text.length });
      else if (match[0].startsWith("⟦/")) {
        const name = match[0].slice(2, -1);
        const start = open.get(name);
        if (start === undefined) throw new Error(`range ${name} is closed but not opened`);
        open.delete(name);
        ranges.set(name, { path, start, end: text.length });
      } else open.set(match[0].slice(1, -1), text.length);
    }
    if (open.size > 0) throw new Error(`ranges are not closed: ${[...open.keys()].join(", ")}`);
    files.push({ path, text: text + marked.slice(from) });
  }
  return { files, carets, ranges };
}

function splitFiles(source: string): { path: string; marked: string }[] {
  const parts = source.split(/^\/\/- \/(.+)\n/m);
  const files: { path: string; marked: string }[] = [];
  if (parts[0] !== undefined && parts[0].trim() !== "") files.push({ path: "dic/main.pasta", marked: parts[0] });
  for (let index = 1; index < parts.length; index += 2)
    files.push({ path: parts[index] ?? "", marked: parts[index + 1] ?? "" });
  return files;
}
