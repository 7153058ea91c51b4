/** What the debugger is given to work with, and its words for why a program stops. */

import type { NameAt } from "./frames.ts";
import type { DebugEvent, DebugReply, DebugRequest, FunctionBreakpoint, StopReason } from "./model.ts";

export interface DebuggerOptions {
  readonly emit: (event: DebugEvent) => void;
  /** Blocks until a request is there. While the program stands, all that happens is what these ask. */
  readonly wait: () => { readonly request: DebugRequest; readonly answer: (reply: DebugReply) => void };
  readonly nameAt: NameAt;
  readonly stopOnEntry: boolean;
  /** True where `Rewind` is caught and the program run again; without, there is no way back. */
  readonly canRewind?: boolean;
}

/** A reason to stop here. */
export interface Cause {
  readonly reason: StopReason;
  readonly breakpoints: readonly number[];
  readonly text: string | null;
}

/** What shall stop the program at the next line of a user's. */
export interface Pending {
  readonly reason: StopReason;
  readonly functions: readonly FunctionBreakpoint[];
  readonly text: string | null;
}
