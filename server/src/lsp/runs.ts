/** Scenes that play: sessions of the runtime by number, their events on the way to the client. */
import type { Connection } from "vscode-languageserver/node";
import type { Locale } from "#core/messages/index.ts";
import { type PlayEvent, type PlaySource, playable } from "#runtime/index.ts";
import { readSaved } from "#runtime/node/saved-file.ts";
import { type PlaySession, startPlay } from "#runtime/node/session.ts";
import { text } from "#server/features/texts.ts";
import * as protocol from "#server/protocol.ts";
import { RequestType } from "./library.ts";
import { runPlace } from "./run-place.ts";
import type { Located } from "./workspace.ts";

/** A session, and where the files of its ghost are. */
interface Running {
  readonly play: PlaySession;
  readonly uri: (file: string) => string;
}

/** Sessions that play or wait at once; the oldest gives way. */
const MOST_SESSIONS = 8;

export class Runs {
  /** No script runs before the workspace is trusted. */
  trusted = true;
  readonly #sessions = new Map<number, Running>();
  #last = 0;

  constructor(
    private readonly connection: Connection,
    private readonly locate: (uri: string) => Located | null,
    private readonly locale: () => Locale,
    /** Settles when the ghost of a document has been read; null where it has been. */
    private readonly ready: (uri: string) => Promise<unknown> | null,
  ) {
    connection.onRequest(
      new RequestType<protocol.RunStartParams, protocol.RunStartResult, void>(protocol.runStart),
      (params) => this.#start(params),
    );
    connection.onRequest(protocol.runChoose, ({ session, index }: protocol.RunChooseParams) =>
      this.#step(session, (play) => play.choose(index)),
    );
    connection.onRequest(protocol.runContinue, ({ session }: protocol.RunSessionParams) =>
      this.#step(session, (play) => play.resume()),
    );
    connection.onRequest(protocol.runSet, ({ session, scope, name, value }: protocol.RunSetParams) =>
      this.#step(session, (play) => play.set(scope, name, value)),
    );
    connection.onRequest(protocol.runStop, ({ session }: protocol.RunSessionParams) => this.#halt(session));
    connection.onRequest(protocol.runSaved, ({ session }: protocol.RunSessionParams) => this.#saved(session));
    connection.onRequest(
      new RequestType<protocol.RunPlaceParams, protocol.RunPlaceResult, void>(protocol.runPlace),
      async (params) => {
        await this.ready(params.uri);
        const place = this.locate(params.uri);
        return place === null ? { problem: text("no-ghost-here", this.locale()) } : runPlace(place, params);
      },
    );
    connection.onRequest(protocol.ghostSaved, ({ uri }: protocol.GhostSavedParams) => this.#savedByGhost(uri));
  }

  async #start(params: protocol.RunStartParams): Promise<protocol.RunStartResult> {
    const locale = this.locale();
    if (!this.trusted) return { problem: text("untrusted", locale) };
    await this.ready(params.uri);
    const place = this.locate(params.uri);
    if (place === null) return { problem: text("no-ghost-here", locale) };
    const { ghost, path } = place;
    const session = ++this.#last;
    const { args, replay, saved, seed, shuffle, strategy, wanted } = params;
    const uri = (file: string) => ghost.uri(file);
    const started = await startPlay(
      playable(ghost.project.snapshot, saved),
      {
        scene: "scene" in params ? params.scene : { file: path, line: params.line },
        locale,
        watch: true,
        ...(args && { args }),
        ...(replay && { replay }),
        ...(wanted && { wanted }),
        ...(seed !== undefined && { seed }),
        ...(shuffle !== undefined && { shuffle }),
        ...(strategy !== undefined && strategy !== "auto" && { strategy }),
      },
      (event) => this.#send(session, addressed(event, uri)),
    );
    if ("problem" in started) return started;
    for (const oldest of [...this.#sessions.keys()].slice(0, Math.max(0, this.#sessions.size - MOST_SESSIONS + 1))) {
      await this.#stop(oldest);
    }
    this.#sessions.set(session, { play: started, uri });
    return { session, scene: started.scene, written: started.written, seed: started.seed };
  }

  #send(session: number, event: protocol.WireEvent): void {
    void this.connection.sendNotification(protocol.runEvent, { session, event } satisfies protocol.RunEventParams);
  }

  async #stop(session: number): Promise<void> {
    const running = this.#sessions.get(session);
    this.#sessions.delete(session);
    await running?.play.stop();
  }

  /** Does something in a session; one that gave way to later ones cannot. */
  #step(session: number, act: (play: PlaySession) => void): protocol.RunStepResult {
    const running = this.#sessions.get(session);
    if (running === undefined) return { gone: true };
    act(running.play);
    return null;
  }

  /** Ends a session and tells where its script was. */
  async #halt(session: number): Promise<protocol.RunStopResult> {
    const running = this.#sessions.get(session);
    this.#sessions.delete(session);
    const at = (await running?.play.halt()) ?? null;
    return { at: at === null || running === undefined ? null : { ...at, uri: running.uri(at.file) } };
  }

  async #saved(session: number): Promise<protocol.RunSavedResult> {
    const running = this.#sessions.get(session);
    return running === undefined ? null : { saved: await running.play.saved() };
  }

  async #savedByGhost(uri: string): Promise<protocol.GhostSavedResult> {
    const ghost = this.locate(uri)?.ghost;
    if (ghost === undefined || ghost.isLone) return null;
    try {
      const saved = await readSaved(ghost.root, ghost.project.snapshot.config.table);
      return Object.keys(saved).length === 0 ? null : { saved };
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error) };
    }
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
