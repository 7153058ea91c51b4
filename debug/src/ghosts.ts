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
   * The ghost at a path: its folder, any file in it, or a folder above it. `unsaved` maps ghost-relative paths to texts.
   * A list of folders where there is no single one: empty, or those below the path. A text where it must not run, which
   * says why.
   */
  load(
    path: string,
    strategy: Strategy | "auto",
    unsaved: ReadonlyMap<string, string>,
  ): Promise<DebuggedGhost | readonly string[] | string>;
}
