/** What else a script may ask of the world: settings, saved variables, the clock, the log. Nothing here leaves the engine. */

import { parse, TomlDate } from "smol-toml";
import type { HostFunction, LuaInput, LuaResult } from "../vm/values.ts";
import { Results } from "../vm/values.ts";
import { formatDate, parseTime } from "./calendar.ts";
import type { EngineOptions } from "./engine-options.ts";
import type { SavedTable } from "./ghost.ts";
import { namedRandom } from "./random.ts";
import { savedTable } from "./saved.ts";
import type { Teller } from "./teller.ts";

const LEVELS: ReadonlySet<string> = new Set(["trace", "debug", "info", "warn", "error"]);

export function environmentFunctions(options: EngineOptions, teller: Teller): [string, HostFunction][] {
  const random = namedRandom(options.decks.seed, "math.random");
  // What a script saves by itself is what it would load again. The engine's own table is kept when the session ends.
  let kept: SavedTable = options.saved;
  return [
    ["config", () => options.config],
    ["saved", () => kept as LuaInput],
    [
      "save",
      (data) => {
        kept = savedTable(data);
        return true;
      },
    ],
    ["entropy", () => random() * 0x1_0000_0000],
    ["clock", () => (options.clock ?? options.now)() / 1000],
    ["time", (fields) => parseTime(fields, options.time(), options.timeZone)],
    ["date", (format, time) => formatDate(format, time, options.time(), options.timeZone)],
    [
      "log",
      (level, text) => {
        const known = typeof level === "string" && LEVELS.has(level) ? level : "info";
        teller.log(known as "info", String(text ?? ""));
        return undefined;
      },
    ],
    ["decode_toml", decodeToml],
  ];
}

function decodeToml(text: LuaResult): LuaInput | Results {
  try {
    return plain(parse(String(text)));
  } catch (error) {
    return new Results(null, error instanceof Error ? error.message : String(error));
  }
}

function plain(value: unknown): LuaInput {
  if (value instanceof TomlDate) return value.toISOString();
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null)
    return new Map(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  return value as LuaInput;
}
