/** The whole search for a reference: every step of the engine's order, in both strategies. */
import assert from "node:assert/strict";
import { NO_CONFIG, Project } from "#core/project/index.ts";
import { type Answer, isFound, lookUp, type Question, reachesGlobalNames, type Strategy } from "#core/resolve/index.ts";
import { testParser } from "#test/support/parser.ts";

const GHOST = `％さくら
　＠笑顔：a
　＠天：x
＠天気：晴れ、雨
＠天丼：海老
＊会話
　＠天：曇り
　さくら：やあ
\`\`\`lua
function SCENE.鐘(act) end
SCENE.値 = "text"
function GLOBAL.時報(act) end
GLOBAL.印 = "x"
\`\`\`
　・続き
　　＞続
　・続き
　　＞続
＊続き物
　さくら：x
＊talkie
　さくら：x
＊OnTalk
　さくら：x
`;

describe("lookUp", () => {
  async function checkAnswer(
    question: Partial<Question> & { key: string },
    expected: string,
    strategy: Strategy = "localFirst",
  ) {
    const parser = await testParser();
    const documents = new Map([["dic/a.pasta", parser.parse(GHOST)]]);
    const { tables } = new Project(NO_CONFIG, strategy, { documents, lua: new Map() }).snapshot;
    const asked: Question = { kind: "call", module: "OnTalk_1", actor: null, ...question };
    const answer = lookUp(tables, asked, strategy);
    assert.equal(show(answer), expected);
    assert.equal(isFound(tables, asked), answer.step !== "none", "isFound");
    if ("candidates" in answer) {
      assert.equal(answer.count, answer.candidates.length, "count");
      assert.equal(answer.candidates, answer.candidates, "one list, however often it is asked for");
    }
    if (answer.step === "scenes") assert.equal(answer.isOwn, answer.candidates[0]?.scope === "local", "isOwn");
    const hasGlobal = "candidates" in answer && answer.candidates.some(({ scope }) => scope === "global");
    if (hasGlobal) assert.ok(reachesGlobalNames(tables, asked, strategy), "reachesGlobalNames");
  }

  function show(answer: Answer): string {
    switch (answer.step) {
      case "scenes":
        return `scenes ${answer.candidates.map(({ fnName }) => fnName).join(" ")}`;
      case "words":
        return `words ${answer.candidates.map(({ value }) => value).join(" ")}`;
      case "actor":
      case "global":
        return `${answer.step} ${answer.functions.map(({ name }) => name).join(" ")}`;
      case "sceneMethod":
      case "actMethod":
        return `${answer.step} ${answer.name}`;
      case "none":
        return "none";
    }
  }

  it("asks the scene's table first, by exact name", async () => {
    await checkAnswer({ key: "続き_2" }, "scenes OnTalk_1::続き_2");
    await checkAnswer({ key: "鐘" }, "scenes OnTalk_1::鐘");
    await checkAnswer({ key: "値" }, "none");
    await checkAnswer({ key: "値", kind: "word" }, "scenes OnTalk_1::値");
    await checkAnswer({ key: "create_word", kind: "word" }, "sceneMethod create_word");
  });

  it("then local names by prefix, with global ones under merged", async () => {
    await checkAnswer({ key: "続" }, "scenes OnTalk_1::続き_1 OnTalk_1::続き_2");
    await checkAnswer({ key: "続" }, "scenes OnTalk_1::続き_1 OnTalk_1::続き_2 続き物_1::__start__", "merged");
    await checkAnswer({ key: "天", kind: "word" }, "words 曇り");
    await checkAnswer({ key: "天", kind: "word" }, "words 曇り 海老 晴れ 雨", "merged");
  });

  it("then methods of act, GLOBAL, and global names", async () => {
    await checkAnswer({ key: "talk" }, "actMethod talk");
    await checkAnswer({ key: "talki" }, "scenes talkie_1::__start__");
    await checkAnswer({ key: "時報" }, "global 時報");
    await checkAnswer({ key: "印" }, "none");
    await checkAnswer({ key: "印", kind: "word" }, "global 印");
    await checkAnswer({ key: "チェイントーク", kind: "function" }, "global ");
    await checkAnswer({ key: "時報", kind: "globalFunction" }, "global 時報");
    await checkAnswer({ key: "鐘", kind: "globalFunction" }, "none");
  });

  it("lets the speaker's own words and fields answer alone", async () => {
    await checkAnswer({ key: "天", kind: "word", actor: "さくら" }, "words x", "merged");
    await checkAnswer({ key: "天気", kind: "word", actor: "さくら" }, "words 晴れ 雨");
    await checkAnswer({ key: "name", kind: "word", actor: "だれか" }, "actor ");
    await checkAnswer({ key: "create_word", kind: "word", actor: "さくら", module: null }, "actor ");
    await checkAnswer({ key: "create_word", kind: "word", actor: "だれか", module: null }, "none");
  });

  it("replaces an alias only where it matches exactly, and only among global names", async () => {
    await checkAnswer({ key: "会話" }, "scenes OnTalk_1::__start__ OnTalk_2::__start__");
    await checkAnswer({ key: "会" }, "none");
  });

  it("looks for a choice among scenes only", async () => {
    await checkAnswer({ key: "talk", kind: "choice" }, "scenes talkie_1::__start__");
    await checkAnswer({ key: "続き_2", kind: "choice" }, "none");
    await checkAnswer({ key: "", kind: "choice" }, "none");
  });
});
