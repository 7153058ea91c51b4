/** `syntax-error`, `continuation-without-speaker`, `property-in-expression`: what the parser has to say. */
import { CODES, type DiagnosticCode, type TextRule } from "./model.ts";

const KNOWN: ReadonlySet<string> = new Set(CODES);

export const syntaxError: TextRule = {
  codes: ["syntax-error", "continuation-without-speaker", "property-in-expression"],
  checkText({ block }, report) {
    for (const { code, span, message, args } of block.problems) {
      if (code === "reserved-name") continue;
      report({
        code: KNOWN.has(code) ? (code as DiagnosticCode) : "syntax-error",
        start: span.start,
        end: span.end,
        message: message as never,
        args,
      });
    }
  },
};
