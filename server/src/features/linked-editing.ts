/** `textDocument/linkedEditingRange`: a name written several times on one line is edited as one. */

import type { Position, Range } from "vscode-languageserver-types";
import { actorUsesIn, referencesIn, variablesIn } from "#core/project/index.ts";
import { blockAt, type FeatureContext } from "./context.ts";

export function linkedEditingRanges(context: FeatureContext, position: Position): { readonly ranges: Range[] } | null {
  const offset = context.here.offset(position);
  const at = blockAt(context, offset);
  if (at === null) return null;
  const named = [
    ...referencesIn(at.summary)
      .filter(({ origin }) => origin === "pasta")
      .map(({ kind, key, span }) => ({ what: `${kind} ${key}`, span })),
    ...actorUsesIn(at.summary).map(({ name, span }) => ({ what: `actor ${name}`, span })),
    ...variablesIn(at.summary).map(({ variable, span }) => ({ what: `${variable.scope} ${variable.text}`, span })),
  ].map(({ what, span }) => ({ what, range: context.here.range(at.start + span.start, at.start + span.end) }));
  const here = named.find(({ range: { start, end } }) => {
    return start.line === position.line && start.character <= position.character && position.character <= end.character;
  });
  if (here === undefined) return null;
  const same = named.filter(({ what, range }) => what === here.what && range.start.line === position.line);
  return same.length > 1 ? { ranges: same.map(({ range }) => range) } : null;
}
