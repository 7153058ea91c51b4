/** What an engine is made of and whom it tells. */

import type { DebuggedDecks } from "../debugger/model.ts";
import type { Limits } from "../vm/limits.ts";
import type { WasmModule } from "../vm/platform.ts";
import type { LuaInput } from "../vm/values.ts";
import type { LuaVm } from "../vm/vm.ts";
import type { DeckSettings } from "./decks.ts";
import type { ProgramQuestions } from "./draw.ts";
import type { PlayEvent } from "./events.ts";
import type { SavedTable } from "./ghost.ts";
import type { ProgramLoading } from "./load.ts";

/** What an engine asks of its ghost: a `Program`, here or in another thread. */
export type ProgramSource = ProgramQuestions & ProgramLoading;

/** What an engine tells a debugger. */
export interface EngineDebugger {
  attach(vm: LuaVm, decks: DebuggedDecks): void;
  begin(): void;
  onStop(thread: number, reason: number, line: number): void;
  entering(fullName: string): void;
  failed(label: string, text: string): void;
  /** A limit strikes; true: the script may go on for a moment, until `end` is called. */
  overrun(text: string, end: () => never): boolean;
}

export interface EngineOptions {
  readonly module: WasmModule;
  /** The run-time library: module name → Lua text. */
  readonly library: ReadonlyMap<string, string>;
  readonly program: ProgramSource;
  readonly config: { readonly [key: string]: LuaInput };
  readonly saved: SavedTable;
  readonly decks: DeckSettings;
  readonly strategy: "merged" | "localFirst";
  readonly limits: Limits;
  readonly locale: "en" | "ja";
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** The same for scripts that ask for it, where that is another one. */
  readonly clock?: () => number;
  /** Milliseconds since 1970, for scripts that ask for the time. */
  readonly time: () => number;
  /** Minutes that local time is ahead of UTC. */
  readonly timeZone: number;
  readonly stopped?: () => boolean;
  /** True: draws tell their decks card by card. */
  readonly trace?: boolean;
  /** True: wherever a play comes to rest, its variables are told. */
  readonly watch?: boolean;
  /** Stands at breakpoints; without one, nothing is asked at any line. */
  readonly debugger?: EngineDebugger;
  readonly onEvent: (event: PlayEvent) => void;
}
