/** The runs of a debugged session: what it was told to do, so that it can be told again when its program goes back. */

import type { Debugger } from "./debugger.ts";
import { Rewind, type Search } from "./replay.ts";

export interface TimelineOptions<Session, Command> {
  /** Makes the session as it was at its beginning. */
  readonly begin: () => Session;
  readonly apply: (session: Session, command: Command) => void;
}

export class Timeline<Session, Command> {
  readonly #debugger: Debugger;
  readonly #options: TimelineOptions<Session, Command>;
  #session: Session | null = null;
  #commands: readonly Command[] = [];

  constructor(debugged: Debugger, options: TimelineOptions<Session, Command>) {
    this.#debugger = debugged;
    this.#options = options;
  }

  get session(): Session {
    this.#session ??= this.#options.begin();
    return this.#session;
  }

  /** What has been done up to where the program stands, or has come to rest. */
  get commands(): readonly Command[] {
    return this.#commands;
  }

  /** Does a command, and whatever going back in time makes of it. */
  perform(command: Command): void {
    this.#commands = [...this.#commands, command];
    let work: (() => void) | null = () => this.#options.apply(this.session, command);
    while (work !== null) {
      const search = this.#searchAfter(work);
      work = search === null ? null : () => this.#rerun(search);
    }
  }

  /** Works until it is done, or until a new run is wanted. */
  #searchAfter(work: () => void): Search | null {
    try {
      work();
      return this.#debugger.isSearching ? this.#debugger.missed() : null;
    } catch (error) {
      if (error instanceof Rewind) return error.search;
      throw error;
    }
  }

  /** Gives the same commands again; those after the one in which the search ends have not been given. */
  #rerun(search: Search): void {
    const given = this.#commands;
    this.#debugger.rewind(search);
    this.#session = this.#options.begin();
    for (let count = 1; count <= given.length; count++) {
      this.#commands = given.slice(0, count);
      this.#options.apply(this.#session, given[count - 1] as Command);
      if (!this.#debugger.isSearching) return;
    }
  }
}

/** Answers of the world outside, which are the same when a program runs again. */
export class Recording {
  readonly #ask: () => number;
  readonly #answers: number[] = [];
  #given = 0;

  constructor(ask: () => number) {
    this.#ask = ask;
  }

  /** A new run begins. */
  begin(): void {
    this.#given = 0;
  }

  read(): number {
    const answer = this.#answers[this.#given] ?? this.#ask();
    this.#answers[this.#given++] = answer;
    return answer;
  }
}
