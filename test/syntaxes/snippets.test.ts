/** Snippets are Pasta: each, as it is inserted, reads without a problem where it belongs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { testParser } from "#test/support/parser.ts";

interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const snippets = JSON.parse(readFileSync(new URL("../../snippets/pasta.json", import.meta.url), "utf8")) as Record<
  string,
  Snippet
>;

/** The text that stands after a snippet was inserted and every stop was left as it is. */
function inserted(body: readonly string[]): string {
  return body
    .join("\n")
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\d/g, "$1")
    .replace(/\\([\\$}])/g, "$1");
}

/** Puts a snippet below what must stand above it, and checks that nothing is wrong. */
async function checkSnippet({ body }: Snippet): Promise<void> {
  const text = inserted(body);
  const before = /^[＊*％%＠@]/.test(text) ? "" : text.startsWith("```") ? "＊会話\n" : "＊会話\n　さくら：ねえ。\n";
  const document = (await testParser()).parse(`${before}${text}\n`);
  assert.deepEqual(
    document.blocks.flatMap(({ problems }) => problems.map(({ message }) => message)),
    [],
    text,
  );
  assert.equal(document.ok, true);
}

describe("snippets", () => {
  for (const [name, snippet] of Object.entries(snippets)) it(name, () => checkSnippet(snippet));

  it("exist in both widths, each with a description in both languages", () => {
    const names = Object.keys(snippets);
    for (const name of names.filter((one) => !one.endsWith(", half width") && one !== "Lua block"))
      assert.ok(names.includes(`${name}, half width`), name);
    for (const { description } of Object.values(snippets)) assert.match(description, /.+ \/ .+/);
  });
});
