/** Says in a person's words which limit ended a script. */

import { type Locale, render } from "#core/messages/index.ts";
import type { LimitKind } from "../vm/limits.ts";

const MESSAGES = {
  instructions: "limit-instructions",
  time: "limit-time",
  memory: "limit-memory",
  output: "limit-output",
  depth: "limit-depth",
} as const;

export function describeEnd(limit: LimitKind, locale: Locale): string {
  return render(MESSAGES[limit], [], locale);
}
