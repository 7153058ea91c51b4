/** `pasta check [GHOST]`: every problem of a ghost, for people and for other programs. */
import { Checker, DEFAULT_SEVERITIES, type Severity } from "#core/diagnostics/index.ts";
import { type Locale, render } from "#core/messages/index.ts";
import { choose, localeFrom, readArguments } from "../arguments.ts";
import { type LoadedGhost, loadGhost, STRATEGIES } from "../ghost.ts";
import { EXIT, type Io, Misuse } from "../io.ts";
import { printedRange } from "../places.ts";
import type { Problem } from "../problem.ts";
import { sarifLog } from "../sarif.ts";

const FORMATS = ["text", "json", "sarif", "github"] as const;
const LEVELS: readonly Severity[] = ["error", "warning", "information", "hint"];

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, {
    format: { type: "string" },
    strategy: { type: "string" },
    lang: { type: "string" },
    locale: { type: "string" },
    severity: { type: "string" },
  });
  const format = choose("format", args.text("format"), FORMATS, "text");
  const strategy = choose("strategy", args.text("strategy"), STRATEGIES, "auto");
  const least = choose("severity", args.text("severity"), LEVELS, "hint");
  if (args.places.length > 1) throw new Misuse("check takes one ghost");
  const locale = localeFrom(args, io);
  const ghost = await loadGhost(args.places[0] ?? io.cwd, strategy);
  const problems = problemsOf(ghost, locale).filter(
    ({ severity }) => LEVELS.indexOf(severity) <= LEVELS.indexOf(least),
  );
  io.out(FORMATTERS[format](problems));
  return problems.some(({ severity }) => severity === "error" || severity === "warning") ? EXIT.problems : EXIT.clean;
}

/** All problems of a ghost, in load order of its files and in the order of their text. */
export function problemsOf({ project, configText }: LoadedGhost, locale: Locale): Problem[] {
  const checker = new Checker(project);
  const { documents, config } = project.snapshot;
  return checker.paths().flatMap((file) => {
    const document = documents.get(file);
    const owner = document ?? config;
    return checker.diagnostics(file, DEFAULT_SEVERITIES).map((found) => ({
      file,
      ...printedRange(owner, document?.text ?? configText, found.start, found.end),
      severity: found.severity,
      code: found.code,
      message: render(found.message, found.args, locale),
      data: found.data ?? {},
    }));
  });
}

const FORMATTERS: Readonly<Record<(typeof FORMATS)[number], (problems: readonly Problem[]) => string>> = {
  json: (problems) => problems.map((problem) => `${JSON.stringify(problem)}\n`).join(""),
  text: (problems) =>
    problems
      .map(
        ({ file, line, column, severity, code, message }) =>
          `${file}:${line}:${column}: ${severity} ${code}: ${message}\n`,
      )
      .join(""),
  sarif: (problems) => `${JSON.stringify(sarifLog(problems), null, 2)}\n`,
  github: (problems) => problems.map(workflowCommand).join(""),
};

/** A workflow command of GitHub Actions; it has three levels. */
function workflowCommand({ file, line, column, endLine, endColumn, severity, code, message }: Problem): string {
  const level = severity === "error" ? "error" : severity === "warning" ? "warning" : "notice";
  const place = `file=${escapeProperty(file)},line=${line},col=${column},endLine=${endLine},endColumn=${endColumn}`;
  return `::${level} ${place},title=${code}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
