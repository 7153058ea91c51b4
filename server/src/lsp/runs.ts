/** Scenes that play: sessions of the runtime by number, their events on the way to the client. */
import { type Connection, RequestType } from "vscode-languageserver/node";
import type { Locale } from "#core/messages/index.ts";
import { type PlayEvent, type PlaySource, playable } from "#runtime/index.ts";
import { type PlaySession, startPlay } from "#runtime/node/session.ts";
import { text } from "#server/features/texts.ts";
import * as protocol from "#server/protocol.ts";
import type { Located } from "./workspace.ts";

/** Sessions that play or wait at once; the oldest gives way. */
const MOST_SESSIONS = 8;

export class Runs {
  /** No script runs before the workspace is trusted. */
  trusted = true;
  readonly #sessions = new Map<number, PlaySession>();
  #last = 0;

  constructor(
    private readonly connection: Connection,
    private readonly locate: (uri: string) => Located | null,
    private readonly locale: () => Locale,
  ) {
    connection.onRequest(
      new RequestType<protocol.RunStartParams, protocol.RunStartResult, void>(protocol.runStart),
      (params) => this.#start(params),
    );
    connection.onRequest(protocol.runChoose, ({ session, index }: protocol.RunChooseParams) => {
      this.#sessions.get(session)?.choose(index);
      return null;
    });
    connection.onRequest(protocol.runContinue, ({ session }: protocol.RunSessionParams) => {
      this.#sessions.get(session)?.resume();
      return null;
    });
    connection.onRequest(protocol.runStop, async ({ session }: protocol.RunSessionParams) => {
      await this.#stop(session);
      return null;
    });
  }

  async #start(params: protocol.RunStartParams): Promise<protocol.RunStartResult> {
    const locale = this.locale();
    if (!this.trusted) return { problem: text("untrusted", locale) };
    const place = this.locate(params.uri);
    if (place === null) return { problem: text("no-ghost-here", locale) };
    const { ghost, path } = place;
    const session = ++this.#last;
    const { args, replay, seed, shuffle, strategy, wanted } = params;
    const started = await startPlay(
      playable(ghost.project.snapshot),
      {
        scene: "scene" in params ? params.scene : { file: path, line: params.line },
        locale,
        ...(args && { args }),
        ...(replay && { replay }),
        ...(wanted && { wanted }),
        ...(seed !== undefined && { seed }),
        ...(shuffle !== undefined && { shuffle }),
        ...(strategy !== undefined && strategy !== "auto" && { strategy }),
      },
      (event) =>
        this.#send(
          session,
          addressed(event, (file) => ghost.uri(file)),
        ),
    );
    if ("problem" in started) return started;
    for (const oldest of [...this.#sessions.keys()].slice(0, Math.max(0, this.#sessions.size - MOST_SESSIONS + 1))) {
      await this.#stop(oldest);
    }
    this.#sessions.set(session, started);
    return { session, scene: started.scene, seed: started.seed };
  }

  #send(session: number, event: protocol.WireEvent): void {
    void this.connection.sendNotification(protocol.runEvent, { session, event } satisfies protocol.RunEventParams);
  }

  async #stop(session: number): Promise<void> {
    const running = this.#sessions.get(session);
    this.#sessions.delete(session);
    await running?.stop();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#sessions.keys()].map((session) => this.#stop(session)));
  }
}

/** An event with an address in each of its sources. */
export function addressed(event: PlayEvent, uri: (file: string) => string): protocol.WireEvent {
  const at = (source: PlaySource | null) => (source === null ? null : { ...source, uri: uri(source.file) });
  if (event.kind === "draw") {
    const candidates = event.candidates.map((candidate) => ({ ...candidate, source: at(candidate.source) }));
    return { ...event, candidates, source: at(event.source) };
  }
  return "source" in event ? { ...event, source: at(event.source) } : event;
}
