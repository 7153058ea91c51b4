/** What a command may touch of the world outside; tests hand in their own. */

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** Writes text to standard output as it is. */
  out(text: string): void;
  /** Writes text to standard error as it is. */
  err(text: string): void;
}

/** A command: its arguments without its name, in; the exit code, out. */
export type Command = (argv: readonly string[], io: Io) => Promise<number>;

/** Nothing wrong; problems found; wrong use or a missing file. */
export const EXIT = { clean: 0, problems: 1, misuse: 2 } as const;

/** Wrong use of a command, told in one line on standard error. */
export class Misuse extends Error {}
