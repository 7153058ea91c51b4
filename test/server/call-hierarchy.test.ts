/** Call hierarchy and code lenses: who draws from a scene, what a scene draws from, and with what odds. */
import assert from "node:assert/strict";
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from "#server/features/call-hierarchy.ts";
import { featureFixture } from "./feature.ts";

const GHOST =
  "＊始‸まり\n　＞挨拶\n　＞中\n　・中\n　　＞始まり\n//- /dic/b.pasta\n＊挨拶ａ\n　＠？始まり「もう一度」\n＊挨拶ｂ\n　＞始まり\n　＞始まり\n";

describe("call hierarchy", () => {
  it("goes out to all candidates with their odds", async () => {
    const { context, position, ghost } = await featureFixture(GHOST);
    const [item] = prepareCallHierarchy(context, position);
    assert.equal(item?.name, "始まり");
    const calls = outgoingCalls(ghost, item).map(
      ({ to, fromRanges }) => `${to.detail} → ${to.name} ${fromRanges[0]?.start.line}`,
    );
    assert.deepEqual(calls, ["50% ＞挨拶 → 挨拶ａ 1", "50% ＞挨拶 → 挨拶ｂ 1", "100% ＞中 → 中 2"]);
  });

  it("comes in from calls and choices, by scene", async () => {
    const { context, position, ghost } = await featureFixture(GHOST);
    const [item] = prepareCallHierarchy(context, position);
    assert.ok(item);
    const calls = incomingCalls(ghost, item).map(({ from, fromRanges }) => `${from.detail} ${fromRanges.length}`);
    assert.deepEqual(calls, [
      "100% ＞始まり · 始まり_1::中_1 1",
      "100% ＞始まり · 挨拶ａ_1::__start__ 1",
      "100% ＞始まり · 挨拶ｂ_1::__start__ 2",
    ]);
  });

  it("tells calls of the same name as one, with all their places", async () => {
    const { context, position, ghost } = await featureFixture(
      "＊始‸まり\n　＞挨拶\n　＞挨拶\n　＞挨\n＊挨拶\n　さくら：x\n",
    );
    const [item] = prepareCallHierarchy(context, position);
    assert.ok(item);
    assert.deepEqual(
      outgoingCalls(ghost, item).map(({ to, fromRanges }) => `${to.detail} ${fromRanges.length}`),
      ["100% ＞挨拶 2", "100% ＞挨 1"],
    );
  });

  it("tells a function of the scene's Lua apart from the local scene that it is written in", async () => {
    const { context, position, ghost } = await featureFixture(
      '＊始まり\n　＞中\n　・中‸\n　　さくら：x\n```lua\nfunction SCENE.f(act)\n  act:call(SCENE.__global_name__, "中")\nend\n```\n',
    );
    const [item] = prepareCallHierarchy(context, position);
    assert.ok(item);
    assert.deepEqual(
      incomingCalls(ghost, item).map(({ from }) => from.name),
      ["始まり", "f"],
    );
    assert.deepEqual(outgoingCalls(ghost, item), []);
  });

  it("begins at the candidates of a call, or at the scene around the caret", async () => {
    const call = await featureFixture(GHOST.replace("‸", "").replace("＞挨拶", "＞挨‸拶"));
    assert.deepEqual(
      prepareCallHierarchy(call.context, call.position).map(({ name }) => name),
      ["挨拶ａ", "挨拶ｂ"],
    );
    const inside = await featureFixture("＊始まり\n　さくら：や‸あ\n");
    assert.deepEqual(
      prepareCallHierarchy(inside.context, inside.position).map(({ detail }) => detail),
      ["始まり_1::__start__"],
    );
  });
});
