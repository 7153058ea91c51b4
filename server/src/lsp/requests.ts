/** Connects LSP requests with features. A feature that fails answers nothing and is logged; the server goes on. */
import type { Connection } from "vscode-languageserver/node";
import { codeLenses, resolveCodeLens } from "#server/features/code-lens.ts";
import type { FeatureContext } from "#server/features/context.ts";
import { definition } from "#server/features/definition.ts";
import { documentSymbols } from "#server/features/document-symbol.ts";
import { hover } from "#server/features/hover.ts";
import { references } from "#server/features/references.ts";
import type { Workspace } from "./workspace.ts";

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

export function registerRequests(connection: Connection, workspace: Workspace): void {
  /** A handler for a request about a document. */
  function answer<P extends DocumentParams, T>(
    name: string,
    feature: (context: FeatureContext, params: P) => T,
  ): (params: P) => T | null {
    return (params) => {
      try {
        const context = workspace.context(params?.textDocument?.uri);
        return context === null ? null : feature(context, params);
      } catch (error) {
        logFailure(connection, name, error);
        return null;
      }
    };
  }
  connection.onDefinition(answer("definition", (context, { position }) => definition(context, position)));
  connection.onDocumentSymbol(answer("documentSymbol", documentSymbols));
  connection.onHover(answer("hover", (context, { position }) => hover(context, position)));
  connection.onReferences(
    answer("references", (context, { position, context: { includeDeclaration } }) => {
      return references(context, position, includeDeclaration);
    }),
  );
  connection.onCodeLens(answer("codeLens", codeLenses));
  connection.onCodeLensResolve((lens) => {
    const uri = (lens.data as { readonly uri?: string } | undefined)?.uri ?? "";
    return answer("codeLens/resolve", (context) => resolveCodeLens(context, lens))({ textDocument: { uri } }) ?? lens;
  });
}

/** Tells the client's output channel that a feature failed, and where. */
export function logFailure(connection: Connection, name: string, error: unknown): void {
  connection.console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
