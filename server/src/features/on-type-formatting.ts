/** `textDocument/onTypeFormatting`: a mark typed half width at the beginning of a line becomes full width where the file writes so. */

import type { Position, TextEdit } from "vscode-languageserver-types";
import { blockAt, type FeatureContext, isInLua } from "./context.ts";
import { late } from "./late.ts";
import { FULL_WIDTH, writesFullWidth } from "./marks.ts";

/** Marks after which a client asks. */
export const FORMAT_TRIGGERS: readonly string[] = [...FULL_WIDTH.keys()];

/** A colon behind a speaker's name, an attribute's, or those of a word: nothing else stands before it. */
const colonEnd = late(
  () =>
    /^(?:[ \t\u3000]+|[ \t\u3000]*(?:[＆&]|[＠@](?:[\p{L}\p{N}_ー・]+[ \t\u3000]*[、，,][ \t\u3000]*)*))[\p{L}\p{N}_ー・]*:$/u,
);

export function onTypeFormatting(context: FeatureContext, position: Position, typed: string): TextEdit[] {
  const full = FULL_WIDTH.get(typed);
  if (full === undefined || context.document === null || !writesFullWidth(context.text)) return [];
  const lineStart = context.here.offset({ line: position.line, character: 0 });
  const offset = context.here.offset(position);
  const before = context.text.slice(lineStart, offset);
  const first = /^[ \t\u3000]*.$/u.test(before);
  const colon = typed === ":" && colonEnd().test(before);
  const equals = typed === "=" && /^[ \t\u3000]+[＄$][＊*％%]?[\p{L}\p{N}_ー]*=$/u.test(before);
  if (
    !before.endsWith(typed) ||
    !(first || colon || equals) ||
    isInLua(context, blockAt(context, offset)?.block ?? null, offset)
  )
    return [];
  return [{ range: context.here.range(offset - 1, offset), newText: full }];
}
