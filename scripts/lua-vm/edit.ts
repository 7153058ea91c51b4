/** How a change of Lua's sources is written down. */

/** One change. `find` must occur exactly `times` times (once, if not said). */
export interface Substitution {
  readonly file: string;
  readonly find: string;
  readonly put: string;
  readonly times?: number;
}

/** Changes made for one reason. */
export interface Change {
  readonly why: string;
  readonly edits: readonly Substitution[];
}

export const edit = (file: string, find: string, put: string, times = 1): Substitution => ({ file, find, put, times });
/** Puts text before a place that is kept. */
export const before = (file: string, find: string, text: string, times = 1) => edit(file, find, text + find, times);
/** Puts text after a place that is kept. */
export const after = (file: string, find: string, text: string, times = 1) => edit(file, find, find + text, times);
