/**
 * The client's settings: asked for, or taken as they are pushed. Folders of a workspace may have their own, so each
 * ghost has those of the place where it lies.
 */
import type { ClientCapabilities, Connection } from "vscode-languageserver/node";
import { readSettings, type Settings } from "#server/settings.ts";
import type { Ghost } from "./ghost.ts";

export class Configuration {
  /** What holds where no ghost has been asked about yet. */
  #common: Settings = readSettings({});
  /** By the ghost's root. */
  readonly #perGhost = new Map<string, Settings>();
  readonly #canAsk: boolean;

  constructor(
    private readonly connection: Connection,
    { workspace }: ClientCapabilities,
  ) {
    this.#canAsk = workspace?.configuration === true;
  }

  of(ghost: Ghost): Settings {
    return this.#perGhost.get(ghost.root) ?? this.#common;
  }

  /** Asks for the settings of a ghost that is about to be read; null where the client cannot be asked. */
  ask(ghost: Ghost): Promise<void> | null {
    if (!this.#canAsk) return null;
    return this.connection.workspace
      .getConfiguration({ scopeUri: scopeOf(ghost), section: "pasta" })
      .then((written: unknown) => void this.#perGhost.set(ghost.root, readSettings(written)))
      .catch(() => undefined);
  }

  /** Asks for everything anew, or takes what the client pushes. Answers the ghosts whose settings are others now. */
  async refresh(ghosts: readonly Ghost[], pushed: { readonly pasta?: unknown } | null): Promise<Ghost[]> {
    if (!this.#canAsk && pushed?.pasta === undefined) return [];
    const asked = [{ section: "pasta" }, ...ghosts.map((ghost) => ({ scopeUri: scopeOf(ghost), section: "pasta" }))];
    const [common, ...own] = this.#canAsk
      ? ((await this.connection.workspace.getConfiguration(asked).catch(() => null)) ?? [])
      : asked.map(() => pushed?.pasta);
    const before = ghosts.map((ghost) => JSON.stringify(this.of(ghost)));
    this.#common = readSettings(common);
    for (const [i, ghost] of ghosts.entries()) this.#perGhost.set(ghost.root, readSettings(own[i]));
    return ghosts.filter((ghost, i) => JSON.stringify(this.of(ghost)) !== before[i]);
  }
}

/** What the client finds the settings of a ghost by. */
function scopeOf(ghost: Ghost): string {
  return ghost.isLone ? ghost.root : ghost.uri("pasta.toml");
}
