/** Call hierarchy: which scenes draw from a scene, and what a scene draws from, each with its odds. */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Position,
  SymbolKind,
} from "vscode-languageserver-types";
import { findScene, globalEntry, localEntry, type SceneEntry } from "#core/resolve/index.ts";
import { answerTo } from "./answers.ts";
import { callersOf } from "./callers.ts";
import { blockAt, type FeatureContext, type GhostContext, type SummaryHere } from "./context.ts";
import { percent } from "./hover.ts";
import { drawnTargets } from "./references.ts";
import { declarationAt, type Target } from "./targets.ts";

/** What an item carries from one request to the next. */
interface ItemData {
  readonly module: string;
  /** The registered name of a local scene; null for the global one. */
  readonly local: string | null;
}

export function prepareCallHierarchy(context: FeatureContext, position: Position): CallHierarchyItem[] {
  const offset = context.here.offset(position);
  const declared = declarationAt(context, offset);
  const targets = declared === null ? drawnTargets(context, position) : [declared];
  const entries = targets.flatMap((target) => entryOf(context, target));
  if (entries.length > 0) return entries.flatMap((entry) => itemOf(context, entry));
  const here = blockAt(context, offset);
  const around = here === null ? null : sceneAround(context, here, offset);
  return around === null ? [] : itemOf(context, around);
}

export function incomingCalls(context: GhostContext, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  const entry = entryOfItem(context, item);
  if (entry === null) return [];
  const calls = new Map<
    string,
    { readonly from: SceneEntry; readonly ranges: CallHierarchyIncomingCall["fromRanges"] }
  >();
  for (const { reference, file, start, here } of callersOf(context, targetOf(entry))) {
    const from = here === null ? null : sceneAround(context, here, start + reference.span.start);
    const range = context.lines(file)?.range(start + reference.span.start, start + reference.span.end);
    if (from === null || range === undefined) continue;
    const known = calls.get(from.fnName);
    if (known === undefined) calls.set(from.fnName, { from, ranges: [range] });
    else known.ranges.push(range);
  }
  return [...calls.values()].flatMap(({ from, ranges }) =>
    itemOf(context, from).map((made) => ({ from: made, fromRanges: ranges })),
  );
}

export function outgoingCalls(context: GhostContext, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  const entry = entryOfItem(context, item);
  const scene = entry === null ? null : findScene(context.snapshot.tables, entry.module);
  const lines = scene === null ? null : context.lines(scene.file);
  if (entry === null || scene === null || lines === null) return [];
  const block = (context.snapshot.blocks.get(scene.file) ?? []).find(({ start }) => start === scene.placed.start);
  if (block === undefined) return [];
  const { start, summary } = block;
  const at: SummaryHere = { start, summary, ordinal: scene.ordinal, module: scene.module };
  const calls: CallHierarchyOutgoingCall[] = [];
  for (const reference of at.summary.references) {
    if (reference.kind === "word" || reference.kind === "globalFunction") continue;
    const from = sceneAround(context, at, block.start + reference.span.start);
    if (from?.fnName !== entry.fnName) continue;
    const answer = answerTo(context, { reference, at, start: block.start });
    if (answer.step !== "scenes") continue;
    const range = lines.range(block.start + reference.span.start, block.start + reference.span.end);
    for (const candidate of answer.candidates) {
      const [to] = itemOf(context, candidate, `${percent(answer.candidates.length)} ＞${reference.key}`);
      if (to !== undefined) calls.push({ to, fromRanges: [range] });
    }
  }
  return calls;
}

/** A scene as something that calls can be asked for. */
export function targetOf(entry: SceneEntry): Target {
  const { name, module, scope, fnName } = entry;
  return scope === "global"
    ? { kind: "scene", name, module, place: entry }
    : { kind: "local", name, module, registered: fnName.slice(module.length + 2), place: entry };
}

function entryOf({ snapshot: { tables } }: GhostContext, target: Target): SceneEntry[] {
  if (target.kind !== "scene" && target.kind !== "local") return [];
  const scene = findScene(tables, target.module);
  if (scene === null) return [];
  if (target.kind === "scene") return [globalEntry(scene)];
  const local = scene.placed.of.fields.get(target.registered);
  return local === undefined ? [] : [localEntry(scene, local)];
}

/** The scene or local scene whose lines hold an offset. */
export function sceneAround(
  { snapshot: { tables } }: GhostContext,
  { start, module }: SummaryHere,
  offset: number,
): SceneEntry | null {
  const scene = module === null ? null : findScene(tables, module);
  if (scene === null) return null;
  for (const local of scene.placed.of.fields.values()) {
    if (start + local.span.start <= offset && offset <= start + local.span.end) return localEntry(scene, local);
  }
  return globalEntry(scene);
}

function itemOf(context: GhostContext, entry: SceneEntry, detail = entry.fnName): CallHierarchyItem[] {
  const lines = context.lines(entry.file);
  if (lines === null) return [];
  const data: ItemData = {
    module: entry.module,
    local: entry.scope === "global" ? null : entry.fnName.slice(entry.module.length + 2),
  };
  return [
    {
      name: entry.name,
      kind: entry.scope === "global" ? SymbolKind.Class : SymbolKind.Method,
      detail,
      uri: context.uri(entry.file),
      range: lines.range(entry.start, entry.end),
      selectionRange: lines.range(entry.nameStart, entry.nameEnd),
      data,
    },
  ];
}

function entryOfItem({ snapshot: { tables } }: GhostContext, item: CallHierarchyItem): SceneEntry | null {
  const data = item.data as Partial<ItemData> | undefined;
  const scene = typeof data?.module === "string" ? findScene(tables, data.module) : null;
  if (scene === null) return null;
  if (data?.local == null) return globalEntry(scene);
  const local = scene.placed.of.fields.get(data.local);
  return local === undefined ? null : localEntry(scene, local);
}
