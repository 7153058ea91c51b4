/** `textDocument/inlayHint`: how many candidates a call, choice or word draws from, behind its name. */
import type { InlayHint, Range } from "vscode-languageserver-types";
import { type Reference, referencesIn } from "#core/project/index.ts";
import { answerTo, drawSize } from "./answers.ts";
import { type FeatureContext, usersHere } from "./context.ts";
import { text } from "./texts.ts";

export function inlayHints(context: FeatureContext, range: Range): InlayHint[] {
  const { inlayHints: wanted } = context.settings;
  if (wanted === "off") return [];
  const [from, to] = [context.here.offset(range.start), context.here.offset(range.end)];
  const hints: InlayHint[] = [];
  for (const at of usersHere(context)) {
    for (const reference of referencesIn(at.summary)) {
      // Behind the quote that ends a name in Lua.
      const end = at.start + reference.span.end + (reference.origin === "lua" ? 1 : 0);
      if (end < from || end > to || !isDraw(reference)) continue;
      const answer = answerTo(context, { reference, at, start: at.start });
      const size = answer.step === "none" ? 0 : drawSize(answer);
      if (size === null || (size === 1 && wanted === "ambiguous")) continue;
      const label =
        size === 1 ? text("candidates-one", context.locale) : text("candidates", context.locale, String(size));
      hints.push({ position: context.here.position(end), label: `→ ${label}`, paddingLeft: true });
    }
  }
  return hints;
}

/** Whether a reference draws; a field of `GLOBAL` in Lua is only read. */
function isDraw({ origin, kind, isAct }: Reference): boolean {
  return kind !== "globalFunction" && (origin === "pasta" || isAct === true);
}
