/** A take: what is decided in a run, and how it is cut, changed and compared. */
import { strict as assert } from "node:assert";
import type { LogEntry } from "#client/run-scene/messages.ts";
import {
  beforeStep,
  drawsOf,
  firstDifference,
  guidedTake,
  isUnderWay,
  newTake,
  offerOf,
  offersAfter,
  otherCandidate,
  repeats,
  restarted,
  stepsBefore,
  type Take,
  turnsOf,
  withDraw,
} from "#client/run-scene/take.ts";

const source = (line: number) => ({ file: "dic/a.pasta", line, uri: "file:///dic/a.pasta" });

function talk(text: string, line = 0): LogEntry {
  return { kind: "talk", actor: "さくら", text, source: source(line) };
}

function draw(key: string, names: readonly string[], chosen: number): LogEntry {
  return {
    kind: "draw",
    what: "scene",
    key,
    module: "会話_1",
    strategy: "merged",
    candidates: names.map((name) => ({ name, written: name, source: null })),
    left: [],
    mark: null,
    total: names.length,
    remaining: names.length - 1,
    chosen,
    replayed: false,
    source: null,
  };
}

function choice(index: number, target: string, display = target): LogEntry {
  return { kind: "choice", index, target, display, source: null };
}

/** Two draws, an offer, a step, a draw, a pause, a step, a draw. */
const log: readonly LogEntry[] = [
  draw("雑談", ["雑談_朝", "雑談_夜"], 1),
  talk("おはよう"),
  draw("挨拶", ["挨拶_1"], 0),
  choice(0, "はい"),
  choice(1, "いいえ", "いやだ"),
  { kind: "end", waiting: "choice" },
  { kind: "chosen", index: 1 },
  draw("返事", ["a", "b", "c"], 2),
  { kind: "end", waiting: "continue" },
  { kind: "resumed" },
  draw("最後", ["x", "y"], 0),
];

const take: Take = {
  ...newTake({ uri: "file:///dic/a.pasta", line: 3 }, 7),
  draws: drawsOf(log),
  steps: [{ kind: "choose", target: "いいえ", display: "いやだ" }, { kind: "continue" }],
  pinned: [0, 2],
};

/** The names that the draws of a take came out with. */
function checkDraws(changed: Take, names: readonly string[]): void {
  assert.deepEqual(
    changed.draws.map(({ chosen }) => chosen),
    names,
  );
}

describe("a take", () => {
  it("records draws by what was asked and what came", () => {
    checkDraws(take, ["雑談_夜", "挨拶_1", "c", "x"]);
    assert.deepEqual(take.draws[0], { what: "scene", module: "会話_1", key: "雑談", chosen: "雑談_夜" });
  });

  it("is cut in front of a step, with the draws and pins made until then", () => {
    const first = beforeStep(take, log, 0);
    checkDraws(first, ["雑談_夜", "挨拶_1"]);
    assert.deepEqual([first.steps, first.pinned], [[], [0]]);
    const second = beforeStep(take, log, 1);
    checkDraws(second, ["雑談_夜", "挨拶_1", "c"]);
    assert.equal(second.steps.length, 1);
    assert.deepEqual(beforeStep(take, log, 2), take);
  });

  it("takes another candidate for a draw and leaves everything after it open", () => {
    const again = withDraw(take, log, 2, 0, false);
    checkDraws(again, ["雑談_夜", "挨拶_1", "a"]);
    assert.deepEqual([again.steps.length, again.pinned], [1, [0]]);
    assert.deepEqual(withDraw(take, log, 2, 0, true).pinned, [0, 2]);
    assert.deepEqual(withDraw(take, log, 0, 0, false).steps, []);
    assert.equal(withDraw(take, log, 99, 0, false), take);
  });

  it("finds every other candidate and never the one drawn", () => {
    assert.deepEqual(
      [0, 0.49, 0.5, 0.99].map((random) => otherCandidate(log, 2, random)),
      [0, 0, 1, 1],
    );
    assert.equal(otherCandidate(log, 0, 0.5), 0);
    assert.equal(otherCandidate(log, 1, 0.5), null);
    assert.equal(otherCandidate(log, 99, 0.5), null);
  });

  it("is restarted with a new seed, deciding only what leads to the last pin", () => {
    const again = restarted(take);
    checkDraws(again, ["雑談_夜", "挨拶_1", "c"]);
    assert.deepEqual([again.seed, again.steps], [null, []]);
    checkDraws(restarted({ ...take, pinned: [] }), []);
  });

  it("knows what was offered after each step, and which offer a step means", () => {
    const offers = offersAfter(log, 0);
    assert.deepEqual(
      offers.map(({ target }) => target),
      ["はい", "いいえ"],
    );
    assert.deepEqual(offersAfter(log, 1), []);
    const step = (target: string, display: string) =>
      offerOf(offers, { kind: "choose", target, display })?.index ?? null;
    assert.equal(step("いいえ", "いやだ"), 1);
    // The words may be edited: the target still says which one it is.
    assert.equal(step("いいえ", "いや！"), 1);
    assert.equal(step("どこか", "いやだ"), null);
    assert.equal(offerOf(offers, { kind: "continue" }), null);
  });

  it("leads along a way: its calls are wanted draws, its choices steps", () => {
    const step = { module: "会話_1", uri: "file:///a", line: 1, candidates: 2 };
    const guided = guidedTake(
      { uri: "file:///a", line: 0 },
      [
        { ...step, kind: "call", key: "雑談", scene: "雑談_夜", name: "雑談・夜" },
        { ...step, kind: "choice", key: "いいえ", scene: "いいえ_1", name: "いいえ" },
        { ...step, kind: "call", key: "最後", scene: "y", name: "y" },
      ],
      { uri: "file:///dic/a.pasta", line: 40 },
    );
    assert.deepEqual(guided.steps, [{ kind: "choose", target: "いいえ", display: "いいえ" }]);
    assert.deepEqual(
      guided.wanted?.map(({ chosen }) => chosen),
      ["雑談_夜", "y"],
    );
    assert.equal(isUnderWay(guided, []), true);
    assert.equal(isUnderWay(guided, log), true);
    const arrived = [...log, draw("最後", ["x", "y"], 1)];
    assert.equal(isUnderWay(guided, arrived), true);
    assert.equal(isUnderWay(guided, [...arrived, talk("まだ手前", 39)]), true);
    assert.equal(isUnderWay(guided, [...arrived, talk("着いた", 40)]), false);
    // A line that tells nothing has been reached when one below it has; a line before the last draw is another's.
    assert.equal(isUnderWay(guided, [...arrived, talk("通り過ぎた", 41)]), false);
    assert.equal(isUnderWay(guided, [talk("前の場面", 40), ...arrived]), true);
    const pauses = Array.from({ length: 200 }, (): LogEntry => ({ kind: "resumed" }));
    assert.equal(isUnderWay(guided, [...arrived, ...pauses]), false);
    assert.equal(isUnderWay(take, []), false);
  });

  it("counts what is done to variables as a step, not as a turn", () => {
    const set: LogEntry = { kind: "set", scope: "saved", name: "数", value: 1 };
    const steps: Take["steps"] = [{ kind: "set", scope: "saved", name: "数", value: 1 }, ...take.steps];
    const edited: readonly LogEntry[] = [...log.slice(0, 6), set, { kind: "end", waiting: "choice" }, ...log.slice(6)];
    assert.deepEqual(
      [turnsOf(steps), stepsBefore(steps, 0), stepsBefore(steps, 1), stepsBefore(steps, 9)],
      [2, 1, 2, 3],
    );
    assert.deepEqual(
      offersAfter(edited, 0).map(({ index }) => index),
      [0, 1],
    );
    // Going back to the offer keeps the edit that was made there; one step back undoes it.
    const atOffer = beforeStep({ ...take, steps }, edited, stepsBefore(steps, 0));
    assert.deepEqual([atOffer.steps.length, atOffer.draws.length], [1, 2]);
    assert.deepEqual(beforeStep({ ...take, steps }, edited, 0).steps, []);
    assert.equal(withDraw({ ...take, steps }, edited, 2, 0, false).steps.length, 2);
  });

  it("recognises scenes by their names, whatever number they have got", () => {
    const shifted = log.map((entry) =>
      entry.kind === "draw" && entry.key === "挨拶" ? draw("挨拶", ["挨拶_2"], 0) : entry,
    );
    assert.equal(repeats(take, shifted), true);
    assert.equal(firstDifference(log, shifted), null);
    assert.equal(repeats(take, [draw("雑談", ["雑談_昼"], 0), ...log.slice(1)]), false);
    const scene = (name: string, written: string): LogEntry => ({ kind: "scene", name, written, source: null });
    assert.equal(firstDifference([scene("会話_1::__start__", "会話")], [scene("会話_2::__start__", "会話")]), null);
    assert.equal(firstDifference([scene("会話_1::__start__", "会話")], [scene("会話_1::__start__", "会話！")]), 0);
  });

  it("differs by what is said and drawn, not by where it stands or how large the deck is", () => {
    const moved = log.map((entry) => (entry.kind === "talk" ? talk(entry.text, 9) : entry));
    assert.equal(firstDifference(log, moved), null);
    assert.equal(firstDifference(log, [draw("雑談", ["雑談_朝", "雑談_夜", "雑談_昼"], 1), ...log.slice(1)]), null);
    assert.equal(firstDifference(log, [log[0] ?? talk(""), talk("おやすみ"), ...log.slice(2)]), 1);
    assert.equal(firstDifference(log, log.slice(0, 4)), null);
    assert.equal(firstDifference(log, [...log, talk("まだ")]), log.length);
    assert.equal(firstDifference([], log), null);
  });
});
