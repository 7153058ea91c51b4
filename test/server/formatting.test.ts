/** Formatting: what it tidies, that twice is once, and that it never changes what a dictionary says. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { toItems } from "#core/syntax/index.ts";
import { formatText } from "#server/features/formatting.ts";
import { testParser } from "#test/support/parser.ts";

describe("formatting", () => {
  async function checkFormat(source: string, expected: string) {
    const parser = await testParser();
    assert.equal(formatText(parser, source), expected);
    assert.equal(formatText(parser, expected), expected);
  }

  it("writes marks full width, indents by level, and parts scenes by one blank line", () =>
    checkFormat(
      "*会話\n  さくら：やあ\n >続き\n  -続き\n    $x＝１\n  # なにか\n    >会話\n\n\n\n# 次の場面\n*別\n\t>会話\n",
      "＊会話\n　さくら：やあ\n　＞続き\n　・続き\n　　＄x＝１\n　　＃ なにか\n　　＞会話\n\n＃ 次の場面\n＊別\n　＞会話\n",
    ));

  it("puts the colons of a scene's speech one below the other, those of speech that goes on too", () =>
    checkFormat(
      "*会話\n  しお: やあ\n  こむぎ　　：うん\n  : そう\n  -続き\n    しお:ね\n    Ann:よ\n*別\n しお　:x\n :y\n",
      "＊会話\n　しお　： やあ\n　こむぎ：うん\n　　　　： そう\n　・続き\n　　しお　：ね\n　　Ann　 ：よ\n\n＊別\n　しお　：x\n　　　　：y\n",
    ));

  it("does not let one long name push the others away", () =>
    checkFormat(
      "＊会話\n　しお：やあ\n　とてもとても名前の長いひと：うん\n　：そう\n",
      "＊会話\n　しお：やあ\n　とてもとても名前の長いひと：うん\n　　　：そう\n",
    ));

  it("writes the marks inside lines full width too, and leaves talk alone", () =>
    checkFormat(
      "&季節:春\n@語:い、ろ\n%さくら\n  @語:は\n*会話\n  &時:朝\n  $x=1+2\n  さくら:a:b $x=1\n",
      "＆季節：春\n＠語：い、ろ\n\n％さくら\n　＠語：は\n\n＊会話\n　＆時：朝\n　＄x＝1+2\n　さくら：a:b $x=1\n",
    ));

  it("leaves code blocks, broken lines and line ends alone", () =>
    checkFormat(
      "＊会話\r\n さくら：x\r\n```lua\r\n  if a then\r\n\r\n\r\n  end\r\n```\r\n",
      "＊会話\r\n　さくら：x\r\n```lua\r\n  if a then\r\n\r\n\r\n  end\r\n```\r\n",
    ));

  it("keeps the model of documents of the conformance set, and twice is once", async () => {
    const parser = await testParser();
    const data = readFileSync(new URL("../conformance/data/syntax.ndjson", import.meta.url), "utf8")
      .trimEnd()
      .split("\n");
    const model = (text: string) => {
      const document = parser.parse(text);
      return JSON.stringify([document.ok, toItems(document)], (key, value) => (key === "line" ? undefined : value));
    };
    let changed = 0;
    // Every eighth document keeps the suite fast; which ones makes no difference to what is proven.
    const chosen = data.filter((_, i) => i % 8 === 0);
    for (const line of chosen) {
      const { source } = JSON.parse(line) as { readonly source: string };
      const once = formatText(parser, source);
      if (once !== source) changed++;
      assert.equal(model(once), model(source), source);
      assert.equal(formatText(parser, once), once, source);
    }
    assert.ok(changed > chosen.length / 10, `only ${changed} documents were changed at all`);
  });

  it("is stable on random lines", async () => {
    const parser = await testParser();
    const line = fc.constantFrom(
      "＊会話",
      "*x",
      "　さくら：やあ",
      " $x＝１",
      "\t-部屋",
      "  >x",
      "",
      "  ",
      "# a",
      "  # b",
      "@語：い",
      "```lua",
      "```",
      "%さくら",
      "＆a：b",
      "こわれた",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 14 }), async (lines) => {
        const source = `${lines.join("\n")}\n`;
        const once = formatText(parser, source);
        assert.equal(formatText(parser, once), once, source);
      }),
      { numRuns: 400 },
    );
  });
});
