/** `unused-word`: a list of words that no reference and no string of the ghost asks for. */
import { anyPrefix } from "../project/index.ts";
import type { WordDeclaration } from "../resolve/index.ts";
import type { NameContext, NameRule } from "./model.ts";

export const unusedWord: NameRule = {
  codes: ["unused-word"],
  checkNames({ summary, references, usage }, report) {
    const check = (words: readonly WordDeclaration[], isUsed: (name: string) => boolean) => {
      for (const { name, nameSpan, origin } of words) {
        if (origin !== "pasta" || isUsed(name)) continue;
        const { start, end } = nameSpan;
        report({ code: "unused-word", start, end, message: "unused-word", args: [name], unnecessary: true });
      }
    };
    check(summary.words, (name) => usage.asksForWord(name));
    check(summary.actor?.words ?? [], (name) => usage.asksForWord(name));
    check(summary.scene?.words.lists.flat() ?? [], (name) => isUsedInScene(name, references, usage));
  },
};

function isUsedInScene(name: string, references: NameContext["references"], usage: NameContext["usage"]): boolean {
  const asked = references.some(({ kind, key }) => kind === "word" && key !== "" && name.startsWith(key));
  return asked || anyPrefix(name, (prefix) => usage.strings.has(prefix));
}
