/** Inlining a scene that is called once: offered where nothing changes, and nowhere else. */
import { checkRefactorings } from "./refactoring.ts";

const check = (source: string, result: string | null, strategy?: "merged" | "localFirst") =>
  checkRefactorings(source, result === null ? {} : { "Put the lines of “続き” where it is called": result }, {
    kind: "refactor.inline",
    ...(strategy && { strategy }),
  });

const CALLER = "＊OnBoot\n　さくら：一\n　＞続き\n　さくら：三\n";

describe("inlining a scene", () => {
  it("moves its lines to its call, from its header and from the call", async () => {
    const inlined = "//- /dic/main.pasta\n＊OnBoot\n　さくら：一\n　さくら：二\n　＄x＝１\n　さくら：三\n";
    await check(`${CALLER}\n＊続‸き\n　さくら：二\n　＄x＝１\n`, inlined);
    await check(`${CALLER.replace("＞続", "＞続‸")}\n＊続き\n　さくら：二\n　＄x＝１\n`, inlined);
  });

  it("moves local scenes too, keeps comments, line breaks and the indentation there", async () => {
    await check(
      "＊OnBoot\n　＞始め\n　・続‸き\n　　さくら：二\n　　＃ なにか\n　　さくら：三\n　・始め\n　　＞続き\n",
      "//- /dic/main.pasta\n＊OnBoot\n　＞始め\n　・始め\n　　さくら：二\n　　＃ なにか\n　　さくら：三\n",
    );
    await check(
      "＊OnBoot\r\n　＞続き\r\n\r\n＊続‸き\r\n　さくら：二\r\n\r\n＊OnClose\r\n　さくら：三\r\n",
      "//- /dic/main.pasta\n＊OnBoot\r\n　さくら：二\r\n\r\n＊OnClose\r\n　さくら：三\r\n",
    );
  });

  it("takes the comments of the scene along, and leaves those of others", () =>
    check(
      "＊OnBoot\n　＞続き\n　さくら：三\n\n＃ 一休み\n＃ pasta-ignore unused-scene\n＊続‸き\n　さくら：二\n　＃ 終わり\n\n＃ 次\n＊OnClose\n　さくら：四\n",
      "//- /dic/main.pasta\n＊OnBoot\n　＃ 一休み\n　さくら：二\n　＃ 終わり\n　さくら：三\n\n＃ 次\n＊OnClose\n　さくら：四\n",
    ));

  it("keeps the comments that end the lines of the call and of the header", () =>
    check(
      "＊OnBoot\n　＞続き ＃ ここで\n　さくら：三\n＊続‸き　# 一休み\n　さくら：二 ＃ せりふ\n",
      "//- /dic/main.pasta\n＊OnBoot\n　＃ ここで\n　# 一休み\n　さくら：二 ＃ せりふ\n　さくら：三\n",
    ));

  it("works between files, and at the end of one", () =>
    check(
      "＊続‸き\n　さくら：二\n//- /dic/b.pasta\n＊OnBoot\n　さくら：一\n　＞続き",
      "//- /dic/main.pasta\n//- /dic/b.pasta\n＊OnBoot\n　さくら：一\n　さくら：二",
    ));

  it("is not offered where the call draws others, or others can start the scene", async () => {
    await check(`${CALLER}＊続‸き\n　さくら：二\n＊続き物\n　さくら：x\n`, null);
    await check(`${CALLER}＊続‸き\n　さくら：二\n＊続き\n　さくら：x\n`, null);
    await check(`${CALLER}　＞続き\n＊続‸き\n　さくら：二\n`, null);
    await check(`${CALLER.replace("続き", "OnX")}＊On‸X\n　さくら：二\n`, null);
    await check(`${CALLER}　＄x＝「続き」\n＊続‸き\n　さくら：二\n`, null);
    await check(`${CALLER}＊続‸き\n　さくら：二\n//- /scripts/a.lua\nf("続")\n`, null);
    await check(`${CALLER.replace("＞続き", "＠？続き")}＊続‸き\n　さくら：二\n`, null);
    await check(`${CALLER}＊続‸き\n　さくら：二\n　＞続き\n`, null);
    await check("＊OnBoot\n　さくら：x\n＊続‸き\n　さくら：二\n", null);
  });

  it("is not offered where the lines would mean something else", async () => {
    await check(`${CALLER}＊続‸き\n　さくら：＄０　さん\n`, null);
    await check(`${CALLER.replace("＞続き", "＞続き（１）")}＊続‸き\n　さくら：二\n`, null);
    await check(`${CALLER}＊続‸き\n　＆時：朝\n　さくら：二\n`, null);
    await check(`＆時：朝\n${CALLER}＊続‸き\n　さくら：二\n`, null);
    await check(`${CALLER}＊続‸き\n　％さくら\n　さくら：二\n`, null);
    await check(`${CALLER}＊続‸き\n　＠語：い\n　さくら：＠語\n`, null);
    await check(`${CALLER}＊続‸き\n　さくら：二\n　・中\n　　さくら：x\n`, null);
    await check(`${CALLER}＊続‸き\n　さくら：二\n＊\n　さくら：x\n`, null);
    await check(`${CALLER}　・中\n　　さくら：x\n＊続‸き\n　＞中\n＊中\n　さくら：y\n`, null);
    await check(`${CALLER}＊続‸き\n\`\`\`lua\nlocal x = 1\n\`\`\`\n　さくら：二\n`, null);
  });

  it("is not offered where speech goes on behind the call: it belongs to who spoke before", async () => {
    await check("＊OnBoot\n　さくら：一\n　＞続き\n　：そう\n＊続‸き\n　まゆら：二\n", null);
    await check("＊OnBoot\n　さくら：一\n　＞続き\n　＄x＝１\n　：そう\n＊続‸き\n　まゆら：二\n", null);
  });
});
