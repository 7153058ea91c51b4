/** Connects LSP requests with features. A feature that fails answers nothing and is logged; the server goes on. */
import type {
  CancellationToken,
  Connection,
  ReferenceParams,
  ResultProgressReporter,
} from "vscode-languageserver/node";
import type { PastaParser } from "#core/syntax/index.ts";
import { actorRanges } from "#server/features/actor-ranges.ts";
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from "#server/features/call-hierarchy.ts";
import { codeActions } from "#server/features/code-action.ts";
import { codeLenses, resolveCodeLens } from "#server/features/code-lens.ts";
import { completion } from "#server/features/completion.ts";
import { withDefaults } from "#server/features/completion-defaults.ts";
import { resolveCompletion } from "#server/features/completion-resolve.ts";
import type { FeatureContext } from "#server/features/context.ts";
import { definition } from "#server/features/definition.ts";
import { documentHighlights } from "#server/features/document-highlight.ts";
import { documentLinks } from "#server/features/document-link.ts";
import { documentSymbols } from "#server/features/document-symbol.ts";
import { foldingRanges } from "#server/features/folding-range.ts";
import { formatting } from "#server/features/formatting.ts";
import { hover } from "#server/features/hover.ts";
import { inlayHints } from "#server/features/inlay-hint.ts";
import { inlineValues } from "#server/features/inline-value.ts";
import { linkedEditingRanges } from "#server/features/linked-editing.ts";
import { onTypeFormatting } from "#server/features/on-type-formatting.ts";
import { refactorings } from "#server/features/refactor.ts";
import { referenceParts } from "#server/features/references.ts";
import { prepareRename, rename } from "#server/features/rename.ts";
import { route } from "#server/features/route.ts";
import { selectionRanges } from "#server/features/selection-range.ts";
import { semanticTokens, TokenMemory } from "#server/features/semantic-tokens.ts";
import { signatureHelp } from "#server/features/signature-help.ts";
import { WIDTH_KIND, widthActions } from "#server/features/width.ts";
import { workspaceSymbols } from "#server/features/workspace-symbol.ts";
import * as protocol from "#server/protocol.ts";
import {
  type ClientAbilities,
  editFor,
  hoverFor,
  itemFor,
  lensesFor,
  lensFor,
  outlineFor,
} from "./client-abilities.ts";
import { ErrorCodes, LSPErrorCodes, RequestType, ResponseError } from "./library.ts";
import type { Workspace } from "./workspace.ts";

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

export interface RequestParts extends ClientAbilities {
  readonly parser: PastaParser;
  /** Settles when a request about a document can be answered; null where it can be at once. */
  ready(uri: string): Promise<unknown> | null;
}

export function registerRequests(connection: Connection, workspace: Workspace, parts: RequestParts): void {
  /** A handler for a request about a document. It waits for the document's ghost: half a ghost gives wrong answers. */
  function answer<P extends DocumentParams, T>(
    name: string,
    feature: (context: FeatureContext, params: P) => T,
  ): (params: P, token?: CancellationToken) => Promise<T | null> | T | null {
    const now = (params: P): T | null => {
      try {
        const context = workspace.context(params?.textDocument?.uri);
        return context === null ? null : feature(context, params);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        logFailure(connection, name, error);
        return null;
      }
    };
    return (params, token) => {
      const waiting = parts.ready(String(params?.textDocument?.uri));
      if (waiting === null) return now(params);
      return waiting.then(() => {
        if (token?.isCancellationRequested === true)
          throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
        return now(params);
      });
    };
  }
  /** The same for requests about something that an earlier answer named. */
  function resume<T>(
    name: string,
    uri: unknown,
    feature: (context: FeatureContext) => T,
  ): Promise<T | null> | T | null {
    return answer(name, feature)({ textDocument: { uri: typeof uri === "string" ? uri : "" } });
  }
  const tokens = new TokenMemory();
  const goTo = answer("definition", (context, { position }: PositionParams) =>
    definition(context, position, parts.takesLinks),
  );
  connection.onDefinition(goTo as never);
  connection.onDeclaration(goTo as never);
  connection.onImplementation(goTo as never);
  connection.onReferences(async (params, token, _progress, partial) => {
    const found = answer("references", (context, { position, context: { includeDeclaration } }: ReferenceParams) => {
      return referenceParts(context, position, includeDeclaration);
    })(params, token);
    return inParts(await found, token, partial);
  });
  connection.onDocumentSymbol(
    answer("documentSymbol", (context, { textDocument }) =>
      outlineFor(parts, textDocument.uri, documentSymbols(context)),
    ),
  );
  connection.onDocumentHighlight(
    answer("documentHighlight", (context, { position }) => documentHighlights(context, position)),
  );
  connection.onHover(answer("hover", (context, { position }) => hoverFor(parts, hover(context, position))));
  connection.onCodeLens(answer("codeLens", (context) => lensesFor(parts, codeLenses(context))));
  connection.onCodeLensResolve(async (lens) => {
    const resolved = resume("codeLens/resolve", lens.data?.uri, (context) => resolveCodeLens(context, lens));
    return lensFor(parts, (await resolved) ?? lens);
  });
  connection.onCompletion(
    answer("completion", (context, { position }) => withDefaults(completion(context, position), parts.completion)),
  );
  connection.onCompletionResolve(async (item) => {
    const resolved = resume("completionItem/resolve", item.data?.uri, (context) => resolveCompletion(context, item));
    return itemFor(parts, (await resolved) ?? item);
  });
  connection.onPrepareRename(
    answer("prepareRename", (context, { position }) => {
      const found = prepareRename(context, position);
      if (found !== null && "refusal" in found) throw new ResponseError(ErrorCodes.InvalidParams, found.refusal);
      return found;
    }),
  );
  connection.onRenameRequest(
    answer("rename", (context, { position, newName }) => {
      const renaming = rename(context, position, newName, parts);
      if ("refusal" in renaming) throw new ResponseError(ErrorCodes.InvalidParams, renaming.refusal);
      // Editors list the edits that wait for a yes; what they would change stands elsewhere, so it is told.
      for (const { label, description } of Object.values(renaming.edit.changeAnnotations ?? {})) {
        const places = description?.replaceAll("\n", ", ") ?? "";
        connection.window.showWarningMessage(places === "" ? label : `${label}: ${places}`);
      }
      return editFor(parts, renaming.edit);
    }),
  );
  connection.onCodeAction(
    answer("codeAction", (context, { range, context: { diagnostics, only } }) => {
      const wants = (kind: string) =>
        only === undefined || only.some((one) => kind.startsWith(one) || one.startsWith(kind));
      return [
        ...(wants("quickfix") ? codeActions(context, diagnostics) : []),
        // Whole-file changes are offered only where they are asked for.
        ...(only?.some((kind) => WIDTH_KIND.startsWith(kind)) ? widthActions(context, parts.parser) : []),
        ...(wants("refactor") ? refactorings(context, range, parts.parser) : []),
      ];
    }),
  );
  connection.onRequest(
    new RequestType<protocol.RouteParams, protocol.RouteResult | null, void>(protocol.route),
    answer("route", (context, { position }: protocol.RouteParams) => route(context, position)),
  );
  connection.onRequest(
    new RequestType<protocol.ActorsParams, protocol.ActorsResult | null, void>(protocol.actors),
    answer("actors", (context, { range }: protocol.ActorsParams) => actorRanges(context, range ?? null)),
  );
  connection.onFoldingRanges(answer("foldingRange", foldingRanges));
  connection.onSelectionRanges(
    answer("selectionRange", (context, { positions }) => selectionRanges(context, positions)),
  );
  connection.onDocumentFormatting(answer("formatting", (context) => formatting(context, parts.parser, null)));
  connection.onDocumentRangeFormatting(
    answer("rangeFormatting", (context, { range }) => formatting(context, parts.parser, range)),
  );
  connection.onDocumentOnTypeFormatting(
    answer("onTypeFormatting", (context, { position, ch }) => onTypeFormatting(context, position, ch)),
  );
  connection.onSignatureHelp(answer("signatureHelp", (context, { position }) => signatureHelp(context, position)));
  connection.onDocumentLinks(answer("documentLink", documentLinks));
  connection.languages.onLinkedEditingRange(
    answer("linkedEditingRange", (context, { position }) => linkedEditingRanges(context, position)),
  );
  connection.languages.inlayHint.on(answer("inlayHint", (context, { range }) => inlayHints(context, range)));
  connection.languages.inlineValue.on(
    answer("inlineValue", (context, { range, context: { stoppedLocation } }) =>
      inlineValues(context, range, stoppedLocation),
    ),
  );
  connection.languages.callHierarchy.onPrepare(
    answer("prepareCallHierarchy", (context, { position }) => prepareCallHierarchy(context, position)),
  );
  connection.languages.callHierarchy.onIncomingCalls(({ item }) =>
    resume("incomingCalls", item?.uri, (context) => incomingCalls(context, item)),
  );
  connection.languages.callHierarchy.onOutgoingCalls(({ item }) =>
    resume("outgoingCalls", item?.uri, (context) => outgoingCalls(context, item)),
  );
  connection.languages.semanticTokens.on(async ({ textDocument }) => {
    const found = await answer("semanticTokens", (context) => semanticTokens(context, null))({ textDocument });
    return tokens.remember(textDocument.uri, found ?? { data: [] });
  });
  connection.languages.semanticTokens.onDelta(async ({ textDocument, previousResultId }) => {
    const found = await answer("semanticTokens/delta", (context) => semanticTokens(context, null))({ textDocument });
    return tokens.delta(textDocument.uri, previousResultId, found ?? { data: [] });
  });
  connection.languages.semanticTokens.onRange(async ({ textDocument, range }) => {
    const found = await answer("semanticTokens/range", (context) => semanticTokens(context, range))({ textDocument });
    return found ?? { data: [] };
  });
  connection.onWorkspaceSymbol(({ query }, token, _progress, partial) => {
    try {
      const found = workspaceSymbols(
        [...workspace.ghosts].map((ghost) => ghost.context()),
        query ?? "",
      );
      return inParts([found], token, partial);
    } catch (error) {
      logFailure(connection, "workspaceSymbol", error);
      return [];
    }
  });

  /** Tells what comes in parts: as it comes to a client that takes parts, else at once. Other requests get their turn between. */
  async function inParts<T>(
    parts: Iterable<readonly T[]> | null,
    token: CancellationToken,
    partial: ResultProgressReporter<T[]> | undefined,
  ): Promise<T[]> {
    const all: T[] = [];
    try {
      for (const part of parts ?? []) {
        if (partial === undefined) all.push(...part);
        else partial.report([...part]);
        await new Promise((resolve) => setImmediate(resolve));
        if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
      }
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      logFailure(connection, "references", error);
    }
    return all;
  }
}

interface PositionParams extends DocumentParams {
  readonly position: { readonly line: number; readonly character: number };
}

/** Tells the client's output channel that a feature failed, and where. */
export function logFailure(connection: Connection, name: string, error: unknown): void {
  connection.console.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}
