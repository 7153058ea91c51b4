/** `textDocument/documentHighlight`: the other uses, in this file, of what stands at the caret. */
import { type DocumentHighlight, DocumentHighlightKind, type Position } from "vscode-languageserver-types";
import { referencesIn, variableKey, variablesIn } from "#core/project/index.ts";
import { type FeatureContext, referenceAt, usersHere } from "./context.ts";
import { drawnTargets, usesOf } from "./references.ts";
import { targetPlaces, targetsAt } from "./targets.ts";

export function documentHighlights(context: FeatureContext, position: Position): DocumentHighlight[] {
  const offset = context.here.offset(position);
  const targets = targetsAt(context, offset, () => drawnTargets(context, position));
  const [only] = targets;
  if (only?.kind === "variable" && targets.length === 1) return variableHighlights(context, only.scope, only.name);
  const found = new Map<number, DocumentHighlight>();
  for (const target of targets) {
    const declared = targetPlaces(context, target);
    for (const { file, nameStart, nameEnd } of usesOf(context, target, true)) {
      if (file !== context.path) continue;
      const isDeclaration = declared.some((place) => place.file === file && place.nameStart === nameStart);
      found.set(nameStart, {
        range: context.here.range(nameStart, nameEnd),
        kind: isDeclaration ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      });
    }
  }
  return found.size > 0 ? [...found.values()] : sameKey(context, offset);
}

function variableHighlights(context: FeatureContext, scope: string, name: string): DocumentHighlight[] {
  const key = variableKey({ scope, text: name });
  return usersHere(context).flatMap(({ start, summary }) =>
    variablesIn(summary)
      .filter(({ variable }) => variableKey(variable) === key)
      .map(({ span, role }) => ({
        range: context.here.range(start + span.start, start + span.end),
        kind: role === "set" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
  );
}

/** What nothing answers is still worth seeing wherever it is written. */
function sameKey(context: FeatureContext, offset: number): DocumentHighlight[] {
  const found = referenceAt(context, offset);
  if (found === null) return [];
  const { key, kind } = found.reference;
  return usersHere(context).flatMap(({ start, summary }) =>
    referencesIn(summary)
      .filter((reference) => reference.key === key && reference.kind === kind)
      .map(({ span }) => ({ range: context.here.range(start + span.start, start + span.end) })),
  );
}
