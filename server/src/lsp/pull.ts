/** Findings on request: of one document, or of all ghosts, with ids by which what did not change need not be sent again. */
import type {
  Connection,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import type { Ghost } from "./ghost.ts";
import type { Publisher } from "./publisher.ts";
import type { Workspace } from "./workspace.ts";

export function registerPull(connection: Connection, workspace: () => Workspace | null, publisher: Publisher): void {
  connection.languages.diagnostics.on(({ textDocument, previousResultId }): DocumentDiagnosticReport => {
    const place = workspace()?.locate(textDocument.uri) ?? null;
    if (place === null) return { kind: "full", items: [] };
    return report(place.ghost, place.path, publisher, previousResultId);
  });
  connection.languages.diagnostics.onWorkspace(({ previousResultIds }): WorkspaceDiagnosticReport => {
    const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    for (const ghost of workspace()?.ghosts ?? []) {
      if (!ghost.isLoaded) continue;
      for (const path of ghost.checker.paths()) {
        if (workspace()?.owns(ghost, path) === false) continue;
        const uri = ghost.uri(path);
        const version = ghost.open.get(path)?.text.version ?? null;
        items.push({ uri, version, ...report(ghost, path, publisher, known.get(uri)) });
      }
    }
    return { items };
  });
}

/** What was found in a file; only that nothing changed where the client already has it. */
function report(ghost: Ghost, path: string, publisher: Publisher, previous: string | undefined) {
  const items = publisher.findings(ghost, path);
  const resultId = idOf(JSON.stringify(items));
  if (resultId === previous) return { kind: "unchanged" as const, resultId };
  return { kind: "full" as const, resultId, items };
}

/** A short name of a text: 53 bits of it, by cyrb53, and its length. */
function idOf(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  return `${text.length.toString(36)}-${(high >>> 0).toString(36)}${(low >>> 0).toString(36)}`;
}
