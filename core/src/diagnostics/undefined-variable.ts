/** `undefined-variable`: a variable that is read and that nothing in the ghost ever sets. */
import { variableKey, variablesIn } from "../project/index.ts";
import type { NameRule } from "./model.ts";

export const undefinedVariable: NameRule = {
  codes: ["undefined-variable"],
  checkNames({ summary, usage }, report) {
    for (const { variable, span, role } of variablesIn(summary)) {
      const { scope, text } = variable;
      if (role !== "get" || (scope !== "local" && scope !== "global")) continue;
      // Lua may set variables whose names only a run knows; they are recorded under this name.
      if (usage.writers.has(variableKey(variable)) || usage.writers.has(`${scope}:*`)) continue;
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
