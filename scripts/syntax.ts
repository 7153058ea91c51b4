/**
 * Writes `syntaxes/pasta.tmLanguage.json` from its YAML source: comments dropped, `{{variables}}` put in their places.
 * `--check` writes nothing and fails where the file on disk differs.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { repository } from "./cache.ts";

const source = join(repository, "syntaxes/pasta.tmLanguage.yaml");
const target = join(repository, "syntaxes/pasta.tmLanguage.json");

/** Replaces `{{name}}` until none is left; a name that is not defined is an error. */
function expand(text: string, variables: Readonly<Record<string, string>>): string {
  let result = text;
  while (result.includes("{{")) {
    result = result.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = variables[name];
      if (value === undefined) throw new Error(`No variable {{${name}}} in ${source}`);
      return value;
    });
  }
  return result;
}

/** The same tree with every string expanded. */
function expandAll(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") return expand(value, variables);
  if (Array.isArray(value)) return value.map((item) => expandAll(item, variables));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expandAll(item, variables)]));
}

/** The grammar as JSON text, made from the YAML on disk. */
export function renderSyntax(): string {
  const { variables, ...grammar } = parse(readFileSync(source, "utf8"));
  return `${JSON.stringify(expandAll(grammar, variables), null, 1)}\n`;
}

/** True where the committed JSON is what the YAML makes. */
export function isSyntaxFresh(): boolean {
  return readFileSync(target, "utf8") === renderSyntax();
}

if (process.argv[1] === import.meta.filename) {
  if (!process.argv.includes("--check")) writeFileSync(target, renderSyntax());
  else if (!isSyntaxFresh()) {
    console.error("syntaxes/pasta.tmLanguage.json is stale: run `npm run syntax`.");
    process.exitCode = 1;
  }
}
