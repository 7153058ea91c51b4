/** `pasta parse FILE|DIR…`: what the parser reads of files, and where it stumbles. */

import { type Locale, render } from "#core/messages/index.ts";
import { withEncodingFault } from "#core/project/index.ts";
import { type SyntaxDocument, toItems } from "#core/syntax/index.ts";
import { loadParser } from "#runtime/node/parser.ts";
import { readSource } from "#server/lsp/disk.ts";
import { choose, localeFrom, readArguments } from "../arguments.ts";
import { EXIT, type Io, Misuse } from "../io.ts";
import { dictionariesAt, type PrintedRange, printedRange } from "../places.ts";

interface ParseError extends PrintedRange {
  readonly code: string;
  readonly message: string;
}

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, {
    format: { type: "string" },
    lang: { type: "string" },
    locale: { type: "string" },
  });
  const format = choose("format", args.text("format"), ["text", "json"], "text");
  const locale = localeFrom(args, io);
  if (args.places.length === 0) throw new Misuse("parse needs a file or folder");
  const files = (await Promise.all(args.places.map(dictionariesAt))).flat();
  const parser = await loadParser();
  let problems = false;
  for (const file of files) {
    const source = await readSource(file);
    if (source === null) throw new Misuse(`cannot be read: ${file}`);
    const document = withEncodingFault(parser.parse(source.text), source.invalidAt);
    const errors = errorsOf(document, locale);
    if (errors.length > 0 || !document.ok) problems = true;
    if (format === "json") {
      io.out(`${JSON.stringify({ file, ok: document.ok, items: toItems(document), errors })}\n`);
    } else {
      io.out(`${file}: ${document.ok ? "ok" : "refused"}\n`);
      for (const { line, column, code, message } of errors) io.out(`${file}:${line}:${column}: ${code}: ${message}\n`);
    }
  }
  return problems ? EXIT.problems : EXIT.clean;
}

/** The problems of the text itself, in its order. */
function errorsOf(document: SyntaxDocument, locale: Locale): ParseError[] {
  return document.blocks.flatMap(({ start, problems }) =>
    problems.map(({ span, code, message, args }) => ({
      ...printedRange(document, document.text, start + span.start, start + span.end),
      code,
      message: render(message as never, args, locale),
    })),
  );
}
