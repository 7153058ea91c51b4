/**
 * Holds the values of `pasta.toml` against what the engine takes for them. Keys and tables that it does not know are the
 * writer's own: scripts read them.
 */
import type { ConfigProblem, ConfigTable, ConfigValue } from "./config-model.ts";
import { CONFIG_SECTIONS, type ConfigKey, type ConfigType, FONT_ATTRIBUTES } from "./config-schema.ts";

/** A problem with the path of the key that it is about. */
export interface ConfigFault {
  readonly path: readonly string[];
  readonly message: ConfigProblem["message"];
  readonly args: readonly string[];
}

const asTable = (value: ConfigValue | undefined): ConfigTable | null =>
  typeof value === "object" && !Array.isArray(value) ? (value as ConfigTable) : null;

/** Every value that is of the wrong kind, in the order of the tables. */
export function configFaults(table: ConfigTable): ConfigFault[] {
  return CONFIG_SECTIONS.flatMap(({ name, keys }) => {
    if (name === "scene.alias") return [];
    const section = table[name];
    if (section === undefined) return [];
    const own = asTable(section);
    if (own === null) return [fault([name], "config-needs-table", name)];
    if (name !== "actor") return checkKeys([name], own, keys);
    return Object.entries(own).flatMap(([actor, value]) => {
      const facts = asTable(value);
      if (facts === null) return [fault([name, actor], "config-needs-table", actor)];
      return [...checkKeys([name, actor], facts, keys), ...checkFont([name, actor, "font"], facts.font)];
    });
  });
}

function checkKeys(path: readonly string[], table: ConfigTable, keys: readonly ConfigKey[]): ConfigFault[] {
  return keys.flatMap((key) => {
    const value = table[key.key];
    if (value === undefined) return [];
    const at = [...path, key.key];
    if (!isOfType(value, key.type)) return [fault(at, NEEDS[key.type], key.key)];
    const { values, range } = key;
    if (values !== undefined && !values.includes(String(value).toLowerCase())) {
      return [fault(at, "config-needs-one-of", key.key, values.join(", "))];
    }
    const isOut = range !== undefined && typeof value === "number" && (value < range[0] || value > range[1]);
    return isOut ? [fault(at, "config-needs-range", key.key, String(range[0]), String(range[1]))] : [];
  });
}

const NEEDS: Readonly<Record<ConfigType, ConfigProblem["message"]>> = {
  string: "config-needs-string",
  integer: "config-needs-integer",
  number: "config-needs-number",
  boolean: "config-needs-boolean",
  strings: "config-needs-strings",
  table: "config-needs-table",
};

function isOfType(value: ConfigValue, type: ConfigType): boolean {
  switch (type) {
    case "integer":
      return typeof value === "number" && Number.isInteger(value);
    case "strings":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    case "table":
      return asTable(value) !== null;
    default:
      return typeof value === type;
  }
}

/** Letters of a font: the engine refuses to start at any other attribute, and at values that would break its tag. */
function checkFont(path: readonly string[], font: ConfigValue | undefined): ConfigFault[] {
  return Object.entries(asTable(font) ?? {}).flatMap(([attribute, value]) => {
    const at = [...path, attribute];
    if (!FONT_ATTRIBUTES.includes(attribute)) return [fault(at, "config-font", attribute, FONT_ATTRIBUTES.join(", "))];
    const isPlain = typeof value === "string" || typeof value === "boolean" || Number.isInteger(value);
    const isBreaking = typeof value === "string" && (value === "" || /[\]\\]/.test(value));
    return isPlain && !isBreaking ? [] : [fault(at, "config-font-value", attribute)];
  });
}

function fault(path: readonly string[], message: ConfigProblem["message"], ...args: string[]): ConfigFault {
  return { path, message, args };
}
