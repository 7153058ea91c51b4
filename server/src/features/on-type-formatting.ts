/** `textDocument/onTypeFormatting`: a mark typed half width at the beginning of a line becomes full width where the file writes so. */
import type { Position, TextEdit } from "vscode-languageserver-types";
import { blockAt, type FeatureContext, isInLua } from "./context.ts";
import { FULL_WIDTH } from "./marks.ts";

/** Marks after which a client asks. */
export const FORMAT_TRIGGERS: readonly string[] = [...FULL_WIDTH.keys()];

const HEADERS = /^(?:[＊％＠]|[*%@])/gm;

export function onTypeFormatting(context: FeatureContext, position: Position, typed: string): TextEdit[] {
  const full = FULL_WIDTH.get(typed);
  if (full === undefined || context.document === null || !writesFullWidth(context.text)) return [];
  const lineStart = context.here.offset({ line: position.line, character: 0 });
  const offset = context.here.offset(position);
  const before = context.text.slice(lineStart, offset);
  const first = /^[ \t\u3000]*.$/u.test(before);
  // A colon ends a speaker's name: nothing but the name stands before it.
  const colon = typed === ":" && /^[ \t\u3000]+[\p{L}\p{N}_ー]*:$/u.test(before);
  const equals = typed === "=" && /^[ \t\u3000]+[＄$][＊*％%]?[\p{L}\p{N}_ー]*=$/u.test(before);
  if (
    !before.endsWith(typed) ||
    !(first || colon || equals) ||
    isInLua(context, blockAt(context, offset)?.block ?? null, offset)
  )
    return [];
  return [{ range: context.here.range(offset - 1, offset), newText: full }];
}

/** Whether most headers of a text are written full width; a text without any is taken for one that will be. */
function writesFullWidth(text: string): boolean {
  let full = 0;
  let all = 0;
  for (const [mark] of text.matchAll(HEADERS)) {
    all++;
    if (!FULL_WIDTH.has(mark)) full++;
  }
  return full * 2 >= all;
}
