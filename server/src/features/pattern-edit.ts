/** Adds patterns to `[loader] pasta_patterns` in the text of a `pasta.toml`, as little of it changed as can be. */
import type { Replacement } from "./simulate.ts";

const DEFAULT_PATTERN = "dic/**/*.pasta";

/** The edit that adds patterns; paths are taken literally up to a star. */
export function patternEdit(configText: string, paths: readonly string[]): Replacement {
  const added = paths.map((path) => JSON.stringify(path.replace(/[[\]?]/g, "[$&]"))).join(", ");
  const loader = tableAt(configText, "loader");
  const array = loader === null ? null : arrayAt(configText, loader.start, loader.end);
  if (array !== null) {
    const inside = configText.slice(array.start, array.end);
    const kept = inside.trimEnd();
    const comma = kept === "" || kept.endsWith(",") ? "" : ",";
    const at = array.start + kept.length;
    return { start: at, end: at, text: `${comma}${kept === "" ? "" : " "}${added}` };
  }
  const line = `pasta_patterns = [${JSON.stringify(DEFAULT_PATTERN)}, ${added}]\n`;
  if (loader !== null) return { start: loader.start, end: loader.start, text: line };
  const at = configText.length;
  const lead = configText === "" ? "" : configText.endsWith("\n") ? "\n" : "\n\n";
  return { start: at, end: at, text: `${lead}[loader]\n${line}` };
}

/** The lines below a table's header, up to the next header. */
function tableAt(text: string, name: string): { readonly start: number; readonly end: number } | null {
  const header = new RegExp(`^[ \\t]*\\[[ \\t]*${name}[ \\t]*\\][^\\n]*(?:\\n|$)`, "m").exec(text);
  if (header === null) return null;
  const start = header.index + header[0].length;
  const next = /^[ \t]*\[/m.exec(text.slice(start));
  return { start, end: next === null ? text.length : start + next.index };
}

/** The inside of the array of `pasta_patterns`. Its strings may hold brackets. */
function arrayAt(text: string, from: number, to: number): { readonly start: number; readonly end: number } | null {
  const key = /^[ \t]*pasta_patterns[ \t]*=[ \t]*\[/m.exec(text.slice(from, to));
  if (key === null) return null;
  const start = from + key.index + key[0].length;
  for (const piece of text.slice(start).matchAll(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|\]/g)) {
    if (piece[0] === "]") return { start, end: start + piece.index };
  }
  return null;
}
