/**
 * `textDocument/definition`: from a call, choice, word or function to everything that it can draw, in candidate order;
 * from a speaker to the actor, in dictionaries and in `pasta.toml`; from a variable to where it is set; from a
 * declaration to itself, which lets an editor offer its uses instead.
 */
import type { Location, LocationLink, Position, Range } from "vscode-languageserver-types";
import { actorPlaces, answerTo, filesOf, locations, type Place, placesOf } from "./answers.ts";
import { actorTables } from "./config-places.ts";
import { type FeatureContext, referenceAt } from "./context.ts";
import { declarationAt, type Target, targetVariableKey, usedNameAt } from "./targets.ts";
import { variablePlaces } from "./variables.ts";

/** Among more than these, each is a line of a list: what a link tells besides its place is not looked at. */
const FEW = 100;

/** Links where the client reads them; plain locations for others, and of many, which take half the time to send. */
export function definition(context: FeatureContext, position: Position, takesLinks: boolean): Definition {
  const { places, origin } = definedPlaces(context, position);
  return takesLinks && places.length <= FEW ? links(context, places, origin) : locations(context, places);
}

export type Definition = LocationLink[] | Location[];

interface Defined {
  readonly places: readonly Place[];
  /** What was asked for, where it is more than the word at the position. */
  readonly origin?: Range;
}

function definedPlaces(context: FeatureContext, position: Position): Defined {
  const offset = context.here.offset(position);
  const found = referenceAt(context, offset);
  if (found !== null) {
    const { start, end } = found.reference.span;
    const places = placesOf(context, answerTo(context, found), found);
    return { places, origin: context.here.range(found.start + start, found.start + end) };
  }
  const target = declarationAt(context, offset) ?? usedNameAt(context, offset);
  return { places: target === null ? [] : placesOfTarget(context, target) };
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

/**
 * Where the links come from is said on the first one alone: editors underline what any of the links says, and all of
 * them would say the same.
 */
function links(context: FeatureContext, places: readonly Place[], origin: Range | undefined): LocationLink[] {
  const all: LocationLink[] = [];
  const look = filesOf(context);
  for (const { file, start, end, nameStart, nameEnd } of places) {
    const { uri, lines } = look(file);
    if (lines === null) continue;
    all.push({
      targetUri: uri,
      targetRange: lines.range(start, end),
      targetSelectionRange: lines.range(nameStart, nameEnd),
    });
  }
  const [first] = all;
  if (first !== undefined && origin !== undefined) first.originSelectionRange = origin;
  return all;
}
