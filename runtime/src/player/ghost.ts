/** What the runtime asks of a ghost: its parsed dictionaries, its Lua files and its settings, as of one moment. */

import type { ConfigTable, Snapshot } from "#core/project/index.ts";
import type { Strategy, Tables } from "#core/resolve/index.ts";
import type { SyntaxDocument } from "#core/syntax/model.ts";

/** A value that a script can save: what TOML can hold. */
export type SavedValue = string | number | boolean | readonly SavedValue[] | { readonly [key: string]: SavedValue };
export type SavedTable = { readonly [key: string]: SavedValue };

/**
 * One moment of a ghost. It must not change while a session uses it: a later moment is another object. Documents are
 * asked for when they are needed only.
 */
export interface PlayableGhost {
  /** Ghost-relative paths of the `.pasta` files, in the order in which the engine loads them. */
  readonly pastaFiles: readonly string[];
  /** The parsed document of one of `pastaFiles`, unsaved text included. */
  document(path: string): SyntaxDocument;
  /** Ghost-relative paths of the `.lua` files: dictionaries (`dic/…`) and `scripts/…`. */
  readonly luaFiles: readonly string[];
  /** The text of one of `luaFiles`. */
  luaText(path: string): string;
  /** The resolver's tables of these very files. */
  readonly tables: Tables;
  /** The whole of `pasta.toml`. */
  readonly config: ConfigTable;
  readonly strategy: Strategy;
  /** Saved variables to begin with. */
  readonly saved: SavedTable;
}

/** A project's snapshot as a ghost that can be played. */
export function playable(snapshot: Snapshot, saved: SavedTable = {}): PlayableGhost {
  return {
    pastaFiles: [...snapshot.documents.keys()],
    document: (path) => required(snapshot.documents.get(path), path),
    luaFiles: [...snapshot.lua.keys()],
    luaText: (path) => required(snapshot.lua.get(path), path).text,
    tables: snapshot.tables,
    config: snapshot.config.table,
    strategy: snapshot.strategy,
    saved,
  };
}

function required<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw new RangeError(`no such file in the ghost: ${path}`);
  return value;
}
