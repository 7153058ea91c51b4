/**
 * `textDocument/references`: every call whose candidates hold the scene, every reference that can draw the word, every
 * use of the actor, variable or function. On a call: the uses of everything that it can draw.
 */

import type { Location, Position } from "vscode-languageserver-types";
import { actorUsesIn } from "#core/project/index.ts";
import { answerTo, locations, type Place } from "./answers.ts";
import { type Caller, callersOf } from "./callers.ts";
import { aliasTargets } from "./config-places.ts";
import { type FeatureContext, type GhostContext, referenceAt } from "./context.ts";
import { type Target, targetPlaces, targetsAt, targetVariableKey } from "./targets.ts";
import { userPlaces } from "./users.ts";
import { variablePlaces } from "./variables.ts";

/** Answers of a draw that are looked at: beyond them a list of references helps nobody. */
const MOST_TARGETS = 50;

/** Locations that are told at once. */
const PART = 200;

export function references(context: FeatureContext, position: Position, includeDeclaration: boolean): Location[] {
  return [...referenceParts(context, position, includeDeclaration)].flat();
}

/** The same in parts that can be told one by one: what is asked for may be many things, each with many uses. */
export function* referenceParts(
  context: FeatureContext,
  position: Position,
  includeDeclaration: boolean,
): Generator<Location[]> {
  const seen = new Set<string>();
  for (const target of targetsAt(context, context.here.offset(position), () => drawnTargets(context, position))) {
    const places = usesOf(context, target, includeDeclaration).filter(({ file, nameStart, nameEnd }) => {
      const id = `${nameStart} ${nameEnd} ${file}`;
      return !seen.has(id) && seen.add(id);
    });
    for (let i = 0; i < places.length; i += PART) yield locations(context, places.slice(i, i + PART));
  }
}

/** Everything that the reference at a position can draw. */
export function drawnTargets(context: FeatureContext, position: Position): Target[] {
  const found = referenceAt(context, context.here.offset(position));
  if (found === null) return [];
  const answer = answerTo(context, found);
  if (answer.step === "scenes") {
    return answer.candidates.slice(0, MOST_TARGETS).map((entry) => {
      const { name, module, fnName, scope } = entry;
      return scope === "global"
        ? { kind: "scene", name, module, place: entry }
        : { kind: "local", name, module, registered: fnName.slice(module.length + 2), place: entry };
    });
  }
  if (answer.step === "words") {
    return answer.candidates.slice(0, MOST_TARGETS).map((value) => ({
      kind: "word",
      name: value.name,
      scope:
        value.scope === "global"
          ? { global: true }
          : value.scope === "local"
            ? { module: found.at?.module ?? "" }
            : { actor: found.reference.actor ?? "" },
      place: value,
    }));
  }
  if (answer.step === "global") {
    return answer.functions.flatMap(({ file, ...place }) => {
      return file === null ? [] : [{ kind: "function" as const, name: place.name, place: { ...place, file } }];
    });
  }
  return [];
}

/** The places that name a target. */
export function usesOf(context: GhostContext, target: Target, includeDeclaration: boolean): Place[] {
  if (target.kind === "variable") {
    return variablePlaces(context, targetVariableKey(target), includeDeclaration ? null : "get");
  }
  const uses =
    target.kind === "actor"
      ? userPlaces(context, context.usage.byActor.get(target.name), (user) =>
          actorUsesIn(user)
            .filter(({ name }) => name === target.name)
            .map(({ span }) => span),
        )
      : [
          ...callersOf(context, target).map(callerPlace),
          ...(target.kind === "scene" ? aliasTargets(context, target.name) : []),
        ];
  return includeDeclaration ? [...targetPlaces(context, target), ...uses] : uses;
}

export function callerPlace({ file, start, reference: { span, whole } }: Caller): Place {
  return {
    file,
    start: start + whole.start,
    end: start + whole.end,
    nameStart: start + span.start,
    nameEnd: start + span.end,
  };
}
