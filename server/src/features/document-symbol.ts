/** `textDocument/documentSymbol`: the outline of a dictionary — scenes with their local scenes, actors, words — or of what a file of Lua makes. */
import { type DocumentSymbol, SymbolKind } from "vscode-languageserver-types";
import type { LuaSummary } from "#core/project/index.ts";
import type { Block, Name, SceneNode, Span, WordNode } from "#core/syntax/model.ts";
import { blocksHere, type FeatureContext, rangeOf } from "./context.ts";

export function documentSymbols(context: FeatureContext): DocumentSymbol[] {
  const lua = context.snapshot.lua.get(context.path);
  if (lua !== undefined) return luaSymbols(context, lua.summary);
  return blocksHere(context).flatMap(({ block, module, summary }) => {
    const { node } = block;
    switch (node.kind) {
      case "scene":
        return [scene(context, block, node, module, summary.scene?.fields.values() ?? [])];
      case "actor":
        return [
          {
            ...symbol(context, block, node.name, node.span, SymbolKind.Object, "％"),
            children: node.words.flatMap((word) => words(context, block, word)),
          },
        ];
      case "word":
        return words(context, block, node);
      default:
        return [];
    }
  });
}

/** What a file of Lua gives the ghost, in the order of its text. */
function luaSymbols({ here }: FeatureContext, { fields, scenes, actors, words: lists }: LuaSummary): DocumentSymbol[] {
  const made = (detail: string, kind: SymbolKind) => (named: LuaSummary["scenes"][number]) => ({
    ...named,
    detail,
    kind,
  });
  const functions = fields.filter(({ owner }) => owner === "global");
  return [
    ...functions.map(made("GLOBAL", SymbolKind.Function)),
    ...scenes.map(made("＊", SymbolKind.Class)),
    ...actors.map(made("％", SymbolKind.Object)),
    ...lists.map(made("＠", SymbolKind.Array)),
  ]
    .filter(({ name }) => name !== "")
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ name, detail, kind, span, nameSpan }) => ({
      name,
      detail,
      kind,
      range: here.range(Math.min(span.start, nameSpan.start), Math.max(span.end, nameSpan.end)),
      selectionRange: here.range(nameSpan.start, nameSpan.end),
    }));
}

function scene(
  context: FeatureContext,
  block: Block,
  node: SceneNode,
  module: string | null,
  fields: Iterable<{ readonly origin: string; readonly name: string; readonly span: Span; readonly nameSpan: Span }>,
): DocumentSymbol {
  const named = node.name ?? { text: block.sceneName, span: node.header };
  const children = node.words.flatMap((word) => words(context, block, word));
  for (const local of node.locals) {
    if (local.name !== null) children.push(symbol(context, block, local.name, local.span, SymbolKind.Method, "・"));
  }
  for (const { origin, name, span, nameSpan } of fields) {
    if (origin !== "lua") continue;
    children.push(symbol(context, block, { text: name, span: nameSpan }, span, SymbolKind.Function, "Lua"));
  }
  const detail = node.name === null ? `＊ ${module ?? ""}` : (module ?? "");
  return { ...symbol(context, block, named, node.span, SymbolKind.Class, detail), children };
}

function words(context: FeatureContext, block: Block, word: WordNode): DocumentSymbol[] {
  return word.names.map((name) =>
    symbol(context, block, name, word.span, SymbolKind.Array, `＠ ${word.values.length}`),
  );
}

function symbol(
  { here }: FeatureContext,
  block: Block,
  name: Name,
  span: Span,
  kind: SymbolKind,
  detail: string,
): DocumentSymbol {
  const whole = { start: Math.min(span.start, name.span.start), end: Math.max(span.end, name.span.end) };
  return {
    // An outline refuses symbols without a name.
    name: name.text === "" ? "＊" : name.text,
    detail,
    kind,
    range: rangeOf(here, block, whole),
    selectionRange: rangeOf(here, block, name.span),
  };
}
