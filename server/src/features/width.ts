/** Line marks in full width: which characters they are and where they stand. */
import type { TextEdit } from "vscode-languageserver-types";
import type { FeatureContext } from "./context.ts";
import { lineKinds } from "./line-kinds.ts";

/** Half-width line marks and what they look like in full width. */
export const FULL_WIDTH: ReadonlyMap<string, string> = new Map([
  ["*", "＊"],
  ["-", "・"],
  [">", "＞"],
  ["@", "＠"],
  ["$", "＄"],
  ["%", "％"],
  ["&", "＆"],
  ["#", "＃"],
  ["!", "！"],
  [":", "："],
]);

/** Edits that write the mark at the beginning of every line full width. Lines of code are left alone. */
export function widthEdits(context: FeatureContext): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { start, indent, kind } of lineKinds(context.document, context.text)) {
    if (kind === "code" || kind === "blank" || kind === "unknown") continue;
    const at = start + indent;
    const full = FULL_WIDTH.get(context.text[at] ?? "");
    if (full !== undefined) edits.push({ range: context.here.range(at, at + 1), newText: full });
  }
  return edits;
}
