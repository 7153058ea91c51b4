/**
 * What a client said it can read, as far as answers depend on it. Of what a client says nothing at all about, and asks
 * for nevertheless, it gets the full form.
 */
import type { ClientCapabilities } from "vscode-languageserver/node";
import {
  type CodeLens,
  type CompletionItem,
  type DocumentSymbol,
  type Hover,
  MarkupContent,
  MarkupKind,
  type SymbolInformation,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver-types";
import type { CompletionCapabilities } from "#server/features/completion-defaults.ts";
import { withoutMarkup } from "#server/features/markdown.ts";
import type { InitializationOptions } from "#server/protocol.ts";

export interface ClientAbilities {
  /** Whether the client can ask its user to confirm a change. */
  readonly canConfirm: boolean;
  /** Whether a change of several files may come as a list of documents. */
  readonly takesDocumentChanges: boolean;
  /** What the client told about completions. */
  readonly completion: CompletionCapabilities | undefined;
  /** Whether the client takes links where it asked for definitions. */
  readonly takesLinks: boolean;
  /** Whether an outline may be a tree. */
  readonly takesTrees: boolean;
  /** The commands of lenses that the client carries out; null where it did not say. */
  readonly commands: ReadonlySet<string> | null;
  /** Whether the client shows Markdown in hovers, and beside completions. */
  readonly takesMarkdown: { readonly hover: boolean; readonly completion: boolean };
}

export function abilitiesOf(
  capabilities: ClientCapabilities | undefined,
  { commands }: Partial<InitializationOptions>,
): ClientAbilities {
  const { workspace, textDocument } = capabilities ?? {};
  const takesDocumentChanges = workspace?.workspaceEdit?.documentChanges === true;
  return {
    canConfirm: takesDocumentChanges && workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    takesDocumentChanges,
    completion: textDocument?.completion,
    takesLinks: textDocument?.definition?.linkSupport === true,
    takesTrees:
      textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? textDocument?.documentSymbol === undefined,
    takesMarkdown: {
      hover: textDocument?.hover?.contentFormat?.includes("markdown") !== false,
      completion: textDocument?.completion?.completionItem?.documentationFormat?.includes("markdown") !== false,
    },
    commands: Array.isArray(commands) ? new Set(commands) : null,
  };
}

/** A change in the form that the client takes. Those that ask for confirmation are made for no other client. */
export function editFor({ takesDocumentChanges }: ClientAbilities, edit: WorkspaceEdit): WorkspaceEdit {
  if (takesDocumentChanges || edit.documentChanges === undefined) return edit;
  const changes: Record<string, TextEdit[]> = {};
  for (const change of edit.documentChanges) {
    if (!("edits" in change)) continue;
    const { uri } = change.textDocument;
    const edits = change.edits.flatMap((one) => ("newText" in one ? [{ range: one.range, newText: one.newText }] : []));
    changes[uri] = [...(changes[uri] ?? []), ...edits];
  }
  return { changes };
}

/** An outline in the form that the client takes: a tree, or a list in which each names what it is in. */
export function outlineFor(
  { takesTrees }: ClientAbilities,
  uri: string,
  symbols: readonly DocumentSymbol[],
): DocumentSymbol[] | SymbolInformation[] {
  if (takesTrees) return [...symbols];
  const flat = (list: readonly DocumentSymbol[], containerName?: string): SymbolInformation[] =>
    list.flatMap(({ name, kind, selectionRange: range, children }) => [
      { name, kind, location: { uri, range }, ...(containerName !== undefined && { containerName }) },
      ...flat(children ?? [], name),
    ]);
  return flat(symbols);
}

/** Lenses without those that are there for the sake of a command that the client does not carry out. */
export function lensesFor({ commands }: ClientAbilities, lenses: readonly CodeLens[]): CodeLens[] {
  return lenses.filter(
    ({ command }) => command === undefined || command.command === "" || carriesOut(commands, command.command),
  );
}

/** A lens that tells something, with its command where the client carries it out. */
export function lensFor({ commands }: ClientAbilities, lens: CodeLens): CodeLens {
  const { command } = lens;
  return command === undefined || carriesOut(commands, command.command)
    ? lens
    : { ...lens, command: { title: command.title, command: "" } };
}

/** A hover in the form that the client shows; a client that names no form is taken to show Markdown, as nearly all do. */
export function hoverFor({ takesMarkdown }: ClientAbilities, hover: Hover | null): Hover | null {
  if (takesMarkdown.hover || hover === null || !MarkupContent.is(hover.contents)) return hover;
  return { ...hover, contents: plain(hover.contents) };
}

/** A resolved completion, its documentation in the form that the client shows. */
export function itemFor({ takesMarkdown }: ClientAbilities, item: CompletionItem): CompletionItem {
  const { documentation } = item;
  return takesMarkdown.completion || !MarkupContent.is(documentation)
    ? item
    : { ...item, documentation: plain(documentation) };
}

function plain({ value }: MarkupContent): MarkupContent {
  return { kind: MarkupKind.PlainText, value: withoutMarkup(value) };
}

function carriesOut(commands: ReadonlySet<string> | null, command: string): boolean {
  return commands === null || commands.has(command);
}
