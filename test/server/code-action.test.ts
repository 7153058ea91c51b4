/** Quick fixes: after each of them, the finding it was offered for is gone. */
import assert from "node:assert/strict";
import type { TextEdit } from "vscode-languageserver-types";
import { render } from "#core/messages/index.ts";
import { codeActions } from "#server/features/code-action.ts";
import { featureFixture } from "./feature.ts";

describe("code actions", () => {
  /** Offers for the findings of the first file, and for each the codes that remain after it. */
  async function checkFixes(source: string, expected: Readonly<Record<string, readonly string[]>>) {
    const fixture = await featureFixture(source);
    const { context, checker, ghost } = fixture;
    const diagnostics = checker.diagnostics(context.path).filter(({ severity }) => severity !== "hint");
    const actions = codeActions(
      context,
      diagnostics.map(({ code, start, end, message, args, data }) => ({
        source: "pasta",
        code,
        range: context.here.range(start, end),
        message: render(message, args, "en"),
        ...(data && { data }),
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
      results[title] = left.filter(({ severity }) => severity !== "hint").map(({ code }) => code);
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

  it("adds an actor with the next free spot", () =>
    checkFixes(`＊会話\n　まゆら：やあ\n${TOML}`, {
      "Add the actor “まゆら” to pasta.toml": [],
      "Do not report unknown-actor here": [],
      "Do not report unknown-actor in this file": [],
    }));
});
