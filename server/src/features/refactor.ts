/**
 * Refactorings offered by `textDocument/codeAction`: lines become a scene of their own, a scene moves to another file
 * or to where it is called, scenes become words and words scenes. Each is offered only where the ghost says and draws
 * the same afterwards.
 */
import { type CodeAction, CodeActionKind, type Range, type TextEdit } from "vscode-languageserver-types";
import { anyPrefix, type Reference, referencesIn, variablesIn } from "#core/project/index.ts";
import { findScene, hasPrefix, lookUp, type SceneDeclaration, sanitizeName } from "#core/resolve/index.ts";
import { normalizeNumber, type PastaParser } from "#core/syntax/index.ts";
import type { Item, LocalSceneNode, SceneNode } from "#core/syntax/model.ts";
import { endOfBlock, insertAt } from "./code-action.ts";
import { type BlockHere, blockAt, type FeatureContext } from "./context.ts";
import { inWidthOf } from "./marks.ts";
import { inlining } from "./refactor-inline.ts";
import {
  commentsAbove,
  identityOf,
  indentAt,
  lineEnd,
  lineStart,
  refactoring,
  reindented,
  speechGoesOn,
  withEol,
} from "./refactor-parts.ts";
import { rewritings } from "./refactor-words.ts";
import type { TextId } from "./texts.ts";

/** Files offered to move a scene to; a menu longer than this helps nobody. */
const MOST_FILES = 12;

/**
 * What can be done with a selection: extract its lines. Without one: what can be done with the scene or word that the
 * caret names.
 */
export function refactorings(context: FeatureContext, range: Range, parser: PastaParser): CodeAction[] {
  const start = context.here.offset(range.start);
  const end = context.here.offset(range.end);
  const here = blockAt(context, start);
  const byName = start < end ? [] : [...inlining(context, start), ...rewritings(context, start, parser)];
  return [...byName, ...byPlace(context, here, start, end)];
}

function byPlace(context: FeatureContext, here: BlockHere | null, start: number, end: number): CodeAction[] {
  if (here === null || here.block.node.kind !== "scene" || here.module === null) return [];
  const scene = { here, node: here.block.node, module: here.module };
  return start < end ? extractions(context, scene, start, end) : moves(context, scene, start);
}

interface SceneHere {
  readonly here: BlockHere;
  readonly node: SceneNode;
  readonly module: string;
}

/** Whole lines of one local scene, in offsets of the file. */
interface Lines {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Item[];
}

function extractions(context: FeatureContext, scene: SceneHere, start: number, end: number): CodeAction[] {
  const lines = selectedLines(context, scene, start, end);
  if (lines === null) return [];
  const name = freeName(context, scene);
  if (name === null) return [];
  const called = inWidthOf(context.text, `＞${name}${passedArguments(scene, lines)}`);
  // The last line of a file may have no end; what comes behind it brings its own.
  const isEnded = context.text.slice(0, lines.end).endsWith("\n");
  const call = `${indentAt(context.text, lines.start)}${called}${isEnded ? "\n" : ""}`;
  const replacement = { range: context.here.range(lines.start, lines.end), newText: withEol(context.text, call) };
  const tail = endOfBlock(context.text, scene.here.start, scene.here.start + scene.node.span.end);
  // An edit behind the selection may not begin inside it: lines at the very end of the scene leave nothing between.
  const at = Math.max(tail, lines.end);
  const body = (indent: string) =>
    reindented(context.text.slice(lines.start, lines.end), inWidthOf(context.text, indent));
  const header = (written: string) => `\n${inWidthOf(context.text, written)}\n`;
  const made = (title: TextId, newText: string) => {
    const insertion = insertAt(context, context.path, context.text, at, newText);
    return refactoring(
      context,
      CodeActionKind.RefactorExtract,
      title,
      [name],
      [[context.path, [replacement, insertion]]],
    );
  };
  const local = made("extract-local", header(`　・${name}`) + body("　　"));
  if (!meansTheSameAnywhere(context, scene, lines)) return [local];
  return [local, made("extract-global", header(`＊${name}`) + body("　"))];
}

/** The selected lines, if they are whole lines of one local scene that can be called from where they stand. */
function selectedLines(context: FeatureContext, { here, node }: SceneHere, start: number, end: number): Lines | null {
  const local = node.locals.find(({ items }) => items.some((item) => touches(context, here, item, start, end)));
  if (local === undefined) return null;
  const first = local.items.findIndex((item) => touches(context, here, item, start, end));
  const count = local.items.slice(first).findIndex((item) => !touches(context, here, item, start, end));
  const items = local.items.slice(first, count < 0 ? undefined : first + count);
  const [begin, final] = [items[0], items.at(-1)];
  if (begin === undefined || final === undefined || splitsSpeech(local, first, items.length)) return null;
  const from = lineStart(context.text, here.start + begin.span.start);
  const to = lineEnd(context.text, here.start + final.span.end);
  const [above, below] = [lineStart(context.text, start), lineEnd(context.text, Math.max(start, end - 1))];
  // Comments and blank lines at the edges belong to the selection, whole lines of anything else do not.
  const [lead, rest] = [context.text.slice(above, from), context.text.slice(to, below)];
  if (!QUIET.test(lead) || !QUIET.test(rest)) return null;
  const blank = /^(?:[ \t\u3000]*\r?\n)*/.exec(lead)?.[0].length ?? 0;
  const last = above + context.text.slice(above, below).trimEnd().length;
  return { start: above + blank, end: lineEnd(context.text, last), items };
}

/** Lines that say nothing. */
const QUIET = /^(?:[ \t\u3000]*(?:[＃#][^\n]*)?(?:\r?\n|$))*$/;

function touches(context: FeatureContext, here: BlockHere, { span }: Item, start: number, end: number): boolean {
  const from = lineStart(context.text, here.start + span.start);
  return from < end && start < here.start + span.end;
}

/** Speech that goes on belongs to the speaker above it, in the same scene: neither may be cut off from the other. */
function splitsSpeech({ items }: LocalSceneNode, first: number, count: number): boolean {
  return speechGoesOn(items.slice(first, first + count), -1) || speechGoesOn(items, first + count - 1);
}

/** The arguments that the lines read, handed on: `（＄０、＄１）`. */
function passedArguments({ here }: SceneHere, lines: Lines): string {
  const indexes = variablesIn(here.summary).flatMap(({ variable, span }) => {
    const at = here.start + span.start;
    const inside = variable.scope === "argument" && lines.start <= at && at < lines.end;
    return inside ? [Number(normalizeNumber(variable.text))] : [];
  });
  if (indexes.length === 0) return "";
  const names = Array.from({ length: Math.max(...indexes) + 1 }, (_, i) => `＄${fullWidth(i)}`);
  return `（${names.join("、")}）`;
}

const fullWidth = (value: number): string =>
  String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** A name that no call draws yet, and that draws nothing but itself; null where a few tries find none. */
function freeName(context: FeatureContext, { module }: SceneHere): string | null {
  const { tables } = context.snapshot;
  const own = findScene(tables, module)?.placed.of ?? null;
  const isFree = (name: string): boolean => {
    const key = sanitizeName(name);
    const asked = anyPrefix(key, (prefix) => context.usage.byScene.has(prefix) || context.usage.strings.has(prefix));
    return !asked && !hasPrefix(tables.scenes, key) && !isTaken(own, key) && !tables.functions.has(name);
  };
  // A call for the beginning of one name draws all its variants; hence several beginnings.
  const beginnings = context.locale === "ja" ? ["つづき", "切り出し", "新しい場面"] : ["part", "extracted", "newScene"];
  for (const beginning of beginnings)
    for (let count = 1; count <= 30; count++) {
      const name = count === 1 ? beginning : `${beginning}${count}`;
      if (isFree(name)) return name;
    }
  return null;
}

function isTaken(own: SceneDeclaration | null, key: string): boolean {
  return own !== null && (hasPrefix(own.locals, key) || own.fields.has(key));
}

/** Whether the lines' references find the same things from outside the scene. */
function meansTheSameAnywhere(context: FeatureContext, { here, module }: SceneHere, lines: Lines): boolean {
  const { tables, strategy } = context.snapshot;
  return referencesIn(here.summary).every((reference) => {
    const at = here.start + reference.span.start;
    if (at < lines.start || at >= lines.end) return true;
    const ask = (from: string | null) => identityOf(lookUp(tables, { ...question(reference), module: from }, strategy));
    return ask(module) === ask(null);
  });
}

const question = ({ kind, key, actor }: Reference) => ({ kind, key, actor });

/** Moves of the scene at its header, to the dictionaries nearest by name; not where its name hangs on its neighbours. */
function moves(context: FeatureContext, { here, node }: SceneHere, offset: number): CodeAction[] {
  const { document, snapshot } = context;
  const inHeader = offset >= here.start && offset <= here.start + node.header.end;
  if (!inHeader || document === null || node.name === null) return [];
  const index = document.blocks.findIndex(({ start }) => start === here.start);
  const next = document.blocks.slice(index + 1).find(({ node: other }) => other.kind === "scene");
  if (next?.node.kind === "scene" && next.node.name === null) return [];
  const own = snapshot.tables.files.get(context.path)?.scenes[here.ordinal]?.fileAttributes ?? new Map();
  const from = commentsAbove(context.text, here.start);
  const following = document.blocks[index + 1]?.start;
  const to = following === undefined ? context.text.length : commentsAbove(context.text, following);
  const moved = context.text.slice(from, to).replaceAll("\r\n", "\n").trimEnd();
  const others = [...snapshot.documents]
    .filter(([path]) => path !== context.path)
    .sort(([a], [b]) => shared(b, context.path) - shared(a, context.path));
  return others.slice(0, MOST_FILES).flatMap(([path, { text: content }]) => {
    const theirs = snapshot.tables.files.get(path)?.scenes.at(-1)?.fileAttributes ?? new Map();
    if (!sameAttributes(own, theirs)) return [];
    const removal: TextEdit = { range: context.here.range(from, to), newText: "" };
    const insertion = insertAt(context, path, content, content.length, `\n${moved}\n`);
    return refactoring(
      context,
      "refactor.move",
      "move-scene",
      [node.name?.text ?? "", path],
      [
        [context.path, [removal]],
        [path, [insertion]],
      ],
    );
  });
}

/** How much of its beginning a path has in common with another: files of one folder belong together, and named alike. */
function shared(path: string, other: string): number {
  let length = 0;
  while (length < path.length && path[length] === other[length]) length++;
  return length;
}

function sameAttributes(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
