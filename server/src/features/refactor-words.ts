/**
 * Scenes that say one line each become a word, and a word becomes such scenes. Offered only where every call (or every
 * use of the word) draws just these and nothing else, says it by the same actor, and nobody else means the name. The
 * ghost is read with the change in it, to see that each place draws what was meant for it.
 */
import type { CodeAction, TextEdit } from "vscode-languageserver-types";
import { anyPrefix, declarationsOf, referencesIn, summarizeBlock } from "#core/project/index.ts";
import {
  type Answer,
  hasPrefix,
  listByKey,
  lookUp,
  moduleOf,
  sanitizeName,
  sceneKey,
  type Tables,
  updateTables,
} from "#core/resolve/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import type { Block, Item, SyntaxDocument } from "#core/syntax/model.ts";
import { answerTo } from "./answers.ts";
import { type Caller, callersOf } from "./callers.ts";
import { type FeatureContext, referenceAt } from "./context.ts";
import { oneLine, plainText, withBlankAbove, wordLine } from "./one-line-scenes.ts";
import { mayStartUnseen, refactoring, speechGoesOn, textOf, withEol } from "./refactor-parts.ts";
import { drawnTargets } from "./references.ts";
import { declarationAt, type Target } from "./targets.ts";
import { blockOf } from "./users.ts";

/** The scenes or the word that an offset names, turned into the other, if that changes nothing. */
export function rewritings(context: FeatureContext, offset: number, parser: PastaParser): CodeAction[] {
  const declared = declarationAt(context, offset);
  const drawn = declared === null && referenceAt(context, offset) !== null ? drawnOnce(context, offset) : null;
  const target = declared ?? drawn;
  if (target?.kind === "scene") return scenesToWord(context, target, parser);
  return target?.kind === "word" && "global" in target.scope ? wordToScenes(context, target, parser) : [];
}

/** What a reference draws, where all of it has one name. */
function drawnOnce(context: FeatureContext, offset: number): Target | null {
  const targets = drawnTargets(context, context.here.position(offset));
  const names = new Set(targets.map(({ kind, name }) => `${kind} ${name}`));
  return names.size === 1 ? (targets[0] ?? null) : null;
}

/** A piece of a text that is replaced; an empty text takes it away. */
interface Edit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a name is used: the line's place, and the scene's items with the line's index. */
interface Use {
  readonly caller: Caller;
  readonly start: number;
  readonly end: number;
  readonly item: Item;
  readonly items: readonly Item[];
  readonly index: number;
}

const INDENT = "　";

function scenesToWord(
  context: FeatureContext,
  target: Extract<Target, { readonly kind: "scene" }>,
  parser: PastaParser,
): CodeAction[] {
  const { tables } = context.snapshot;
  const key = sceneKey(tables.aliases, target.name);
  if (mayStartUnseen(context, target.name) || isTaken(tables, target.name)) return [];
  if (anyPrefix(target.name, (prefix) => context.usage.byWord.has(prefix))) return [];
  const scenes = listByKey(tables.scenes, key).map((_, i) => oneLine(context, `${key}_${i + 1}`, target.name));
  const [first] = scenes;
  if (first == null || scenes.some((scene) => scene?.actor !== first.actor)) return [];
  const uses = usesOf(context, callersOf(context, target), ({ kind, index, items }) => {
    return kind === "call" && !speechGoesOn(items, index);
  });
  if (uses === null || !uses.every(({ caller }) => drawsAll(context, caller, scenes.length))) return [];
  const line = `＠${target.name}：${scenes.map((scene) => scene?.said ?? "").join("、")}\n`;
  const edits: Edit[] = [
    ...uses.map(({ caller, start, end }) => {
      return { path: caller.file, start, end, text: `${first.actor}：＠${target.name}` };
    }),
    ...scenes.flatMap((scene, i) => {
      if (scene === null) return [];
      return [i === 0 ? { ...scene.place, text: line } : { ...withBlankAbove(context, scene.place), text: "" }];
    }),
  ];
  const texts = scenes.map((scene) => scene?.text).join("\n");
  const same = holds(context, parser, edits, target.name, uses.length, "word", (answer) => {
    return (
      answer.step === "words" &&
      answer.candidates.every(isGlobal) &&
      answer.candidates.map(({ value }) => value).join("\n") === texts
    );
  });
  return same ? [offer(context, "scene-to-words", target.name, edits)] : [];
}

const isGlobal = ({ scope }: { readonly scope: string }): boolean => scope === "global";

function wordToScenes(
  context: FeatureContext,
  target: Extract<Target, { readonly kind: "word" }>,
  parser: PastaParser,
): CodeAction[] {
  const { snapshot, usage } = context;
  const { tables } = snapshot;
  const { name } = target;
  const key = sanitizeName(name);
  const asked = (prefix: string) => usage.byScene.has(prefix) || usage.strings.has(prefix);
  if (anyPrefix(key, asked) || anyPrefix(name, asked) || hasPrefix(tables.scenes, key) || isTaken(tables, name))
    return [];
  if (tables.aliases.has(name) || [...tables.aliases.values()].includes(name)) return [];
  const lines = listByKey(tables.words, name).map((occurrence) => wordLine(context, occurrence, name));
  const values = lines.flatMap((line) => line?.values ?? []);
  const uses = usesOf(context, callersOf(context, target), isWordAlone);
  const actors = new Set(uses?.map(({ item }) => (item.kind === "action" ? item.actor.text : "")));
  const [actor] = actors;
  if (uses === null || actor === undefined || actors.size > 1 || lines.includes(null) || values.length === 0) return [];
  if (!uses.every(({ caller }) => drawsAll(context, caller, values.length))) return [];
  const made = values.map((value) => `＊${name}\n${INDENT}${actor}：${value}\n`).join("\n");
  const edits: Edit[] = [
    ...uses.map(({ caller, start, end }) => ({ path: caller.file, start, end, text: `＞${name}` })),
    ...lines.flatMap((line) => (line === null ? [] : [{ ...line.place, text: "" }])),
  ];
  const [first] = lines;
  const path = first?.place.path ?? context.path;
  const content = textOf(context, path) ?? "";
  // Scenes come at the end of the file: in the word's place they would take in what follows.
  const lead = content === "" || content.endsWith("\n") ? "\n" : "\n\n";
  edits.push({ path, start: content.length, end: content.length, text: lead + made });
  const same = holds(context, parser, edits, name, uses.length, "call", (answer, said) => {
    return (
      answer.step === "scenes" && answer.candidates.every(isGlobal) && said.get(name)?.join("\n") === values.join("\n")
    );
  });
  return same ? [offer(context, "word-to-scenes", name, edits)] : [];
}

/** Whether Lua or the engine answers to a name before any dictionary does. */
function isTaken(tables: Tables, name: string): boolean {
  const question = { key: name, module: null, actor: null };
  const steps = (["call", "word"] as const).map((kind) => lookUp(tables, { ...question, kind }, "merged").step);
  return steps.some((step) => step === "actMethod" || step === "global" || step === "sceneMethod");
}

/** Whether a line of speech says just one word, and nobody goes on speaking below it. */
function isWordAlone({ item, items, index }: Omit<Use, "caller" | "start" | "end">): boolean {
  return (
    item.kind === "action" &&
    item.actions.length === 1 &&
    item.actions[0]?.kind === "word" &&
    !speechGoesOn(items, index)
  );
}

/** The lines in which callers stand, if all of them are such lines; null where one is not. */
function usesOf(
  context: FeatureContext,
  callers: readonly Caller[],
  fits: (use: Omit<Use, "caller" | "start" | "end"> & { readonly kind: string }) => boolean,
): Use[] | null {
  const uses: Use[] = [];
  for (const caller of callers) {
    const { reference, file, start } = caller;
    const block = blockOf(context, file, start + reference.span.start);
    const use = block === null || reference.origin === "lua" ? null : useIn(block, caller);
    if (use === null || !fits({ kind: reference.kind, item: use.item, items: use.items, index: use.index }))
      return null;
    if (use.item.kind === "call" && (use.item.args?.length ?? 0) > 0) return null;
    uses.push(use);
  }
  return uses.length === 0 ? null : uses;
}

function useIn({ node, start }: Block, caller: Caller): Use | null {
  if (node.kind !== "scene") return null;
  const { span } = caller.reference;
  for (const { items } of node.locals) {
    const index = items.findIndex((item) => item.span.start <= span.start && span.end <= item.span.end);
    const item = items[index];
    if (item !== undefined)
      return { caller, start: start + item.span.start, end: start + item.span.end, item, items, index };
  }
  return null;
}

/** Whether a reference draws from so many things: with all of them being the scenes or values meant, from just these. */
function drawsAll(context: FeatureContext, { reference, here, start }: Caller, count: number): boolean {
  const answer = answerTo(context, { reference, at: here, start });
  return (answer.step === "scenes" || answer.step === "words") && answer.candidates.length === count;
}

/** Reads the changed files, and asks at every place that uses the name what it draws then. */
function holds(
  context: FeatureContext,
  parser: PastaParser,
  edits: readonly Edit[],
  name: string,
  uses: number,
  kind: "word" | "call",
  isMeant: (answer: Answer, said: ReadonlyMap<string, readonly string[]>) => boolean,
): boolean {
  const { snapshot } = context;
  let { tables } = snapshot;
  const changed = new Map<string, SyntaxDocument>();
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const document = parser.parse(
      apply(
        textOf(context, path) ?? "",
        edits.filter((edit) => edit.path === path),
      ),
    );
    if (document.ok !== snapshot.documents.get(path)?.ok) return false;
    changed.set(path, document);
    tables = updateTables(tables, path, declarationsOf(path, document)).tables;
  }
  const said = linesByScene(changed.values());
  let count = 0;
  for (const [path, document] of changed) {
    let ordinal = 0;
    for (const block of document.blocks) {
      const module = block.node.kind === "scene" ? moduleOf(tables, path, ordinal++) : null;
      for (const reference of referencesIn(summarizeBlock(block))) {
        if (reference.kind !== kind || reference.key !== name) continue;
        const answer = lookUp(tables, { kind, key: name, module, actor: reference.actor }, snapshot.strategy);
        if (!isMeant(answer, said)) return false;
        count++;
      }
    }
  }
  return count === uses;
}

/** By the name of a scene: what each that only says one line says. */
function linesByScene(documents: Iterable<SyntaxDocument>): Map<string, string[]> {
  const said = new Map<string, string[]>();
  for (const { blocks } of documents) {
    for (const { node } of blocks) {
      const [item] = node.kind === "scene" ? (node.locals[0]?.items ?? []) : [];
      if (node.kind !== "scene" || node.name === null || item?.kind !== "action") continue;
      said.set(node.name.text, [...(said.get(node.name.text) ?? []), plainText(item.actions) ?? ""]);
    }
  }
  return said;
}

function apply(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((now, { start, end, text: made }) => now.slice(0, start) + made + now.slice(end), text);
}

function offer(
  context: FeatureContext,
  title: "scene-to-words" | "word-to-scenes",
  name: string,
  edits: readonly Edit[],
): CodeAction {
  const changes = edits.map(({ path, start, end, text }): [string, TextEdit[]] => {
    const range = (context.lines(path) ?? context.here).range(start, end);
    return [path, [{ range, newText: withEol(textOf(context, path) ?? "", text) }]];
  });
  return refactoring(context, "refactor.rewrite", title, [name], changes);
}
