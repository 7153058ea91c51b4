/** What stands at a place and has a name: the thing that references, rename, highlight and call hierarchy are about. */
import { actorUsesIn, variableKey, variablesIn } from "#core/project/index.ts";
import {
  findScene,
  globalEntry,
  localEntry,
  moduleOf,
  type SceneEntry,
  sceneKey,
  type Tables,
} from "#core/resolve/index.ts";
import type { Span } from "#core/syntax/model.ts";
import type { Place } from "./answers.ts";
import { actorTables, configNameAt } from "./config-places.ts";
import { type FeatureContext, type GhostContext, referenceAt, usersHere } from "./context.ts";

export type Target =
  /** A global scene; `module` is its registered name. */
  | { readonly kind: "scene"; readonly name: string; readonly module: string; readonly place: Place }
  | {
      readonly kind: "local";
      readonly name: string;
      readonly module: string;
      readonly registered: string;
      readonly place: Place;
    }
  | {
      readonly kind: "word";
      readonly name: string;
      readonly scope: { readonly global: true } | { readonly module: string } | { readonly actor: string };
      readonly place: Place;
    }
  | { readonly kind: "actor"; readonly name: string }
  | { readonly kind: "variable"; readonly name: string; readonly scope: string }
  /** A function in `GLOBAL`. */
  | { readonly kind: "function"; readonly name: string; readonly place: Place };

/** The declaration whose name is at an offset, if any. */
export function declarationAt(context: FeatureContext, offset: number): Target | null {
  const { tables } = context.snapshot;
  const declarations = tables.files.get(context.path);
  if (declarations === undefined) return null;
  const at = (start: number, span: { readonly start: number; readonly end: number }) =>
    start + span.start <= offset && offset <= start + span.end;
  for (const [ordinal, { start, of }] of declarations.scenes.entries()) {
    if (!at(start, of.span)) continue;
    const module = moduleOf(tables, context.path, ordinal);
    if (module === null) continue;
    if (at(start, of.nameSpan))
      return { kind: "scene", name: of.name, module, place: placeOf(context.path, start, of) };
    for (const local of of.fields.values()) {
      if (!at(start, local.nameSpan)) continue;
      const { name, registered } = local;
      return { kind: "local", name, registered, module, place: placeOf(context.path, start, local) };
    }
    for (const word of of.words.lists.flat()) {
      if (!at(start, word.nameSpan)) continue;
      return { kind: "word", name: word.name, scope: { module }, place: placeOf(context.path, start, word) };
    }
  }
  for (const { start, of } of declarations.actors) {
    if (at(start, of.nameSpan)) return { kind: "actor", name: of.name };
    for (const word of of.words) {
      if (!at(start, word.nameSpan)) continue;
      return { kind: "word", name: word.name, scope: { actor: of.name }, place: placeOf(context.path, start, word) };
    }
  }
  for (const { start, of } of declarations.words) {
    if (!at(start, of.nameSpan)) continue;
    return { kind: "word", name: of.name, scope: { global: true }, place: placeOf(context.path, start, of) };
  }
  for (const { start, of } of declarations.functions) {
    if (at(start, of.nameSpan)) return { kind: "function", name: of.name, place: placeOf(context.path, start, of) };
  }
  return null;
}

/** The actor or variable that is used at an offset, if any. */
export function usedNameAt(context: FeatureContext, offset: number): Target | null {
  if (context.path === "pasta.toml") return configuredAt(context, offset);
  for (const { start, summary } of usersHere(context, offset)) {
    const isHere = ({ span }: { readonly span: Span }) => start + span.start <= offset && offset <= start + span.end;
    const actor = actorUsesIn(summary).find(isHere);
    const isOne = actor?.role !== "mention" || context.snapshot.tables.actors.has(actor.name);
    if (actor !== undefined && isOne) return { kind: "actor", name: actor.name };
    const use = variablesIn(summary).find(isHere);
    if (use !== undefined) return { kind: "variable", name: use.variable.text, scope: use.variable.scope };
  }
  return null;
}

/** The actor that a table of `pasta.toml` is about, or the scene that an alias stands for. */
function configuredAt(context: FeatureContext, offset: number): Target | null {
  const { tables } = context.snapshot;
  const name = configNameAt(context, offset);
  if (name === null) return null;
  if (name.kind === "actor") return { kind: "actor", name: name.text };
  const scene = findScene(tables, `${sceneKey(tables.aliases, name.text)}_1`);
  if (scene === null) return null;
  const { file, placed, module } = scene;
  return { kind: "scene", name: placed.of.name, module, place: placeOf(file, placed.start, placed.of) };
}

/** Everything that is meant at an offset: a declaration, a used name, or what the reference there can draw. */
export function targetsAt(
  context: FeatureContext,
  offset: number,
  answers: (context: FeatureContext) => Target[],
): Target[] {
  const declared = declarationAt(context, offset);
  if (declared !== null) return [declared];
  const used = referenceAt(context, offset) === null ? usedNameAt(context, offset) : null;
  return used === null ? answers(context) : [used];
}

/** The scene that a target is, as a candidate. */
export function entryOf({ snapshot: { tables } }: GhostContext, target: Target): SceneEntry[] {
  if (target.kind !== "scene" && target.kind !== "local") return [];
  const scene = findScene(tables, target.module);
  if (scene === null) return [];
  if (target.kind === "scene") return [globalEntry(scene)];
  const local = scene.placed.of.fields.get(target.registered);
  return local === undefined ? [] : [localEntry(scene, local)];
}

/** How a variable target is told apart. */
export function targetVariableKey(target: Extract<Target, { readonly kind: "variable" }>): string {
  return variableKey({ scope: target.scope, text: target.name });
}

function placeOf(
  file: string,
  start: number,
  of: {
    readonly span: { readonly start: number; readonly end: number };
    readonly nameSpan: { readonly start: number; readonly end: number };
  },
): Place {
  return {
    file,
    start: start + of.span.start,
    end: start + of.span.end,
    nameStart: start + of.nameSpan.start,
    nameEnd: start + of.nameSpan.end,
  };
}

/** The declared places of a target. */
export function targetPlaces(context: GhostContext, target: Target): readonly Place[] {
  if (target.kind === "actor") {
    return [...declaredActors(context.snapshot.tables, target.name), ...actorTables(context, target.name)];
  }
  return target.kind === "variable" ? [] : [target.place];
}

function declaredActors(tables: Tables, name: string): Place[] {
  return (tables.actors.get(name)?.declarations ?? []).flatMap(({ file, ordinal }) => {
    const placed = tables.files.get(file)?.actors[ordinal];
    return placed === undefined ? [] : [placeOf(file, placed.start, placed.of)];
  });
}
