/** The rules of names: what counts, how equal names are told apart, and the order of keys. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  compareLoadOrder,
  compareNames,
  compareRegistered,
  moduleName,
  registeredName,
  sanitizeName,
  splitRegisteredName,
} from "#core/resolve/index.ts";

describe("names", () => {
  it("keeps letters, numbers and _, and writes _ for the rest", () => {
    assert.equal(sanitizeName("会話・朝"), "会話_朝");
    assert.equal(sanitizeName("ー々２Ⅷ½é_𠮟"), "ー々２Ⅷ½é_𠮟");
    assert.equal(sanitizeName("a·b-c 🐈"), "a_b_c__");
    assert.equal(sanitizeName("sakura.portalsites"), "sakura_portalsites");
  });

  it("takes every character alike, whatever else is in the name", () => {
    for (let code = 0; code < 0x3_0000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCodePoint(code);
      const kept = /[\p{Alphabetic}\p{N}_]/u.test(character) ? character : "_";
      if (sanitizeName(`あ${character}`) !== `あ${kept}` || sanitizeName(`a.・${character}`) !== `a__${kept}`)
        assert.fail(`U+${code.toString(16)} is not ${kept}`);
    }
  });

  it("takes registered names apart as they were put together", () => {
    assert.deepEqual(splitRegisteredName("会話_1"), { name: "会話", counter: 1n });
    assert.deepEqual(splitRegisteredName("章_1_12"), { name: "章_1", counter: 12n });
    for (const whole of ["__start__", "加算ループ", "_1", "章_", "章_1a", "章_１", "章_99999999999999999999999999"]) {
      assert.deepEqual(splitRegisteredName(whole), { name: whole, counter: null });
    }
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), (name, counter) => {
        const expected = { name: sanitizeName(name), counter: BigInt(counter) };
        assert.deepEqual(splitRegisteredName(registeredName(name, counter)), expected);
      }),
    );
  });

  it("orders names as their UTF-8 bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        assert.equal(Math.sign(compareNames(a, b)), Math.sign(bytes));
      }),
      { numRuns: 2000 },
    );
    assert.ok(compareNames("ｱ", "𠮟") < 0, "half-width kana come before characters beyond the first plane");
  });

  it("orders registered names by name, then by number, those without one first", () => {
    const names = ["挨拶_10", "挨拶_2", "挨拶", "加算ループ", "挨拶_01", "挨拶_1"];
    assert.deepEqual(names.sort(compareRegistered), ["加算ループ", "挨拶", "挨拶_01", "挨拶_1", "挨拶_2", "挨拶_10"]);
  });

  it("orders files by their module names, scripts first", () => {
    assert.equal(moduleName("dic/talk/朝-1.v2.pasta"), "talk.朝_1_v2");
    assert.equal(moduleName("dictionary/x.pasta"), "dictionary.x");
    const files = ["dic/z.lua", "dic/a/b.pasta", "dic/a_.pasta", "dic/a.pasta", "scripts/x.lua", "scripts/main.lua"];
    assert.deepEqual(files.sort(compareLoadOrder), [
      "scripts/main.lua",
      "scripts/x.lua",
      "dic/a.pasta",
      "dic/a/b.pasta",
      "dic/a_.pasta",
      "dic/z.lua",
    ]);
  });
});
