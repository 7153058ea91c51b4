/** Generated Lua: what the engine accepts compiles, the same source gives the same bytes, and every line knows its origin. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadRuntime } from "#runtime/node/assets.ts";
import { blockChunk, generateDocument } from "#runtime/transpile/document.ts";
import { luaField, luaNumber, luaString } from "#runtime/transpile/literal.ts";
import { lineAt, lineStarts } from "#runtime/transpile/output.ts";
import { defaultLimits } from "#runtime/vm/limits.ts";
import { LuaVm } from "#runtime/vm/vm.ts";
import { testParser } from "../support/parser.ts";

const settings = { aliases: new Map() };

async function newVm(): Promise<LuaVm> {
  const { module } = await loadRuntime();
  return new LuaVm(module, { limits: defaultLimits, now: () => 0, write: () => {} });
}

/** Checks the Lua of a dictionary, without the header that all share. */
async function check(pasta: string, lua: string): Promise<void> {
  const generated = generateDocument((await testParser()).parse(pasta), settings);
  assert.equal(generated.text.split("\n").slice(3).join("\n"), lua);
}

describe("transpiling", () => {
  it("turns every document into Lua that compiles, those that the engine refuses as far as they can be read", async () => {
    const data = readFileSync(fileURLToPath(new URL("../conformance/data/syntax.ndjson", import.meta.url)), "utf8");
    const parser = await testParser();
    const vm = await newVm();
    let compiled = 0;
    for (const line of data.trimEnd().split("\n")) {
      const { source } = JSON.parse(line);
      const document = parser.parse(source);
      for (const [index, block] of document.blocks.entries()) {
        // What writers put between fences is any text; here it is not Lua's matter.
        const chunk = blockChunk("dic/a.pasta", block, document.text, 0, { ...settings, code: false });
        assert.doesNotThrow(
          () => vm.release(vm.load(chunk)),
          `block ${index} of ${JSON.stringify(source)}\n${chunk.text}`,
        );
        compiled++;
      }
    }
    assert.ok(compiled > 1_000, `${compiled} blocks`);
  });

  it("gives the same bytes for the same source, whatever was generated before", async () => {
    const parser = await testParser();
    const text = readFileSync(
      fileURLToPath(new URL("../../samples/hello-ghost/dic/boot.pasta", import.meta.url)),
      "utf8",
    );
    const once = generateDocument(parser.parse(text), settings);
    generateDocument(parser.parse(`＊別\n　さくら：別。\n${text}`), settings);
    assert.deepEqual(generateDocument(parser.parse(text), settings), once);
  });

  it("writes what a person can read", () =>
    check(
      "＠色：赤、\\s[0]\n％さくら\n　＠口癖：だ\n＊話・朝\n　％さくら\n　＄x＝１＋２×＄y\n　さくら：やあ＠色　＄０\n　＞枝（「a」）\n　・枝\n　　＠？話「続き」\n",
      `PASTA.create_word("色"):entry("赤", "\\\\s[0]")

do
    local ACTOR = PASTA.create_actor("さくら")
    ACTOR:create_word("口癖"):entry("だ")
end

do
    local SCENE = PASTA.create_scene("話_朝")

    function SCENE.__start__(act, ...)
        local args = { ... }
        local save, var = act:init_scene(SCENE, "話・朝", nil)
        act:clear_spot()
        act:set_spot("さくら", 0)
        var.x = (1 + (2 * PASTA.num("*", var.y, "var.y")))
        act:actor_proxy("さくら"):talk("やあ")
        act:actor_proxy("さくら"):talk(act:actor_proxy("さくら"):word("色"))
        act:actor_proxy("さくら"):talk(args[1], "args[1]")
        return act:call(SCENE.__global_name__, "枝", {}, "a", table.unpack(args))
    end

    function SCENE.枝_1(act, ...)
        local args = { ... }
        local save, var = act:init_scene(SCENE, "話・朝", "枝")
        act:choice("話", "続き")
    end
end
`,
    ));

  it("maps lines and columns to the source, after an edit above as well", async () => {
    const text = "＃ 注\n＊話\n　さくら：一＠色　二\n```lua\nlocal a = 1\n  local b = 2\n```\n";
    for (const source of [text, `＊前\n　さくら：前。\n${text}`]) {
      const { text: lua, lines, marks } = generateDocument((await testParser()).parse(source), settings);
      const starts = lineStarts(source);
      const luaLines = lua.split("\n");
      const origin = (part: string) => {
        const line = luaLines.findIndex((each) => each.includes(part));
        const mark = marks.findLast(
          (each) => each.line < line || (each.line === line && each.column <= (luaLines[line] ?? "").indexOf(part)),
        );
        assert.equal(lines[line], lineAt(starts, mark?.start ?? -1), "the line map and the marks agree");
        return source.slice(mark?.start, mark?.end);
      };
      assert.equal(origin('talk("一")'), "一");
      assert.equal(origin('word("色")').trim(), "＠色");
      assert.equal(origin('talk("二")'), "二");
      assert.equal(origin("local a = 1"), "local a = 1");
      assert.equal(origin("local b = 2"), "  local b = 2");
    }
  });

  it("writes strings, numbers and names that Lua reads as what they are", async () => {
    const vm = await newVm();
    for (const text of ['引用"と\\円と]]==]', "改\n行\r\n\ttab\u0000nul", "", "絵文字🍝", "\u007f\u001b"]) {
      const [read] = vm.run({ name: "=t", text: `return ${luaString(text)}` });
      assert.equal(read, text);
    }
    assert.deepEqual(
      [luaField("var", "x"), luaField("var", "end"), luaField("save", "continue")],
      ["var.x", 'var["end"]', 'save["continue"]'],
    );
    assert.deepEqual(
      [luaNumber(7, "７"), luaNumber(0.5, "０．５"), luaNumber(2 ** 60, "１１５２９２１５０４６０６８４６９７６")],
      ["7", "0.5", "1152921504606846976"],
    );
  });

  it("splits long word lists, which would need too many registers", async () => {
    const values = Array.from({ length: 1_000 }, (_, index) => `語${index}`).join("、");
    const document = (await testParser()).parse(`＠多：${values}\n`);
    const vm = await newVm();
    assert.doesNotThrow(() => vm.load({ name: "=t", text: generateDocument(document, settings).text }));
  });
});
