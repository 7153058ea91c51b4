/**
 * Runs the rules over a ghost and remembers what they found, block by block. A block is checked again only when its
 * text changed or when the project puts it in doubt because a name elsewhere came or went.
 */
import { type Project, type Snapshot, summarizeBlock, type User } from "../project/index.ts";
import { moduleOf } from "../resolve/index.ts";
import type { Block } from "../syntax/model.ts";
import type { BlockContext, Diagnostic, Finding } from "./model.ts";
import { RULES } from "./registry.ts";
import { DEFAULT_SEVERITIES, type Severities } from "./settings.ts";

interface Kept {
  readonly version: number;
  readonly findings: readonly Finding[];
}

export class Checker {
  readonly #kept = new WeakMap<User, Kept>();

  constructor(private readonly project: Project) {}

  /** Everything found in one file, in the order of the text. Empty for a path that the ghost does not have. */
  diagnostics(path: string, severities: Severities = DEFAULT_SEVERITIES): Diagnostic[] {
    const { snapshot } = this.project;
    if (path === "pasta.toml") return configDiagnostics(snapshot, severities);
    const found: Diagnostic[] = [];
    let ordinal = 0;
    for (const block of snapshot.documents.get(path)?.blocks ?? []) {
      const isScene = block.node.kind === "scene";
      const findings = this.#findings(path, block, isScene ? ordinal : null);
      if (isScene) ordinal++;
      for (const finding of findings) {
        const severity = severities[finding.code];
        if (severity === "off") continue;
        found.push(place(finding, block, severity, snapshot, path, isScene ? ordinal - 1 : null));
      }
    }
    return found.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /** The paths that can have findings, in load order; `pasta.toml` first where it has problems. */
  paths(): string[] {
    const { documents, config } = this.project.snapshot;
    return [...(config.problems.length > 0 ? ["pasta.toml"] : []), ...documents.keys()];
  }

  #findings(path: string, block: Block, ordinal: number | null): readonly Finding[] {
    const summary = summarizeBlock(block);
    const kept = this.#kept.get(summary);
    if (kept !== undefined && kept.version >= this.project.doubtedAt(summary)) return kept.findings;
    const { snapshot, usage } = this.project;
    const module = ordinal === null ? null : moduleOf(snapshot.tables, path, ordinal);
    const context: BlockContext = { snapshot, usage, path, block, summary, module };
    const findings: Finding[] = [];
    for (const rule of RULES) rule.check(context, (finding) => findings.push(finding));
    this.#kept.set(summary, { version: snapshot.version, findings });
    return findings;
  }
}

/** A finding at its place in the file. The scene's registered name is put in last: its counter moves with other files. */
function place(
  finding: Finding,
  block: Block,
  severity: Diagnostic["severity"],
  snapshot: Snapshot,
  path: string,
  ordinal: number | null,
): Diagnostic {
  const { data, related } = finding;
  const named = data?.scene !== undefined && ordinal !== null;
  return {
    ...finding,
    severity,
    start: block.start + finding.start,
    end: block.start + finding.end,
    ...(related !== undefined && {
      related: related.map((near) =>
        near.file !== null
          ? near
          : { ...near, file: path, start: block.start + near.start, end: block.start + near.end },
      ),
    }),
    ...(named && { data: { ...data, scene: moduleOf(snapshot.tables, path, ordinal) ?? "" } }),
  };
}

function configDiagnostics(snapshot: Snapshot, severities: Severities): Diagnostic[] {
  const severity = severities["config-error"];
  if (severity === "off") return [];
  return snapshot.config.problems.map(({ message, args, start, end }) => {
    return { code: "config-error", severity, message, args, start, end };
  });
}
