/** `os.time` and `os.date` from a clock that is given, in a time zone that is given. */

import { LuaError } from "../vm/limits.ts";
import type { LuaInput, LuaResult } from "../vm/values.ts";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `os.time([table])`: seconds since 1970. `now` is in milliseconds, `zone` in minutes ahead of UTC. */
export function parseTime(fields: LuaResult, now: number, zone: number): number {
  if (!(fields instanceof Map)) return Math.floor(now / 1000);
  const field = (name: string, otherwise?: number): number => {
    const value = Number(fields.get(name) ?? otherwise);
    if (Number.isNaN(value)) throw new LuaError(`field '${name}' missing in date table`);
    return value;
  };
  const time = Date.UTC(
    field("year"),
    field("month") - 1,
    field("day"),
    field("hour", 12),
    field("min", 0),
    field("sec", 0),
  );
  return Math.floor(time / 1000) - zone * 60;
}

/** `os.date([format [, time]])`; `*t` gives a table, `!` before the format means UTC. */
export function formatDate(format: LuaResult, time: LuaResult, now: number, zone: number): LuaInput {
  const given = typeof format === "string" ? format : "%c";
  const utc = given.startsWith("!");
  const pattern = utc ? given.slice(1) : given;
  const seconds = typeof time === "number" ? time : Math.floor(now / 1000);
  const date = new Date((seconds + (utc ? 0 : zone * 60)) * 1000);
  if (Number.isNaN(date.getTime())) throw new LuaError("date result cannot be represented in this installation");
  if (pattern.startsWith("*t")) return table(date);
  return pattern.replace(/%(.)/g, (code, letter: string) => formatted(letter, date, zone) ?? code);
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

function table(date: Date): LuaInput {
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    min: date.getUTCMinutes(),
    sec: date.getUTCSeconds(),
    wday: date.getUTCDay() + 1,
    yday: dayOfYear(date),
    isdst: false,
  };
}

function formatted(letter: string, date: Date, zone: number): string | null {
  const two = (value: number) => String(value).padStart(2, "0");
  const weekday = WEEKDAYS[date.getUTCDay()] as string;
  const month = MONTHS[date.getUTCMonth()] as string;
  const hour = date.getUTCHours();
  const part = (letters: string) => letters.replace(/[A-Za-z]/g, (each) => formatted(each, date, zone) ?? each);
  const simple: ReadonlyMap<string, () => string> = new Map([
    ["a", () => weekday.slice(0, 3)],
    ["A", () => weekday],
    ["b", () => month.slice(0, 3)],
    ["B", () => month],
    ["c", () => part("a b ") + String(date.getUTCDate()).padStart(2, " ") + part(" H:M:S Y")],
    ["d", () => two(date.getUTCDate())],
    ["D", () => part("m/d/y")],
    ["F", () => part("Y-m-d")],
    ["H", () => two(hour)],
    ["I", () => two(hour % 12 === 0 ? 12 : hour % 12)],
    ["j", () => String(dayOfYear(date)).padStart(3, "0")],
    ["m", () => two(date.getUTCMonth() + 1)],
    ["M", () => two(date.getUTCMinutes())],
    ["n", () => "\n"],
    ["p", () => (hour < 12 ? "AM" : "PM")],
    ["S", () => two(date.getUTCSeconds())],
    ["t", () => "\t"],
    ["T", () => part("H:M:S")],
    ["w", () => String(date.getUTCDay())],
    ["x", () => part("m/d/y")],
    ["X", () => part("H:M:S")],
    ["y", () => two(date.getUTCFullYear() % 100)],
    ["Y", () => String(date.getUTCFullYear())],
    ["z", () => `${zone < 0 ? "-" : "+"}${two(Math.floor(Math.abs(zone) / 60))}${two(Math.abs(zone) % 60)}`],
    ["%", () => "%"],
  ]);
  return simple.get(letter)?.() ?? null;
}
