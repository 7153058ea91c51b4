/**
 * What the server offers to the client at `initialize`. Findings are pushed; a client that would rather ask for them
 * says so in its options, and gets `PULLED` instead: both at once would show everything twice.
 */
import type { ServerCapabilities } from "vscode-languageserver/node";
import { TRIGGERS } from "#server/features/completion.ts";
import { FORMAT_TRIGGERS } from "#server/features/on-type-formatting.ts";
import { SEMANTIC_LEGEND } from "#server/features/semantic-tokens.ts";
import { WIDTH_KIND } from "#server/features/width.ts";
import { CodeActionKind, TextDocumentSyncKind } from "./library.ts";

/** What a client tells of when it is renamed: files of ghosts, and folders, which may hold some. */
const RENAMED = [
  { scheme: "file", pattern: { glob: "**/*.{pasta,lua}", matches: "file" as const } },
  { scheme: "file", pattern: { glob: "**/*", matches: "folder" as const } },
];

export const CAPABILITIES: ServerCapabilities = {
  positionEncoding: "utf-16",
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  definitionProvider: true,
  declarationProvider: true,
  implementationProvider: true,
  referencesProvider: true,
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  documentHighlightProvider: true,
  hoverProvider: true,
  codeLensProvider: { resolveProvider: true },
  renameProvider: { prepareProvider: true },
  completionProvider: { triggerCharacters: [...TRIGGERS], resolveProvider: true },
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  inlayHintProvider: true,
  inlineValueProvider: true,
  callHierarchyProvider: true,
  semanticTokensProvider: { legend: SEMANTIC_LEGEND, full: { delta: true }, range: true },
  codeActionProvider: {
    codeActionKinds: [
      CodeActionKind.QuickFix,
      CodeActionKind.RefactorExtract,
      CodeActionKind.RefactorInline,
      CodeActionKind.RefactorRewrite,
      "refactor.move",
      WIDTH_KIND,
    ],
  },
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: {
    firstTriggerCharacter: FORMAT_TRIGGERS[0] as string,
    moreTriggerCharacter: FORMAT_TRIGGERS.slice(1),
  },
  signatureHelpProvider: { triggerCharacters: ["（", "(", "、", "，", ","] },
  linkedEditingRangeProvider: true,
  documentLinkProvider: {},
  workspace: {
    workspaceFolders: { supported: true, changeNotifications: true },
    fileOperations: { willRename: { filters: RENAMED }, didRename: { filters: RENAMED } },
  },
};

/** Findings on request, for clients that ask for them. */
export const PULLED: ServerCapabilities = {
  diagnosticProvider: { identifier: "pasta", interFileDependencies: true, workspaceDiagnostics: true },
};
