/** A session in this very thread, for programs that do nothing else meanwhile: the command line, tests, measurements. */
import type { Locale } from "#core/messages/index.ts";
import type { RecordedDraw } from "../player/decks.ts";
import type { EngineOptions } from "../player/engine-options.ts";
import type { PlayEvent } from "../player/events.ts";
import type { PlayableGhost } from "../player/ghost.ts";
import { Program } from "../player/program.ts";
import { Session } from "../player/session.ts";
import { defaultLimits, type Limits } from "../vm/limits.ts";
import { loadRuntime } from "./assets.ts";

export interface LocalSessionOptions {
  readonly seed: number;
  readonly shuffle: boolean;
  readonly replay?: readonly RecordedDraw[];
  /** True: draws tell their decks card by card. */
  readonly trace?: boolean;
  readonly locale?: Locale;
  readonly limits?: Partial<Limits>;
}

/** Opens a session on a ghost. Nothing is loaded before the first play (or `load`). */
export async function openSession(
  ghost: PlayableGhost,
  options: LocalSessionOptions,
  onEvent: (event: PlayEvent) => void,
): Promise<Session> {
  const { seed, shuffle, replay = [], locale = "en", limits } = options;
  return new Session({
    ...(await loadRuntime()),
    program: new Program(ghost),
    config: ghost.config as EngineOptions["config"],
    saved: ghost.saved,
    decks: { seed, shuffle, replay },
    strategy: ghost.strategy,
    limits: { ...defaultLimits, ...limits },
    locale,
    trace: options.trace === true,
    now: () => performance.now(),
    time: () => Date.now(),
    timeZone: -new Date().getTimezoneOffset(),
    onEvent,
  });
}
