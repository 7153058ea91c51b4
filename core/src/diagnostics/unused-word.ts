/** `unused-word`: a list of words that no reference and no string of the ghost asks for. */
import { anyPrefix } from "../project/index.ts";
import type { Name, WordNode } from "../syntax/model.ts";
import type { BlockContext, Rule } from "./model.ts";

export const unusedWord: Rule = {
  codes: ["unused-word"],
  check(context, report) {
    const { block, usage, summary } = context;
    const { node } = block;
    const check = (word: WordNode, isUsed: (name: string) => boolean) => {
      for (const name of word.names) if (!isUsed(name.text)) report(finding(name));
    };
    if (node.kind === "word") check(node, (name) => usage.asksForWord(name));
    if (node.kind === "actor") for (const word of node.words) check(word, (name) => usage.asksForWord(name));
    if (node.kind === "scene")
      for (const word of node.words) check(word, (name) => isUsedInScene(name, summary, usage));
  },
};

function isUsedInScene(name: string, summary: BlockContext["summary"], usage: BlockContext["usage"]): boolean {
  const asked = summary.references.some(({ kind, key }) => kind === "word" && key !== "" && name.startsWith(key));
  return asked || anyPrefix(name, (prefix) => usage.strings.has(prefix));
}

function finding({ text, span }: Name) {
  const { start, end } = span;
  return { code: "unused-word", start, end, message: "unused-word", args: [text], unnecessary: true } as const;
}
