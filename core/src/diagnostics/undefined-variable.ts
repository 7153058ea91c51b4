/** `undefined-variable`: a variable that is read and that nothing in the ghost ever sets. */
import { eachVariable, type Usage, variableKey, variablesIn } from "../project/index.ts";
import type { NameRule } from "./model.ts";

export const undefinedVariable: NameRule = {
  codes: ["undefined-variable"],
  checkNames({ summary, usage }, report) {
    let isAny = false;
    eachVariable(summary, (scope, text, role) => {
      isAny ||= role === "get" && isNeverSet(usage, { scope, text });
    });
    if (!isAny) return;
    for (const { variable, span, role } of variablesIn(summary)) {
      const { scope, text } = variable;
      if (role !== "get" || !isNeverSet(usage, variable)) continue;
      const name = scope === "global" ? `＄＊${text}` : `＄${text}`;
      report({
        code: "undefined-variable",
        start: span.start,
        end: span.end,
        message: "undefined-variable",
        args: [name],
        data: { key: text, scope },
      });
    }
  },
};

/** Whether nothing sets a variable that scripts can set. Lua may set some whose names only a run knows: `*` stands for those. */
function isNeverSet({ writers }: Usage, { scope, text }: { readonly scope: string; readonly text: string }): boolean {
  if (scope !== "local" && scope !== "global") return false;
  return !writers.has(variableKey({ scope, text })) && !writers.has(`${scope}:*`);
}
