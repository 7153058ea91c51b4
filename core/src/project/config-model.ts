/** What `pasta.toml` holds, as plain values, and what is wrong in it. */
import type { MessageId } from "../messages/index.ts";

/** A value of `pasta.toml`; dates are their text. */
export type ConfigValue = string | number | boolean | readonly ConfigValue[] | { readonly [key: string]: ConfigValue };

export type ConfigTable = { readonly [key: string]: ConfigValue };

/** Something wrong in `pasta.toml`; offsets are UTF-16 code units of its text. `detail` is the reader's own word on it. */
export interface ConfigProblem {
  readonly message: Extract<MessageId, `config-${string}`>;
  readonly args: readonly string[];
  readonly start: number;
  readonly end: number;
}
