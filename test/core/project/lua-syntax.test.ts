/** The check of Lua: silent about what the engine's Lua takes, pointed about what it does not. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { luaFault } from "#core/project/index.ts";

describe("luaFault", () => {
  function checkFault(text: string, expected: { readonly at: string; readonly args: readonly string[] } | null) {
    const fault = luaFault(text);
    assert.deepEqual(fault && { at: text.slice(fault.start, fault.end), args: fault.args }, expected, text);
  }

  it("takes the engine's dialect", () => {
    for (const text of [
      "function SCENE.朝(act) return act.さくら:talk('やあ') end",
      "a += 1; const x = 0b11; y = 1LL",
      "goto e; ::e::",
      "while a != b do if c then continue end end",
      "x = a?.b; local t = { a = 1; [2] = 3, f }",
      "return (f { 1 }.g 'x' [[y]])",
      `x = ${"1 + ".repeat(500)}1`,
      "x = -2 ^ -3 .. not y, #z, ~1 | 2 & 3 << 4",
      "for k, v in pairs(t) do repeat local z = v until z end",
      "-- [[ no block\nlocal function f(...) return ... end",
      "",
    ]) {
      checkFault(text, null);
    }
  });

  it("takes the run-time library of the product", () => {
    const folder = new URL("../../../runtime/src/lua/", import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".lua"));
    assert.ok(files.length > 0);
    for (const file of files) assert.equal(luaFault(readFileSync(new URL(file, folder), "utf8")), null, file);
  });

  it("takes every snippet that the engine's Lua loads", () => {
    const data = new URL("../../runtime/data/lua-snippets.json", import.meta.url);
    const snippets = JSON.parse(readFileSync(data, "utf8")) as [text: string, answer: string][];
    assert.ok(snippets.length > 500);
    for (const [text, answer] of snippets) if (!answer.startsWith("syntax:")) checkFault(text, null);
  });

  it("blames what is never closed, else what stands in the wrong place", () => {
    checkFault("function f(act)\n  return 1\n", { at: "function", args: ["function", "end"] });
    checkFault("local t = { 1, 2", { at: "{", args: ["{", "}"] });
    checkFault("x = 'abc\ny = 1", { at: "'abc", args: ["'", "'"] });
    checkFault("foo bar", { at: "bar", args: ["=", "bar"] });
    checkFault("f() = 1", { at: "=", args: ["name", "="] });
    checkFault("return 1 2", { at: "2", args: ["end", "2"] });
    checkFault("if a do end", { at: "do", args: ["then", "do"] });
    checkFault("x = 1 end", { at: "end", args: ["EOF", "end"] });
  });

  it("ends on text that nests without end", () => {
    assert.notEqual(luaFault(`x = ${"(".repeat(100_000)}`), null);
    assert.notEqual(luaFault(`x = ${"{".repeat(100_000)}`), null);
    assert.notEqual(luaFault("do ".repeat(100_000)), null);
    assert.notEqual(luaFault(`x = ${"a ? (".repeat(80)}`), null);
    assert.notEqual(luaFault(`x = ${"a ? b:c ".repeat(2_000)}`), null);
    assert.notEqual(luaFault(`x = ${"1 + ".repeat(100_000)}`), null);
  });
});
