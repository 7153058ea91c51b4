/**
 * `textDocument/rename`: scenes, local scenes, words, actors, variables and functions, over the whole ghost. A call
 * that is written as a shorter beginning stays as it is while it still fits. Afterwards the candidates of every call
 * concerned are compared with those before; where they differ, the whole edit asks for confirmation and says where.
 */
import type { Position, Range, WorkspaceEdit } from "vscode-languageserver-types";
import type { Locale } from "#core/messages/index.ts";
import { anyPrefix, referencesIn, type User } from "#core/project/index.ts";
import { type Answer, isFoundInScope, sanitizeName, splitRegisteredName } from "#core/resolve/index.ts";
import { isName, isReservedName, type PastaParser } from "#core/syntax/index.ts";
import { answerTo, type Place } from "./answers.ts";
import { callersOf } from "./callers.ts";
import { actorTables, aliasTargets, asKey } from "./config-places.ts";
import { type FeatureContext, type GhostContext, type ReferenceHere, referenceAt } from "./context.ts";
import { drawnTargets, usesOf } from "./references.ts";
import { concernOf, usersConcerned } from "./rename-concerns.ts";
import { type ChangedDraw, changedDraws } from "./rename-proof.ts";
import type { Replacement } from "./simulate.ts";
import { declarationAt, type Target, targetPlaces, usedNameAt } from "./targets.ts";
import { text } from "./texts.ts";
import { locateUsers } from "./users.ts";

/** What a rename came to: an edit, or the reason why there is none. */
export type Renaming = { readonly edit: WorkspaceEdit } | { readonly refusal: string };

/** What would be renamed at a position, and its name as it stands there. */
export function prepareRename(
  context: FeatureContext,
  position: Position,
): { range: Range; placeholder: string } | null {
  const found = renameTarget(context, position);
  if (found === null) return null;
  return { range: context.here.range(found.start, found.end), placeholder: context.text.slice(found.start, found.end) };
}

export interface RenameParts {
  readonly parser: PastaParser;
  /** Whether the client can ask its user to confirm a change. */
  readonly canConfirm: boolean;
}

export function rename(context: FeatureContext, position: Position, newName: string, parts: RenameParts): Renaming {
  const { locale } = context;
  const found = renameTarget(context, position);
  if (found === null) return { refusal: text("rename-nothing", locale) };
  if (isReservedName(newName)) return { refusal: text("rename-reserved", locale, newName) };
  if (!isName(newName)) return { refusal: text("rename-invalid", locale, newName) };
  const replacements = replacementsFor(context, found.target, newName);
  const users = usersConcerned(context, found.target.name, newName);
  const isConcerned = concernOf(context, found.target.name, newName);
  const draws = changedDraws(context, parts.parser, replacements, users, isConcerned);
  if (draws === null) return { refusal: text("rename-nothing", locale) };
  const changed = [...draws, ...uncertainDraws(context, found.target, newName)];
  if (changed.length > 0 && !parts.canConfirm) {
    return { refusal: confirmation(changed.length, locale) };
  }
  return { edit: workspaceEdit(context, replacements, changed) };
}

interface Found {
  readonly target: Target;
  readonly start: number;
  readonly end: number;
}

/** The one thing that a position names: a declaration, a used name, or the only thing that a reference spells in full. */
function renameTarget(context: FeatureContext, position: Position): Found | null {
  const offset = context.here.offset(position);
  const reference = referenceAt(context, offset);
  if (reference === null) {
    const target = declarationAt(context, offset) ?? usedNameAt(context, offset);
    if (target === null) return null;
    const isHere = ({ file, nameStart, nameEnd }: Place) =>
      file === context.path && nameStart <= offset && offset <= nameEnd;
    // Mostly the declaration is what stands here; to find every use takes longer.
    const own = targetPlaces(context, target).find(isHere) ?? usesOf(context, target, true).find(isHere);
    return own === undefined ? null : { target, start: own.nameStart, end: own.nameEnd };
  }
  const { key, span } = reference.reference;
  const named = drawnTargets(context, position).filter((target) => sanitizeName(target.name) === sanitizeName(key));
  const [target] = named;
  if (target === undefined || new Set(named.map(({ kind }) => kind)).size > 1) return null;
  return { target, start: reference.start + span.start, end: reference.start + span.end };
}

/** The declarations that a rename takes along: all of the same name and kind in the same scope. */
function declarations(context: GhostContext, target: Target): Target[] {
  const { tables } = context.snapshot;
  const all: Target[] = [];
  for (const [file, { scenes, words, functions }] of tables.files) {
    const placed = (start: number, of: { readonly nameSpan: { readonly start: number; readonly end: number } }) => ({
      file,
      start: start + of.nameSpan.start,
      end: start + of.nameSpan.end,
      nameStart: start + of.nameSpan.start,
      nameEnd: start + of.nameSpan.end,
    });
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

/** The scenes whose headers are aliases of the target's name. */
function declaredAs(context: GhostContext, target: Target): Target[] {
  const { aliases } = context.snapshot.tables;
  const written = [...aliases].flatMap(([alias, name]) => (name === target.name ? [alias] : []));
  return written.flatMap((name) => declarations(context, { ...target, name }));
}

function replacementsFor(context: GhostContext, target: Target, newName: string): Map<string, Replacement[]> {
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
      const isField = target.kind === "local" && reference.key === target.registered;
      if (target.kind !== "function" && !isField && fits.startsWith(written)) continue;
      if (!isExact && target.kind !== "function" && !drawsOnly({ reference, at: here, start })) continue;
      const [from, to] = [start + reference.span.start, start + reference.span.end];
      if (isField) replaceField(replacements, file, from, to, target, newName);
      else replace(file, from, to);
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
function replaceField(
  replacements: Map<string, Replacement[]>,
  file: string,
  start: number,
  end: number,
  target: Extract<Target, { readonly kind: "local" }>,
  newName: string,
): void {
  const { counter } = splitRegisteredName(target.registered);
  const list = replacements.get(file) ?? [];
  list.push({ start, end, text: counter === null ? newName : `${sanitizeName(newName)}_${counter}` });
  replacements.set(file, list);
}

/**
 * What Lua asks for and nothing answers for sure, where it may be the name that a scene or an actor has for itself:
 * which scene runs it then is not known.
 */
function uncertainDraws(context: GhostContext, target: Target, newName: string): ChangedDraw[] {
  const isOwn = target.kind === "local" || (target.kind === "word" && !("global" in target.scope));
  if (!isOwn) return [];
  const isWord = target.kind === "word";
  const users = new Set<User>();
  for (const name of [target.name, newName]) {
    anyPrefix(isWord ? name : sanitizeName(name), (prefix) => {
      for (const user of context.usage.byLua.get(prefix)) users.add(user);
      return false;
    });
  }
  return locateUsers(context, users).flatMap(({ user, file, start, here }) =>
    referencesIn(user).flatMap((reference) => {
      const { isAct, kind, key, span } = reference;
      if (isAct !== true || (kind === "word") !== isWord) return [];
      const asked = isWord ? key : sanitizeName(key);
      const names = [target.name, newName].map((name) => (isWord ? name : sanitizeName(name)));
      const isMeant = names[0]?.startsWith(asked) !== names[1]?.startsWith(asked);
      if (!isMeant || answerTo(context, { reference, at: here, start }).step !== "none") return [];
      return [{ file, line: context.lines(file)?.position(start + span.start).line ?? 0, key }];
    }),
  );
}

const CONFIRM = "changed-candidates";

const confirmation = (count: number, locale: Locale): string =>
  count === 1 ? text("rename-confirm-one", locale) : text("rename-confirm", locale, String(count));

function workspaceEdit(
  context: GhostContext,
  replacements: ReadonlyMap<string, readonly Replacement[]>,
  changed: readonly ChangedDraw[],
): WorkspaceEdit {
  const annotated = changed.length > 0;
  const documentChanges = [...replacements].flatMap(([file, list]) => {
    const lines = context.lines(file);
    if (lines === null) return [];
    const edits = [...list]
      .sort((a, b) => a.start - b.start)
      .map(({ start, end, text: newText }) => {
        const range = lines.range(start, end);
        return annotated ? { range, newText, annotationId: CONFIRM } : { range, newText };
      });
    return [{ textDocument: { uri: context.uri(file), version: null }, edits }];
  });
  if (!annotated) return { documentChanges };
  const listed = changed.slice(0, 10).map(({ file, line, key }) => `${file}:${line + 1} ${key}`);
  return {
    documentChanges,
    changeAnnotations: {
      [CONFIRM]: {
        label: confirmation(changed.length, context.locale),
        description: listed.join("\n"),
        needsConfirmation: true,
      },
    },
  };
}
