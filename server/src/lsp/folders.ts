/** The folders of the client's workspace: those at the start, those that come and go, and what changes inside them. */
import type { Connection, InitializeParams, WatchKind } from "vscode-languageserver/node";
import type { Locale } from "#core/messages/index.ts";
import { text } from "#server/features/texts.ts";
import { logFailure } from "./requests.ts";
import { pathOfUri } from "./uris.ts";
import type { Workspace } from "./workspace.ts";

export interface FolderParts {
  readonly workspace: Workspace;
  readonly locale: () => Locale;
  /** Told of files that belong to nothing any more. */
  readonly onGone: (uris: readonly string[]) => void;
  /** Told when there is something new to say. */
  readonly onChange: () => void;
}

const DELETED = 4 satisfies WatchKind;

/** Asks the client to tell of changes on disk. */
export async function watchFiles(connection: Connection, { capabilities }: InitializeParams): Promise<void> {
  if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  const globs = ["**/*.{pasta,lua}", "**/pasta.toml", "**/.cache_version"];
  // Of a folder that is deleted, editors tell by its own name and not by those of the files in it.
  const folders = { globPattern: "**/*", kind: DELETED };
  const watchers = [...globs.map((globPattern) => ({ globPattern })), folders];
  // A client that refuses will tell of no changes on disk; everything else goes on.
  await connection.client
    .register({ method: "workspace/didChangeWatchedFiles" } as never, { watchers } as never)
    .catch((error: unknown) => logFailure(connection, "watching files", error));
}

/** Follows the folders that the client adds and removes from now on. */
export function followFolders(connection: Connection, params: InitializeParams, parts: FolderParts): void {
  if (params.capabilities.workspace?.workspaceFolders !== true) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    for (const { uri } of removed) parts.onGone(parts.workspace.removeFolder(pathOfUri(uri) ?? ""));
    for (const { uri } of added) void addFolder(connection, params, parts, uri);
    parts.onChange();
  });
}

/** Reads the folders that are there at the start. */
export async function addFolders(connection: Connection, params: InitializeParams, parts: FolderParts): Promise<void> {
  const { workspaceFolders, rootUri } = params;
  const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  for (const uri of folders) await addFolder(connection, params, parts, uri);
  parts.onChange();
}

/** Reads a folder's ghosts, and shows how far it is where the client can. */
async function addFolder(
  connection: Connection,
  { capabilities }: InitializeParams,
  { workspace, locale }: FolderParts,
  uri: string,
): Promise<void> {
  const path = pathOfUri(uri);
  if (path === null) return;
  if (capabilities.window?.workDoneProgress !== true) {
    await workspace.addFolder(path, () => false);
    return;
  }
  const progress = await connection.window.createWorkDoneProgress();
  progress.begin(text("loading-ghost", locale()), 0, undefined, true);
  let shown = 0;
  const report = (done: number, total: number) => {
    const percent = Math.floor((done / total) * 100);
    if (percent <= shown) return;
    shown = percent;
    progress.report(percent, `${done} / ${total}`);
  };
  try {
    await workspace.addFolder(path, () => progress.token.isCancellationRequested, report);
  } finally {
    progress.done();
  }
}
