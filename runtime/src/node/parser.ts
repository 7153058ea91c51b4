/** The parser from the files beside the bundle, one for everything that a process or thread reads. */
import { createParser, type PastaParser } from "#core/syntax/index.ts";
import { platform } from "../vm/platform.ts";
import { compileParser } from "./parser-modules.ts";

let parser: Promise<PastaParser> | null = null;

/** Loads it when it is first asked for. Rejects with the file system's error where a file is missing. */
export function loadParser(): Promise<PastaParser> {
  parser ??= compileParser().then((modules) =>
    createParser({
      ...modules,
      instantiate: (module, imports) => new platform.WebAssembly.Instance(module, imports),
    }),
  );
  return parser;
}
