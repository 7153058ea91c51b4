/**
 * `reserved-name`: names of the form `__name__`, which the engine's grammar refuses, and variables whose names are words
 * of Lua. The engine writes `＄end` as the field `var.end`, which its Lua cannot read: the whole ghost fails to load.
 * Source: measured with engine 0.4.4, for each word.
 */
import type { MessageId } from "../messages/index.ts";
import { summarizeBlock, variablesIn } from "../project/index.ts";
import { isLuaKeyword } from "../syntax/characters.ts";
import type { TextRule } from "./model.ts";

export const reservedName: TextRule = {
  codes: ["reserved-name"],
  checkText({ block }, report) {
    for (const { code, span, message, args } of block.problems) {
      if (code !== "reserved-name") continue;
      report({ code, start: span.start, end: span.end, message: message as MessageId, args });
    }
    const summary = summarizeBlock(block);
    if (!summary.names.some(isLuaKeyword)) return;
    for (const { variable, span, local } of variablesIn(summary)) {
      const isWritten = local >= 0 && (variable.scope === "local" || variable.scope === "global");
      if (!isWritten || !isLuaKeyword(variable.text)) continue;
      const { start, end } = span;
      report({ code: "reserved-name", start, end, message: "reserved-keyword", args: [variable.text] });
    }
  },
};
