/** Where a rename writes: the declarations of a name, in dictionaries, Lua and `pasta.toml`, and the references that spell it. */
import { type Answer, findScene, isFoundInScope, sanitizeName, splitRegisteredName } from "#core/resolve/index.ts";
import { answerTo, type Place } from "./answers.ts";
import { callersOf } from "./callers.ts";
import { actorTables, aliasTargets, asKey } from "./config-places.ts";
import type { GhostContext, ReferenceHere } from "./context.ts";
import { usesOf } from "./references.ts";
import type { Replacement } from "./simulate.ts";
import type { Target } from "./targets.ts";

/** The declarations that a rename takes along: all of the same name and kind in the same scope. */
function declarations(context: GhostContext, target: Target): Target[] {
  if (target.kind === "local") return localScenes(context, target);
  if (target.kind === "word" && !("global" in target.scope)) return ownWords(context, target);
  const all: Target[] = [];
  for (const [file, { scenes, words, functions }] of context.snapshot.tables.files) {
    const placed = (start: number, of: Declared) => placeOfName(file, start, of);
    if (target.kind === "scene") {
      for (const { start, of } of scenes) {
        if (of.name !== target.name || (of.nameSpan === of.header && of.origin === "pasta")) continue;
        all.push({ ...target, place: placed(start, of) });
      }
    } else if (target.kind === "word" && "global" in target.scope) {
      for (const { start, of } of words) if (of.name === target.name) all.push({ ...target, place: placed(start, of) });
    } else if (target.kind === "function") {
      for (const { start, of } of functions)
        if (of.name === target.name) all.push({ ...target, place: placed(start, of) });
    }
  }
  return all.length > 0 ? all : [target];
}

interface Declared {
  readonly nameSpan: { readonly start: number; readonly end: number };
}

function placeOfName(file: string, from: number, { nameSpan }: Declared): Place {
  const [start, end] = [from + nameSpan.start, from + nameSpan.end];
  return { file, start, end, nameStart: start, nameEnd: end };
}

/** The scene's local scenes of one name: a call of the name draws any of them. */
function localScenes({ snapshot }: GhostContext, target: Extract<Target, { readonly kind: "local" }>): Target[] {
  const scene = findScene(snapshot.tables, target.module);
  const own = scene?.placed.of.fields.get(target.registered);
  if (scene === null || own === undefined) return [target];
  return [...scene.placed.of.fields.values()]
    .filter(({ name, origin }) => name === own.name && origin === own.origin)
    .map((local) => ({
      ...target,
      registered: local.registered,
      place: placeOfName(scene.file, scene.placed.start, local),
    }));
}

/** The lines of a scene's or an actor's word. */
function ownWords({ snapshot }: GhostContext, target: Extract<Target, { readonly kind: "word" }>): Target[] {
  const { tables } = snapshot;
  const { scope, name } = target;
  const found: Place[] = [];
  const add = (file: string, start: number, words: Iterable<Declared & { readonly name: string }>) => {
    for (const word of words) if (word.name === name) found.push(placeOfName(file, start, word));
  };
  const scene = "module" in scope ? findScene(tables, scope.module) : null;
  if (scene !== null) add(scene.file, scene.placed.start, scene.placed.of.words.lists.flat());
  if ("actor" in scope) {
    for (const { file, ordinal } of tables.actors.get(scope.actor)?.declarations ?? []) {
      const placed = tables.files.get(file)?.actors[ordinal];
      if (placed !== undefined) add(file, placed.start, placed.of.words);
    }
  }
  return found.length === 0 ? [target] : found.map((place) => ({ ...target, place }));
}

/** The scenes whose headers are aliases of the target's name. */
function declaredAs(context: GhostContext, target: Target): Target[] {
  const { aliases } = context.snapshot.tables;
  const written = [...aliases].flatMap(([alias, name]) => (name === target.name ? [alias] : []));
  return written.flatMap((name) => declarations(context, { ...target, name }));
}

/** What a rename writes, by file: every declaration of the name, and the references that would no longer find it. */
export function replacementsFor(context: GhostContext, target: Target, newName: string): Map<string, Replacement[]> {
  const replacements = new Map<string, Replacement[]>();
  const seen = new Set<string>();
  const replace = (file: string, start: number, end: number, text = newName) => {
    if (seen.has(`${start} ${file}`)) return;
    seen.add(`${start} ${file}`);
    const list = replacements.get(file) ?? [];
    list.push({ start, end, text });
    replacements.set(file, list);
  };
  if (target.kind === "actor" || target.kind === "variable") {
    for (const { file, nameStart, nameEnd } of usesOf(context, target, true)) {
      if (file !== "pasta.toml") replace(file, nameStart, nameEnd);
    }
    const tables = target.kind === "actor" ? actorTables(context, target.name) : [];
    for (const table of tables) replace(table.file, table.nameStart, table.nameEnd, asKey(context, table, newName));
    return replacements;
  }
  const aliased = target.kind === "scene" ? aliasTargets(context, target.name) : [];
  for (const key of aliased) replace(key.file, key.nameStart, key.nameEnd, asKey(context, key, newName));
  const renamed = declarations(context, target);
  // What is written as one of the aliases stands for the same name, and goes along with it.
  const along = aliased.length > 0 ? declaredAs(context, target) : [];
  const places = new Set(
    [...renamed, ...along].flatMap((one) => ("place" in one ? [`${one.place.nameStart} ${one.place.file}`] : [])),
  );
  const drawsOnly = onlyDrawing(context, places);
  for (const one of renamed) if ("place" in one) replace(one.place.file, one.place.nameStart, one.place.nameEnd);
  for (const one of renamed) {
    for (const { reference, file, start, here } of callersOf(context, one)) {
      // An alias goes on to stand for the scene.
      if (aliased.length > 0 && context.snapshot.tables.aliases.get(reference.key) === target.name) continue;
      const written = reference.kind === "word" ? reference.key : sanitizeName(reference.key);
      const fits = reference.kind === "word" ? newName : sanitizeName(newName);
      const isExact = sanitizeName(reference.key) === sanitizeName(target.name);
      const isField = one.kind === "local" && reference.key === one.registered;
      if (target.kind !== "function" && !isField && fits.startsWith(written)) continue;
      if (!isExact && target.kind !== "function" && !drawsOnly({ reference, at: here, start })) continue;
      const [from, to] = [start + reference.span.start, start + reference.span.end];
      replace(file, from, to, isField ? numbered(one.registered, newName) : newName);
    }
  }
  return replacements;
}

/** A test for references that draw from nothing but some places, each told as `nameStart file`. */
function onlyDrawing(context: GhostContext, places: ReadonlySet<string>): (reference: ReferenceHere) => boolean {
  /** For references that no scene and no speaker answers: one verdict for each key. */
  const verdicts = new Map<string, boolean>();
  const holds = (answer: Answer): boolean =>
    (answer.step === "scenes" || answer.step === "words") &&
    answer.candidates.every(({ file, nameStart }) => places.has(`${nameStart} ${file}`));
  return (found) => {
    const { kind, key, actor } = found.reference;
    const question = { kind, key, actor, module: found.at?.module ?? null };
    if (isFoundInScope(context.snapshot.tables, question) !== null) {
      return holds(answerTo(context, found, "localFirst")) && holds(answerTo(context, found));
    }
    const id = `${kind} ${key}`;
    const verdict = verdicts.get(id) ?? holds(answerTo(context, found));
    verdicts.set(id, verdict);
    return verdict;
  };
}

/** A call of a local scene by its registered name keeps its number. */
function numbered(registered: string, newName: string): string {
  const { counter } = splitRegisteredName(registered);
  return counter === null ? newName : `${sanitizeName(newName)}_${counter}`;
}
