/** Reads `pasta.toml`: the parts that decide what a ghost's names mean. Never throws; what is wrong becomes problems. */
import { parse, TomlDate, TomlError } from "smol-toml";
import { DEFAULT_ALIASES } from "../resolve/engine-names.ts";
import { configFaults } from "./config-check.ts";
import type { ConfigProblem, ConfigTable, ConfigValue } from "./config-model.ts";
import { type ConfigPlace, configPlaces } from "./config-places.ts";

export interface ActorConfig {
  /** Names of all keys of `[actor."name"]`. */
  readonly keys: ReadonlySet<string>;
  readonly spot: number | null;
}

export interface GhostConfig {
  readonly name: string | null;
  readonly patterns: readonly string[];
  /** Alias → target. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly actors: ReadonlyMap<string, ActorConfig>;
  /** The whole file as plain values; empty where it cannot be read. */
  readonly table: ConfigTable;
  readonly problems: readonly ConfigProblem[];
}

const DEFAULT_PATTERNS: readonly string[] = ["dic/**/*.pasta"];

/** What holds where there is no `pasta.toml`. */
export const NO_CONFIG: GhostConfig = {
  name: null,
  patterns: DEFAULT_PATTERNS,
  aliases: aliasMap(new Map()),
  actors: new Map(),
  table: {},
  problems: [],
};

/** Reads the text of a `pasta.toml`. Where a part cannot be used, its default holds and a problem says so. */
export function parseConfig(text: string): GhostConfig {
  let table: ConfigTable;
  try {
    table = plain(parse(text.startsWith("\ufeff") ? text.slice(1) : text)) as ConfigTable;
  } catch (error) {
    return { ...NO_CONFIG, problems: [syntaxProblem(text, error)] };
  }
  const problems: ConfigProblem[] = [];
  const places = configPlaces(text);
  const report = (message: ConfigProblem["message"], path: readonly string[], args: readonly string[]) => {
    problems.push({ message, args, ...placeOf(text, places, path) });
  };
  for (const { message, path, args } of configFaults(table)) report(message, path, args);
  return {
    name: stringAt(table, "ghost", "name") ?? stringAt(table, "package", "name"),
    patterns: readPatterns(table),
    aliases: readAliases(table, report),
    actors: readActors(table),
    table,
    problems,
  };
}

type Report = (message: ConfigProblem["message"], path: readonly string[], args: readonly string[]) => void;

/** The place of a key, or of the nearest key or table above it; the last part may be a value of its own. */
function placeOf(
  text: string,
  places: readonly ConfigPlace[],
  path: readonly string[],
): { readonly start: number; readonly end: number } {
  for (let length = path.length; length > 0; length--) {
    const found = places.find((place) => {
      const first = place.path.length - place.parts.length;
      return (
        length > first &&
        length <= place.path.length &&
        path.slice(0, length).every((part, i) => part === place.path[i])
      );
    });
    const part = found?.parts[length - 1 - (found.path.length - found.parts.length)];
    if (found === undefined || part === undefined) continue;
    const value = path[length];
    const at = value === undefined ? -1 : text.indexOf(value, found.valueStart);
    return at < 0 || value === undefined ? part : { start: at, end: at + value.length };
  }
  return { start: 0, end: 0 };
}

function plain(value: unknown): ConfigValue {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return value as string | number | boolean;
}

function syntaxProblem(text: string, error: unknown): ConfigProblem {
  const at = error instanceof TomlError ? { line: error.line, column: error.column } : { line: 1, column: 1 };
  const detail = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
  const lines = text.split("\n");
  const before = lines.slice(0, at.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
  const line = lines[at.line - 1] ?? "";
  const start = Math.min(text.length, before + Math.min(at.column - 1, line.length));
  return {
    message: "config-syntax",
    args: [detail.replace(/^Invalid TOML document: /, "")],
    start,
    end: before + line.length,
  };
}

function tableAt(value: ConfigValue | undefined): ConfigTable | null {
  return typeof value === "object" && !Array.isArray(value) ? (value as ConfigTable) : null;
}

function stringAt(table: ConfigTable, section: string, key: string): string | null {
  const value = tableAt(table[section])?.[key];
  return typeof value === "string" ? value : null;
}

function readPatterns(table: ConfigTable): readonly string[] {
  const written = tableAt(table.loader)?.pasta_patterns;
  if (written === undefined) return DEFAULT_PATTERNS;
  const isList = Array.isArray(written) && written.every((pattern) => typeof pattern === "string");
  return isList ? (written as string[]) : DEFAULT_PATTERNS;
}

function readActors(table: ConfigTable): ReadonlyMap<string, ActorConfig> {
  const actors = new Map<string, ActorConfig>();
  for (const [name, value] of Object.entries(tableAt(table.actor) ?? {})) {
    const own = tableAt(value);
    if (own === null) continue;
    actors.set(name, { keys: new Set(Object.keys(own)), spot: typeof own.spot === "number" ? own.spot : null });
  }
  return actors;
}

/** `[scene.alias]` laid over the default: a target written here loses its default aliases. */
function readAliases(table: ConfigTable, report: Report): ReadonlyMap<string, string> {
  const section = tableAt(table.scene)?.alias;
  const written = new Map<string, readonly string[]>();
  if (section !== undefined && tableAt(section) === null) report("config-type", ["scene", "alias"], ["alias"]);
  for (const [target, value] of Object.entries(tableAt(section) ?? {})) {
    if (Array.isArray(value) && value.every((alias) => typeof alias === "string"))
      written.set(target, value as string[]);
    else report("config-type", ["scene", "alias", target], [target]);
  }
  const names = [...written.values()].flat();
  const targets = new Set([...written.keys(), ...[...DEFAULT_ALIASES.keys()]]);
  const twice = names.find((name, index) => names.indexOf(name) !== index || name === "");
  const chained =
    names.find((name) => targets.has(name)) ?? [...written.keys()].find((name) => isDefaultAlias(written, name));
  const wrong = twice ?? chained ?? names.find((name) => isDefaultAlias(written, name));
  if (wrong === undefined) return aliasMap(written);
  const of = [...written].find(([target, aliases]) => target === wrong || aliases.includes(wrong))?.[0] ?? wrong;
  report("config-alias", of === wrong ? ["scene", "alias", wrong] : ["scene", "alias", of, wrong], [wrong]);
  return aliasMap(new Map());
}

/** Whether `name` is an alias by a default that what is written leaves standing. */
function isDefaultAlias(written: ReadonlyMap<string, readonly string[]>, name: string): boolean {
  return [...DEFAULT_ALIASES].some(([target, aliases]) => !written.has(target) && aliases.includes(name));
}

function aliasMap(written: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [target, aliases] of new Map([...DEFAULT_ALIASES, ...written])) {
    for (const alias of aliases) map.set(alias, target);
  }
  return map;
}
