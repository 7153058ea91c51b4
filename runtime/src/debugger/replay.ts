/**
 * Going back in time. A program is deterministic, so an earlier moment is reached by running it again from its beginning
 * and standing still there. What a person has changed at the stops is part of the run, and is done again on the way.
 */

import type { LuaVm } from "../vm/vm.ts";
import type { Trail } from "./inspector.ts";
import type { StopReason } from "./model.ts";

/** A moment of a program, as `native/debug.c` counts it. */
export interface Moment {
  /** Which engine of the session: where a limit ends one, another goes on. */
  readonly engine: number;
  readonly ticks: number;
  readonly lines: number;
  readonly returns: number;
}

/** Within a line, after all that the hooks have counted: where an error or a notice stops. */
const WITHIN = 1_000_000_000;

/** What a person has done to a standing program. */
export type Deed =
  | { readonly kind: "set"; readonly trail: Trail; readonly name: string; readonly lua: string }
  | { readonly kind: "evaluate"; readonly frame: number | null; readonly lua: string }
  | { readonly kind: "goto"; readonly line: number };

/** What a new run looks for. */
export type Search =
  /** Stands at a moment. */
  | { readonly kind: "moment"; readonly moment: Moment; readonly reason: StopReason }
  /** Finds the last line before a moment that lies at most so deep. */
  | { readonly kind: "previous"; readonly end: Moment; readonly depth: number }
  /** Finds the line at which the frame of that depth began. */
  | { readonly kind: "entry"; readonly end: Moment; readonly depth: number }
  /** Counts the stops before a moment. */
  | { readonly kind: "stops"; readonly end: Moment }
  /** Stands at the stop of that number (from 1). */
  | { readonly kind: "stop"; readonly number: number }
  /** Stands at the very first line. */
  | { readonly kind: "start" };

/** Thrown through the program, which is run anew in search of something. */
export class Rewind extends Error {
  readonly search: Search;
  constructor(search: Search) {
    super("the program begins anew");
    this.name = "Rewind";
    this.search = search;
  }
}

const MODES: Readonly<Record<Search["kind"], number>> = {
  moment: 1,
  stops: 2,
  stop: 2,
  start: 2,
  previous: 3,
  entry: 4,
};

/** No moment is later. */
const NEVER: Moment = { engine: Number.MAX_VALUE, ticks: Number.MAX_VALUE, lines: 0, returns: 0 };

function compareMoments(a: Moment, b: Moment): number {
  return a.engine - b.engine || a.ticks - b.ticks || a.lines - b.lines || a.returns - b.returns;
}

/** A run's deeds, and its search if it has one. */
export class Replay {
  #deeds: { readonly moment: Moment; readonly deed: Deed }[] = [];
  #done = 0;
  #search: Search | null = null;
  #stops = 0;
  #engine = 0;

  /** The moment at which the program stands; `within` a line where no hook has stopped it. */
  momentOf({ exports: x }: LuaVm, within: boolean): Moment {
    const engine = this.#engine;
    if (within) return { engine, ticks: x.vm_ticks(), lines: WITHIN, returns: 0 };
    return { engine, ticks: x.vm_moment_ticks(), lines: x.vm_moment_lines(), returns: x.vm_moment_returns() };
  }

  /** An engine of the run begins. */
  engineBegins(vm: LuaVm, countsHits: boolean): void {
    this.#engine++;
    this.aim(vm, countsHits);
  }

  get search(): Search | null {
    return this.#search;
  }

  /** A new run begins. */
  begin(search: Search | null): void {
    this.#search = search;
    this.#done = 0;
    this.#stops = 0;
    this.#engine = 0;
  }

  /** The search is over; what was done later than now has not been done. */
  end(vm: LuaVm): void {
    this.#search = null;
    this.#deeds.length = this.#done;
    vm.exports.vm_seek(0, 0, 0, 0, 0, 0);
  }

  record(moment: Moment, deed: Deed): void {
    this.#deeds.push({ moment, deed });
    this.#done = this.#deeds.length;
  }

  /** The deeds that are due, each once. */
  takeDue(now: Moment): Deed[] {
    const due: Deed[] = [];
    for (;;) {
      const next = this.#deeds[this.#done];
      if (next === undefined || compareMoments(next.moment, now) > 0) return due;
      due.push(next.deed);
      this.#done++;
    }
  }

  /** Tells the VM where to stop next. */
  aim(vm: LuaVm, countsHits: boolean): void {
    if (this.#search === null) return;
    const end = endOf(this.#search);
    const next = this.#deeds[this.#done]?.moment ?? NEVER;
    const final = compareMoments(end, next) <= 0;
    const aimed = final ? end : next;
    const { ticks, lines, returns } = aimed.engine > this.#engine ? NEVER : aimed;
    const depth = "depth" in this.#search ? this.#search.depth : 0;
    const mode = this.#search.kind === "moment" && countsHits ? MODES.stops : MODES[this.#search.kind];
    vm.exports.vm_seek(mode, ticks, lines, returns, final ? 1 : 0, depth);
    vm.exports.vm_attach(1);
  }

  /** Whether the search ends now. */
  isAtEnd(now: Moment): boolean {
    return this.#search !== null && compareMoments(now, endOf(this.#search)) >= 0;
  }

  /** Counts a stop that a free run would make; true where it is the one that is searched for. */
  isSearched(): boolean {
    this.#stops++;
    return this.#search?.kind === "stop" && this.#search.number === this.#stops;
  }

  /**
   * What a finished search has come to: the next one.
   * @returns null if there is nothing more to search for
   */
  next(vm: LuaVm): Search | null {
    const search = this.#search;
    switch (search?.kind) {
      case "previous":
      case "entry":
        if (vm.exports.vm_seek_found() === 0) return { kind: "start" };
        return {
          kind: "moment",
          moment: this.momentOf(vm, false),
          reason: search.kind === "entry" ? "restart" : "step",
        };
      case "stops":
        return this.#stops === 0 ? { kind: "start" } : { kind: "stop", number: this.#stops };
      default:
        return null;
    }
  }
}

function endOf(search: Search): Moment {
  if (search.kind === "moment") return search.moment;
  return "end" in search ? search.end : NEVER;
}
