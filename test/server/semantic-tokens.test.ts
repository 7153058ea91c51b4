/** Semantic tokens: what each name is; that every token stands behind the mark of its kind; and that deltas lead to the whole. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { SEMANTIC_LEGEND, semanticTokens, TokenMemory } from "#server/features/semantic-tokens.ts";
import { type FeatureFixture, featureFixture } from "./feature.ts";

interface Token {
  readonly start: number;
  readonly text: string;
  readonly type: string;
  readonly modifiers: readonly string[];
}

function tokensOf({ context }: FeatureFixture): Token[] {
  const { data } = semanticTokens(context, null);
  const tokens: Token[] = [];
  let line = 0;
  let character = 0;
  for (let i = 0; i < data.length; i += 5) {
    const [down = 0, right = 0, length = 0, type = 0, bits = 0] = data.slice(i, i + 5);
    line += down;
    character = down === 0 ? character + right : right;
    const start = context.here.offset({ line, character });
    const modifiers = SEMANTIC_LEGEND.tokenModifiers.filter((_, bit) => bits & (1 << bit));
    tokens.push({
      start,
      text: context.text.slice(start, start + length),
      type: SEMANTIC_LEGEND.tokenTypes[type] ?? "",
      modifiers,
    });
  }
  return tokens;
}

/** What stands before a token of each type, spaces left out. */
const BEFORE: Readonly<Record<string, RegExp>> = {
  class: /(?:^|\n)[＊*]$|[＞>]$|[＠@][？?]$|[＠@]$/,
  method: /(?:^|\n)[・-]$|[＞>]$|[＠@][？?]$|[＠@]$/,
  function: /[＠@][＊*]?$|[＞>]$/,
  variable: /[＄$][＊*]?$|\.(?:var|save)\.$/,
  property: /[＄$][％%]$/,
  parameter: /[＄$]$/,
  enumMember: /[＠@]$|[、，,]$/,
  type: /(?:^|\n)[％%]?$|[、，,]$/,
};

describe("semantic tokens", () => {
  it("tell local from global, functions, and what is unresolved", async () => {
    const fixture = await featureFixture(
      "％さくら\n　＠笑顔：a\n＊会話\n　＞続き\n　＞会話\n　＞無い\n　さくら：＠笑顔　＠鐘（）＄＊数\n　だれ：やあ\n```lua\nfunction GLOBAL.鐘(act) end\n```\n　・続き\n　　＄x＝＄０\n",
    );
    const shown = tokensOf(fixture).map(({ text, type, modifiers }) => [text, type, ...modifiers].join(" "));
    assert.deepEqual(shown, [
      "さくら type declaration",
      "笑顔 enumMember declaration",
      "会話 class declaration",
      "続き method",
      "会話 class",
      "無い class unresolved",
      "さくら type",
      "笑顔 enumMember",
      "鐘 function",
      "数 variable saved",
      "だれ type unresolved",
      "続き method declaration",
      "x variable declaration",
      "０ parameter",
    ]);
  });

  function checkMarks(fixture: FeatureFixture, name: string): number {
    const { text } = fixture.context;
    let end = 0;
    const tokens = tokensOf(fixture);
    for (const token of tokens) {
      assert.ok(token.start >= end, `${name}: tokens overlap at ${token.text}`);
      end = token.start + token.text.length;
      assert.match(token.text, /^[^\s\u3000]+$/, `${name}: a token is no name`);
      const before = text
        .slice(Math.max(0, token.start - 80), token.start)
        .replace(/\r/g, "")
        .replace(/[^\S\n]+/g, "");
      assert.match(before, BEFORE[token.type] ?? /never/, `${name}: ${token.type} ${token.text}`);
    }
    return tokens.length;
  }

  it("stand behind the marks of their kinds in the samples and in documents of the conformance set", async () => {
    let count = 0;
    for (const sample of ["hello-ghost", "broken-ghost"]) {
      const folder = new URL(`../../samples/${sample}/dic/`, import.meta.url);
      for (const file of readdirSync(folder)) {
        const text = readFileSync(new URL(file, folder), "utf8");
        count += checkMarks(await featureFixture(`//- /dic/${file}\n${text}`), file);
      }
    }
    const ghosts = new URL("../conformance/data/dialogue/", import.meta.url);
    for (const ghost of readdirSync(ghosts)) {
      const text = readFileSync(
        new URL(`${ghost}/dic/${ghost === "several-files" ? "a" : "main"}.pasta`, ghosts),
        "utf8",
      );
      count += checkMarks(await featureFixture(text), ghost);
    }
    const lines = readFileSync(new URL("../conformance/data/syntax.ndjson", import.meta.url), "utf8")
      .trimEnd()
      .split("\n");
    for (const [i, line] of lines.entries()) {
      const { source, expected } = JSON.parse(line) as { source: string; expected: { ok: boolean } };
      if (!expected.ok || i % 3 !== 0 || /[‸⟦⟧]|^\/\/- /m.test(source)) continue;
      count += checkMarks(await featureFixture(source), `document ${i}`);
    }
    assert.ok(count > 1000, `only ${count} tokens`);
  });

  it("lead from any tokens to any others by one edit", () => {
    const memory = new TokenMemory();
    const first = memory.remember("x", { data: [1, 2, 3, 4, 5, 6] });
    const delta = memory.delta("x", first.resultId ?? "", { data: [1, 2, 9, 5, 6] });
    assert.ok("edits" in delta);
    assert.deepEqual(delta.edits, [{ start: 2, deleteCount: 2, data: [9] }]);
    assert.ok("data" in memory.delta("x", "unknown", { data: [1] }));
  });
});
