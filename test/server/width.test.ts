/** Marks in one width: a whole file in either, code and talk left alone, and nothing that would read differently. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { TextEdit } from "vscode-languageserver-types";
import { meaning } from "#server/features/formatting.ts";
import { onTypeFormatting } from "#server/features/on-type-formatting.ts";
import { widthActions } from "#server/features/width.ts";
import { featureFixture } from "./feature.ts";
import { applied } from "./refactoring.ts";

const FULL =
  "＆季節：春\n＠語：い、ろ\n％さくら\n　＠語：は\n＊会話\n　＆時：朝\n　＃ メモ > x\n　＄x＝１\n　さくら：a: b > c\n　＞続き\n```lua\n-- * x\n```\n　・続き\n　　：うん\n";
const HALF =
  "&季節:春\n@語:い、ろ\n%さくら\n　@語:は\n*会話\n　&時:朝\n　# メモ > x\n　$x=１\n　さくら:a: b > c\n　>続き\n```lua\n-- * x\n```\n　-続き\n　　:うん\n";

/** The file after each action, by its title. */
async function actions(source: string): Promise<Record<string, string>> {
  const { context, parser } = await featureFixture(source);
  return Object.fromEntries(
    widthActions(context, parser).map(({ title, edit }) => {
      const edits = (edit?.changes?.[`ghost:/${context.path}`] ?? []) as TextEdit[];
      return [title, applied(context.text, edits, (position) => context.here.offset(position))];
    }),
  );
}

describe("width of marks", () => {
  it("is changed for the whole file, to and fro", async () => {
    assert.deepEqual(await actions(FULL), { "Write this file’s marks half width": HALF });
    assert.deepEqual(await actions(HALF), { "Write this file’s marks full width": FULL });
    assert.equal(Object.keys(await actions(FULL.replace("＞続き", ">続き"))).length, 2);
  });

  it("never changes what documents of the conformance set say", async () => {
    const data = readFileSync(new URL("../conformance/data/syntax.ndjson", import.meta.url), "utf8")
      .trimEnd()
      .split("\n");
    let changed = 0;
    for (const line of data.filter((_, i) => i % 20 === 0)) {
      const { source } = JSON.parse(line) as { readonly source: string };
      if (/[‸⟦⟧]|^\/\/- \//m.test(source)) continue;
      const { parser } = await featureFixture("");
      for (const [title, text] of Object.entries(await actions(`//- /dic/main.pasta\n${source}`))) {
        assert.equal(meaning(parser, text), meaning(parser, source), `${title}\n${source}`);
        changed++;
      }
    }
    assert.ok(changed > 50, `only ${changed} files were changed`);
  });

  it("follows the file while typing, behind a variable too", async () => {
    const typed = async (source: string) => {
      const { context, position } = await featureFixture(source);
      return onTypeFormatting(context, position, "=").map(({ newText }) => newText);
    };
    assert.deepEqual(await typed("＊会話\n　＄x=‸\n"), ["＝"]);
    assert.deepEqual(await typed("＊会話\n　＄＊x=‸\n"), ["＝"]);
    assert.deepEqual(await typed("＊会話\n　さくら：x=‸\n"), []);
  });
});
