/**
 * Debug sessions of the client, hosted here because here is the text that is not saved yet: messages of the Debug
 * Adapter Protocol go through as they are, and no other process is started.
 */
import { dirname } from "node:path";
import type { Connection } from "vscode-languageserver/node";
import type { Locale } from "#core/messages/index.ts";
import type { Strategy } from "#core/resolve/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import type { DebuggedGhost, GhostSource, PastaDebugSession } from "#debug/index.ts";
import { playable } from "#runtime/index.ts";
import { readSaved } from "#runtime/node/saved-file.ts";
import { text } from "#server/features/texts.ts";
import * as protocol from "#server/protocol.ts";
import type { Ghost } from "./ghost.ts";
import { pathOfUri, relativePath, uriOfPath } from "./uris.ts";
import type { Workspace } from "./workspace.ts";

export interface DebugHost {
  readonly workspace: () => Workspace | null;
  /** Settles when the ghost of a document has been read; null where it has been. */
  readonly ready: (uri: string) => Promise<unknown> | null;
  readonly parser: () => Promise<PastaParser>;
  readonly isTrusted: () => boolean;
  readonly locale: () => Locale;
}

export class DebugSessions {
  readonly #sessions = new Map<number, PastaDebugSession>();
  #last = 0;

  constructor(
    private readonly connection: Connection,
    private readonly host: DebugHost,
  ) {
    connection.onRequest(protocol.debugStart, (): Promise<protocol.DebugStartResult> => this.#start());
    connection.onNotification(protocol.debugSend, ({ session, message }: protocol.DebugMessageParams) => {
      this.#sessions.get(session)?.handleMessage(message as never);
    });
    connection.onRequest(protocol.debugStop, async ({ session }: protocol.DebugSessionParams) => {
      await this.#stop(session);
      return null;
    });
    connection.onRequest(protocol.debugScenes, (): protocol.DebugScenesResult => ({ scenes: this.#scenes() }));
  }

  /** Ends every session. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((session) => this.#stop(session)));
  }

  async #start(): Promise<protocol.DebugStartResult> {
    // The adapter and its library are read when somebody debugs, not by everyone who edits.
    const { PastaDebugSession, diskGhosts } = await import("#debug/index.ts");
    const id = ++this.#last;
    const session = new PastaDebugSession(this.#ghosts(diskGhosts));
    session.onDidSendMessage((message) => {
      void this.connection.sendNotification(protocol.debugMessage, { session: id, message });
    });
    this.#sessions.set(id, session);
    return { session: id };
  }

  async #stop(id: number): Promise<void> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    await session?.close();
  }

  #ghosts(disk: GhostSource): GhostSource {
    return {
      parser: this.host.parser,
      load: async (path, strategy, unsaved) => {
        if (!this.host.isTrusted()) return text("untrusted", this.host.locale());
        const uri = uriOfPath(path);
        await this.host.ready(uri);
        const ghosts = this.#ghostsAt(uri);
        const [ghost] = ghosts;
        // What no folder of the client's holds is read from the disk, like any other file.
        if (ghost === undefined) return disk.load(path, strategy, unsaved);
        return ghosts.length > 1 ? ghosts.map(({ root }) => root) : debugged(ghost, strategy);
      },
    };
  }

  /** The ghost that holds a file, or whose folder it is; else those below the folder. */
  #ghostsAt(uri: string): Ghost[] {
    const workspace = this.host.workspace();
    const place = workspace?.locate(uri);
    if (place != null) return place.ghost.isLoaded ? [place.ghost] : [];
    const path = pathOfUri(uri);
    const all = [...(workspace?.ghosts ?? [])].filter(({ isLoaded, isLone }) => isLoaded && !isLone);
    const here = all.filter(({ root }) => root === path);
    return here.length > 0 || path === null ? here : all.filter(({ root }) => relativePath(path, root) !== null);
  }

  /** Every scene that a configuration can name, once a ghost. */
  #scenes(): protocol.DebugScene[] {
    return [...(this.host.workspace()?.ghosts ?? [])].flatMap((ghost) => {
      const { tables } = ghost.project.snapshot;
      const seen = new Set<string>();
      return [...tables.files.keys()].flatMap((file) =>
        (tables.files.get(file)?.scenes ?? []).flatMap(({ of: { name } }) => {
          if (name === "" || seen.has(name) || !file.endsWith(".pasta")) return [];
          seen.add(name);
          return [{ name, uri: ghost.uri(file) }];
        }),
      );
    });
  }
}

/** A ghost as the editor holds it, with its saved variables as they lie on the disk. */
async function debugged(ghost: Ghost, strategy: Strategy | "auto"): Promise<DebuggedGhost> {
  const { snapshot } = ghost.project;
  const saved = ghost.isLone ? {} : await readSaved(ghost.root, snapshot.config.table).catch(() => ({}));
  const played = playable(snapshot, saved);
  return {
    root: ghost.isLone ? dirname(pathOfUri(ghost.root) ?? ghost.root) : ghost.root,
    ghost: strategy === "auto" ? played : { ...played, strategy },
    now: async (file) => {
      const { documents, lua } = ghost.project.snapshot;
      return (documents.get(file) ?? lua.get(file))?.text ?? null;
    },
  };
}
