/** `captured-call`: who joins which older calls is told, once, and only of what is new. */
import assert from "node:assert/strict";
import { Checker } from "#core/diagnostics/index.ts";
import { Project, parseConfig } from "#core/project/index.ts";
import type { Strategy } from "#core/resolve/index.ts";
import { testParser } from "#test/support/parser.ts";

/** What is told of a text that `before` has become, as `name: lines of the calls`. */
async function checkCaptured(
  before: string,
  after: string,
  expected: readonly string[],
  strategy: Strategy = "merged",
) {
  const parser = await testParser();
  const project = new Project(parseConfig(""), strategy);
  project.updateDocument("dic/a.pasta", parser.parse(before));
  project.settle();
  project.updateDocument("dic/a.pasta", parser.parse(after));
  const told = new Checker(project)
    .diagnostics("dic/a.pasta")
    .filter(({ code }) => code === "captured-call")
    .map(({ start, end, related = [] }) => {
      const lines = related.map((near) => after.slice(0, near.start).split("\n").length);
      return `${after.slice(start, end)}: ${lines.join(" ")}`;
    });
  assert.deepEqual(told, expected);
}

const OLD = "＊OnBoot\n　＞挨拶\n　＠？挨拶「？」\n　＞挨拶・朝\n＊挨拶・朝\n　さくら：x\n";

describe("captured calls", () => {
  it("are told on the header of a scene that is new or has a new name, with their places", async () => {
    await checkCaptured(OLD, `${OLD}＊挨拶・夜\n　さくら：x\n`, ["挨拶・夜: 2 3"]);
    await checkCaptured(`${OLD}＊夜\n　さくら：x\n`, `${OLD}＊挨拶・朝焼け\n　さくら：x\n`, ["挨拶・朝焼け: 2 3 4"]);
  });

  it("are none for what was there before, for another variant of a name, or for calls that nothing answered", async () => {
    await checkCaptured(OLD, OLD, []);
    await checkCaptured(OLD, `${OLD}＊挨拶・朝\n　さくら：x\n`, []);
    await checkCaptured("＊OnBoot\n　＞挨拶\n", "＊OnBoot\n　＞挨拶\n＊挨拶・夜\n　さくら：x\n", []);
  });

  it("follow the strategy: local scenes keep a call to themselves only where they come first", async () => {
    const local = "＊OnBoot\n　＞挨拶\n　・挨拶\n　　さくら：x\n＊挨拶・朝\n　さくら：x\n";
    await checkCaptured(local, `${local}＊挨拶・夜\n　さくら：x\n`, ["挨拶・夜: 2"], "merged");
    await checkCaptured(local, `${local}＊挨拶・夜\n　さくら：x\n`, [], "localFirst");
  });
});
