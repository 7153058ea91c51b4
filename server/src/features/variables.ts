/** The places of a variable over the whole ghost: where it is set and where it is read. */
import { variableKey, variablesIn } from "#core/project/index.ts";
import type { Place } from "./answers.ts";
import type { GhostContext } from "./context.ts";
import { userPlaces } from "./users.ts";

/** The uses of a variable; only those that set or read it where `role` is given. */
export function variablePlaces(context: GhostContext, key: string, role: "get" | "set" | null): Place[] {
  const users = new Set([
    ...(role === "get" ? [] : context.usage.writers.get(key)),
    ...(role === "set" ? [] : context.usage.readers.get(key)),
  ]);
  return userPlaces(context, users, (user) =>
    variablesIn(user)
      .filter((use) => variableKey(use.variable) === key && (role === null || use.role === role))
      .map(({ span }) => span),
  );
}
