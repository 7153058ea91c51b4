/** `duplicate-attribute`: an attribute written twice in one place; only the later value counts. */
import type { AttributeNode } from "../syntax/model.ts";
import type { TextRule } from "./model.ts";

export const duplicateAttribute: TextRule = {
  codes: ["duplicate-attribute"],
  checkText({ block: { node } }, report) {
    const check = (attributes: readonly AttributeNode[]) => {
      const seen = new Map<string, AttributeNode>();
      for (const attribute of attributes) {
        const { text, span } = attribute.key;
        const first = seen.get(text);
        seen.set(text, attribute);
        if (first === undefined) continue;
        report({
          code: "duplicate-attribute",
          start: span.start,
          end: span.end,
          message: "duplicate-attribute",
          args: [text],
          related: [{ file: null, ...first.key.span, message: "duplicate-attribute-first", args: [text] }],
        });
      }
    };
    if (node.kind === "scene" || node.kind === "actor") check(node.attributes);
    if (node.kind === "scene") for (const local of node.locals) check(local.attributes);
  },
};
