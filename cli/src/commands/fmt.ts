/** `pasta fmt FILE|DIR…`: tidies dictionaries where they lie, or with `--check` only tells which are not tidy. */

import { writeFile } from "node:fs/promises";
import { loadParser } from "#runtime/node/parser.ts";
import { formatText } from "#server/features/formatting.ts";
import { readText } from "#server/lsp/disk.ts";
import { readArguments } from "../arguments.ts";
import { EXIT, type Io, Misuse } from "../io.ts";
import { dictionariesAt } from "../places.ts";

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, { check: { type: "boolean" }, stdout: { type: "boolean" } });
  if (args.places.length === 0) throw new Misuse("fmt needs a file or folder");
  const files = (await Promise.all(args.places.map(dictionariesAt))).flat();
  const parser = await loadParser();
  let untidy = false;
  for (const file of files) {
    const text = await readText(file);
    if (text === null) throw new Misuse(`cannot be read: ${file}`);
    const formatted = formatText(parser, text);
    if (args.flag("stdout")) io.out(formatted);
    if (formatted === text) continue;
    untidy = true;
    if (args.flag("stdout")) continue;
    io.out(`${file}\n`);
    if (!args.flag("check")) await writeFile(file, formatted);
  }
  return untidy && args.flag("check") ? EXIT.problems : EXIT.clean;
}
