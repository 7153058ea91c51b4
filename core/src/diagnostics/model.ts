/** What a finding is: a stable code, a place, a message by identifier, and what a tool needs to act on it. */
import type { MessageId } from "../messages/index.ts";
import type { BlockSummary, Reference, Snapshot, Usage, User } from "../project/index.ts";
import type { Tables } from "../resolve/index.ts";
import type { Block, SyntaxDocument } from "../syntax/model.ts";

export type Severity = "error" | "warning" | "information" | "hint";

/** Every code there is; each has a page in `docs/diagnostics/`. */
export const CODES = [
  "syntax-error",
  "unresolved-scene",
  "unresolved-word",
  "unresolved-function",
  "unresolved-choice",
  "unknown-actor",
  "undefined-variable",
  "unused-scene",
  "unused-word",
  "unreachable-code",
  "continuation-without-speaker",
  "property-in-expression",
  "duplicate-attribute",
  "lua-syntax-error",
  "reserved-name",
  "shadowed-by-alias",
  "captured-call",
  "mixed-width",
  "config-error",
] as const;

export type DiagnosticCode = (typeof CODES)[number];

/**
 * What the engine cannot read. The text of the file alone decides that, so it is told before the rest of the ghost has
 * been read, and a comment that silences it is not offered.
 */
export const UNREADABLE: ReadonlySet<string> = new Set<DiagnosticCode>([
  "syntax-error",
  "reserved-name",
  "continuation-without-speaker",
  "property-in-expression",
  "lua-syntax-error",
  "config-error",
]);

export type FindingValue = string | number | boolean | readonly string[];

/**
 * A place that explains a finding. Without a file it is in the finding's own block, and counts as it does. One in
 * another block is told by what stays while that file is edited; in what is handed out by offsets in the file.
 */
export interface RelatedPlace {
  readonly file: string | null;
  readonly start: number;
  readonly end: number;
  /** The block that the offsets count from. */
  readonly block?: User;
  /** The ordinal of the scene whose name is meant, wherever it is written then; the offsets say nothing. */
  readonly scene?: number;
  readonly message: MessageId;
  readonly args: readonly string[];
}

/** A finding. Offsets count from the block's start in a rule's report, and from the file's start in what is handed out. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly start: number;
  readonly end: number;
  readonly message: MessageId;
  readonly args: readonly string[];
  readonly data?: { readonly [key: string]: FindingValue };
  readonly unnecessary?: boolean;
  readonly related?: readonly RelatedPlace[];
  /**
   * The names that were perhaps meant, the nearest first. Asked when the finding is handed out, for any name of the
   * ghost can be among them; the nearest goes into the message (`…-near`), all of them into `data.suggestions`.
   */
  readonly nearest?: (tables: Tables) => readonly string[];
}

/** A finding with the severity that the settings give it. */
export interface Diagnostic extends Omit<Finding, "nearest"> {
  readonly severity: Severity;
}

/** What a rule of names sees of the block it checks. */
export interface NameContext {
  readonly snapshot: Snapshot;
  readonly usage: Usage;
  readonly summary: BlockSummary;
  /** What the summary refers to. */
  readonly references: readonly Reference[];
  /** The registered name of the block's scene, or null where it is none. */
  readonly module: string | null;
  /** The global scenes of the ghost when it last was at rest; null where that is not known. */
  readonly baseline: Tables["scenes"] | null;
  /** Names of scenes that something outside the ghost starts, as the settings list them. */
  readonly entryPoints: ReadonlySet<string>;
}

/** What a rule of text sees: the block alone, and the document it stands in. */
export interface TextContext {
  readonly document: SyntaxDocument;
  readonly block: Block;
}

interface AnyRule {
  readonly codes: readonly DiagnosticCode[];
}

/** A rule whose findings the text of the block decides: it is asked once for a block. */
export interface TextRule extends AnyRule {
  readonly checkText: (context: TextContext, report: (finding: Finding) => void) => void;
}

/** A rule that asks tables and usage, by name: it is asked again when one of the names comes or goes. */
export interface NameRule extends AnyRule {
  readonly checkNames: (context: NameContext, report: (finding: Finding) => void) => void;
}

/**
 * A rule of style: asked only where a setting turns its code on, for it looks at every line. `accepts` is told what it
 * found in each block of a file, and says whether that is the file's own style.
 */
export interface StyleRule extends AnyRule {
  readonly checkStyle: (context: TextContext, report: (finding: Finding) => void) => void;
  readonly accepts: (blocks: readonly (readonly Finding[])[]) => boolean;
}

export type Rule = TextRule | NameRule | StyleRule;
