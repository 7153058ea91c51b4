/** Names that the engine keeps for itself, or cannot write into Lua. */
import assert from "node:assert/strict";
import { Checker } from "#core/diagnostics/index.ts";
import { Project, parseConfig } from "#core/project/index.ts";
import { testParser } from "#test/support/parser.ts";

describe("reserved names", () => {
  /** What is told of a dictionary besides what Lua itself has to say. */
  async function checkFound(text: string, expected: readonly string[]): Promise<void> {
    const parser = await testParser();
    const project = new Project(parseConfig('[actor."さくら"]\nspot = 0\n[actor."end"]\nspot = 1\n'), "merged", {
      documents: new Map([["dic/a.pasta", parser.parse(text)]]),
      lua: new Map(),
    });
    const found = new Checker(project).diagnostics("dic/a.pasta").map(({ code, message, start, end }) => {
      return `${code} ${message} ${text.slice(start, end)}`;
    });
    assert.deepEqual(found, expected);
  }

  const told = (name: string) => `reserved-name reserved-keyword ${name}`;

  it("are those that begin with two underlines", () =>
    checkFound("＊OnBoot\n　＄__x__＝１\n", ["reserved-name syntax-reserved-name __x__"]));

  it("are words of Lua, for variables wherever they stand", async () => {
    await checkFound("＊OnBoot\n　＄end＝１\n　さくら：＄end\n", [told("end"), told("end")]);
    await checkFound("＊OnBoot\n　＄＊not＝＄＊not＋１\n", [told("not"), told("not")]);
    await checkFound("＊OnBoot\n　＄x＝１\n　＞OnBoot（＄x、＄and）\n　＄and＝２\n", [told("and"), told("and")]);
  });

  it("are not the same words for anything else, nor longer ones, nor those of other dialects", async () => {
    await checkFound("＊OnBoot\n　end：x\n　＞end\n　・end\n　　さくら：＄％end\n", []);
    await checkFound("＊OnBoot\n　＄ending＝１\n　＄continue＝２\n　＄const＝３\n　＄End＝４\n", []);
    await checkFound('＊OnBoot\n　さくら：x\n```lua\nlocal x = act.var["end"]\nact.var["end"] = 1\n```\n', []);
  });

  it("are told once where a mark has no name at all", async () => {
    await checkFound("＊OnBoot\n　＞\n", ["syntax-error syntax-missing-target ＞"]);
    await checkFound("＊OnBoot\n　！\n", ["syntax-error syntax-missing-name ！"]);
  });
});
