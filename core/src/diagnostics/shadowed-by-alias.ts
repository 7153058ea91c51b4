/**
 * `shadowed-by-alias`: a call whose name is an alias, while scenes stand ready that it would have found without: the
 * alias takes the whole name away, so they are never drawn.
 */
import { isFoundInScope, prefixRange, sanitizeName, type Tables } from "../resolve/index.ts";
import type { NameRule, RelatedPlace } from "./model.ts";

export const shadowedByAlias: NameRule = {
  codes: ["shadowed-by-alias"],
  checkNames({ references, snapshot: { tables }, module }, report) {
    for (const { kind, key, span, actor } of references) {
      const target = kind === "word" || kind === "globalFunction" ? undefined : tables.aliases.get(key);
      if (target === undefined || isFoundInScope(tables, { kind, key, actor, module }) === true) continue;
      const { from, to } = prefixRange(tables.scenes, sanitizeName(key));
      if (from === to) continue;
      const first = tables.scenes.keys[from] as string;
      const scene = shadowed(tables, from);
      report({
        code: "shadowed-by-alias",
        start: span.start,
        end: span.end,
        message: "shadowed-by-alias",
        args: [key, target, first],
        data: { key, target, suggestions: [scene?.name ?? first] },
        ...(scene && { related: [scene.place] }),
      });
    }
  },
};

/** The first of the scenes that the alias takes away: its name as it is written, and where. */
function shadowed(
  { scenes, files }: Tables,
  index: number,
): { readonly name: string; readonly place: RelatedPlace } | null {
  const [first] = scenes.lists[index] ?? [];
  const placed = first === undefined ? undefined : files.get(first.file)?.scenes[first.ordinal];
  if (first === undefined || placed === undefined) return null;
  const { name, nameSpan } = placed.of;
  const [start, end] = [placed.start + nameSpan.start, placed.start + nameSpan.end];
  return { name, place: { file: first.file, start, end, message: "shadowed-by-alias-place", args: [name] } };
}
