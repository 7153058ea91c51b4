/** Scenes of one line into words and back: offered where every place draws the same, and nowhere else. */
import { checkRefactorings } from "./refactoring.ts";

const TO_WORD = "Turn the scenes “相づち” into a word";
const TO_SCENES = "Turn the word “相づち” into scenes";

const check = (source: string, expected: Readonly<Record<string, string | null>>, strategy?: "merged" | "localFirst") =>
  checkRefactorings(source, expected, { kind: "refactor.rewrite", ...(strategy && { strategy }) });

const SCENES = "＊相‸づち\n　さくら：へえ。\n\n＊相づち\n　さくら：そう、なの？\n";
const CALL = "\n＊OnBoot\n　さくら：一\n　＞相づち\n　さくら：二\n";

describe("scenes and words", () => {
  it("turns scenes that say one line into a word, and the calls into speech", async () => {
    await check(`${SCENES}${CALL}`, {
      [TO_WORD]:
        "//- /dic/main.pasta\n＠相づち：へえ。、「そう、なの？」\n\n＊OnBoot\n　さくら：一\n　さくら：＠相づち\n　さくら：二\n",
    });
    await check(`//- /dic/a.pasta\n${SCENES}//- /dic/b.pasta\r\n${CALL.replaceAll("\n", "\r\n").slice(2)}`, {
      [TO_WORD]: null,
    });
  });

  it("turns a word that is said alone into scenes, and its uses into calls", () =>
    check("＠相‸づち：へえ。、「そう、なの？」\n\n＊OnBoot\n　さくら：一\n　さくら：＠相づち\n　さくら：二\n", {
      [TO_SCENES]:
        "//- /dic/main.pasta\n\n＊OnBoot\n　さくら：一\n　＞相づち\n　さくら：二\n\n＊相づち\n　さくら：へえ。\n\n＊相づち\n　さくら：そう、なの？\n",
    }));

  it("works from the place of use, and for calls that write a beginning", () =>
    check(`${SCENES.replace("‸", "")}${CALL.replace("＞相づち", "＞相‸")}`, {
      [TO_WORD]:
        "//- /dic/main.pasta\n＠相づち：へえ。、「そう、なの？」\n\n＊OnBoot\n　さくら：一\n　さくら：＠相づち\n　さくら：二\n",
    }));

  it("is not offered for scenes that say more than text, or by several actors, or with more to them", async () => {
    await check(`${SCENES.replace("へえ", "へえ＠語　")}${CALL}`, {});
    await check(`${SCENES.replace("へえ", "\\s[1]へえ")}${CALL}`, {});
    await check(`${SCENES.replace("さくら", "まゆら")}${CALL}`, {});
    await check(`${SCENES.replace("　さくら", "　＆時：朝\n　さくら")}${CALL}`, {});
    await check(`${SCENES.replace("へえ。", "へえ。\n　さくら：x")}${CALL}`, {});
    await check(`${SCENES.replace("\n　さくら：へえ", "\n　＃ メモ\n　さくら：へえ")}${CALL}`, {});
    await check(`${SCENES}＊\n　さくら：x\n${CALL}`, {});
  });

  it("is not offered where the name is drawn otherwise, or where others would join", async () => {
    await check(`${SCENES}${CALL}　＠？相づち\n`, {});
    await check(`${SCENES}${CALL.replace("相づち", "相づち（１）")}`, {});
    await check(`${SCENES}${CALL}＊相談\n　＞相\n`, {});
    await check(`${SCENES}${CALL}　＄x＝「相づち」\n`, {});
    await check(`${SCENES}${CALL}＠相づちの山：は\n`, {});
    await check(`${SCENES}${CALL}　さくら：＠相　\n`, {});
    await check(`${SCENES}${CALL}％さくら\n　＠相づち：ふむ\n`, {});
    await check(`${SCENES}${CALL.replace("　さくら：一", "　＠相づち：ふむ\n　さくら：一")}`, {});
    await check(`${SCENES}\n＊OnBoot\n　さくら：一\n　＞相づち\n　：二\n`, {});
    await check(SCENES, {});
  });

  it("is not offered for words with marks in them, by several actors, or not said alone", async () => {
    const word = (values: string, speech: string) => `＠相‸づち：${values}\n＊OnBoot\n　さくら：一\n${speech}`;
    await check(word("へえ、うん", "　さくら：＠相づち\n"), { [TO_SCENES]: null });
    await check(word("へえ、\\s[1]", "　さくら：＠相づち\n"), {});
    await check(word("へえ、「＠語」", "　さくら：＠相づち\n"), {});
    await check(word("へえ、うん", "　さくら：＠相づち　ね\n"), {});
    await check(word("へえ、うん", "　さくら：＠相づち\n　まゆら：＠相づち\n"), {});
    await check(word("へえ、うん", "　さくら：＠相づち\n　：そう\n"), {});
    await check(word("へえ、うん", "　＄x＝＠相づち\n"), {});
    await check(word("へえ、うん", "　さくら：＠相づち\n　＞相づち\n＊相づち\n　さくら：x\n"), {});
    await check(word("へえ、うん", "　さくら：＠相づち\n　＄x＝「相」\n"), {});
    await check(word("へえ", "　さくら：＠相づち\n＠相づち、別：い\n"), {});
  });
});
