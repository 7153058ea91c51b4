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
    private readonly ghosts: () => Iterable<Ghost>,
    /** Told of ghosts whose settings came, after all, when others held already. */
    private readonly onLate: (ghosts: readonly Ghost[]) => void,
    /** How long the client may take to tell its settings before the usual ones hold, in milliseconds. */
    private readonly patience: number,
  ) {
    this.#canAsk = workspace?.configuration === true;
  }

  of(ghost: Ghost): Settings {
    return this.#perGhost.get(ghost.root) ?? this.#common;
  }

  /** Asks for the settings of a ghost that is about to be read; null where the client cannot be asked. */
  ask(ghost: Ghost): Promise<void> | null {
    if (!this.#canAsk) return null;
    const scope = { scopeUri: scopeOf(ghost), section: "pasta" };
    const take = (written: unknown) => this.#change(() => this.#set(ghost, written));
    return this.#patiently(this.connection.workspace.getConfiguration(scope), take).then(() => undefined);
  }

  /** Asks for everything anew, or takes what the client pushes. Answers the ghosts whose settings are others now. */
  async refresh(pushed: { readonly pasta?: unknown } | null): Promise<readonly Ghost[]> {
    if (!this.#canAsk && pushed?.pasta === undefined) return [];
    const ghosts = [...this.ghosts()];
    const asked = [{ section: "pasta" }, ...ghosts.map((ghost) => ({ scopeUri: scopeOf(ghost), section: "pasta" }))];
    const take = ([common, ...own]: readonly unknown[]) =>
      this.#change(() => {
        this.#common = readSettings(common);
        for (const [i, ghost] of ghosts.entries()) this.#set(ghost, own[i]);
      });
    if (!this.#canAsk) return take(asked.map(() => pushed?.pasta));
    return this.#patiently(this.connection.workspace.getConfiguration(asked), (written) => take(written ?? []));
  }

  #set(ghost: Ghost, written: unknown): void {
    this.#perGhost.set(ghost.root, readSettings(written));
  }

  /** The ghosts to which a change matters. */
  #change(change: () => void): readonly Ghost[] {
    const ghosts = [...this.ghosts()];
    const before = ghosts.map((ghost) => JSON.stringify(this.of(ghost)));
    change();
    return ghosts.filter((ghost, i) => JSON.stringify(this.of(ghost)) !== before[i]);
  }

  /**
   * What `take` makes of the client's answer; nobody where the client refuses, or lets the server wait: then it is taken
   * when it comes.
   */
  #patiently<Answer>(answer: Promise<Answer>, take: (answer: Answer) => readonly Ghost[]): Promise<readonly Ghost[]> {
    return new Promise((resolve) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        resolve([]);
      }, this.patience);
      answer
        .then(take, () => [])
        .then((changed) => {
          clearTimeout(timer);
          if (!isLate) resolve(changed);
          else if (changed.length > 0) this.onLate(changed);
        });
    });
  }
}

/** What the client finds the settings of a ghost by: an address in it. */
export function scopeOf(ghost: Ghost): string {
  return ghost.isLone ? ghost.root : ghost.uri("pasta.toml");
}
