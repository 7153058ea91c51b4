/** Snippets and the language's configuration: what they insert is sound Pasta, and both widths say the same. */
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toItems } from "#core/syntax/index.ts";
import { repository } from "#scripts/cache.ts";
import { testParser } from "#test/support/parser.ts";

interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

const read = <T>(path: string): T => JSON.parse(readFileSync(join(repository, path), "utf8")) as T;
const snippets = read<Record<string, Snippet>>("snippets/pasta.json");

/** What stands there when every place keeps its default. */
function expanded({ body }: Snippet): string {
  const names = new Map<string, string>();
  const text = body.join("\n").replace(/\$\{(\d+):([^}]*)\}/g, (_, place: string, value: string) => {
    if (!names.has(place)) names.set(place, value);
    return names.get(place) ?? "";
  });
  return text.replace(/(?<!\\)\$\d+/g, "").replace(/\\([$}\\])/g, "$1");
}

/** A snippet where it can stand: what is indented, in a scene that somebody has begun to speak in. */
const placed = (text: string): string => (/^[\s`]/.test(text) ? `＊場面\n　さくら：やあ\n${text}\n` : `${text}\n`);

describe("snippets", () => {
  for (const [title, snippet] of Object.entries(snippets)) {
    it(`${title}: can be read, and its other width says the same`, async () => {
      const parser = await testParser();
      const model = (text: string) => {
        const document = parser.parse(placed(text));
        assert.ok(document.ok, text);
        return JSON.stringify(toItems(document), (key, value) => (key === "line" ? undefined : value));
      };
      const own = model(expanded(snippet));
      assert.match(snippet.description, / \/ /, "in Japanese and in English");
      if (title.endsWith(", half width")) {
        assert.doesNotMatch(expanded(snippet), /[＊・＞＠＄％＆！]/, "marks are half width");
        const full = snippets[title.slice(0, -", half width".length)];
        assert.ok(full !== undefined);
        assert.equal(own, model(expanded(full)));
      } else if (title !== "Lua block") assert.ok(`${title}, half width` in snippets, "there is one in half width");
    });
  }
});

interface Configuration {
  readonly comments: { readonly lineComment: string };
  readonly autoClosingPairs: readonly { readonly open: string; readonly close: string }[];
  readonly wordPattern: { readonly pattern: string; readonly flags: string };
  readonly onEnterRules: readonly {
    readonly beforeText: { readonly pattern: string; readonly flags: string };
    readonly action: { readonly indent: string; readonly appendText?: string };
  }[];
}

describe("the language's configuration", () => {
  const configuration = read<Configuration>("language-configuration.json");
  const appended = (line: string) =>
    configuration.onEnterRules.find(({ beforeText }) => new RegExp(beforeText.pattern, beforeText.flags).test(line))
      ?.action.appendText ?? "";

  it("comments lines as the parser reads them, and closes brackets that Pasta knows", async () => {
    const parser = await testParser();
    assert.ok(parser.parse(`＊場面\n${configuration.comments.lineComment} なにか\n　さくら：やあ\n`).ok);
    const pairs = configuration.autoClosingPairs.map(({ open, close }) => open + close);
    for (const pair of ["「」", "（）", "()", '""']) assert.ok(pairs.includes(pair), pair);
  });

  it("indents what follows a header, and nothing else", () => {
    for (const header of ["＊場面", "*場面", "％さくら", "　・続き", "  -続き"])
      assert.equal(appended(header), "　", header);
    for (const line of ["　さくら：やあ", "　＞続き", "＃ ＊場面", "＠語：い"]) assert.equal(appended(line), "", line);
  });

  it("takes names for words, as the parser does", () => {
    const word = new RegExp(configuration.wordPattern.pattern, `${configuration.wordPattern.flags}g`);
    assert.deepEqual("　＞雑談・朝_1（＄x）".match(word), ["雑談・朝_1", "x"]);
  });
});
