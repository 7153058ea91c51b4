/** The manifest says what the code does: settings as the server reads them, commands that exist, texts in both languages. */
import { strict as assert } from "node:assert";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { speeds } from "#client/run-scene/messages.ts";
import { CODES, DEFAULT_SEVERITIES } from "#core/diagnostics/index.ts";
import { repository } from "#scripts/cache.ts";
import { DEFAULT_SETTINGS, readSettings } from "#server/settings.ts";

type Json = Record<string, unknown>;

function json<Shape = Json>(path: string): Shape {
  return JSON.parse(readFileSync(join(repository, path), "utf8"));
}

interface Property {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Property>>;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  };
}

const manifest = json<Manifest>("package.json");
const settings = manifest.contributes.configuration.properties;

/** A settings object as the client sends it, with one key set: `a.b` under `pasta`. */
function written(key: string, value: unknown): unknown {
  return key
    .replace(/^pasta\./, "")
    .split(".")
    .reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
}

const clientSources = readdirSync(join(repository, "client/src"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => readFileSync(join(repository, "client/src", path), "utf8"));

const lookSource = readFileSync(join(repository, "client/src/run-scene/look.ts"), "utf8");

describe("the manifest", () => {
  it("has the server's defaults in every setting", () => {
    for (const [key, { default: value }] of Object.entries(settings)) {
      assert.deepEqual(readSettings(written(key, value)), DEFAULT_SETTINGS, key);
    }
  });

  it("offers no value that the server does not take, and only settings that change something", () => {
    for (const [key, property] of Object.entries(settings)) {
      // The editor's own client reads these.
      if (key === "pasta.trace.server") continue;
      if (key.startsWith("pasta.preview.")) {
        assert.ok(lookSource.includes(`"${key.slice("pasta.preview.".length)}"`), key);
        continue;
      }
      if (clientSources.some((source) => source.includes(`get("${key.slice("pasta.".length)}", `))) continue;
      const values = property.enum ?? (typeof property.default === "boolean" ? [true, false] : []);
      const read = new Set(values.map((value) => JSON.stringify(readSettings(written(key, value)))));
      assert.equal(read.size, values.length, key);
    }
  });

  it("offers the speeds that the preview has", () => {
    assert.deepEqual(settings["pasta.preview.speed"]?.enum, [...speeds]);
  });

  it("knows every diagnostic code, with its default severity and all levels", () => {
    const severity = settings["pasta.diagnostics.severity"];
    assert.deepEqual(severity?.default, DEFAULT_SEVERITIES);
    assert.deepEqual(Object.keys(severity?.properties ?? {}), [...CODES]);
    for (const [code, property] of Object.entries(severity?.properties ?? {})) {
      assert.equal(property.default, DEFAULT_SEVERITIES[code as keyof typeof DEFAULT_SEVERITIES], code);
      for (const level of property.enum ?? []) {
        const read = readSettings(written("pasta.diagnostics.severity", { [code]: level })).severities;
        assert.equal(read[code as keyof typeof read], level);
      }
    }
  });

  it("has an answer for every command", () => {
    const registered = clientSources.flatMap((source) =>
      [...source.matchAll(/registerCommand\(\s*"([^"]+)"/g)].map((match) => match[1]),
    );
    // Two are not for people: the references' code lens calls one with places as arguments, launch.json the other.
    const hidden = ["pasta.showReferences", "pasta.pickScene"];
    const offered = [...manifest.contributes.commands.map(({ command }) => command), ...hidden];
    assert.deepEqual(offered.sort(), registered.sort());
    for (const { command } of Object.values(manifest.contributes.menus).flat()) assert.ok(registered.includes(command));
  });

  it("has every text in English and Japanese, and none too many", () => {
    const used = [...readFileSync(join(repository, "package.json"), "utf8").matchAll(/"%([^%"]+)%"/g)].map((m) => m[1]);
    for (const file of ["package.nls.json", "package.nls.ja.json"]) {
      assert.deepEqual(Object.keys(json(file)).sort(), [...new Set(used)].sort(), file);
    }
  });

  it("has the client's messages in Japanese, and none too many", () => {
    const used = clientSources.flatMap((source) =>
      [...source.matchAll(/l10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g)].map((match) => JSON.parse(`"${match[1]}"`)),
    );
    assert.deepEqual(Object.keys(json("l10n/bundle.l10n.ja.json")).sort(), [...new Set(used)].sort());
  });

  it("names only files that are there", () => {
    const text = readFileSync(join(repository, "package.json"), "utf8");
    const paths = [...text.matchAll(/"(?:path|configuration|light|dark|icon)": "(\.?\/?[\w./-]+\.\w+)"/g)];
    assert.ok(paths.length >= 5);
    for (const [, path] of paths) assert.ok(existsSync(join(repository, path ?? "")), path);
  });
});
