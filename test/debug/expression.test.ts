/** What people type into watches, conditions and log messages, as Lua. */
import assert from "node:assert/strict";
import { assignment, logPieces, savedName, toLua } from "#debug/expression.ts";
import { testParser } from "../support/parser.ts";

describe("expressions of a person", () => {
  const check = (typed: string, lua: string) => async () => assert.equal(toLua(await testParser(), typed), lua);
  const pasta = (code: string) => `(function() local PASTA = require("pasta") return ${code} end)()`;

  it("stay Lua where they are Lua", check("合計 + i * 10", "合計 + i * 10"));
  it("are Pasta where they read as Pasta", check("＄x", pasta("var.x")));
  it("take words", check("＠挨拶", 'act:word("挨拶")'));
  it("compare, which Pasta does not", check("＄x ＝＝ ３", "var.x == 3"));
  it("compare in half width too", check("$x == 3 and $*印 ~= '＄x'", "var.x == 3 and save.印 ~= '＄x'"));
  it("compare with the marks of a Japanese keyboard", check("＄ｘ≧１０ or ＄０≠「あ」", 'var.ｘ>=10 or args[1]~="あ"'));
  it("mix Pasta's variables with Lua's", check("＄x ＋ 合計 ＞ ＄＊最多", "var.x + 合計 > save.最多"));
  it("leave alone what is neither", check("1 +", "1 +"));

  it("assign", async () => {
    const parser = await testParser();
    assert.equal(assignment(parser, "＄x", "1"), "(function() var.x = 1 return var.x end)()");
    assert.equal(
      assignment(parser, "$*end", "「a」"),
      `(function() save["end"] = ${pasta('"a"')} return save["end"] end)()`,
    );
    assert.equal(assignment(parser, "t.a[1]", "2"), "(function() t.a[1] = 2 return t.a[1] end)()");
    assert.equal(assignment(parser, "＄％p", "1"), null);
    assert.equal(assignment(parser, " ", "1"), null);
  });

  it("name saved variables", () => {
    assert.deepEqual(["＄＊回数", "$*x", "save.y", "＄x", "save.", "act"].map(savedName), [
      "回数",
      "x",
      "y",
      null,
      null,
      null,
    ]);
  });

  it("stand in log messages", async () => {
    assert.deepEqual(logPieces(await testParser(), "x は {＄x}、{{y}"), [
      "x は ",
      { lua: pasta("var.x") },
      "、",
      "{",
      "y}",
    ]);
  });
});
