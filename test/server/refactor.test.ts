/** Refactorings: what they offer, what the text is afterwards, and that the ghost is as sound as before. */
import assert from "node:assert/strict";
import type { TextEdit } from "vscode-languageserver-types";
import { refactorings } from "#server/features/refactor.ts";
import { parseFixture } from "#test/support/fixture.ts";
import { featureFixture } from "./feature.ts";

/** The files after an edit; edits of one file do not overlap. */
function applied(
  text: string,
  edits: readonly TextEdit[],
  offset: (position: TextEdit["range"]["start"]) => number,
): string {
  const ordered = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return ordered.reduce((now, { range, newText }) => {
    return now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end));
  }, text);
}

/**
 * Offers for the range `⟦x⟧…⟦/x⟧` (or the caret). The result of each is given as its files joined by `//- /path`; null
 * where only its being offered matters. After each, the ghost has no new finding.
 */
async function checkRefactorings(source: string, expected: Readonly<Record<string, string | null>>): Promise<void> {
  const fixture = await featureFixture(source);
  const { context } = fixture;
  const marked = parseFixture(source);
  const range = marked.ranges.get("x");
  const place = marked.carets[0]?.offset ?? 0;
  const [start, end] = range === undefined ? [place, place] : [range.start, range.end];
  const actions = refactorings(context, context.here.range(start, end));
  assert.deepEqual(
    actions.map(({ title }) => title),
    Object.keys(expected),
  );
  for (const { title, edit } of actions) {
    const files = new Map(marked.files.map(({ path, text }) => [path, text]));
    for (const [uri, edits] of Object.entries(edit?.changes ?? {})) {
      const path = uri.replace("ghost:/", "");
      const lines = fixture.contextOf(path).here;
      files.set(
        path,
        applied(files.get(path) ?? "", edits, (position) => lines.offset(position)),
      );
    }
    const joined = [...files].map(([path, text]) => `//- /${path}\n${text}`).join("");
    const wanted = expected[title];
    if (wanted !== null && wanted !== undefined) assert.equal(joined, wanted);
    const codes = async (text: string) => {
      const { checker } = await featureFixture(text);
      return checker
        .paths()
        .flatMap((path) => checker.diagnostics(path).map(({ code }) => code))
        .sort();
    };
    assert.deepEqual(await codes(joined), await codes(source), title);
  }
}

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
      "＊On‸Boot\n　さくら：一\n＊\n　さくら：二\n//- /dic/b.pasta\n＊OnTalk\n　さくら：三\n",
      {},
    );
    await checkRefactorings("＆時：朝\n＊On‸Boot\n　さくら：一\n//- /dic/b.pasta\n＊OnTalk\n　さくら：三\n", {});
  });
});
