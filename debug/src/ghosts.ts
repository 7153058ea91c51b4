/** Where a debug session gets its ghost from: a folder on disk, or an editor that holds text not saved yet. */
import type { Strategy } from "#core/resolve/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import type { PlayableGhost } from "#runtime/index.ts";

/** A ghost as of the beginning of a session. */
export interface DebuggedGhost {
  /** Absolute path of the ghost's folder. */
  readonly root: string;
  readonly ghost: PlayableGhost;
  /** The text of a file (ghost-relative) as it is now; null where it is gone. */
  now(file: string): Promise<string | null>;
}

export interface GhostSource {
  /** Reads what a person types. */
  readonly parser: () => Promise<PastaParser>;
  /**
   * The ghost at a path: its folder, or any file in it. `unsaved` maps ghost-relative paths to texts. Null where there
   * is no ghost; a text where it must not run, which says why.
   */
  load(
    path: string,
    strategy: Strategy | "auto",
    unsaved: ReadonlyMap<string, string>,
  ): Promise<DebuggedGhost | string | null>;
}
