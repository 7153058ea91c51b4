/** Saved variables: what of a Lua table can be kept, in a form that TOML can hold. */

import type { LuaResult } from "../vm/values.ts";
import type { ShownVariable } from "./events.ts";
import type { SavedTable, SavedValue } from "./ghost.ts";

/** The entries of a Lua table that can be saved; the others are left out, as the engine does. */
export function savedTable(value: LuaResult): SavedTable {
  if (!(value instanceof Map)) return {};
  const entries: [string, SavedValue][] = [];
  for (const [key, item] of value) {
    const kept = savedValue(item);
    if (kept !== null && (typeof key === "string" || typeof key === "number")) entries.push([String(key), kept]);
  }
  // `fromEntries` defines own properties, so no name of a variable can reach a prototype.
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function savedValue(value: LuaResult): SavedValue | null {
  if (typeof value === "string") return /^(function|userdata|thread|table): 0x[0-9a-f]+$/.test(value) ? null : value;
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (!(value instanceof Map)) return null;
  const list = asList(value);
  return list ?? savedTable(value);
}

/** A table whose keys are 1 to n is a list. An empty table is a table. */
function asList(table: ReadonlyMap<LuaResult, LuaResult>): SavedValue[] | null {
  if (table.size === 0) return null;
  const items: SavedValue[] = [];
  for (let index = 1; index <= table.size; index++) {
    const item = table.has(index) ? savedValue(table.get(index)) : null;
    if (item === null) return null;
    items.push(item);
  }
  return items;
}

const KINDS: ReadonlySet<unknown> = new Set(["string", "number", "boolean", "table", "function", "userdata", "thread"]);

/** The list that `pasta.watch` makes. */
export function shownVariables(list: LuaResult): ShownVariable[] {
  if (!(list instanceof Map)) return [];
  return [...list.values()].flatMap((entry): ShownVariable[] => {
    if (!(entry instanceof Map)) return [];
    const [name, kind, value] = [entry.get("name"), entry.get("kind"), entry.get("value")];
    if (typeof name !== "string" || !KINDS.has(kind)) return [];
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return [];
    return [{ name, kind: kind as ShownVariable["kind"], value, whole: entry.get("whole") === true }];
  });
}
