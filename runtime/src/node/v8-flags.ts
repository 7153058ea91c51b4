/** Whether V8's flags are still the same, which it does not tell. */
import { Script } from "node:vm";

/**
 * A mark of V8's flags, equal where they are equal. Compiled code is good for one set of flags only, so whatever changes
 * one has to leave this as it was, or no code can be kept.
 */
export function v8Flags(): Buffer {
  return new Script("0").createCachedData();
}
