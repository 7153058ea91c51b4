/**
 * Runs the rules over a ghost and remembers what they found, block by block. What the text alone decides is found once;
 * what names decide, again only when the project puts a block in doubt because a name elsewhere came or went.
 */

import {
  type FileBlock,
  type LuaFile,
  type Project,
  referencesIn,
  type Snapshot,
  summarizeBlock,
  type User,
} from "../project/index.ts";
import { moduleOf } from "../resolve/index.ts";
import type { Block, BlockNode, SyntaxDocument } from "../syntax/model.ts";
import { complete, dependsOnNames, isStillComplete, shifted } from "./complete.ts";
import { luaFinding } from "./lua-syntax-error.ts";
import type { Diagnostic, DiagnosticCode, Finding, NameContext, StyleRule } from "./model.ts";
import { RULES } from "./registry.ts";
import { DEFAULT_SEVERITIES, type Severities } from "./settings.ts";
import { isSuppressed, type Suppression, suppressionsIn, suppressionsOf } from "./suppressions.ts";

interface Kept {
  readonly version: number;
  readonly findings: readonly Finding[];
}

/** The diagnostics of one block; their offsets count from its start. The list stays the same object while they do. */
export interface BlockDiagnostics {
  readonly block: FileBlock;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the diagnostics of a file were made of: while all of it is the same, so are those of every block. */
interface FileBasis {
  readonly version: number;
  readonly scenes: unknown;
  readonly words: unknown;
  readonly functions: unknown;
  readonly actors: unknown;
  readonly severities: Severities;
}

/** A block's diagnostics, and all that they were made of but the names of the ghost. */
interface KeptBlock {
  readonly ordinal: number | null;
  /** The state of the ghost in which they last were looked at. */
  readonly basis: FileBasis;
  readonly byText: readonly Finding[];
  readonly byName: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
}

function sameBasis(a: FileBasis, b: FileBasis, lastDoubt: number): boolean {
  if (lastDoubt > a.version || a.severities !== b.severities) return false;
  return a.scenes === b.scenes && a.words === b.words && a.functions === b.functions && a.actors === b.actors;
}

/** The rules of style, each with what it found in the blocks it has seen. */
const STYLE_RULES: ReadonlyMap<StyleRule, WeakMap<BlockNode, readonly Finding[]>> = new Map(
  RULES.filter((rule) => "checkStyle" in rule).map((rule) => [rule, new WeakMap()]),
);

/** Blocks that are looked at in one step: about a millisecond. */
const STEP = 32;

/** Blocks of a file that is looked at in steps: the others are done in some milliseconds. */
const LONG = 128;

const NONE: readonly Diagnostic[] = [];
const NOTHING: readonly Finding[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();

export class Checker {
  readonly #byText = new WeakMap<User, readonly Finding[]>();
  readonly #byName = new WeakMap<User, Kept>();
  /** What the diagnostics of each file were made of the last time. */
  readonly #bases = new Map<string, FileBasis>();
  /** What was found in each block the last time: most blocks are the same the next time. */
  readonly #kept = new WeakMap<User, KeptBlock>();

  constructor(
    private readonly project: Project,
    private readonly entryPoints: () => ReadonlySet<string> = () => NO_NAMES,
  ) {}

  /** Everything found in one file, in the order of the text. Empty for a path that the ghost does not have. */
  diagnostics(path: string, severities: Severities = DEFAULT_SEVERITIES): Diagnostic[] {
    const { snapshot } = this.project;
    if (path === "pasta.toml") return configDiagnostics(snapshot, severities);
    const lua = snapshot.lua.get(path);
    if (lua !== undefined) return this.#luaDiagnostics(path, lua, severities);
    const found = this.blockDiagnostics(path, severities).flatMap(({ block, diagnostics }) =>
      diagnostics.map((diagnostic) => shifted(diagnostic, snapshot, path, block.start)),
    );
    return found.sort(byPlace);
  }

  /** The same for a dictionary, block by block. */
  blockDiagnostics(path: string, severities: Severities = DEFAULT_SEVERITIES): BlockDiagnostics[] {
    this.#checkText(path);
    const { snapshot } = this.project;
    const basis = this.#basis(path, severities);
    let ordinal = 0;
    const made = (snapshot.blocks.get(path) ?? []).map((block) => {
      const own = block.summary.scene === null ? null : ordinal++;
      return { block, diagnostics: this.#diagnose(path, block, own, basis) };
    });
    const document = snapshot.documents.get(path);
    return audible(this.#withStyle(made, document, severities), suppressionsOf(document));
  }

  /**
   * Looks at a dictionary's blocks ahead of `blockDiagnostics`, which then has little to do: between two steps, of some
   * dozen blocks each, others may have their turn. Ends early where the file is another one meanwhile.
   */
  *ahead(path: string, severities: Severities = DEFAULT_SEVERITIES): Generator<void> {
    const blocks = this.project.snapshot.blocks.get(path) ?? [];
    if (blocks.length <= LONG) return;
    this.#checkText(path);
    let ordinal = 0;
    for (let i = 0; i < blocks.length; i++) {
      if (i > 0 && i % STEP === 0) {
        yield;
        if (this.project.snapshot.blocks.get(path) !== blocks) return;
      }
      const block = blocks[i] as FileBlock;
      const own = block.summary.scene === null ? null : ordinal++;
      this.#diagnose(path, block, own, this.#basis(path, severities));
    }
  }

  /** Adds what the rules of style find, where they are asked for. */
  #withStyle(
    made: BlockDiagnostics[],
    document: SyntaxDocument | undefined,
    severities: Severities,
  ): BlockDiagnostics[] {
    let all = made;
    for (const rule of STYLE_RULES.keys()) {
      const severity = severities[rule.codes[0] as DiagnosticCode];
      if (severity === "off" || document === undefined) continue;
      const found = new Map(
        document.blocks.map((block) => [summarizeBlock(block), styleFindings(rule, document, block)]),
      );
      if (rule.accepts([...found.values()])) continue;
      all = all.map(({ block, diagnostics }) => {
        const own = (found.get(block.summary) ?? NOTHING).map(({ data: _, ...finding }) => ({ ...finding, severity }));
        const merged = own.length === 0 ? diagnostics : [...diagnostics, ...own].sort((a, b) => a.start - b.start);
        return { block, diagnostics: merged };
      });
    }
    return all;
  }

  /** What the diagnostics of a file are made of now: the same object while that is so. */
  #basis(path: string, severities: Severities): FileBasis {
    const { snapshot, lastDoubt } = this.project;
    const { scenes, words, functions, actors } = snapshot.tables;
    const before = this.#bases.get(path);
    const now: FileBasis = { version: snapshot.version, scenes, words, functions, actors, severities };
    if (before !== undefined && sameBasis(before, now, lastDoubt)) return before;
    this.#bases.set(path, now);
    return now;
  }

  #diagnose(path: string, block: FileBlock, ordinal: number | null, basis: FileBasis): readonly Diagnostic[] {
    const before = this.#kept.get(block.summary);
    if (before?.basis === basis && before.ordinal === ordinal) return before.diagnostics;
    const { severities } = basis;
    const byText = this.#byText.get(block.summary) ?? NOTHING;
    const byName = this.#nameFindings(path, block, ordinal);
    const isSame = before?.byText === byText && before.byName === byName && before.basis.severities === severities;
    const kept = isSame ? before.diagnostics : null;
    if (kept !== null && !byText.some(dependsOnNames) && !byName.some(dependsOnNames)) {
      return this.#keep(block, { ordinal, basis, byText, byName, diagnostics: kept });
    }
    const { tables } = this.project.snapshot;
    const module = ordinal === null ? null : (moduleOf(tables, path, ordinal) ?? "");
    const findings = [...byText, ...byName].filter(({ code }) => severities[code] !== "off").sort(byPlace);
    const isKept = kept?.every((told, i) => isStillComplete(findings[i] as Finding, told, tables, module)) === true;
    const diagnostics = isKept ? kept : findings.map((one) => complete(one, severities, tables, module));
    return this.#keep(block, {
      ordinal,
      basis,
      byText,
      byName,
      diagnostics: diagnostics.length === 0 ? NONE : diagnostics,
    });
  }

  #keep({ summary }: FileBlock, kept: KeptBlock): readonly Diagnostic[] {
    this.#kept.set(summary, kept);
    return kept.diagnostics;
  }

  /** The paths that can have findings, in load order; `pasta.toml` first where it has problems. */
  paths(): string[] {
    const { documents, config, lua } = this.project.snapshot;
    return [...(config.problems.length > 0 ? ["pasta.toml"] : []), ...lua.keys(), ...documents.keys()];
  }

  #luaDiagnostics(path: string, { text, user }: LuaFile, severities: Severities): Diagnostic[] {
    let broken = this.#byText.get(user);
    if (broken === undefined) {
      const found = luaFinding(text, 0);
      broken = found === null ? NOTHING : [found];
      this.#byText.set(user, broken);
    }
    const block: FileBlock = { start: 0, end: text.length, summary: user };
    const suppressions = suppressionsIn(text);
    return this.#diagnose(path, block, null, this.#basis(path, severities)).filter(({ code, start }) => {
      return !isSuppressed(suppressions, code, start);
    });
  }

  #checkText(path: string): void {
    const { blocks, documents } = this.project.snapshot;
    const document = documents.get(path);
    const unseen = (blocks.get(path) ?? []).some(({ summary }) => !this.#byText.has(summary));
    if (unseen && document !== undefined) this.checkTextOf(document);
  }

  /** Asks the rules of text about the blocks of a document, while its nodes are at hand. */
  checkTextOf(document: SyntaxDocument): void {
    for (const block of document.blocks) {
      const summary = summarizeBlock(block);
      if (!this.#byText.has(summary)) this.#byText.set(summary, textFindings(document, block));
    }
  }

  /** Takes over what the rules of text found elsewhere in blocks of these summaries. */
  adoptText(summaries: readonly User[], findings: readonly (readonly Finding[])[]): void {
    summaries.forEach((summary, i) => {
      const found = findings[i] ?? NOTHING;
      this.#byText.set(summary, found.length === 0 ? NOTHING : found);
    });
  }

  #nameFindings(path: string, { summary }: FileBlock, ordinal: number | null): readonly Finding[] {
    const kept = this.#byName.get(summary);
    if (kept !== undefined && kept.version >= this.project.doubtedAt(summary)) return kept.findings;
    const { snapshot, usage } = this.project;
    const module = ordinal === null ? null : moduleOf(snapshot.tables, path, ordinal);
    const context: NameContext = {
      snapshot,
      usage,
      summary,
      references: referencesIn(summary),
      module,
      baseline: this.project.baseline,
      entryPoints: this.entryPoints(),
    };
    const findings: Finding[] = [];
    for (const rule of RULES) {
      if ("checkNames" in rule) rule.checkNames(context, (finding) => findings.push(finding));
    }
    const list = findings.length === 0 ? NOTHING : fitted(findings);
    this.#byName.set(summary, { version: snapshot.version, findings: list });
    return list;
  }
}

/** A list that is kept, without the room that an array has for more once something was added to it. */
function fitted<T>(list: readonly T[]): readonly T[] {
  return list.slice();
}

/** What the rules of text find in a block; plain data. */
export function textFindings(document: SyntaxDocument, block: Block): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of RULES) {
    if ("checkText" in rule) rule.checkText({ document, block }, (finding) => findings.push(finding));
  }
  return findings.length === 0 ? NOTHING : findings;
}

function byPlace(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end;
}

/** What a rule of style finds in a block; remembered by the block's node. */
function styleFindings(rule: StyleRule, document: SyntaxDocument, block: Block): readonly Finding[] {
  const known = STYLE_RULES.get(rule)?.get(block.node);
  if (known !== undefined) return known;
  const findings: Finding[] = [];
  rule.checkStyle({ document, block }, (finding) => findings.push(finding));
  STYLE_RULES.get(rule)?.set(block.node, findings);
  return findings;
}

/** The diagnostics that no comment silences. */
function audible(found: BlockDiagnostics[], suppressions: readonly Suppression[]): BlockDiagnostics[] {
  if (suppressions.length === 0) return found;
  return found.map(({ block, diagnostics }) => {
    const kept = diagnostics.filter(({ code, start }) => !isSuppressed(suppressions, code, block.start + start));
    return { block, diagnostics: kept.length === diagnostics.length ? diagnostics : kept };
  });
}

function configDiagnostics(snapshot: Snapshot, severities: Severities): Diagnostic[] {
  const severity = severities["config-error"];
  if (severity === "off") return [];
  return snapshot.config.problems.map(({ message, args, start, end }) => {
    return { code: "config-error", severity, message, args, start, end };
  });
}
