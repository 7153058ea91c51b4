/** Files that a client renames or moves: what that asks for beforehand, and reading them anew afterwards. */
import type { Connection, FileRename } from "vscode-languageserver/node";
import { fileMoves } from "#server/features/file-moves.ts";
import { type ClientAbilities, editFor } from "./client-abilities.ts";
import type { Ghost } from "./ghost.ts";
import { logFailure } from "./requests.ts";
import { pathOfUri, relativePath } from "./uris.ts";
import type { Workspace } from "./workspace.ts";

export interface FileOperationParts {
  workspace(): Workspace | null;
  abilities(): ClientAbilities;
  /** Settles when files that changed have been read. */
  refresh(uris: readonly string[]): void;
}

export function registerFileOperations(connection: Connection, parts: FileOperationParts): void {
  connection.workspace.onWillRenameFiles(({ files }) => {
    try {
      const workspace = parts.workspace();
      const changes: object[] = [];
      let annotations = {};
      for (const ghost of workspace?.ghosts ?? []) {
        if (ghost.isLone || !ghost.isLoaded) continue;
        const { moves, folder } = movesIn(ghost, files);
        if (moves.size === 0) continue;
        const { edit, warnings } = fileMoves(ghost.context(), moves, folder);
        if (warnings.length > 0) connection.window.showWarningMessage(warnings.slice(0, MOST_WARNINGS).join("\n"));
        if (edit === null || (edit.changeAnnotations !== undefined && !parts.abilities().canConfirm)) continue;
        changes.push(...(edit.documentChanges ?? []));
        annotations = { ...annotations, ...edit.changeAnnotations };
      }
      if (changes.length === 0) return null;
      const isAnnotated = Object.keys(annotations).length > 0;
      return editFor(parts.abilities(), {
        documentChanges: changes as never[],
        ...(isAnnotated && { changeAnnotations: annotations }),
      });
    } catch (error) {
      logFailure(connection, "willRenameFiles", error);
      return null;
    }
  });
  connection.workspace.onDidRenameFiles(({ files }) => {
    const paths = files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]);
    parts.refresh(paths);
  });
}

/** A message with more lines than this nobody reads. */
const MOST_WARNINGS = 5;

/** The ghost's files among what moves, a folder's included. */
function movesIn(
  ghost: Ghost,
  files: readonly FileRename[],
): { moves: Map<string, string | null>; folder: string | null } {
  const moves = new Map<string, string | null>();
  const { documents, lua } = ghost.project.snapshot;
  let folder: string | null = null;
  for (const { oldUri, newUri } of files) {
    const [from, to] = [inGhost(ghost, oldUri), inGhost(ghost, newUri)];
    if (from === null) continue;
    for (const path of [...documents.keys(), ...lua.keys()]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      moves.set(path, to === null ? null : to + path.slice(from.length));
      if (path !== from) folder = to;
    }
  }
  return { moves, folder };
}

function inGhost(ghost: Ghost, uri: string): string | null {
  const path = pathOfUri(uri);
  return path === null ? null : relativePath(ghost.root, path.replace(/[\\/]+$/, ""));
}
