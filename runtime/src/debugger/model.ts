/** What a debugger is asked and what it tells, as plain values that cross threads. It knows no protocol of any editor. */

import type { PlaySource } from "../player/events.ts";

/** A place to stop. Texts to evaluate are Lua; whoever takes Pasta expressions turns them into Lua first. */
export interface Breakpoint {
  readonly id: number;
  /** 0-based line of the file. */
  readonly line: number;
  /** Whether the line is the user's own Lua: only such lines also stop while a dictionary is being loaded. */
  readonly code?: boolean;
  /** Stops only where this is true. */
  readonly condition?: string;
  /** Stops only at these hits: `5`, `>=3`, `%2`. */
  readonly hits?: string;
  /** Tells this instead of stopping; `lua` pieces are evaluated. */
  readonly log?: readonly (string | { readonly lua: string })[];
}

export type ExceptionFilter = "lua-error" | "unresolved" | "failure";

export type StepMode = "continue" | "in" | "over" | "out";

export type DebugRequest =
  | { readonly kind: "breakpoints"; readonly file: string; readonly breakpoints: readonly Breakpoint[] }
  /** Beginnings of full function names (`会話`, `会話_1::選択肢`). */
  | { readonly kind: "functionBreakpoints"; readonly names: readonly string[] }
  | { readonly kind: "exceptions"; readonly filters: readonly ExceptionFilter[] }
  | { readonly kind: "pause" }
  | { readonly kind: "resume"; readonly mode: StepMode }
  | { readonly kind: "stack" }
  | { readonly kind: "scopes"; readonly frame: number }
  | { readonly kind: "variables"; readonly reference: number }
  | { readonly kind: "setVariable"; readonly reference: number; readonly name: string; readonly lua: string }
  | { readonly kind: "evaluate"; readonly frame: number | null; readonly lua: string };

/** One frame of the call stack, innermost first. */
export interface Frame {
  readonly id: number;
  /** A scene's full name for a frame of dialogue, the function's name for a frame of Lua. */
  readonly name: string;
  readonly kind: "pasta" | "lua" | "library";
  readonly source: PlaySource | null;
}

export type ScopeName = "arguments" | "variables" | "saved" | "actors" | "locals" | "upvalues";

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

export type StopReason = "entry" | "breakpoint" | "function" | "step" | "pause" | "exception";

export type DebugEvent =
  | {
      readonly kind: "stopped";
      readonly reason: StopReason;
      readonly breakpoints: readonly number[];
      readonly text: string | null;
    }
  | { readonly kind: "continued" }
  | { readonly kind: "log"; readonly text: string; readonly source: PlaySource | null };

export type DebugReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string };
