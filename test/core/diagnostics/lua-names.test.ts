/** Names in the strings that Lua gives `act`: what nothing answers is reported, and nothing else. */
import assert from "node:assert/strict";
import { Checker } from "#core/diagnostics/index.ts";
import { Project, parseConfig } from "#core/project/index.ts";
import { testParser } from "#test/support/parser.ts";

const REST =
  "＊話\n　＠語：い\n　さくら：＠語　＠天気　\n　＞挨拶\n　・内\n　　＞内\n＊挨拶\n　さくら：x\n＠天気：晴れ\n";

/** Errors and warnings, as `code text`, of one line of Lua: in a block of a scene of its own, and in a file. */
async function checkLua(line: string, expected: readonly string[], inFile = expected): Promise<void> {
  const parser = await testParser();
  const told = (files: { pasta: string; lua: string }, path: string) => {
    const documents = new Map([["dic/a.pasta", parser.parse(files.pasta)]]);
    const lua = new Map([["scripts/a.lua", files.lua]]);
    const project = new Project(parseConfig('[actor."さくら"]\nspot = 0\n'), "merged", { documents, lua });
    const text = path.endsWith(".lua") ? files.lua : files.pasta;
    return new Checker(project)
      .diagnostics(path)
      .filter(({ severity }) => severity !== "hint")
      .map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);
  };
  const block = `＊OnBoot\n\`\`\`lua\nfunction SCENE.f(act)\n${line}\nend\n\`\`\`\n　さくら：x\n　＞f\n${REST}`;
  assert.deepEqual(told({ pasta: block, lua: "" }, "dic/a.pasta"), expected);
  const file = `function GLOBAL.f(act)\n${line}\nend\n`;
  assert.deepEqual(told({ pasta: REST, lua: file }, "scripts/a.lua"), inFile);
}

describe("names in Lua strings", () => {
  it("are reported where nothing answers them", async () => {
    await checkLua('act:call(SCENE.__global_name__, "無い")', ["unresolved-scene 無い"]);
    await checkLua('act:choice("無い", "x")', ["unresolved-choice 無い"]);
    await checkLua('act:word("無い")', ["unresolved-word 無い"]);
    await checkLua('act:expr_fn("無い")', ["unresolved-function 無い"]);
    await checkLua('act.さくら:word("無い")', ["unresolved-word 無い"]);
    await checkLua('act.まゆら:talk("x")', ["unknown-actor まゆら"]);
  });

  it("are left alone where something answers, or could: a scene's own name may be that of the caller", async () => {
    await checkLua('act:call("", "挨") act:word("天") act.さくら:talk("x") act:find_scene("挨拶")', []);
    await checkLua('act:call("", "内") act:word("語")', []);
  });

  it("are left alone where something else than `act` is asked, or a field of GLOBAL is read", () =>
    checkLua('x:call("", "無い") x:word("無い") x.act:word("無い") if GLOBAL["無い"] then GLOBAL.無い() end', []));
});
