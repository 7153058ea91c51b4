/** Decks: shuffled once, drawn in order, shuffled again when empty; repeatable, and steered where someone asks for it. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { describeProblem, type SceneProblem } from "#runtime/index.ts";
import { type DeckQuestion, Decks, type Draw } from "#runtime/player/decks.ts";

const question: DeckQuestion = { what: "scene", module: "会話_1", key: "選" };
const name = (candidate: number) => `場面${candidate}`;

/** A draw that must succeed. */
function drawn(decks: Decks, asked: DeckQuestion, count: number): Draw {
  const answer = decks.draw(asked, count, name);
  assert.ok(!("kind" in answer), JSON.stringify(answer));
  return answer;
}

/** Draws `times` cards of a deck of `count`. */
function check(decks: Decks, count: number, times: number, asked = question): number[] {
  return Array.from({ length: times }, () => drawn(decks, asked, count).chosen);
}

describe("decks", () => {
  it("lie in candidate order where they are not shuffled", () => {
    assert.deepEqual(check(new Decks({ seed: 1, shuffle: false }), 3, 7), [0, 1, 2, 0, 1, 2, 0]);
  });

  it("give every card once a round, whatever the seed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        (seed, count, rounds) => {
          const drawn = check(new Decks({ seed, shuffle: true }), count, count * rounds);
          for (let round = 0; round < rounds; round++) {
            const cards = drawn.slice(round * count, (round + 1) * count).sort((a, b) => a - b);
            assert.deepEqual(
              cards,
              Array.from({ length: count }, (_, card) => card),
            );
          }
        },
      ),
    );
  });

  it("follow from the seed and their own question alone", () => {
    const alone = check(new Decks({ seed: 3, shuffle: true }), 6, 12);
    const among = new Decks({ seed: 3, shuffle: true });
    const drawn = Array.from({ length: 12 }, () => {
      check(among, 4, 1, { ...question, key: "ほか" });
      return check(among, 6, 1)[0];
    });
    assert.deepEqual(drawn, alone);
    assert.notDeepEqual(check(new Decks({ seed: 4, shuffle: true }), 6, 12), alone);
    assert.notDeepEqual(alone.slice(0, 6), alone.slice(6), "each round is shuffled anew");
  });

  it("are apart by scope, name, way of gathering and filters, in any order of filters", () => {
    const decks = new Decks({ seed: 1, shuffle: false });
    const filters = (...entries: [string, string][]) => ({ ...question, filters: new Map(entries) });
    assert.deepEqual(check(decks, 3, 1), [0]);
    assert.deepEqual(check(decks, 3, 1, { ...question, module: "会話_2" }), [0]);
    assert.deepEqual(check(decks, 3, 1, { ...question, variant: "exact" }), [0]);
    assert.deepEqual(check(decks, 3, 1, filters(["時", "朝"], ["場", "家"])), [0]);
    assert.deepEqual(check(decks, 3, 1, filters(["場", "家"], ["時", "朝"])), [1]);
    assert.deepEqual(check(decks, 3, 1), [1]);
  });

  it("tell what is left and what was drawn", () => {
    const decks = new Decks({ seed: 1, shuffle: false });
    assert.deepEqual(decks.draw(question, 3, name), { chosen: 0, remaining: 2, replayed: false });
    assert.deepEqual(decks.cards(question), [1, 2]);
    check(decks, 3, 1);
    assert.deepEqual(decks.history(question), [0, 1]);
    check(decks, 3, 2);
    assert.deepEqual(decks.history(question), [0], "a new round has its own history");
  });

  it("take an order from a script, as the engine does: positions first, others behind, wrong ones ignored", () => {
    const decks = new Decks({ seed: 1, shuffle: true });
    decks.select("scene", [2, 0, 9, 2]);
    assert.deepEqual(check(decks, 4, 8), [2, 0, 1, 3, 2, 0, 1, 3]);
    assert.deepEqual(check(decks, 3, 3, { ...question, what: "word" }).sort(), [0, 1, 2], "words are not meant");
    decks.select("scene", null);
    assert.deepEqual(check(decks, 4, 4).sort(), [0, 1, 2, 3]);
  });

  it("repeat recorded draws by name up to the first that does not fit", () => {
    const entry = (key: string, chosen: string) => ({ what: "scene" as const, module: "会話_1", key, chosen });
    const replay = [entry("選", "場面2"), entry("選", "場面0"), entry("選", "場面9"), entry("選", "場面1")];
    const decks = new Decks({ seed: 1, shuffle: false, replay });
    const draws = Array.from({ length: 4 }, () => drawn(decks, question, 3));
    assert.deepEqual(
      draws.map(({ chosen, replayed }) => [chosen, replayed]),
      [
        [2, true],
        [0, true],
        [1, false],
        [0, false],
      ],
    );
  });

  it("take their order from an injected source, and say so where it gives none", () => {
    const backwards = new Decks({
      seed: 1,
      shuffle: true,
      order: (_, count) => Array.from({ length: count }, (__, at) => count - 1 - at),
    });
    assert.deepEqual(check(backwards, 3, 6), [2, 1, 0, 2, 1, 0]);
    for (const order of [[], [0, 1], [0, 0, 1], [0, 1, 7], [1, 2, 3]]) {
      const broken = new Decks({ seed: 1, shuffle: true, order: () => order });
      assert.deepEqual(broken.draw(question, 3, name), { kind: "RandomSelectionFailed", key: "選", count: 3 });
    }
  });

  it("stay empty where they may not be shuffled again", () => {
    const decks = new Decks({ seed: 1, shuffle: false, reshuffle: false });
    assert.deepEqual(check(decks, 2, 2), [0, 1]);
    assert.deepEqual(decks.draw(question, 2, name), { kind: "NoMoreScenes", key: "選" });
    assert.deepEqual(check(decks, 2, 1, { ...question, key: "ほか" }), [0]);
  });

  it("have every problem said in both languages, with near names where they help", () => {
    const problems: SceneProblem[] = [
      { kind: "InvalidScene", key: "" },
      { kind: "SceneNotFound", key: "会和" },
      { kind: "NoMatchingScene", key: "会話" },
      { kind: "RandomSelectionFailed", key: "会話", count: 3 },
      { kind: "NoMoreScenes", key: "会話" },
      { kind: "DuplicateSceneName", key: "会話_1" },
    ];
    const said = problems.flatMap((problem) => [
      describeProblem(problem, ["会話"], "en"),
      describeProblem(problem, ["会話"], "ja"),
    ]);
    assert.equal(new Set(said).size, said.length);
    assert.equal(
      describeProblem({ kind: "SceneNotFound", key: "まるで違う名前" }, ["会話", "挨拶"], "en"),
      "No scene begins with まるで違う名前.",
    );
    assert.equal(
      describeProblem({ kind: "SceneNotFound", key: "会話会" }, ["会話", "挨拶"], "en"),
      "No scene begins with 会話会. Near names: 会話",
    );
  });
});
