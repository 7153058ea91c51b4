/** Sends findings to the client: what changed, at once after every edit, and never the same twice. */
import type { Location, Diagnostic as LspDiagnostic, Position } from "vscode-languageserver-types";
import { DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import { type Diagnostic, placeNow, type RelatedPlace, type Severity, UNREADABLE } from "#core/diagnostics/index.ts";
import { type Locale, render } from "#core/messages/index.ts";
import type { Lines } from "#server/positions.ts";
import { rememberPortions } from "./encoder.ts";
import type { Ghost } from "./ghost.ts";

const LEVELS: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export interface DiagnosticSink {
  send(params: { uri: string; version?: number; diagnostics: LspDiagnostic[] }): void;
}

/** Findings that are brought into the protocol's form in one step: about a millisecond. */
const STEP = 256;

export class Publisher {
  /** What was last sent, by URI. */
  readonly #sent = new Map<string, readonly LspDiagnostic[]>();
  /** The protocol's form of a block's findings, where the block began then. */
  readonly #converted = new WeakMap<
    readonly Diagnostic[],
    {
      readonly line: number;
      readonly character: number;
      readonly list: readonly LspDiagnostic[];
      /** Whether one points to a place elsewhere, which moves by itself. */
      readonly isTied: boolean;
    }
  >();
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
    const sent = this.#sent.get(uri);
    if (this.isSilent || (!always && sent !== undefined && isSame(sent, found))) return;
    if (!always && found.length === 0 && sent === undefined) return;
    if (found.length === 0 && opened === undefined) this.#sent.delete(uri);
    else this.#sent.set(uri, found);
    this.sink.send({ uri, ...(opened && { version: opened.text.version }), diagnostics: found });
  }

  /** The findings of a file as the protocol writes them. Those of blocks that stay on their lines are kept. */
  findings(ghost: Ghost, path: string): LspDiagnostic[] {
    const lines = ghost.lines(path);
    if (lines === null) return [];
    if (!ghost.project.snapshot.blocks.has(path)) {
      const told = ghost.diagnostics(path).filter(({ code }) => ghost.isLoaded || UNREADABLE.has(code));
      return told.map((found) => this.#convert(ghost, path, lines, found, 0));
    }
    const portions: (readonly LspDiagnostic[])[] = [];
    for (const { block, diagnostics } of ghost.blockDiagnostics(path)) {
      if (diagnostics.length === 0) continue;
      const list = this.#ofBlock(ghost, path, lines, block.start, diagnostics);
      portions.push(ghost.isLoaded ? list : list.filter(({ code }) => UNREADABLE.has(String(code))));
    }
    const all = portions.flat();
    if (ghost.open.has(path)) rememberPortions(all, portions);
    return all;
  }

  /** Makes ready what is to be told of a long file, in steps between which others may have their turn. */
  *ahead(ghost: Ghost, path: string): Generator<void> {
    const blocks = ghost.project.snapshot.blocks.get(path);
    let isLong = false;
    for (const _ of ghost.ahead(path)) {
      isLong = true;
      yield;
    }
    const lines = isLong ? ghost.lines(path) : null;
    if (lines === null || ghost.project.snapshot.blocks.get(path) !== blocks) return;
    let left = STEP;
    for (const { block, diagnostics } of ghost.blockDiagnostics(path)) {
      if (diagnostics.length > 0) this.#ofBlock(ghost, path, lines, block.start, diagnostics);
      left -= diagnostics.length;
      if (left > 0) continue;
      left = STEP;
      yield;
      if (ghost.project.snapshot.blocks.get(path) !== blocks) return;
    }
  }

  /** The findings of a block that begins at `start`: the same list as long as they say the same, for whoever keeps its bytes. */
  #ofBlock(
    ghost: Ghost,
    path: string,
    lines: Lines,
    start: number,
    diagnostics: readonly Diagnostic[],
  ): readonly LspDiagnostic[] {
    const { line, character } = lines.position(start);
    const kept = this.#converted.get(diagnostics);
    const isHere = kept !== undefined && kept.line === line && kept.character === character;
    if (isHere && (!kept.isTied || this.#placesStay(ghost, path, diagnostics, start, kept.list))) return kept.list;
    const list = diagnostics.map((found) => this.#convert(ghost, path, lines, found, start));
    this.#converted.set(diagnostics, { line, character, list, isTied: diagnostics.some(hasPlaces) });
    return list;
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

  #convert(ghost: Ghost, path: string, lines: Lines, found: Diagnostic, by: number): LspDiagnostic {
    const locale = this.locale();
    return {
      range: lines.range(found.start + by, found.end + by),
      severity: LEVELS[found.severity],
      code: found.code,
      ...(this.pages !== null && { codeDescription: { href: `${this.pages.replace(/\/?$/, "/")}${found.code}.md` } }),
      source: "pasta",
      message: render(found.message, found.args, locale),
      ...(found.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
      ...(found.data && { data: found.data }),
      ...(found.related && {
        relatedInformation: found.related.flatMap((near) => {
          const location = locate(ghost, near, path, by);
          return location === null ? [] : [{ location, message: render(near.message, near.args, locale) }];
        }),
      }),
    };
  }

  /** Whether the places that findings point to are where they were when `told` was made of them. */
  #placesStay(ghost: Ghost, path: string, found: readonly Diagnostic[], by: number, told: readonly LspDiagnostic[]) {
    return found.every(({ related = [] }, i) => {
      const before = told[i]?.relatedInformation ?? [];
      const now = related.flatMap((near) => locate(ghost, near, path, by) ?? []);
      return now.length === before.length && now.every((one, at) => isSamePlace(one, before[at]?.location));
    });
  }
}

/** A place that a finding points to; `by` is the offset of the finding's block. Null where there is no such file. */
function locate(ghost: Ghost, near: RelatedPlace, path: string, by: number): Location | null {
  const place = placeNow(near, ghost.project.snapshot, path, by);
  if (place === null || place.file === null) return null;
  const range = ghost.lines(place.file)?.range(place.start, place.end);
  return range === undefined ? null : { uri: ghost.uri(place.file), range };
}

function isSamePlace({ uri, range: { start, end } }: Location, other: Location | undefined): boolean {
  if (other === undefined || uri !== other.uri) return false;
  return isSamePosition(start, other.range.start) && isSamePosition(end, other.range.end);
}

function isSamePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

/** Whether a finding points elsewhere, to places that move by themselves. */
function hasPlaces({ related }: Diagnostic): boolean {
  return related !== undefined;
}

/** Whether two lists say the same; lists of kept findings are told by identity. */
function isSame(a: readonly LspDiagnostic[], b: readonly LspDiagnostic[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i] || JSON.stringify(one) === JSON.stringify(b[i]));
}
