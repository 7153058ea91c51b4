/**
 * Runs the rules over a ghost and remembers what they found, block by block. What the text alone decides is found once;
 * what names decide, again only when the project puts a block in doubt because a name elsewhere came or went.
 */

import type { MessageId } from "../messages/index.ts";
import {
  type FileBlock,
  type LuaFile,
  type Project,
  type Snapshot,
  summarizeBlock,
  type User,
} from "../project/index.ts";
import { moduleOf } from "../resolve/index.ts";
import type { SyntaxDocument } from "../syntax/model.ts";
import { luaFinding } from "./lua-syntax-error.ts";
import type { Diagnostic, Finding, NameContext } from "./model.ts";
import { RULES } from "./registry.ts";
import { DEFAULT_SEVERITIES, type Severities } from "./settings.ts";

interface Kept {
  readonly version: number;
  readonly findings: readonly Finding[];
}

interface BlockFindings {
  readonly summary: User;
  readonly byText: readonly Finding[];
  readonly byName: readonly Finding[];
}

interface FileFindings {
  readonly version: number;
  readonly lists: readonly BlockFindings[];
}

/** The findings of a block that stands where it stood, or as far from the end; null where they must be looked up. */
function keptList(
  { version, lists }: FileFindings,
  { summary }: FileBlock,
  i: number,
  lastDoubt: number,
): BlockFindings | null {
  if (lastDoubt > version) return null;
  const same = lists[i];
  return same?.summary === summary ? same : null;
}

const NOTHING: readonly Finding[] = [];
const NO_NAMES: ReadonlySet<string> = new Set();

export class Checker {
  readonly #byText = new WeakMap<User, readonly Finding[]>();
  readonly #byName = new WeakMap<User, Kept>();
  /** What was found in each file the last time, block by block: most blocks are the same the next time. */
  readonly #files = new Map<string, FileFindings>();

  constructor(
    private readonly project: Project,
    private readonly entryPoints: () => ReadonlySet<string> = () => NO_NAMES,
  ) {}

  /** Everything found in one file, in the order of the text. Empty for a path that the ghost does not have. */
  diagnostics(path: string, severities: Severities = DEFAULT_SEVERITIES): Diagnostic[] {
    const { snapshot } = this.project;
    if (path === "pasta.toml") return configDiagnostics(snapshot, severities);
    const lua = snapshot.lua.get(path);
    if (lua !== undefined) return this.#luaDiagnostics(lua, severities);
    this.#checkText(path);
    const found: Diagnostic[] = [];
    const before = this.#files.get(path);
    const blocks = snapshot.blocks.get(path) ?? [];
    const lists: BlockFindings[] = [];
    let ordinal = 0;
    let last = 0;
    for (const [i, block] of blocks.entries()) {
      const own = block.summary.scene === null ? null : ordinal++;
      const list = before === undefined ? null : keptList(before, block, i, this.project.lastDoubt);
      const findings = list ?? {
        summary: block.summary,
        byText: this.#byText.get(block.summary) ?? NOTHING,
        byName: this.#nameFindings(path, block, own),
      };
      lists.push(findings);
      for (const half of [findings.byText, findings.byName]) {
        for (const finding of half) {
          const severity = severities[finding.code];
          if (severity === "off") continue;
          const placed = place(finding, block, severity, snapshot, path, own);
          found.push(placed);
          last = placed.start < last ? Number.POSITIVE_INFINITY : placed.start;
        }
      }
    }
    this.#files.set(path, { version: snapshot.version, lists });
    return last === Number.POSITIVE_INFINITY ? found.sort((a, b) => a.start - b.start || a.end - b.end) : found;
  }

  /** The paths that can have findings, in load order; `pasta.toml` first where it has problems. */
  paths(): string[] {
    const { documents, config, lua } = this.project.snapshot;
    return [...(config.problems.length > 0 ? ["pasta.toml"] : []), ...lua.keys(), ...documents.keys()];
  }

  #luaDiagnostics({ text, user }: LuaFile, severities: Severities): Diagnostic[] {
    const severity = severities["lua-syntax-error"];
    if (severity === "off") return [];
    let findings = this.#byText.get(user);
    if (findings === undefined) {
      const found = luaFinding(text, 0);
      findings = found === null ? NOTHING : [found];
      this.#byText.set(user, findings);
    }
    return findings.map((finding) => ({ ...finding, severity }));
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
      if (this.#byText.has(summary)) continue;
      const findings: Finding[] = [];
      for (const rule of RULES) {
        if ("checkText" in rule) rule.checkText({ document, block }, (finding) => findings.push(finding));
      }
      this.#byText.set(summary, findings.length === 0 ? NOTHING : findings);
    }
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
      module,
      baseline: this.project.baseline,
      entryPoints: this.entryPoints(),
    };
    const findings: Finding[] = [];
    for (const rule of RULES) {
      if ("checkNames" in rule) rule.checkNames(context, (finding) => findings.push(finding));
    }
    const list = findings.length === 0 ? NOTHING : findings;
    this.#byName.set(summary, { version: snapshot.version, findings: list });
    return list;
  }
}

/** A finding at its place in the file, with what other files decide: the scene's counter, and the nearest names. */
function place(
  { nearest, ...finding }: Finding,
  block: FileBlock,
  severity: Diagnostic["severity"],
  { tables }: Snapshot,
  path: string,
  ordinal: number | null,
): Diagnostic {
  const { data, related, message, args } = finding;
  const named = data?.scene !== undefined && ordinal !== null;
  const suggestions = nearest?.(tables);
  const [first] = suggestions ?? [];
  return {
    ...finding,
    severity,
    start: block.start + finding.start,
    end: block.start + finding.end,
    ...(first !== undefined && { message: `${message}-near` as MessageId, args: [...args, first] }),
    ...(related !== undefined && {
      related: related.map((near) =>
        near.file !== null
          ? near
          : { ...near, file: path, start: block.start + near.start, end: block.start + near.end },
      ),
    }),
    ...(data !== undefined && {
      data: {
        ...data,
        ...(named && { scene: moduleOf(tables, path, ordinal) ?? "" }),
        ...(suggestions !== undefined && { suggestions }),
      },
    }),
  };
}

function configDiagnostics(snapshot: Snapshot, severities: Severities): Diagnostic[] {
  const severity = severities["config-error"];
  if (severity === "off") return [];
  return snapshot.config.problems.map(({ message, args, start, end }) => {
    return { code: "config-error", severity, message, args, start, end };
  });
}
