/** Loading a ghost: what fails is told at its place and the rest plays; what need not be loaded is not. */
import assert from "node:assert/strict";
import type { PlayEvent } from "#runtime/index.ts";
import { Engine, Program } from "#runtime/index.ts";
import { engineOptions, testEngine, testGhost } from "../support/engine.ts";

/** Loads a ghost and plays scenes of it; gives problems as `file:line message`, and what was said. */
async function check(
  files: Readonly<Record<string, string>>,
  ...scenes: readonly string[]
): Promise<{ problems: string[]; said: string }> {
  const { engine, events } = await testEngine(await testGhost(new Map(Object.entries(files))));
  for (const scene of scenes) engine.play(scene);
  const place = (event: PlayEvent) =>
    event.kind === "error" && event.source !== null ? `${event.source.file}:${event.source.line + 1}` : "?";
  return {
    problems: events.flatMap((event) => (event.kind === "error" ? [`${place(event)} ${event.message}`] : [])),
    said: events.flatMap((event) => (event.kind === "talk" ? [event.text] : [])).join(""),
  };
}

const HEAD = "％さくら\n";

describe("loading", () => {
  it("tells a Lua syntax error at its line in the dictionary, and plays the scene's dialogue all the same", async () => {
    const text = `${HEAD}＊話\n　さくら：話。\n\`\`\`lua\nfunction SCENE.f()\n  local = 1\nend\n\`\`\`\n＊次\n　さくら：次。\n`;
    assert.deepEqual(await check({ "dic/a.pasta": text }, "話", "次"), {
      problems: ["dic/a.pasta:6 '<name>' expected near '='"],
      said: "話。次。",
    });
  });

  it("tells an error that a block raises while it is loaded, at its line", async () => {
    const text = `${HEAD}＊話\n　さくら：＠f（）\n\`\`\`lua\nfunction SCENE.f() return "済" end\nerror("読み込み")\n\`\`\`\n`;
    assert.deepEqual(await check({ "dic/a.pasta": text }, "話"), { problems: ["dic/a.pasta:6 読み込み"], said: "済" });
  });

  it("tells errors of Lua files at their lines, and goes on with the others", async () => {
    const files = {
      "scripts/main.lua": "\nerror('main')",
      "dic/a.lua": "return",
      "dic/b.lua": "\n\nnil_value.x = 1",
      "dic/c.lua": "x = = 1",
      "dic/z.pasta": `${HEAD}＊話\n　さくら：話。\n`,
    };
    assert.deepEqual(await check(files, "話"), {
      problems: [
        "scripts/main.lua:2 main",
        "dic/b.lua:3 attempt to index global 'nil_value' (a nil value)",
        "dic/c.lua:1 unexpected symbol near '='",
      ],
      said: "話。",
    });
  });

  it("tells a runtime error at its line, in whatever block it is", async () => {
    const text = `${HEAD}＊一\n　＞f\n＊二\n　＞g\n\`\`\`lua\nfunction SCENE.g()\n  local t\n  return t.x\nend\n\`\`\`\n`;
    const { problems } = await check(
      { "dic/a.pasta": text, "scripts/main.lua": 'function require("pasta.global").f() end' },
      "二",
    );
    assert.deepEqual(problems.at(-1), "dic/a.pasta:9 attempt to index local 't' (a nil value)");
  });

  it("plays what can be read of a dictionary with broken lines", async () => {
    const text = `${HEAD}＊話\n　さくら：前。\n　＞\n　さくら：後。\n　：続き。\n＊次\n　：だれ？\n　さくら：次。\n`;
    assert.equal((await check({ "dic/a.pasta": text }, "話", "次")).said, "前。後。続き。次。");
  });

  it("loads dictionaries without Lua only when their scenes are played", async () => {
    const scenes = Array.from({ length: 50 }, (_, n) => `＊場面${n}番\n　さくら：${n}。\n`).join("");
    const ghost = await testGhost(new Map([["dic/a.pasta", HEAD + scenes]]));
    const program = new Program(ghost);
    const loaded: string[] = [];
    const counting = Object.assign(Object.create(program) as Program, {
      block: (id: string, code?: boolean) => {
        loaded.push(id);
        return program.block(id, code);
      },
    });
    const bound = new Proxy(counting, {
      get: (target, name) => {
        const value = Reflect.get(name === "block" ? target : program, name);
        return typeof value === "function" ? value.bind(name === "block" ? target : program) : value;
      },
    });
    const engine = new Engine({ ...(await engineOptions(ghost, {}, () => {})), program: bound });
    assert.deepEqual(loaded, []);
    engine.play("場面7番");
    assert.deepEqual(loaded, ["dic/a.pasta#8"]);
    engine.vm.run({ name: "=t", text: 'require("pasta.scene").get_all_scenes()' });
    assert.equal(new Set(loaded).size, 51, "asked for everything, it has everything");
    assert.equal(loaded.length, 51, "and nothing twice");
  });

  it("plays scenes that the Lua of blocks makes, in their order, and keeps the words beside them", async () => {
    const made = (name: string, said: string) =>
      `\`\`\`lua\nPASTA.create_scene("${name}", "__start__", function(act) act.さくら:talk("${said}") end)\n\`\`\`\n`;
    const text = `％さくら\n${made("朝", "一")}＠空模様：雨\n＊朝\n${made("朝", "三")}　さくら：二＠空模様　\n＊朝\n${made("昼", "五")}　さくら：四\n＊昼の部\n${made("昼", "六")}　＞昼\n　＞昼\n　＞昼の\n`;
    const { problems, said } = await check({ "dic/a.pasta": text }, "朝", "朝", "朝", "朝");
    assert.deepEqual(problems, []);
    assert.deepEqual([...said.replace("雨", "")].sort(), ["一", "三", "二", "四"]);
    assert.ok(said.includes("二雨"));
  });
});
