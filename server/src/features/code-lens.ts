/** `textDocument/codeLens`: run a scene from its header, and how many calls can draw it. */
import type { CodeLens } from "vscode-languageserver-types";
import type { SceneNode, Span } from "#core/syntax/model.ts";
import { blocksHere, type FeatureContext, rangeOf } from "./context.ts";
import { callersAt } from "./references.ts";
import { text } from "./texts.ts";

/** Lenses for every scene and local scene. The one that counts is resolved when it comes into view. */
export function codeLenses(context: FeatureContext): CodeLens[] {
  const lenses: CodeLens[] = [];
  for (const { block } of blocksHere(context)) {
    if (block.node.kind !== "scene") continue;
    for (const { header, name } of headers(block.node)) {
      const range = rangeOf(context.here, block, header);
      if (context.settings.codeLens.run) {
        const target = { uri: context.uri(context.path), line: range.start.line };
        lenses.push({
          range,
          command: { title: `▶ ${text("run-scene", context.locale)}`, command: "pasta.runScene", arguments: [target] },
        });
      }
      if (context.settings.codeLens.references) {
        lenses.push({ range, data: { uri: context.uri(context.path), offset: block.start + name.start } });
      }
    }
  }
  return lenses;
}

/** Fills in the lens that counts calls. */
export function resolveCodeLens(context: FeatureContext, lens: CodeLens): CodeLens {
  const places = callersAt(context, (lens.data as { readonly offset: number }).offset);
  const count = places.length;
  const { locale } = context;
  const title =
    count === 0
      ? text("no-callers", locale)
      : count === 1
        ? text("caller", locale)
        : text("callers", locale, String(count));
  return {
    ...lens,
    command: {
      title,
      command: "pasta.showReferences",
      arguments: [context.uri(context.path), lens.range.start, places],
    },
  };
}

/** The headers of a scene and of its local scenes, each with the place of its name. */
function headers(node: SceneNode): { readonly header: Span; readonly name: Span }[] {
  const own = { header: node.header, name: node.name?.span ?? node.header };
  const locals = node.locals.flatMap(({ header, name }) =>
    header === null || name === null ? [] : [{ header, name: name.span }],
  );
  return [own, ...locals];
}
