/** Makes the JSON schema of `pasta.toml`, for editors that check TOML by schema, out of what the tools themselves know. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONFIG_SECTIONS, type ConfigKey, FONT_ATTRIBUTES } from "#core/project/index.ts";
import { repository } from "./cache.ts";

export const schemaPath = join(repository, "schemas/pasta-toml.schema.json");

type Json = { readonly [key: string]: unknown };

const TYPES: Readonly<Record<ConfigKey["type"], Json>> = {
  string: { type: "string" },
  integer: { type: "integer" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  strings: { type: "array", items: { type: "string" } },
  table: { type: "object" },
};

/** Draft 4: the newest that the editors in question read. Keys that the engine does not know are the writer's own. */
export function configSchema(): Json {
  const properties: Record<string, unknown> = {};
  for (const { name, keys, en, ja } of CONFIG_SECTIONS) {
    const description = `${en} / ${ja}`;
    const own = { type: "object", properties: Object.fromEntries(keys.map((key) => [key.key, keySchema(key)])) };
    if (name === "actor") properties.actor = { description, type: "object", additionalProperties: own };
    else if (name === "scene.alias") {
      const alias = { description, type: "object", additionalProperties: TYPES.strings };
      properties.scene = { type: "object", properties: { alias } };
    } else properties[name] = { description, ...own };
  }
  return {
    $schema: "http://json-schema.org/draft-04/schema#",
    title: "pasta.toml",
    description: "A ghost of Pasta / Pasta のゴースト",
    type: "object",
    properties,
  };
}

function keySchema(key: ConfigKey): Json {
  const { values, range } = key;
  const font = key.key === "font" ? { properties: fontSchema(), additionalProperties: false } : {};
  return {
    description: `${key.en} / ${key.ja}`,
    ...TYPES[key.type],
    ...(values && { enum: values }),
    ...(range && { minimum: range[0], maximum: range[1] }),
    ...font,
    default: defaultOf(key),
  };
}

function fontSchema(): Json {
  const value = { type: ["string", "integer", "boolean"] };
  return Object.fromEntries(FONT_ATTRIBUTES.map((name) => [name, value]));
}

/** Defaults are kept as TOML, which for all of them is JSON too. */
function defaultOf({ value }: ConfigKey): unknown {
  return JSON.parse(value);
}

export const schemaText = (): string => `${JSON.stringify(configSchema(), null, 2)}\n`;

if (process.argv[1] === import.meta.filename) writeFileSync(schemaPath, schemaText());
