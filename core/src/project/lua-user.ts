/** A Lua file as a user of names: what its strings and fields refer to. */
import { luaReference } from "./block-summary.ts";
import type { LuaSummary } from "./lua-summary.ts";
import type { User } from "./usage.ts";

export function luaUser(summary: LuaSummary): User {
  return {
    references: summary.references.map(luaReference),
    actors: [],
    variables: summary.variables.map((use) => ({ ...use, local: -1 })),
    strings: summary.strings,
  };
}
