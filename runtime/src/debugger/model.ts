/** What a debugger is asked and what it tells, as plain values that cross threads. It knows no protocol of any editor. */

import type { PlaySource } from "../player/events.ts";

/** When something that is met counts. Texts to evaluate are Lua; whoever takes Pasta expressions turns them into Lua first. */
export interface Condition {
  readonly id: number;
  /** Stops only where this is true. */
  readonly condition?: string;
  /** Stops only at these hits: `5`, `>=3`, `%2`. */
  readonly hits?: string;
}

/** A line to stop at. */
export interface Breakpoint extends Condition {
  /** 0-based line of the file. */
  readonly line: number;
  /** Whether the line is the user's own Lua: only such lines also stop while a dictionary is being loaded. */
  readonly code?: boolean;
  /** Tells this instead of stopping; `lua` pieces are evaluated. */
  readonly log?: readonly (string | { readonly lua: string })[];
}

/** Scenes to stop at: a beginning of their names, or a full function name (`会話_1::選択肢_1`). */
export interface FunctionBreakpoint extends Condition {
  readonly name: string;
}

/** A saved variable to stop at when it gets another value. */
export interface DataBreakpoint extends Condition {
  readonly name: string;
}

export type ExceptionFilter = "lua-error" | "unresolved" | "failure";

/** `back` is a step over, the other way; `reverse` goes back to the stop before. */
export type StepMode = "continue" | "in" | "over" | "out" | "back" | "reverse";

export type DebugRequest =
  | { readonly kind: "breakpoints"; readonly file: string; readonly breakpoints: readonly Breakpoint[] }
  | { readonly kind: "functionBreakpoints"; readonly breakpoints: readonly FunctionBreakpoint[] }
  | { readonly kind: "dataBreakpoints"; readonly breakpoints: readonly DataBreakpoint[] }
  | { readonly kind: "exceptions"; readonly filters: readonly ExceptionFilter[] }
  | { readonly kind: "pause" }
  | { readonly kind: "resume"; readonly mode: StepMode }
  /** Goes back to where the frame began. */
  | { readonly kind: "restartFrame"; readonly frame: number }
  /** Whether the program can go on at a line (0-based) of a file; and lets it. */
  | { readonly kind: "canGoTo" | "goto"; readonly file: string; readonly line: number }
  | { readonly kind: "stack" }
  | { readonly kind: "scopes"; readonly frame: number }
  | { readonly kind: "variables"; readonly reference: number }
  /** Whether the named part of a reference is a saved variable, which can be watched. */
  | { readonly kind: "isSaved"; readonly reference: number }
  | { readonly kind: "setVariable"; readonly reference: number; readonly name: string; readonly lua: string }
  /** `keep`: it may change the program, so it is done again whenever the program is replayed. */
  | { readonly kind: "evaluate"; readonly frame: number | null; readonly lua: string; readonly keep?: boolean };

/** One frame of the call stack, innermost first. */
export interface Frame {
  readonly id: number;
  /** A scene's name for a frame of dialogue, the function's name for a frame of Lua; empty where nothing tells it. */
  readonly name: string;
  readonly kind: "pasta" | "lua" | "library";
  readonly source: PlaySource | null;
  /** The line (from 0) at which the function is written; -1 where it is none of the user's. */
  readonly firstLine: number;
}

export type ScopeName = "arguments" | "variables" | "saved" | "actors" | "decks" | "locals" | "upvalues";

export interface Scope {
  readonly name: ScopeName;
  readonly reference: number;
}

/** A value as it is shown. `reference` is not 0 where it has parts. */
export interface Shown {
  readonly text: string;
  readonly type: string;
  readonly reference: number;
}

export interface Variable extends Shown {
  readonly name: string;
}

/** A deck as it lies: what asks for it, the cards to come (next first), and those that are gone. */
export interface ShownDeck {
  readonly name: string;
  readonly cards: readonly string[];
  readonly drawn: readonly string[];
}

/** The decks of a running program. */
export interface DebuggedDecks {
  shown(): readonly ShownDeck[];
  /** Remembers how they lie; calling what it gives lays them so again. */
  hold(): () => void;
}

export type StopReason =
  | "entry"
  | "breakpoint"
  | "function"
  | "data"
  | "step"
  | "pause"
  | "exception"
  | "limit"
  | "goto"
  | "restart";

export type DebugEvent =
  | {
      readonly kind: "stopped";
      readonly reason: StopReason;
      readonly breakpoints: readonly number[];
      readonly text: string | null;
    }
  | { readonly kind: "continued" }
  /** The program has gone back to a moment before which this many choices had been made. */
  | { readonly kind: "rewound"; readonly choices: number }
  /** The program did not come by the same way again, so the moment is lost. */
  | { readonly kind: "lost" }
  | { readonly kind: "log"; readonly text: string; readonly source: PlaySource | null };

export type DebugReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string };
