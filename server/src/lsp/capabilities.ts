/** What the server offers to the client at `initialize`. */
import { type ServerCapabilities, TextDocumentSyncKind } from "vscode-languageserver/node";

export const CAPABILITIES: ServerCapabilities = {
  positionEncoding: "utf-16",
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
  definitionProvider: true,
  documentSymbolProvider: true,
  hoverProvider: true,
  codeLensProvider: { resolveProvider: true },
  referencesProvider: true,
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
