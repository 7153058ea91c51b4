/** Quick fixes: after each of them, the finding it was offered for is gone. */
import assert from "node:assert/strict";
import type { TextEdit } from "vscode-languageserver-types";
import { render } from "#core/messages/index.ts";
import { codeActions } from "#server/features/code-action.ts";
import { featureFixture } from "./feature.ts";

describe("code actions", () => {
  /** Offers for the findings of the first file, and for each the codes that remain after it. */
  async function checkFixes(source: string, expected: Readonly<Record<string, readonly string[]>>, hints = false) {
    const fixture = await featureFixture(source);
    const { context, checker, ghost } = fixture;
    const diagnostics = checker.diagnostics(context.path).filter(({ severity }) => hints || severity !== "hint");
    const actions = codeActions(
      context,
      diagnostics.map(({ code, start, end, message, args, data, related }) => ({
        source: "pasta",
        code,
        range: context.here.range(start, end),
        message: render(message, args, "en"),
        ...(data && { data }),
        relatedInformation: (related ?? []).map((near) => ({
          message: "",
          location: { uri: ghost.uri(near.file ?? context.path), range: context.here.range(near.start, near.end) },
        })),
      })),
    );
    const results: Record<string, string[]> = {};
    for (const { title, edit } of actions) {
      const files = new Map([...ghost.snapshot.documents].map(([path, { text }]) => [path, text]));
      if (ghost.configText !== "") files.set("pasta.toml", ghost.configText);
      for (const [uri, edits] of Object.entries(edit?.changes ?? {})) {
        const path = uri.replace("ghost:/", "");
        for (const { range, newText } of edits as TextEdit[]) {
          const lines = fixture.contextOf(path).here;
          const text = files.get(path) ?? "";
          files.set(path, text.slice(0, lines.offset(range.start)) + newText + text.slice(lines.offset(range.end)));
        }
      }
      const after = await featureFixture([...files].map(([path, text]) => `//- /${path}\n${text}`).join(""));
      const left = after.checker.paths().flatMap((path) => after.checker.diagnostics(path));
      results[title] = left.filter(({ severity }) => hints || severity !== "hint").map(({ code }) => code);
    }
    assert.deepEqual(results, expected);
  }

  const TOML = '//- /pasta.toml\n[actor."さくら"]\nspot = 0\n';

  it("offers the name that was meant, and to create what is missing", () =>
    checkFixes(`＊会話\n　さくら：やあ\n　＞挨拶ｱ\n//- /dic/b.pasta\n＊挨拶ア\n　＞会話\n${TOML}`, {
      "Change to “挨拶ア”": [],
      "Create the local scene “挨拶ｱ” here": [],
      "Create the scene “挨拶ｱ” in this file": [],
      "Create the scene “挨拶ｱ” in dic/b.pasta": [],
      "Do not report unresolved-scene here": [],
      "Do not report unresolved-scene in this file": [],
    }));

  it("defines a word in the file or in the scene, also at an end without a line break", () =>
    checkFixes(`＊会話\n　さくら：＠相づち\n${TOML}`, {
      "Define the word “相づち” in this file": [],
      "Define the word “相づち” in this scene": [],
      "Do not report unresolved-word here": [],
      "Do not report unresolved-word in this file": [],
    }));

  it("defines a word for who speaks it, behind the words there are", async () => {
    const { context, checker } = await featureFixture(
      "％さくら\r\n　＠通常：\\s[0]\r\n\r\n＊OnBoot\r\n　さくら：＠笑い\r\n",
    );
    const [found] = checker.diagnostics(context.path).filter(({ code }) => code === "unresolved-word");
    assert.ok(found !== undefined);
    const { start, end, data } = found;
    const range = context.here.range(start, end);
    const offers = codeActions(context, [
      { source: "pasta", code: "unresolved-word", range, message: "", ...(data && { data }) },
    ]);
    const [edit] = offers
      .filter(({ title }) => title === "Define the word “笑い” for さくら")
      .flatMap((offer) => offer.edit?.changes?.[context.uri(context.path)] ?? []);
    assert.deepEqual(edit, {
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
      newText: "　＠笑い：笑い\r\n",
    });
    await checkFixes("％さくら\n＊OnBoot\n　さくら：＠笑い\n", {
      "Define the word “笑い” in this file": [],
      "Define the word “笑い” in this scene": [],
      "Define the word “笑い” for さくら": [],
      ...silence("unresolved-word"),
    });
  });

  it("adds an actor with the next free spot", () =>
    checkFixes(`＊会話\n　まゆら：やあ\n${TOML}`, {
      "Add the actor “まゆら” to pasta.toml": [],
      "Do not report unknown-actor here": [],
      "Do not report unknown-actor in this file": [],
    }));

  const silence = (code: string) => ({
    [`Do not report ${code} here`]: [],
    [`Do not report ${code} in this file`]: [],
  });

  it("defines the function that is missing, in the scene or in GLOBAL", async () => {
    await checkFixes(`＊OnBoot\n　＆時：朝\n　さくら：＠量る（１）\n${TOML}`, {
      "Define the function “量る” in this scene": [],
      ...silence("unresolved-function"),
    });
    await checkFixes(`＊OnBoot\r\n　さくら：＠＊量る（１）\r\n${TOML}`, {
      "Define the function “量る” in this scene": [],
      ...silence("unresolved-function"),
    });
  });

  it("sets a variable, lets somebody speak, and writes names that are not reserved", async () => {
    await checkFixes(`＊OnBoot\n　さくら：＄＊回数　回\n${TOML}`, {
      "Set ＄＊回数 above": [],
      ...silence("undefined-variable"),
    });
    await checkFixes(`＊OnBoot\n　＄回数＝１\n　さくら：＄回敷　＄＊回数　\n${TOML}`, {
      "Change to “回数”": ["undefined-variable"],
      "Set ＄回敷 above": ["undefined-variable"],
      "Set ＄＊回数 above": ["undefined-variable"],
      "Do not report undefined-variable here": [],
      "Do not report undefined-variable in this file": [],
    });
    await checkFixes(`＊OnBoot\n　：やあ\n${TOML}`, { "Let “さくら” speak": [] });
    await checkFixes(`＊__秘密__\n　さくら：x\n${TOML}`, { "Change to “秘密”": [] });
  });

  it("takes away what nobody asks for and what does not count", async () => {
    await checkFixes(
      `＠皿：い\n＊OnBoot\n　さくら：x\n${TOML}`,
      { "Remove “皿”": [], ...silence("unused-word") },
      true,
    );
    await checkFixes(`＠皿、鉢：い\n＊OnBoot\n　さくら：＠鉢　\n${TOML}`, silence("unused-word"), true);
    await checkFixes(
      `＊OnBoot\n　さくら：x\n\n＊忘れもの\n　さくら：y\n\n＊OnClose\n　さくら：z\n${TOML}`,
      {
        "Remove “忘れもの”": [],
        ...silence("unused-scene"),
      },
      true,
    );
    await checkFixes(
      `＊OnBoot\n　さくら：x\n　・中\n　　さくら：y\n\n＊OnClose\n　さくら：z\n${TOML}`,
      {
        "Remove “中”": [],
        ...silence("unused-scene"),
      },
      true,
    );
    await checkFixes(`＊OnBoot\n　＆時：朝\n　＆時：夜\n　さくら：x\n${TOML}`, {
      "Remove the first one, which does not count": [],
      ...silence("duplicate-attribute"),
    });
    await checkFixes(
      `％さくら\n　＄年＝１７\n＊OnBoot\n　さくら：x\n${TOML}`,
      {
        "Remove these lines": [],
        ...silence("unreachable-code"),
      },
      true,
    );
  });

  it("writes the name that an alias takes away", () =>
    checkFixes(`＊OnBoot\n　＞会話\n＊OnTalk\n　さくら：x\n＊会話・朝\n　さくら：x\n${TOML}`, {
      "Change to “会話・朝”": [],
      ...silence("shadowed-by-alias"),
    }));

  it("writes in the width of the file, and nothing before a byte order mark", async () => {
    const made = async (source: string, code: string) => {
      const { context, checker } = await featureFixture(source);
      const found = checker.diagnostics(context.path).filter((one) => one.code === code);
      const actions = codeActions(
        context,
        found.map(({ start, end, data }) => ({
          source: "pasta",
          code,
          range: context.here.range(start, end),
          message: "",
          ...(data && { data }),
        })),
      );
      return actions.flatMap(({ edit }) =>
        Object.values(edit?.changes ?? {})
          .flat()
          .map(({ newText, range }) => `${range.start.line}:${range.start.character} ${newText}`),
      );
    };
    assert.deepEqual(await made("*OnBoot\n  >無い\n*OnClose\n  >OnBoot\n", "unresolved-scene"), [
      "2:0 \n  -無い\n    さくら:…\n",
      "4:0 \n*無い\n  さくら:…\n",
      "1:0   # pasta-ignore unresolved-scene\n",
      "0:0 # pasta-ignore-file unresolved-scene\n",
    ]);
    assert.deepEqual((await made("\ufeff＊無用\n　＞無用\n＊誰も\n　＞無用\n", "unused-scene")).slice(-1), [
      "0:1 ＃ pasta-ignore-file unused-scene\n",
    ]);
    assert.deepEqual((await made("\ufeff＊誰も\n　＞OnBoot\n＊OnBoot\n　＞OnBoot\n", "unused-scene")).slice(1, 2), [
      "0:1 ＃ pasta-ignore unused-scene\n",
    ]);
  });

  it("takes the comments of a scene away with it", () =>
    checkFixes(
      `＊OnBoot\n　さくら：x\n\n＃ だれも\n＊誰も\n　さくら：y\n＃ 閉じる\n＊OnClose\n　さくら：z\n${TOML}`,
      {
        "Remove “誰も”": [],
        "Do not report unused-scene here": [],
        "Do not report unused-scene in this file": [],
      },
      true,
    ));
});
