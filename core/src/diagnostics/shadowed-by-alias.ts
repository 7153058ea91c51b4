/**
 * `shadowed-by-alias`: a call whose name is an alias, while scenes stand ready that it would have found without: the
 * alias takes the whole name away, so they are never drawn.
 */
import { firstWithPrefix, isFoundInScope, type Occurrence, sanitizeName, type Tables } from "../resolve/index.ts";
import type { NameRule, RelatedPlace } from "./model.ts";

export const shadowedByAlias: NameRule = {
  codes: ["shadowed-by-alias"],
  checkNames({ references, snapshot: { tables }, module }, report) {
    for (const { kind, key, span, actor } of references) {
      const target = kind === "word" || kind === "globalFunction" ? undefined : tables.aliases.get(key);
      if (target === undefined || isFoundInScope(tables, { kind, key, actor, module }) === true) continue;
      const first = firstWithPrefix(tables.scenes, sanitizeName(key));
      if (first === null) continue;
      const scene = shadowed(tables, first.list);
      report({
        code: "shadowed-by-alias",
        start: span.start,
        end: span.end,
        message: "shadowed-by-alias",
        args: [key, target, first.key],
        data: { key, target, suggestions: [scene?.name ?? first.key] },
        ...(scene && { related: [scene.place] }),
      });
    }
  },
};

/** The first of the scenes that the alias takes away: its name as it is written, and where. */
function shadowed(
  { files }: Tables,
  [first]: readonly Occurrence[],
): { readonly name: string; readonly place: RelatedPlace } | null {
  const placed = first === undefined ? undefined : files.get(first.file)?.scenes[first.ordinal];
  if (first === undefined || placed === undefined) return null;
  const { name } = placed.of;
  const { file, ordinal: scene } = first;
  return { name, place: { file, start: 0, end: 0, scene, message: "shadowed-by-alias-place", args: [name] } };
}
