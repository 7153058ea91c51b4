/**
 * `shadowed-by-alias`: a call whose name is an alias, while scenes stand ready that it would have found without: the
 * alias takes the whole name away, so they are never drawn.
 */
import { isFoundInScope, prefixRange, sanitizeName } from "../resolve/index.ts";
import type { NameRule } from "./model.ts";

export const shadowedByAlias: NameRule = {
  codes: ["shadowed-by-alias"],
  checkNames({ summary, snapshot: { tables }, module }, report) {
    for (const { kind, key, span, actor } of summary.references) {
      const target = kind === "word" || kind === "globalFunction" ? undefined : tables.aliases.get(key);
      if (target === undefined || isFoundInScope(tables, { kind, key, actor, module }) === true) continue;
      const { from, to } = prefixRange(tables.scenes, sanitizeName(key));
      if (from === to) continue;
      const first = tables.scenes.keys[from] as string;
      report({
        code: "shadowed-by-alias",
        start: span.start,
        end: span.end,
        message: "shadowed-by-alias",
        args: [key, target, first],
        data: { key, target },
      });
    }
  },
};
