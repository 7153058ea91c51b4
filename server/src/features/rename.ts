/**
 * `textDocument/rename`: scenes, local scenes, words, actors, variables and functions, over the whole ghost. A call
 * that is written as a shorter beginning stays as it is while it still fits. Afterwards the candidates of every call
 * concerned are compared with those before; where they differ, the whole edit asks for confirmation and says where.
 */
import type { Position, Range, WorkspaceEdit } from "vscode-languageserver-types";
import type { PastaParser } from "#core/syntax/index.ts";
import type { FeatureContext, GhostContext } from "./context.ts";
import { concernOf, usersConcerned } from "./rename-concerns.ts";
import { type Doubt, doubtsOf } from "./rename-doubts.ts";
import { replacementsFor } from "./rename-places.ts";
import { changedDraws } from "./rename-proof.ts";
import { nameRefusal, placeRefusal, renameTarget, targetRefusal } from "./rename-target.ts";
import type { Replacement } from "./simulate.ts";
import { text } from "./texts.ts";

/** What a rename came to: an edit, or the reason why there is none. */
export type Renaming = { readonly edit: WorkspaceEdit } | { readonly refusal: string };

/** What would be renamed at a position, and its name; or why it cannot be. Null where nothing has a name. */
export function prepareRename(
  context: FeatureContext,
  position: Position,
): { range: Range; placeholder: string } | { refusal: string } | null {
  const found = renameTarget(context, position);
  if (found === null) return null;
  const refusal = targetRefusal(context, found.target);
  if (refusal !== null) return { refusal };
  const written = context.text.slice(found.start, found.end);
  // The header of a continued scene is only a mark.
  const placeholder = /^[＊*]?$/.test(written) ? found.target.name : written;
  return { range: context.here.range(found.start, found.end), placeholder };
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
  const { target } = found;
  const unfit = targetRefusal(context, target) ?? nameRefusal(context, target, newName);
  if (unfit !== null) return { refusal: unfit };
  const replacements = replacementsFor(context, target, newName);
  const misplaced = placeRefusal(context, replacements, newName);
  if (misplaced !== null) return { refusal: misplaced };
  const users = usersConcerned(context, target.name, newName);
  const isConcerned = concernOf(context, target.name, newName);
  const draws = changedDraws(context, parts.parser, replacements, users, isConcerned);
  if (draws === null) return { refusal: text("rename-nothing", locale) };
  const doubts = doubtsOf(context, target, newName, draws, replacements);
  if (doubts.length > 0 && !parts.canConfirm) return { refusal: labelOf(doubts) };
  return { edit: workspaceEdit(context, replacements, doubts) };
}

const CONFIRM = "changed-candidates";

const labelOf = (doubts: readonly Doubt[]): string => doubts.map(({ label }) => label).join(" / ");

function workspaceEdit(
  context: GhostContext,
  replacements: ReadonlyMap<string, readonly Replacement[]>,
  doubts: readonly Doubt[],
): WorkspaceEdit {
  const annotated = doubts.length > 0;
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
  const annotation = {
    label: labelOf(doubts),
    description: doubts.flatMap(({ lines }) => lines).join("\n"),
    needsConfirmation: true,
  };
  return { documentChanges, changeAnnotations: { [CONFIRM]: annotation } };
}
