/**
 * `textDocument/definition`: from a call, choice, word or function to everything that it can draw, in candidate order;
 * from a speaker to the actor; from a variable to where it is set.
 */
import type { LocationLink, Position } from "vscode-languageserver-types";
import { variableKey } from "#core/project/index.ts";
import { actorPlaces, answerTo, type Place, placesOf } from "./answers.ts";
import { blockAt, type FeatureContext, rangeOf, referenceAt, touches } from "./context.ts";
import { variablePlaces } from "./variables.ts";

export function definition(context: FeatureContext, position: Position): LocationLink[] {
  const offset = context.here.offset(position);
  const found = referenceAt(context, offset);
  if (found !== null) {
    const origin = context.here.range(found.start + found.reference.span.start, found.start + found.reference.span.end);
    return links(context, placesOf(context, answerTo(context, found), found), origin);
  }
  const here = blockAt(context, offset);
  if (here === null) return [];
  for (const { name, span } of here.summary.actors) {
    if (!touches(here.block, span, offset)) continue;
    return links(context, actorPlaces(context.snapshot.tables, name), rangeOf(context.here, here.block, span));
  }
  for (const { variable, span } of here.summary.variables) {
    if (!touches(here.block, span, offset)) continue;
    const places = variablePlaces(context, variableKey(variable), "set");
    return links(context, places, rangeOf(context.here, here.block, span));
  }
  return [];
}

function links(
  context: FeatureContext,
  places: readonly Place[],
  origin: LocationLink["originSelectionRange"],
): LocationLink[] {
  return places.flatMap(({ file, start, end, nameStart, nameEnd }) => {
    const lines = context.lines(file);
    if (lines === null) return [];
    return [
      {
        ...(origin && { originSelectionRange: origin }),
        targetUri: context.uri(file),
        targetRange: lines.range(start, end),
        targetSelectionRange: lines.range(nameStart, nameEnd),
      },
    ];
  });
}
