/** What counts as used: everything that the engine, the base ware, a script or a setting may start by itself. */
import assert from "node:assert/strict";
import { Checker } from "#core/diagnostics/index.ts";
import { Project, parseConfig } from "#core/project/index.ts";
import { testParser } from "#test/support/parser.ts";

interface World {
  readonly script?: string;
  readonly config?: string;
  readonly entryPoints?: readonly string[];
}

/** The names of a dictionary that are found to be unused. */
async function checkUnused(text: string, expected: readonly string[], world: World = {}): Promise<void> {
  const parser = await testParser();
  const config = parseConfig(`[actor."さくら"]\nspot = 0\n${world.config ?? ""}`);
  const project = new Project(config, "merged", {
    documents: new Map([["dic/a.pasta", parser.parse(text)]]),
    lua: new Map([["scripts/main.lua", world.script ?? ""]]),
  });
  const found = new Checker(project, () => new Set(world.entryPoints ?? []))
    .diagnostics("dic/a.pasta")
    .filter(({ code }) => code === "unused-scene" || code === "unused-word")
    .map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(found, expected);
}

const scene = (name: string) => `＊${name}\n　さくら：x\n`;

describe("unused scenes and words", () => {
  it("are not those that events start", async () => {
    for (const name of [
      "OnBoot",
      "OnTalk",
      "OnHour",
      "OnMouseDoubleClick",
      "つっつき反応さくら",
      "チェイントーク中断",
    ]) {
      await checkUnused(scene(name), []);
    }
    await checkUnused(scene("on_boot") + scene("Once"), ["on_boot", "Once"]);
  });

  it("are not aliases, which stand for what the engine asks for", async () => {
    await checkUnused(scene("会話") + scene("おすすめメニュー"), []);
    await checkUnused(scene("話") + scene("噺"), ["噺"], { config: '[scene.alias]\nOnTalk = ["話"]\n' });
  });

  it("are not those that a script names, by its whole name or its beginning", async () => {
    await checkUnused(scene("朝の話") + scene("夜の話"), ["夜の話"], { script: 'act:call("", "朝")' });
    await checkUnused(scene("朝の話"), [], { script: 'local name = "朝の話"' });
    await checkUnused(`${scene("OnBoot")}＠天気：晴れ\n＠風：北\n`, ["風"], { script: 'act:word("天")' });
  });

  it("are not those of the setting", () =>
    checkUnused(scene("外から") + scene("外からも"), ["外からも"], { entryPoints: ["外から"] }));

  it("are not those that a string or a choice may mean", async () => {
    await checkUnused(`＊OnBoot\n　＄x＝「朝」\n　＞＄x\n${scene("朝の話")}`, []);
    await checkUnused(`＊OnBoot\n　＠？朝「？」\n${scene("朝の話")}`, []);
  });

  it("are local scenes that only another scene's call names", () =>
    checkUnused("＊OnBoot\n　＞続き\n　・続き\n　　さくら：x\n　・別\n　　さくら：x\n＊OnClose\n　＞別\n", ["別"]));
});
