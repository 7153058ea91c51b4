/**
 * Asks the client to ask again: what one file shows (lenses, hints, colours, and findings that are pulled) changes when
 * names elsewhere come and go, and no edit of its own tells the client so.
 */
import type { ClientCapabilities, Connection } from "vscode-languageserver/node";
import type { Tables } from "#core/resolve/index.ts";

export class Refresher {
  readonly #methods: readonly string[];
  #seen: readonly unknown[] = [];

  constructor(
    private readonly connection: Connection,
    { workspace }: ClientCapabilities,
    isPulled: boolean,
  ) {
    this.#methods = [
      ...(workspace?.codeLens?.refreshSupport === true ? ["workspace/codeLens/refresh"] : []),
      ...(workspace?.inlayHint?.refreshSupport === true ? ["workspace/inlayHint/refresh"] : []),
      ...(workspace?.semanticTokens?.refreshSupport === true ? ["workspace/semanticTokens/refresh"] : []),
      ...(isPulled && workspace?.diagnostics?.refreshSupport === true ? ["workspace/diagnostic/refresh"] : []),
    ];
  }

  refresh(): void {
    for (const method of this.#methods) {
      // A client that does not want to says so; it shows what it has.
      void this.connection.sendRequest(method).catch(() => undefined);
    }
  }

  /** Asks only where names have come or gone since the last time. */
  refreshIfNew(tables: readonly Tables[]): void {
    const now = tables.flatMap(({ scenes, words, functions, actors }) => [scenes, words, functions, actors]);
    const isSame = now.length === this.#seen.length && now.every((one, i) => one === this.#seen[i]);
    const isFirst = this.#seen.length === 0;
    this.#seen = now;
    if (!isSame && !isFirst) this.refresh();
  }
}
