/** A session: plays one after the other in one engine, each told to its end; a new engine where a limit ended the last. */

import { ScriptEnded } from "../vm/limits.ts";
import type { LuaInput } from "../vm/values.ts";
import type { Engine, Outcome } from "./engine.ts";
import { Engine as NewEngine } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { PlayEvent } from "./events.ts";
import type { SavedTable } from "./ghost.ts";

type Waiting = Extract<PlayEvent, { kind: "end" }>["waiting"];

/** What to play: a name, drawn by prefix as the engine does, or one function by its registered names. */
export type PlayTarget = string | { readonly scene: string; readonly local: string };

export class Session {
  readonly #options: EngineOptions;
  #engine: Engine | null = null;
  #saved: SavedTable;
  #waiting: Waiting = null;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#saved = options.saved;
  }

  /** Makes the engine before it is needed; false where loading ran into a limit. */
  load(): boolean {
    return this.#living() !== null;
  }

  play(target: PlayTarget, args: readonly LuaInput[] = []): void {
    this.#tell((engine) =>
      typeof target === "string" ? engine.play(target, args) : engine.playExact(target.scene, target.local, args),
    );
  }

  /** Plays the target of choice `index` of the last play; nothing where there is no such choice. */
  choose(index: number): void {
    if (this.#engine?.choices[index] === undefined) this.#end(null);
    else this.#tell((engine) => engine.choose(index));
  }

  /** Goes on after a yield. */
  resume(): void {
    this.#tell((engine) => engine.resume());
  }

  /**
   * Gives a variable a value (null takes it away) where a play has come to rest, and tells of the rest again. What a
   * choice plays gets variables of its own; saved ones go on.
   */
  set(scope: "act" | "saved", name: string, value: string | number | boolean | null): void {
    if (this.#engine?.alive) this.#engine.setVariable(scope, name, value);
    this.#end(this.#waiting);
  }

  /** The saved variables; where a limit ended the engine, those of before the play. */
  saved(): SavedTable {
    if (this.#engine?.alive) this.#saved = this.#engine.saved();
    return this.#saved;
  }

  #tell(play: (engine: Engine) => Outcome): void {
    const engine = this.#living();
    if (engine === null) {
      this.#end(null);
      return;
    }
    this.#saved = engine.saved();
    const outcome = play(engine);
    if (outcome === "yield") {
      this.#options.onEvent({ kind: "yield" });
      this.#end("continue");
      return;
    }
    this.#end(engine.choices.length > 0 && outcome === "end" ? "choice" : null);
  }

  #end(waiting: Waiting): void {
    this.#waiting = waiting;
    if (this.#options.watch === true && this.#engine?.alive) this.#engine.tellVariables();
    this.#options.onEvent({ kind: "end", waiting });
  }

  #living(): Engine | null {
    if (this.#engine?.alive) return this.#engine;
    try {
      this.#engine = new NewEngine({ ...this.#options, saved: this.#saved });
      return this.#engine;
    } catch (error) {
      // The engine has told of the limit; anything else is a fault of ours and must be seen.
      if (error instanceof ScriptEnded) return null;
      throw error;
    }
  }
}
