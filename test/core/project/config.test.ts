/** `pasta.toml`: what is wrong is found at its place, and the schema file says the same as the check. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { render } from "#core/messages/index.ts";
import { CONFIG_SECTIONS, configPlaces, parseConfig } from "#core/project/index.ts";
import { configSchema, schemaPath } from "#scripts/config-schema.ts";

/** Problems as `text at the place: message`. */
function checkProblems(text: string, expected: readonly string[]): void {
  const told = parseConfig(text).problems.map(({ message, args, start, end }) => {
    return `${text.slice(start, end)}: ${render(message, args, "en")}`;
  });
  assert.deepEqual(told, expected);
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
}

/** Whether a value fits a schema, as far as this one's words go. */
function fits(value: unknown, schema: Schema): boolean {
  const kinds = [schema.type ?? []].flat();
  const kind = Array.isArray(value) ? "array" : typeof value;
  const isKind =
    kinds.length === 0 ||
    kinds.some(
      (one) =>
        one === kind || (kind === "number" && (one === "number" || (one === "integer" && Number.isInteger(value)))),
    );
  if (!isKind || (schema.enum !== undefined && !schema.enum.includes(value))) return false;
  if (typeof value === "number" && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value)))
    return false;
  if (Array.isArray(value)) return value.every((item) => fits(item, schema.items ?? {}));
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => {
    const own = schema.properties?.[key] ?? schema.additionalProperties;
    return own !== false && fits(item, own ?? {});
  });
}

const VALUES = [
  "1",
  "-1",
  "70000",
  "1.5",
  "true",
  '"text"',
  '"info"',
  '"lua"',
  "[]",
  '["a"]',
  "[1]",
  "{}",
  "{ color = 1 }",
  "{ x = 1 }",
];

describe("pasta.toml", () => {
  it("tells values of the wrong kind at their keys", () => {
    checkProblems('[talk]\nscript_wait_normal = "50"\n[debug]\nport = 70000\npresent_as = "x"\n', [
      "script_wait_normal: script_wait_normal must be a whole number.",
      "port: port must be between 0 and 65535.",
      "present_as: present_as must be one of pasta, lua.",
    ]);
    checkProblems('# spot\n[actor."さくら"]\nspot = "0" # spot\nfont = { colour = "red" }\n', [
      "spot: spot must be a whole number.",
      "colour: The engine knows no font attribute colour and refuses to start; there are color, name, height, bold, italic, underline, strike, sub, sup, outline, shadowcolor, shadowstyle.",
    ]);
    checkProblems('[actor]\n"さくら".spot = true\n', ["spot: spot must be a whole number."]);
    checkProblems("loader = 1\n[loader2]\npasta_patterns = 1\n", ["loader: loader must be a table."]);
    checkProblems('[loader]\npasta_patterns = "a"\n', [
      "pasta_patterns: pasta_patterns must be a list of texts in quotes.",
    ]);
    checkProblems("[own]\nanything = 1\n[ghost]\nmine = true\n", []);
  });

  it("tells wrong aliases at their values", () => {
    checkProblems('[scene.alias]\nOnTalk = ["会話", "話"]\nOnBoot = ["話"]\n', [
      "話: The alias 話 is written twice, is empty, or is a target itself; the engine refuses to start.",
    ]);
    checkProblems('[scene.alias]\nOnTalk = "会話"\n', [
      "OnTalk: OnTalk does not have the form that the engine expects.",
    ]);
  });

  it("finds keys however they are written", () => {
    const text = 'a.b = 1\n[x."y z"]\n  k = [\n  "m = 1",\n]\n\'q\'.r = """\nno = 1\n"""\n[[t]]\nu=2\n# c = 3\n';
    assert.deepEqual(
      configPlaces(text).map(({ path, parts, valueStart, end }) => {
        return `${path.join("/")} ${parts.map((part) => text.slice(part.start, part.end)).join("+")} ${text.slice(valueStart, end)}`;
      }),
      ["a/b a+b 1", "x/y z x+y z ", "x/y z/k k [", 'x/y z/q/r q+r """', "t t ", "t/u u 2"],
    );
  });

  it("has a schema that says the same as the check, and whose defaults fit", () => {
    assert.deepEqual(JSON.parse(readFileSync(schemaPath, "utf8")), configSchema(), "npx tsx scripts/config-schema.ts");
    const schema = configSchema() as Schema;
    for (const { name, keys } of CONFIG_SECTIONS) {
      const header = name === "actor" ? 'actor."a"' : name;
      for (const { key, value } of keys) {
        assert.deepEqual(parseConfig(`[${header}]\n${key} = ${value}\n`).problems, [], `${name}.${key}`);
        for (const written of VALUES) {
          const { table, problems } = parseConfig(`[${header}]\n${key} = ${written}\n`);
          assert.equal(problems.length === 0, fits(table, schema), `[${header}] ${key} = ${written}`);
        }
      }
    }
  });
});
