/** Refactorings: what they offer, what the text is afterwards, and that the ghost is as sound as before. */
import assert from "node:assert/strict";
import { refactorings } from "#server/features/refactor.ts";
import { featureFixture } from "./feature.ts";
import { checkRefactorings } from "./refactoring.ts";

describe("refactorings", () => {
  it("extract lines to a scene of their own, called in their place", () =>
    checkRefactorings("＊OnBoot\n　さくら：一\n⟦x⟧　さくら：二\n　＄x＝１\n⟦/x⟧　さくら：三\n", {
      "Extract to a local scene “part”":
        "//- /dic/main.pasta\n＊OnBoot\n　さくら：一\n　＞part\n　さくら：三\n\n　・part\n　　さくら：二\n　　＄x＝１\n",
      "Extract to a scene “part”":
        "//- /dic/main.pasta\n＊OnBoot\n　さくら：一\n　＞part\n　さくら：三\n\n＊part\n　さくら：二\n　＄x＝１\n",
    }));

  it("hand the arguments on, and keep the line breaks of the file", () =>
    checkRefactorings("＊OnBoot\r\n⟦x⟧　さくら：＄０と＄２\r\n⟦/x⟧　さくら：三\r\n", {
      "Extract to a local scene “part”":
        "//- /dic/main.pasta\n＊OnBoot\r\n　＞part（＄０、＄１、＄２）\r\n　さくら：三\r\n\r\n　・part\r\n　　さくら：＄０と＄２\r\n",
      "Extract to a scene “part”": null,
    }));

  it("write in the width of the file, and end it as it ended", async () => {
    await checkRefactorings("*OnBoot\n  さくら:一\n⟦x⟧  さくら:＄０\n⟦/x⟧*OnClose\n  さくら:二\n", {
      "Extract to a local scene “part”":
        "//- /dic/main.pasta\n*OnBoot\n  さくら:一\n  >part($0)\n\n  -part\n    さくら:＄０\n*OnClose\n  さくら:二\n",
      "Extract to a scene “part”":
        "//- /dic/main.pasta\n*OnBoot\n  さくら:一\n  >part($0)\n\n*part\n  さくら:＄０\n*OnClose\n  さくら:二\n",
    });
    // The other file is broken too, for the end that is missing here is a fault by itself.
    const other = "//- /dic/a.pasta\n＊OnClose\n　こわれた\n//- /dic/b.pasta\n";
    await checkRefactorings(`${other}＊OnBoot\n　さくら：一\n⟦x⟧‸　さくら：二⟦/x⟧`, {
      "Extract to a local scene “part”": `${other}＊OnBoot\n　さくら：一\n　＞part\n\n　・part\n　　さくら：二\n`,
      "Extract to a scene “part”": `${other}＊OnBoot\n　さくら：一\n　＞part\n\n＊part\n　さくら：二\n`,
    });
  });

  it("take comments at the edges of the selection along, and leave blank lines where they are", async () => {
    await checkRefactorings(
      "＊OnBoot\n　さくら：一\n⟦x⟧\n　＃ ここから\n　さくら：二\n　＃ ここまで\n\n⟦/x⟧　さくら：三\n",
      {
        "Extract to a local scene “part”":
          "//- /dic/main.pasta\n＊OnBoot\n　さくら：一\n\n　＞part\n\n　さくら：三\n\n　・part\n　　＃ ここから\n　　さくら：二\n　　＃ ここまで\n",
        "Extract to a scene “part”": null,
      },
    );
    await checkRefactorings("＊OnBoot\r\n⟦x⟧\r\n　さくら：二\r\n\r\n⟦/x⟧　さくら：三\r\n", {
      "Extract to a local scene “part”":
        "//- /dic/main.pasta\n＊OnBoot\r\n\r\n　＞part\r\n\r\n　さくら：三\r\n\r\n　・part\r\n　　さくら：二\r\n",
      "Extract to a scene “part”": null,
    });
    await checkRefactorings("＊OnBoot\n　さくら：一\n⟦x⟧　＃ なにも\n⟦/x⟧　さくら：三\n", {});
    await checkRefactorings("⟦x⟧＊OnBoot\n　さくら：一\n⟦/x⟧　さくら：三\n", {});
    await checkRefactorings("＊OnBoot\n　さくら：一\n⟦x⟧　さくら：二\n　・中\n⟦/x⟧　　さくら：三\n", {});
  });

  it("stay in the scene where the lines need its own names", () =>
    checkRefactorings("＊OnBoot\n　＠語：あ\n⟦x⟧　さくら：＠語\n⟦/x⟧　さくら：三\n", {
      "Extract to a local scene “part”": null,
    }));

  it("take a name that nobody asks for and that draws nothing else", async () => {
    await checkRefactorings("＊OnBoot\n⟦x⟧　さくら：二\n⟦/x⟧　＞par\n＊park\n　さくら：一\n", {
      "Extract to a local scene “extracted”": null,
      "Extract to a scene “extracted”": null,
    });
    await checkRefactorings("＊OnBoot\n⟦x⟧　さくら：二\n⟦/x⟧　＞partner\n＊partner\n　さくら：一\n", {
      "Extract to a local scene “part2”": null,
      "Extract to a scene “part2”": null,
    });
  });

  it("do not cut speech from its speaker, and take whole lines of one scene only", async () => {
    await checkRefactorings("＊OnBoot\n⟦x⟧　さくら：一\n⟦/x⟧　：つづき\n", {});
    await checkRefactorings("＊OnBoot\n　さくら：一\n⟦x⟧　：つづき\n⟦/x⟧", {});
    await checkRefactorings("＊OnBoot\n　さくら：一\n⟦x⟧　さくら：二\n　・次\n　　さくら：三\n⟦/x⟧", {});
  });

  it("move a scene to another file, as long as it keeps its name and attributes", async () => {
    await checkRefactorings(
      "＊OnBoot\n　さくら：一\n\n＊On‸Close\n　さくら：二\n\n//- /dic/b.pasta\n＊OnTalk\n　さくら：三\n",
      {
        "Move the scene “OnClose” to dic/b.pasta":
          "//- /dic/main.pasta\n＊OnBoot\n　さくら：一\n\n//- /dic/b.pasta\n＊OnTalk\n　さくら：三\n\n＊OnClose\n　さくら：二\n",
      },
    );
    await checkRefactorings(
      "＊OnBoot\n　さくら：一\n\n＃ 閉じる\n＃ とき\n＊On‸Close\n　さくら：二\n＃ 話す\n＊OnTalk\n　さくら：三\n//- /dic/b.pasta\n＊OnHour\n　さくら：四\n",
      {
        "Move the scene “OnClose” to dic/b.pasta":
          "//- /dic/main.pasta\n＊OnBoot\n　さくら：一\n\n＃ 話す\n＊OnTalk\n　さくら：三\n//- /dic/b.pasta\n＊OnHour\n　さくら：四\n\n＃ 閉じる\n＃ とき\n＊OnClose\n　さくら：二\n",
      },
    );
    await checkRefactorings(
      "＊On‸Boot\n　さくら：一\n＊\n　さくら：二\n//- /dic/b.pasta\n＊OnTalk\n　さくら：三\n",
      {},
    );
    await checkRefactorings("＆時：朝\n＊On‸Boot\n　さくら：一\n//- /dic/b.pasta\n＊OnTalk\n　さくら：三\n", {});
  });

  it("offer the files that are nearest by name first, and no endless list", async () => {
    const file = (path: string) => `//- /${path}\n＊OnHour\n　さくら：一\n`;
    const far = Array.from({ length: 20 }, (_, i) => file(`dic/a${i + 10}.pasta`)).join("");
    const { context, parser, position } = await featureFixture(
      `${far}//- /dic/talk/朝.pasta\n＊On‸Boot\n　さくら：一\n${file("dic/talk/朝食.pasta")}${file("dic/talk/夜.pasta")}`,
    );
    const moved = refactorings(context, { start: position, end: position }, parser).filter(
      ({ kind }) => kind === "refactor.move",
    );
    assert.equal(moved.length, 12);
    assert.deepEqual(
      moved.slice(0, 2).map(({ title }) => title.split(" ").at(-1)),
      ["dic/talk/朝食.pasta", "dic/talk/夜.pasta"],
    );
  });
});
