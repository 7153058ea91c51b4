/**
 * `textDocument/definition`: from a call, choice, word or function to everything that it can draw, in candidate order;
 * from a speaker to the actor, in dictionaries and in `pasta.toml`; from a variable to where it is set; from a
 * declaration to itself, which lets an editor offer its uses instead.
 */
import type { LocationLink, Position } from "vscode-languageserver-types";
import { actorPlaces, answerTo, type Place, placesOf } from "./answers.ts";
import { actorTables } from "./config-places.ts";
import { type FeatureContext, referenceAt } from "./context.ts";
import { declarationAt, type Target, targetVariableKey, usedNameAt } from "./targets.ts";
import { variablePlaces } from "./variables.ts";

export function definition(context: FeatureContext, position: Position): LocationLink[] {
  const offset = context.here.offset(position);
  const found = referenceAt(context, offset);
  if (found !== null) {
    const origin = context.here.range(found.start + found.reference.span.start, found.start + found.reference.span.end);
    return links(context, placesOf(context, answerTo(context, found), found), origin);
  }
  const target = declarationAt(context, offset) ?? usedNameAt(context, offset);
  return target === null ? [] : links(context, placesOfTarget(context, target));
}

function placesOfTarget(context: FeatureContext, target: Target): readonly Place[] {
  switch (target.kind) {
    case "actor":
      return [...actorPlaces(context.snapshot.tables, target.name), ...actorTables(context, target.name)];
    case "variable":
      return variablePlaces(context, targetVariableKey(target), "set");
    default:
      return [target.place];
  }
}

function links(
  context: FeatureContext,
  places: readonly Place[],
  origin?: LocationLink["originSelectionRange"],
): LocationLink[] {
  const all: LocationLink[] = [];
  for (const { file, start, end, nameStart, nameEnd } of places) {
    const lines = context.lines(file);
    if (lines === null) continue;
    const link: LocationLink = {
      targetUri: context.uri(file),
      targetRange: lines.range(start, end),
      targetSelectionRange: lines.range(nameStart, nameEnd),
    };
    if (origin !== undefined) link.originSelectionRange = origin;
    all.push(link);
  }
  return all;
}
