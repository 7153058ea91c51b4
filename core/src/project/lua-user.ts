/** A Lua file as a user of names: what its strings and fields refer to, in the shape that a dictionary's blocks have. */
import { type BlockSummary, NOTHING } from "./block-summary.ts";
import type { LuaSummary } from "./lua-model.ts";
import { luaReferences } from "./references.ts";

export function luaUser(summary: LuaSummary): BlockSummary {
  return { ...NOTHING, ...luaReferences(summary) };
}
