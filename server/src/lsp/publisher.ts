/** Sends findings to the client: what changed, at once after every edit, and never the same twice. */
import type { Diagnostic as LspDiagnostic } from "vscode-languageserver-types";
import { DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import type { Diagnostic, Severity } from "#core/diagnostics/index.ts";
import { type Locale, render } from "#core/messages/index.ts";
import type { Lines } from "#server/positions.ts";
import type { Ghost } from "./ghost.ts";

const LEVELS: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Codes that the text alone decides; they can be told before the rest of the ghost has been read. */
const TEXT_ONLY: ReadonlySet<string> = new Set([
  "syntax-error",
  "reserved-name",
  "continuation-without-speaker",
  "property-in-expression",
]);

export interface DiagnosticSink {
  send(params: { uri: string; version?: number; diagnostics: LspDiagnostic[] }): void;
}

export class Publisher {
  /** What was last sent, by URI. */
  readonly #sent = new Map<string, string>();
  /** How many problems each URI has now. */
  readonly #counts = new Map<string, number>();

  /** Address of the folder with a page for each code, ending with `/`; null where the client has none. */
  pages: string | null = null;
  /** Set where the client asks for findings: none are pushed then. */
  isSilent = false;

  constructor(
    private readonly sink: DiagnosticSink,
    private readonly locale: () => Locale,
  ) {}

  /** Sends the findings of one file. `always` sends them even where they are the same, as an answer to an edit. */
  publish(ghost: Ghost, path: string, always = false): void {
    const uri = ghost.uri(path);
    const opened = ghost.open.get(path);
    const found = this.findings(ghost, path);
    this.#counts.set(uri, found.length);
    const key = JSON.stringify(found);
    if (this.isSilent || (!always && this.#sent.get(uri) === key)) return;
    if (!always && found.length === 0 && !this.#sent.has(uri)) return;
    if (found.length === 0 && opened === undefined) this.#sent.delete(uri);
    else this.#sent.set(uri, key);
    this.sink.send({ uri, ...(opened && { version: opened.text.version }), diagnostics: found });
  }

  /** The findings of a file as the protocol writes them. */
  findings(ghost: Ghost, path: string): LspDiagnostic[] {
    const lines = ghost.lines(path);
    return lines === null ? [] : this.#found(ghost, path).map((one) => this.convert(ghost, path, lines, one));
  }

  #found(ghost: Ghost, path: string): Diagnostic[] {
    const all = ghost.diagnostics(path);
    return ghost.isLoaded ? all : all.filter(({ code }) => TEXT_ONLY.has(code));
  }

  /** Takes back what was said about a file that is gone. */
  retract(uri: string): void {
    this.#counts.delete(uri);
    if (this.#sent.delete(uri)) this.sink.send({ uri, diagnostics: [] });
  }

  /** How many problems the files of a ghost have, by their URIs. */
  count(uris: Iterable<string>): number {
    let sum = 0;
    for (const uri of uris) sum += this.#counts.get(uri) ?? 0;
    return sum;
  }

  convert(ghost: Ghost, path: string, lines: Lines, found: Diagnostic): LspDiagnostic {
    const locale = this.locale();
    return {
      range: lines.range(found.start, found.end),
      severity: LEVELS[found.severity],
      code: found.code,
      ...(this.pages !== null && { codeDescription: { href: `${this.pages.replace(/\/?$/, "/")}${found.code}.md` } }),
      source: "pasta",
      message: render(found.message, found.args, locale),
      ...(found.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
      ...(found.data && { data: found.data }),
      ...(found.related && {
        relatedInformation: found.related.flatMap((near) => {
          const file = near.file ?? path;
          const range = ghost.lines(file)?.range(near.start, near.end);
          return range === undefined
            ? []
            : [{ location: { uri: ghost.uri(file), range }, message: render(near.message, near.args, locale) }];
        }),
      }),
    };
  }
}
