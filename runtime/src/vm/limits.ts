/** How much a script may use before it is ended. No script escapes these: they are not errors that `pcall` could catch. */

export interface Limits {
  /** Units of work since the host last handed over control; a loop iteration or a call is about one. */
  readonly instructions: number;
  /** Milliseconds since the host last handed over control. */
  readonly milliseconds: number;
  /** Bytes of the Lua heap. */
  readonly memoryBytes: number;
  /** Characters (UTF-16) of everything that one play says, prints and logs, plus 8 for each event. */
  readonly output: number;
}

/** Generous for dialogue: a scene uses a few thousand units, a few milliseconds and less than a megabyte. */
export const defaultLimits: Limits = {
  instructions: 500_000_000,
  milliseconds: 10_000,
  memoryBytes: 64 * 1024 * 1024,
  output: 4_000_000,
};

export type LimitKind = "instructions" | "time" | "memory" | "output" | "depth";

/** A place in a text that the VM has loaded; `line` counts from 1. */
export interface ChunkPosition {
  readonly chunk: string;
  readonly line: number;
}

/** The script was ended from outside. Whoever catches this throws the VM away: its state is broken off midway. */
export class ScriptEnded extends Error {
  readonly reason: LimitKind | "stopped";
  readonly position: ChunkPosition | null;
  constructor(reason: LimitKind | "stopped", position: ChunkPosition | null) {
    super(`the script was ended: ${reason}`);
    this.name = "ScriptEnded";
    this.reason = reason;
    this.position = position;
  }
}

/** A question about a standing script took too long, and was given up; the script itself stands as before. */
export class GivenUp extends Error {
  constructor() {
    super("this takes too long");
    this.name = "GivenUp";
  }
}

/** A Lua error that nothing in Lua caught. `message` begins with the position that Lua gives it, if it is a string. */
export class LuaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LuaError";
  }
}
