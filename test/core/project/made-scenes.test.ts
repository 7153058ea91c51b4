/** Scenes that the Lua of a dictionary's blocks makes: found and numbered as the engine does. */
import assert from "node:assert/strict";
import { NO_CONFIG, Project } from "#core/project/index.ts";
import { globalSceneCandidates } from "#core/resolve/index.ts";
import { testParser } from "#test/support/parser.ts";

/** The candidates of a key as `name file line text`, the text being that of the name's place. */
async function check(text: string, key: string, expected: readonly string[]): Promise<void> {
  const parser = await testParser();
  const project = new Project(NO_CONFIG, "merged", {
    documents: new Map([["dic/a.pasta", parser.parse(text)]]),
    lua: new Map(),
  });
  const found = globalSceneCandidates(project.snapshot.tables, key).map(({ fnName, nameStart, nameEnd }) => {
    return `${fnName} ${text.slice(0, nameStart).split("\n").length} ${text.slice(nameStart, nameEnd)}`;
  });
  assert.deepEqual(found, expected);
}

const made = (name: string) => `\`\`\`lua\nPASTA.create_scene("${name}", "__start__", function(act) end)\n\`\`\`\n`;

describe("scenes made by the Lua of blocks", () => {
  it("come behind the scene of their block, and before the next", () =>
    check(`％さくら\n${made("朝")}＊朝\n${made("朝")}　さくら：一\n＊朝\n　さくら：二\n`, "朝", [
      "朝_1::__start__ 3 朝",
      "朝_2::__start__ 5 朝",
      "朝_3::__start__ 7 朝",
      "朝_4::__start__ 10 朝",
    ]));

  it("are none without a function, and take their functions from the whole block", async () => {
    await check('＊話\n```lua\nPASTA.create_scene("空")\n```\n　さくら：x\n', "空", []);
    const scene = '＊話\n```lua\nlocal X = PASTA.create_scene("空")\nfunction X.__start__(act) end\n```\n　さくら：x\n';
    await check(scene, "空", ["空_1::__start__ 3 空"]);
  });

  it("belong to their own block where a scene has several", () =>
    check(`＊話\n${made("空")}　さくら：x\n　・続き\n${made("海")}　　さくら：x\n`, "海", ["海_1::__start__ 8 海"]));
});
