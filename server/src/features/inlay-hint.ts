/** `textDocument/inlayHint`: how many candidates a call, choice or word draws from, behind its name. */
import type { InlayHint, Range } from "vscode-languageserver-types";
import { answerTo, drawSize } from "./answers.ts";
import { blocksHere, type FeatureContext } from "./context.ts";
import { text } from "./texts.ts";

export function inlayHints(context: FeatureContext, range: Range): InlayHint[] {
  const { inlayHints: wanted } = context.settings;
  if (wanted === "off") return [];
  const [from, to] = [context.here.offset(range.start), context.here.offset(range.end)];
  const hints: InlayHint[] = [];
  for (const at of blocksHere(context)) {
    const { block, summary } = at;
    if (block.start > to || block.start + block.node.span.end < from) continue;
    for (const reference of summary.references) {
      const end = block.start + reference.span.end;
      if (end < from || end > to || reference.origin === "lua") continue;
      const size = drawSize(answerTo(context, { reference, at, start: block.start }));
      if (size === null || (size === 1 && wanted === "ambiguous")) continue;
      const label =
        size === 1 ? text("candidates-one", context.locale) : text("candidates", context.locale, String(size));
      hints.push({ position: context.here.position(end), label: `→ ${label}`, paddingLeft: true });
    }
  }
  return hints;
}
