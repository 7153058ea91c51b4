/** Reads command lines: options by a table, everything else by place. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { type Locale, localeOf } from "#core/messages/index.ts";
import { type Io, Misuse } from "./io.ts";

export interface Arguments {
  readonly places: readonly string[];
  text(name: string): string | undefined;
  flag(name: string): boolean;
  all(name: string): readonly string[];
}

/** Parses arguments; throws `Misuse` on an unknown option or a missing value. */
export function readArguments(argv: readonly string[], options: NonNullable<ParseArgsConfig["options"]>): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    const given = new Map(Object.entries(values));
    return {
      places: positionals,
      text: (name) => (typeof given.get(name) === "string" ? (given.get(name) as string) : undefined),
      flag: (name) => given.get(name) === true,
      all: (name) => (Array.isArray(given.get(name)) ? (given.get(name) as string[]) : []),
    };
  } catch (error) {
    throw new Misuse(error instanceof Error ? (error.message.split("\n")[0] as string) : String(error));
  }
}

/** One of the allowed values of an option; throws `Misuse` on any other. */
export function choose<T extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly T[],
  otherwise: T,
): T {
  if (value === undefined) return otherwise;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new Misuse(`--${name} is one of ${allowed.join(", ")}, not ${value}`);
  return found;
}

/** The language of messages: `--lang` or `--locale`, else what the environment asks for. */
export function localeFrom(args: Arguments, io: Io): Locale {
  const { LC_ALL, LC_MESSAGES, LANG } = io.env;
  const asked = args.text("lang") ?? args.text("locale") ?? [LC_ALL, LC_MESSAGES, LANG].find(Boolean);
  // Windows sets none of them; the run time knows its language.
  return localeOf((asked ?? Intl.DateTimeFormat().resolvedOptions().locale).replace("_", "-"));
}
