/** The VM's Lua against the engine's: snippets with the engine's own answers, and the differences that are known. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LuaResult } from "#runtime/vm/values.ts";
import { testEngine, testGhost } from "../support/engine.ts";

const data = (name: string) => readFileSync(fileURLToPath(new URL(`data/${name}`, import.meta.url)), "utf8");
const answers: readonly (readonly [snippet: string, answer: string])[] = JSON.parse(data("lua-snippets.json"));
/** Snippet → what the VM answers instead, and why that is so. */
const differences: ReadonlyMap<string, { readonly here: string; readonly why: string }> = new Map(
  Object.entries(JSON.parse(data("lua-differences.json"))),
);

/** Runs all snippets in one engine, library and all, as the engine did. */
async function runAll(snippets: readonly string[]): Promise<string[]> {
  const { engine } = await testEngine(await testGhost(new Map([["dic/a.pasta", "＊a\n　a：b\n"]])));
  engine.vm.setGlobal("SNIPPETS", snippets);
  const [out] = engine.vm.run({ name: "=snippets", text: data("run-snippets.lua") });
  return [...(out as ReadonlyMap<LuaResult, LuaResult>).values()].map(String);
}

describe("the Lua dialect", () => {
  it("agrees with the engine on every snippet but the listed ones", async () => {
    const here = await runAll(answers.map(([snippet]) => snippet));
    const wrong = answers.flatMap(([snippet, answer], index) => {
      const expected = differences.get(snippet)?.here ?? answer;
      return here[index] === expected ? [] : [{ snippet, expected, here: here[index] }];
    });
    if (process.env.SHOW) for (const w of wrong) console.log(JSON.stringify(w));
    assert.deepEqual(wrong, []);
  });

  it("lists no difference that is none", () => {
    const known = new Map(answers);
    for (const [snippet, { here, why }] of differences) {
      assert.notEqual(known.get(snippet), undefined, `a snippet: ${snippet}`);
      assert.notEqual(known.get(snippet), here, `a difference: ${snippet}`);
      assert.ok(why.length > 0, `a reason: ${snippet}`);
    }
  });
});
