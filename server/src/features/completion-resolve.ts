/** `completionItem/resolve`: what an offered name is — first lines of scenes, values of words, the heads of functions. */
import { type CompletionItem, MarkupKind } from "vscode-languageserver-types";
import {
  actorWordCandidates,
  globalSceneCandidates,
  globalWordCandidates,
  localSceneCandidates,
  localWordCandidates,
  lookUp,
} from "#core/resolve/index.ts";
import { firstLines } from "./answers.ts";
import type { CompletionData } from "./completion.ts";
import type { FeatureContext } from "./context.ts";
import { actorLines, functionLines, variableLines } from "./hover-parts.ts";
import { describeFunction, LIBRARY, signatureOf } from "./lua-library.ts";
import { code, codeBlock, escapeMarkdown } from "./markdown.ts";

type KeyedData = CompletionData & { readonly key: string };

/** Scenes and values that are shown; the list behind the caret is small. */
const SHOWN = 3;
const VALUES = 8;

export function resolveCompletion(context: FeatureContext, item: CompletionItem): CompletionItem {
  const data = item.data as CompletionData | undefined;
  if (typeof data?.what !== "string") return item;
  const lines = linesFor(context, { ...data, key: data.key ?? item.label });
  return lines.length === 0
    ? item
    : { ...item, documentation: { kind: MarkupKind.Markdown, value: lines.join("\n\n") } };
}

function linesFor(context: FeatureContext, { what, key, module, of = "" }: KeyedData): readonly string[] {
  const { tables, strategy } = context.snapshot;
  switch (what) {
    case "scene": {
      const entries = [...localSceneCandidates(tables, module, key), ...globalSceneCandidates(tables, key)];
      const lines = entries
        .slice(0, SHOWN)
        .flatMap((entry) => [`＊${entry.name}`, ...firstLines(context, entry, 3).map((line) => `　${line}`)]);
      return lines.length === 0 ? [] : [codeBlock(lines)];
    }
    case "word": {
      const own = [...tables.actors.keys()].flatMap((actor) => actorWordCandidates(tables, actor, key));
      const found = [...localWordCandidates(tables, module, key), ...globalWordCandidates(tables, key), ...own];
      const values = [...new Set(found.map(({ value }) => value))];
      const rest = values.length > VALUES ? " …" : "";
      return values.length === 0 ? [] : [values.slice(0, VALUES).map(code).join(" ") + rest];
    }
    case "function": {
      const answer = lookUp(tables, { kind: "globalFunction", key, module: null, actor: null }, strategy);
      return answer.step === "global" ? functionLines(context, key, answer) : [];
    }
    case "actor":
      return actorLines(context, key);
    case "variable":
      return variableLines(context, { kind: "variable", name: key, scope: of });
    case "library": {
      const found = LIBRARY.get(of)?.find(({ name }) => name === key);
      if (found === undefined) return [];
      return [codeBlock([signatureOf(of, found)], "lua"), escapeMarkdown(describeFunction(found, context.locale))];
    }
  }
}
