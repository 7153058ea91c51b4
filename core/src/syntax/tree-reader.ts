/** How the model builder walks a tree: one walk, the block's text, and where problems are collected. */
import type { MessageId } from "../messages/index.ts";
import { isBlank, isReservedName } from "./characters.ts";
import type { KeptLines } from "./kept-lines.ts";
import { Kind } from "./kinds.ts";
import type { Name, Span, SyntaxProblem } from "./model.ts";
import type { TreeWalk } from "./tree-walk.ts";

/** The symbol number that tree-sitter gives to what it could not read. */
const ERROR_SYMBOL = 0xffff;

export class TreeReader {
  readonly problems: SyntaxProblem[] = [];
  readonly #walk: TreeWalk;
  readonly #kinds: Uint8Array;
  /** The block's text; offsets of the model are offsets into it. */
  readonly text: string;
  readonly #base: number;
  /** What stands before the block in the file, as far as it matters for the block's first line. */
  readonly #lead: string;
  #start = -1;
  #end = -1;

  /** Lines that need not be read again; null where all of them have to be. */
  readonly kept: KeptLines | null;

  constructor(
    walk: TreeWalk,
    kinds: Uint8Array,
    text: string,
    base: number,
    lead: string,
    kept: KeptLines | null = null,
  ) {
    this.#walk = walk;
    this.#kinds = kinds;
    this.text = text;
    this.#base = base;
    this.#lead = lead;
    this.kept = kept;
  }

  get kind(): Kind {
    const id = this.#walk.nodeTypeId;
    return id === ERROR_SYMBOL ? Kind.Error : (this.#kinds[id] ?? Kind.Other);
  }

  /** Asking costs a call into WebAssembly, so a place is asked for once. */
  get start(): number {
    if (this.#start < 0) this.#start = this.#walk.startIndex - this.#base;
    return this.#start;
  }

  get end(): number {
    if (this.#end < 0) this.#end = this.#walk.endIndex - this.#base;
    return this.#end;
  }

  #moved(): void {
    this.#start = -1;
    this.#end = -1;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }

  /** Whether the tree holds an error at or below the current node. Costs a node object: ask only where it matters. */
  get hasError(): boolean {
    return this.#walk.hasError;
  }

  /** Whether the parser made up the current node, for something that is not in the text. */
  get isMissing(): boolean {
    return this.#walk.isMissing;
  }

  /** Visits the current node's children; `visit` must leave the walk where it found it. */
  children(visit: (kind: Kind) => void): void {
    if (!this.#walk.gotoFirstChild()) return;
    do {
      this.#moved();
      visit(this.kind);
    } while (this.#walk.gotoNextSibling());
    this.#walk.gotoParent();
    this.#moved();
  }

  /** The current node as a name; one that the engine reserves is a problem. */
  name(): Name {
    return this.nameAt(this.start, this.end);
  }

  /** A stretch of the text as a name, likewise. */
  nameAt(start: number, end: number): Name {
    const span = { start, end };
    const text = this.text.substring(start, end);
    if (text.charCodeAt(0) === 0x5f && isReservedName(text)) this.problem("syntax-reserved-name", span, [text]);
    return { text, span };
  }

  slice(span: Span): string {
    return this.text.substring(span.start, span.end);
  }

  /** The current node's text. */
  content(): string {
    return this.text.substring(this.start, this.end);
  }

  /** Whether the block begins behind spaces. */
  get isIndented(): boolean {
    return this.#lead !== "" && isBlank(this.#lead.slice(-1)) && this.beginsLine(0);
  }

  /** Whether only spaces stand between an offset and the beginning of its line. */
  beginsLine(offset: number): boolean {
    const before = this.#lead + this.text.slice(0, offset);
    return isBlank(before.slice(Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1));
  }

  problem(message: MessageId, span: Span, args: readonly string[] = []): void {
    const late = message.startsWith("late-");
    this.problems.push({ code: codeOf(message), span, message, args, late });
  }
}

/** The diagnostic code under which a problem of the text is shown. */
function codeOf(message: MessageId): string {
  switch (message) {
    case "syntax-reserved-name":
      return "reserved-name";
    case "late-continuation":
      return "continuation-without-speaker";
    case "late-property":
      return "property-in-expression";
    default:
      return "syntax-error";
  }
}
