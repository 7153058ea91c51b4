/** The way to a line: the shortest turns from a scene that something outside starts, or why there are none. */
import assert from "node:assert/strict";
import { route } from "#server/features/route.ts";
import { featureFixture } from "./feature.ts";

/** The way to the caret as `OnTalk(0) ＞雑談(1)→雑談_朝 1/2`, lines from 0; a problem as it is told. */
async function checkRoute(source: string, expected: string | RegExp, settings: unknown = {}): Promise<void> {
  const { context, position } = await featureFixture(source, { settings });
  const found = route(context, position);
  if ("problem" in found) {
    assert.match(found.problem, expected instanceof RegExp ? expected : /^$/, found.problem);
    return;
  }
  const turns = found.steps.map(({ kind, key, line, name, candidates }) => {
    return ` ${kind === "choice" ? "？" : "＞"}${key}(${line})→${name} 1/${candidates}`;
  });
  assert.equal(`${found.startName}(${found.start.line})${turns.join("")}`, expected);
}

describe("the way to a line", () => {
  it("begins and ends in a scene that an event starts", () => checkRoute("＊OnBoot\n　さくら：や‸あ\n", "OnBoot(0)"));

  it("takes calls by prefix and tells among how many they draw", () =>
    checkRoute(
      "＊OnTalk\n　＞雑談\n＊雑談_朝\n　さくら：朝\n＊雑談_夜\n　さくら：‸夜\n",
      "OnTalk(0) ＞雑談(1)→雑談_夜 1/2",
    ));

  it("takes choices and local scenes, over several files, the shortest way", () =>
    checkRoute(
      "＊OnBoot\n　＞遠回り\n　＞近道\n＊遠回り\n　＞近道\n//- /dic/b.pasta\n＊近道\n　＠？続ける\n　・続ける\n　　さくら：ここ‸\n",
      "OnBoot(0) ＞近道(2)→近道 1/1 ？続ける(1)→続ける 1/1",
    ));

  it("begins where a setting says that something starts a scene", () =>
    checkRoute("＊外から\n　＞中\n＊中\n　さくら：あ‸\n", "外から(0) ＞中(1)→中 1/1", { entryPoints: ["外から"] }));

  it("says when nothing leads there", () =>
    checkRoute("＊OnBoot\n　さくら：あ\n＊孤島\n　さくら：い‸\n", /孤島.*no event/));

  it("says when the callers themselves are never started", () =>
    checkRoute("＊輪\n　＞環\n＊環\n　＞輪\n　さくら：あ‸\n", /環.*called, but/));

  it("says when others answer first", () =>
    checkRoute("＊OnBoot\n　＞yield\n＊yield_朝\n　さくら：あ‸\n", /yield・?_?朝.*＞yield/));

  it("says when only a dynamic call can mean it", () =>
    checkRoute("＊OnBoot\n　＄x＝「孤島」\n　＞＄x\n＊孤島\n　さくら：い‸\n", /孤島.*dynamic/));

  it("says when the caret is in no scene", () => checkRoute("＠語：あ‸\n＊OnBoot\n　さくら：あ\n", /no scene/));
});
