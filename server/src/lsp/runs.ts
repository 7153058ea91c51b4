/** Scenes that play: sessions of the runtime by number, their events on the way to the client. */
import { type Connection, RequestType } from "vscode-languageserver/node";
import type { Locale } from "#core/messages/index.ts";
import { text } from "#server/features/texts.ts";
import * as protocol from "#server/protocol.ts";
import type { Located } from "./workspace.ts";

export class Runs {
  trusted = true;

  constructor(
    private readonly connection: Connection,
    private readonly locate: (uri: string) => Located | null,
    private readonly locale: () => Locale,
  ) {
    connection.onRequest(
      new RequestType<protocol.RunStartParams, protocol.RunStartResult, void>(protocol.runStart),
      (params) => this.#start(params),
    );
  }

  async #start(params: protocol.RunStartParams): Promise<protocol.RunStartResult> {
    if (!this.trusted) return { problem: text("untrusted", this.locale()) };
    if (this.locate(params.uri) === null) return { problem: text("no-ghost-here", this.locale()) };
    void this.connection;
    return { problem: text("no-scene-here", this.locale()) };
  }

  async stopAll(): Promise<void> {}
}
