/**
 * Inlining: the lines of a scene come to stand where its only call was. Offered only where the ghost says the same
 * afterwards: the call draws just this scene, nothing else can start it, and its lines mean the same at their new place.
 */

import type { CodeAction, TextEdit } from "vscode-languageserver-types";
import { referencesIn, variablesIn } from "#core/project/index.ts";
import { findScene, listByKey, lookUp, sceneKey, splitRegisteredName } from "#core/resolve/index.ts";
import { DIRECTIVE } from "#core/syntax/index.ts";
import type { Block, CallNode, Item, LocalSceneNode, SceneNode } from "#core/syntax/model.ts";
import { answerTo } from "./answers.ts";
import { type Caller, callersOf } from "./callers.ts";
import { type FeatureContext, referenceAt } from "./context.ts";
import {
  commentsAbove,
  identityOf,
  indentAt,
  lineEnd,
  lineStart,
  mayStartUnseen,
  refactoring,
  reindented,
  speechGoesOn,
  textOf,
  withEol,
} from "./refactor-parts.ts";
import { drawnTargets } from "./references.ts";
import { declarationAt, type Target } from "./targets.ts";
import { blockOf } from "./users.ts";

type SceneTarget = Extract<Target, { readonly kind: "scene" | "local" }>;

/** The scene whose header or call the offset touches, inlined, if that changes nothing. */
export function inlining(context: FeatureContext, offset: number): CodeAction[] {
  const target = targetAt(context, offset);
  if (target === null || mayStartUnseen(context, target.name)) return [];
  const scene = sourceOf(context, target);
  const callers = callersOf(context, target);
  const [caller] = callers;
  if (scene === null || caller === undefined || callers.length > 1) return [];
  const call = callAt(context, caller, scene);
  if (call === null || !isPlain(scene.lines) || !meansTheSame(context, scene, caller)) return [];
  return [edit(context, target, scene, caller, call)];
}

function targetAt(context: FeatureContext, offset: number): SceneTarget | null {
  const declared = declarationAt(context, offset);
  const reference = declared === null ? referenceAt(context, offset) : null;
  const drawn = reference === null ? [] : drawnTargets(context, context.here.position(offset));
  const target = declared ?? (drawn.length === 1 ? drawn[0] : undefined);
  return target?.kind === "scene" || target?.kind === "local" ? target : null;
}

/** The scene as it is written. */
interface Source {
  readonly file: string;
  readonly block: Block;
  readonly lines: LocalSceneNode;
  readonly header: { readonly start: number; readonly end: number };
  readonly module: string;
}

/** The scene's text, where all of it is lines: no attributes, words, actors, code or local scenes of its own. */
function sourceOf({ snapshot }: FeatureContext, target: SceneTarget): Source | null {
  const scene = findScene(snapshot.tables, target.module);
  const document = snapshot.documents.get(scene?.file ?? "");
  const index = document?.blocks.findIndex(({ start }) => start === scene?.placed.start) ?? -1;
  const block = document?.blocks[index];
  if (scene === null || document === undefined || block?.node.kind !== "scene") return null;
  const { node } = block;
  if (target.kind === "local") {
    const field = scene.placed.of.fields.get(target.registered);
    const lines = node.locals.find(({ name }) => name !== null && name.span.start === field?.nameSpan.start);
    const key = splitRegisteredName(target.registered).name;
    const isOnly = listByKey(scene.placed.of.locals, key).length === 1;
    if (lines === undefined || lines.header === null || !isOnly || lines.attributes.length > 0) return null;
    return { file: scene.file, block, lines, header: lines.header, module: target.module };
  }
  const next = document.blocks.slice(index + 1).find(({ node: other }) => other.kind === "scene")?.node;
  const isContinued = next?.kind === "scene" && next.name === null;
  const isOnly = listByKey(snapshot.tables.scenes, sceneKey(snapshot.tables.aliases, target.name)).length === 1;
  const [lines] = node.locals;
  if (node.name === null || isContinued || !isOnly || lines === undefined || !isOnlyLines(node)) return null;
  if (scene.placed.fileAttributes.size > 0) return null;
  return { file: scene.file, block, lines, header: node.header, module: target.module };
}

function isOnlyLines({ attributes, words, actors, code, locals }: SceneNode): boolean {
  return [attributes, words, actors, code].every(({ length }) => length === 0) && locals.length === 1;
}

/** Lines that mean the same wherever they stand, as far as they themselves tell. */
function isPlain({ items, code }: LocalSceneNode): boolean {
  const [first] = items;
  return code.length === 0 && first !== undefined && !speechGoesOn(items, -1);
}

interface Call {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Item[];
  readonly index: number;
}

/** The call's line, if it is one of Pasta without arguments and stands elsewhere than in the scene itself. */
function callAt(context: FeatureContext, caller: Caller, scene: Source): Call | null {
  const { reference, file, start } = caller;
  if (reference.kind !== "call" || reference.origin !== "pasta") return null;
  const answer = answerTo(context, { reference, at: caller.here, start });
  if (answer.step !== "scenes" || answer.candidates.length !== 1) return null;
  const block = blockOf(context, file, start + reference.span.start);
  if (block?.node.kind !== "scene") return null;
  for (const { items } of block.node.locals) {
    const index = items.findIndex((item) => isCallOf(item, reference.span.start));
    const item = items[index];
    if (item === undefined) continue;
    const isOwn = file === scene.file && block.start === scene.block.start && items === scene.lines.items;
    const hasArguments = (item as CallNode).args !== null && ((item as CallNode).args?.length ?? 0) > 0;
    if (isOwn || hasArguments || speechGoesOn(items, index)) return null;
    return { start: block.start + item.span.start, end: block.start + item.span.end, items, index };
  }
  return null;
}

function isCallOf(item: Item, nameStart: number): boolean {
  return item.kind === "call" && "span" in item.target && item.target.span.start === nameStart;
}

/** Whether the scene's lines read no arguments, and their names find the same things from the caller's scene. */
function meansTheSame({ snapshot }: FeatureContext, scene: Source, { here }: Caller): boolean {
  const summary = snapshot.blocks.get(scene.file)?.find(({ start }) => start === scene.block.start)?.summary;
  const to = here?.module ?? null;
  if (summary === undefined) return false;
  const { start, end } = scene.lines.span;
  const isOwn = ({ span }: { readonly span: { readonly start: number } }) => start <= span.start && span.start < end;
  if (variablesIn(summary).some((use) => isOwn(use) && use.variable.scope === "argument")) return false;
  return referencesIn(summary)
    .filter(isOwn)
    .every(({ kind, key, actor }) => {
      const ask = (module: string | null) => {
        return identityOf(lookUp(snapshot.tables, { kind, key, actor, module }, snapshot.strategy));
      };
      return ask(scene.module) === ask(to);
    });
}

const DIRECTIVE_LINE = new RegExp(`^.*${DIRECTIVE}.*\\n`, "gm");

/** The comment that ends a line, as a line. */
function commentBehind(content: string, offset: number): string {
  const rest = content.slice(offset, lineEnd(content, offset)).trim();
  return /^[＃#]/.test(rest) ? `${rest}\n` : "";
}

/** Behind the comments that follow a line directly and stand further in than `indent`. */
function commentsBelow(content: string, from: number, indent: number): number {
  let at = from;
  while (at < content.length) {
    const inside = indentAt(content, at).length;
    if (inside <= indent || !/[＃#]/.test(content[at + inside] ?? "")) break;
    at = lineEnd(content, at);
  }
  return at;
}

function edit(context: FeatureContext, target: SceneTarget, scene: Source, caller: Caller, call: Call): CodeAction {
  const from = textOf(context, scene.file) ?? "";
  const to = textOf(context, caller.file) ?? "";
  const header = lineStart(from, scene.block.start + scene.header.start);
  const first = commentsAbove(from, header);
  const bodyStart = lineEnd(from, scene.block.start + scene.header.end);
  const last = lineEnd(from, scene.block.start + (scene.lines.items.at(-1)?.span.end ?? scene.header.end));
  const bodyEnd = commentsBelow(from, last, indentAt(from, header).length);
  const at = lineStart(to, call.start);
  // Comments on the scene go along, but for those that silence findings of its header.
  const own = [commentBehind(to, call.end), commentBehind(from, scene.block.start + scene.header.end)].join("");
  const above = (from.slice(first, header) + own).replace(DIRECTIVE_LINE, "");
  const said = above === "" ? "" : reindented(above, indentAt(to, at));
  const lines = withEol(to, said + reindented(from.slice(bodyStart, bodyEnd), indentAt(to, at)));
  const isLast = !to.slice(call.end).includes("\n");
  const replacement: TextEdit = {
    range: (context.lines(caller.file) ?? context.here).range(at, lineEnd(to, call.end)),
    newText: isLast ? lines.trimEnd() : lines,
  };
  // One blank line above the scene goes with it.
  const blank = /\r?\n[ \t\u3000]*\r?\n$/.exec(from.slice(0, first));
  const begin = blank === null ? first : first - blank[0].length + (blank[0].startsWith("\r\n") ? 2 : 1);
  const removal: TextEdit = {
    range: (context.lines(scene.file) ?? context.here).range(begin, bodyEnd),
    newText: "",
  };
  return refactoring(
    context,
    "refactor.inline",
    "inline-scene",
    [target.name],
    [
      [caller.file, [replacement]],
      [scene.file, [removal]],
    ],
  );
}
