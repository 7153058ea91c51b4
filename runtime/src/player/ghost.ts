/** What the runtime asks of a ghost: its parsed dictionaries, its Lua files and its settings, as of one moment. */

import type { SyntaxDocument } from "#core/syntax/model.ts";

/** A value of `pasta.toml`, as a TOML reader gives it (dates already made strings). */
export type ConfigValue = string | number | boolean | readonly ConfigValue[] | { readonly [key: string]: ConfigValue };

/**
 * One moment of a ghost. Everything is read lazily, so that a ghost of ten thousand scenes costs what is played of it.
 * The object must not change while a session uses it: a later moment is another object.
 */
export interface PlayableGhost {
  /** Ghost-relative paths of the `.pasta` files, in load order (patterns in the order of `pasta.toml`, paths sorted). */
  readonly pastaFiles: readonly string[];
  /** The parsed document of one of `pastaFiles`, unsaved text included. */
  document(path: string): SyntaxDocument;
  /** Ghost-relative paths of the `.lua` files: dictionaries (`dic/…`) and `scripts/…`. */
  readonly luaFiles: readonly string[];
  /** The text of one of `luaFiles`. */
  luaText(path: string): string;
  /** The whole of `pasta.toml`. */
  readonly config: { readonly [key: string]: ConfigValue };
  /** Saved variables to begin with (`profile/pasta/save/…`), or an empty object. */
  readonly saved: { readonly [key: string]: unknown };
}
