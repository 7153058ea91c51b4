/** Call hierarchy: which scenes draw from a scene, and what a scene draws from, each with its odds. */

import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Position,
  SymbolKind,
} from "vscode-languageserver-types";
import { referencesIn } from "#core/project/index.ts";
import { findScene, globalEntry, localEntry, type SceneEntry } from "#core/resolve/index.ts";
import { answerTo, drawSize } from "./answers.ts";
import { callersOf } from "./callers.ts";
import {
  blockAt,
  type FeatureContext,
  type GhostContext,
  isInLua,
  type ReferenceHere,
  type SummaryHere,
} from "./context.ts";
import { percent } from "./hover-parts.ts";
import { drawnTargets } from "./references.ts";
import { declarationAt, entryOf, type Target } from "./targets.ts";

/** What an item carries from one request to the next. */
interface ItemData {
  readonly module: string;
  /** The registered name of a local scene; null for the global one. */
  readonly local: string | null;
}

/** The same for Lua that stands in no scene: a function, or the rest of a file. Offsets are those of the file. */
interface LuaData {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export function prepareCallHierarchy(context: FeatureContext, position: Position): CallHierarchyItem[] {
  const offset = context.here.offset(position);
  const declared = declarationAt(context, offset);
  const targets = declared === null ? drawnTargets(context, position) : [declared];
  const entries = targets.flatMap((target) => entryOf(context, target));
  if (entries.length > 0) return entries.flatMap((entry) => itemOf(context, entry));
  const here = blockAt(context, offset);
  const around = here === null ? null : sceneAround(context, here, offset);
  if (around !== null) return itemOf(context, around);
  return isInLua(context, here?.block ?? null, offset) ? luaItem(context, context.path, offset) : [];
}

export function incomingCalls(context: GhostContext, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  const entry = luaDataOf(item) === null ? entryOfItem(context, item) : null;
  if (entry === null) return [];
  const calls = new Map<string, CallHierarchyIncomingCall>();
  for (const { reference, file, start, here } of callersOf(context, targetOf(entry))) {
    const at = start + reference.span.start;
    const scene = here === null ? null : sceneAround(context, here, at);
    const [from] = scene === null ? luaItem(context, file, at) : itemOf(context, scene);
    const range = context.lines(file)?.range(at, start + reference.span.end);
    if (from === undefined || range === undefined) continue;
    const id = JSON.stringify(from.data);
    const known = calls.get(id);
    if (known !== undefined) {
      known.fromRanges.push(range);
      continue;
    }
    const odds = `${chanceOf(context, { reference, at: here, start })} ＞${reference.key}`;
    const detail = from.detail === undefined ? odds : `${odds} · ${from.detail}`;
    calls.set(id, { from: { ...from, detail }, fromRanges: [range] });
  }
  return [...calls.values()];
}

/** How likely one of a reference's candidates is; nothing where it draws none. */
function chanceOf(context: GhostContext, reference: ReferenceHere): string {
  const size = drawSize(answerTo(context, reference));
  return size === null || size === 0 ? "" : percent(size);
}

export function outgoingCalls(context: GhostContext, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  const lua = luaDataOf(item);
  const entry = lua === null ? entryOfItem(context, item) : null;
  const calls = new Map<string, CallHierarchyOutgoingCall>();
  for (const { at, file, isOwn } of lua === null ? sceneUsers(context, entry) : luaUsers(context, lua)) {
    const lines = context.lines(file);
    if (lines === null) continue;
    for (const reference of referencesIn(at.summary)) {
      if (reference.kind === "word" || reference.kind === "globalFunction") continue;
      if (!isOwn(at.start + reference.span.start)) continue;
      const answer = answerTo(context, { reference, at, start: at.start });
      if (answer.step !== "scenes") continue;
      const range = lines.range(at.start + reference.span.start, at.start + reference.span.end);
      for (const candidate of answer.candidates) {
        const [to] = itemOf(context, candidate, `${percent(answer.candidates.length)} ＞${reference.key}`);
        if (to === undefined) continue;
        const id = `${candidate.fnName} ${to.detail}`;
        const known = calls.get(id);
        if (known === undefined) calls.set(id, { to, fromRanges: [range] });
        else known.fromRanges.push(range);
      }
    }
  }
  return [...calls.values()];
}

/** A block (or Lua file) that holds calls, and which of its offsets are meant. */
interface Calling {
  readonly at: SummaryHere;
  readonly file: string;
  readonly isOwn: (offset: number) => boolean;
}

function sceneUsers(context: GhostContext, entry: SceneEntry | null): Calling[] {
  const scene = entry === null ? null : findScene(context.snapshot.tables, entry.module);
  const blocks = context.snapshot.blocks.get(scene?.file ?? "") ?? [];
  const block = blocks.find(({ start }) => start === scene?.placed.start);
  if (scene === null || entry === null || block === undefined) return [];
  const { start, summary } = block;
  const at: SummaryHere = { start, summary, ordinal: scene.ordinal, module: scene.module };
  return [{ at, file: scene.file, isOwn: (offset) => sceneAround(context, at, offset)?.fnName === entry.fnName }];
}

function luaUsers({ snapshot }: GhostContext, { file, start, end }: LuaData): Calling[] {
  const isOwn = (offset: number) => start <= offset && offset < end;
  const lua = snapshot.lua.get(file);
  if (lua !== undefined) return [{ at: { start: 0, summary: lua.user, ordinal: -1, module: null }, file, isOwn }];
  const blocks = (snapshot.blocks.get(file) ?? []).filter((block) => block.start <= start && start < block.end);
  return blocks.map(({ start: from, summary }) => ({
    at: { start: from, summary, ordinal: -1, module: null },
    file,
    isOwn,
  }));
}

/** Lua around an offset that belongs to no scene: the function there, or the whole file. */
function luaItem(context: GhostContext, file: string, offset: number): CallHierarchyItem[] {
  const lines = context.lines(file);
  if (lines === null) return [];
  const { lua, blocks, tables } = context.snapshot;
  const own = lua.get(file)?.summary.fields.map((of) => ({ start: 0, of })) ?? [];
  const around = [...own, ...(tables.files.get(file)?.functions ?? [])]
    .filter(({ start, of }) => start + of.span.start <= offset && offset < start + of.span.end)
    .sort((a, b) => a.of.span.end - a.of.span.start - (b.of.span.end - b.of.span.start))[0];
  const block = blocks.get(file)?.find(({ start, end }) => start <= offset && offset < end);
  const text = lua.get(file)?.text ?? context.snapshot.documents.get(file)?.text ?? "";
  const whole = { start: block?.start ?? 0, end: block?.end ?? text.length };
  const start = around === undefined ? whole.start : around.start + around.of.span.start;
  const end = around === undefined ? whole.end : around.start + around.of.span.end;
  const name =
    around === undefined
      ? null
      : { start: around.start + around.of.nameSpan.start, end: around.start + around.of.nameSpan.end };
  const data: LuaData = { file, start, end };
  return [
    {
      name: around?.of.name ?? block?.summary.actor?.name ?? file,
      kind: around === undefined ? SymbolKind.File : SymbolKind.Function,
      uri: context.uri(file),
      range: lines.range(start, end),
      selectionRange: name === null ? lines.range(start, start) : lines.range(name.start, name.end),
      data,
    },
  ];
}

function luaDataOf(item: CallHierarchyItem): LuaData | null {
  const data = item.data as Partial<LuaData> | undefined;
  if (typeof data?.file !== "string" || typeof data.start !== "number" || typeof data.end !== "number") return null;
  return { file: data.file, start: data.start, end: data.end };
}

/** A scene as something that calls can be asked for. */
export function targetOf(entry: SceneEntry): Target {
  const { name, module, scope, fnName } = entry;
  return scope === "global"
    ? { kind: "scene", name, module, place: entry }
    : { kind: "local", name, module, registered: fnName.slice(module.length + 2), place: entry };
}

/** The scene, or the local scene or function of Lua in it, whose lines hold an offset: the narrowest of them. */
export function sceneAround(
  { snapshot: { tables } }: GhostContext,
  { start, module }: SummaryHere,
  offset: number,
): SceneEntry | null {
  const scene = module === null ? null : findScene(tables, module);
  if (scene === null) return null;
  const around = [...scene.placed.of.fields.values()]
    .filter(({ span }) => start + span.start <= offset && offset <= start + span.end)
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
  return around === undefined ? globalEntry(scene) : localEntry(scene, around);
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
