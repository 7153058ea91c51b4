/**
 * `textDocument/completion`: names that fit the place — scenes with what they would draw, words, speakers by how often
 * they speak here, variables, functions, attributes and their values, SakuraScript tags, events, names in Lua.
 */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  MarkupKind,
  type Position,
} from "vscode-languageserver-types";
import { foldText } from "#core/diagnostics/index.ts";
import {
  ACT_METHODS,
  ENGINE_FUNCTIONS,
  globalSceneCandidates,
  localSceneCandidates,
  prefixRange,
  SCENE_METHODS,
  sceneKey,
  type Tables,
} from "#core/resolve/index.ts";
import { firstLines } from "./answers.ts";
import { type CompletionPlace, completionPlace, luaPlace } from "./completion-place.ts";
import { configCompletion } from "./config-completion.ts";
import { type BlockHere, blockAt, type FeatureContext } from "./context.ts";
import { EVENTS } from "./events.ts";
import { codeBlock } from "./markdown.ts";
import { describeTag, SAKURA_TAGS } from "./sakura-script.ts";
import { text } from "./texts.ts";

/** Characters after which a client asks by itself. */
export const TRIGGERS = [
  "＞",
  ">",
  "＠",
  "@",
  "？",
  "?",
  "＄",
  "$",
  "＊",
  "*",
  "％",
  "%",
  "＆",
  "&",
  "\\",
  "：",
  ":",
  ".",
  "　",
  "[",
] as const;

/** More items than this help nobody; the client asks again with every letter. */
const MOST = 200;

interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  readonly insert?: string;
  readonly snippet?: boolean;
  /** What it would draw is shown when the item is looked at. */
  readonly isScene?: boolean;
}

export function completion(context: FeatureContext, position: Position): CompletionList {
  if (context.path === "pasta.toml") return configCompletion(context, position);
  const offset = context.here.offset(position);
  const lineStart = context.here.offset({ line: position.line, character: 0 });
  const before = context.text.slice(lineStart, offset);
  const here = blockAt(context, offset);
  const place = isLua(context, here, offset) ? luaPlace(before) : completionPlace(before);
  if (place === null) return { isIncomplete: false, items: [] };
  const offers = offersFor(context, place, here);
  const range = context.here.range(lineStart + place.from, offset);
  const fitting = matching(offers, place.typed);
  const items = fitting.slice(0, MOST).map(({ offer, isPrefix }, i): CompletionItem => {
    const newText = offer.insert ?? offer.label;
    return {
      label: offer.label,
      kind: offer.kind,
      sortText: String(i).padStart(4, "0"),
      // A name that only sounds like what was typed must survive the client's own filter.
      ...(!isPrefix && { filterText: place.typed }),
      ...(offer.detail !== undefined && { detail: offer.detail }),
      textEdit: { range, newText },
      ...(offer.snippet && { insertTextFormat: InsertTextFormat.Snippet }),
      ...(offer.isScene && {
        data: { uri: context.uri(context.path), module: here?.module ?? null, key: offer.label },
      }),
    };
  });
  return { isIncomplete: fitting.length > MOST || items.some(({ filterText }) => filterText !== undefined), items };
}

/** Adds the first lines of the scenes that a name would draw. */
export function resolveCompletion(context: FeatureContext, item: CompletionItem): CompletionItem {
  const data = item.data as { readonly module: string | null; readonly key: string } | undefined;
  if (typeof data?.key !== "string") return item;
  const { tables } = context.snapshot;
  const entries = [...localSceneCandidates(tables, data.module, data.key), ...globalSceneCandidates(tables, data.key)];
  const lines = entries
    .slice(0, 3)
    .flatMap((entry) => [`＊${entry.name}`, ...firstLines(context, entry, 3).map((line) => `　${line}`)]);
  return lines.length === 0 ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value: codeBlock(lines) } };
}

function isLua(context: FeatureContext, here: BlockHere | null, offset: number): boolean {
  if (context.snapshot.lua.has(context.path)) return true;
  if (here === null || (here.block.node.kind !== "scene" && here.block.node.kind !== "actor")) return false;
  const { node, start } = here.block;
  const code = node.kind === "scene" ? [...node.code, ...node.locals.flatMap((local) => local.code)] : node.code;
  return code.some(({ contentSpan }) => start + contentSpan.start <= offset && offset <= start + contentSpan.end);
}

/** The offers whose names begin with what was typed, then those that hold it; width and kana do not matter. */
function matching(offers: readonly Offer[], typed: string): { readonly offer: Offer; readonly isPrefix: boolean }[] {
  const wanted = foldText(typed);
  const first: { offer: Offer; isPrefix: boolean }[] = [];
  const rest: { offer: Offer; isPrefix: boolean }[] = [];
  for (const offer of offers) {
    if (offer.label.startsWith(typed)) first.push({ offer, isPrefix: true });
    else if (first.length <= MOST && rest.length <= MOST && foldedName(offer.label).includes(wanted)) {
      rest.push({ offer, isPrefix: false });
    }
    if (first.length > MOST) break;
  }
  return [...first, ...rest];
}

const folded = new Map<string, string>();

/** Names are few and asked for with every letter; the memory is emptied before it grows without end. */
function foldedName(name: string): string {
  const known = folded.get(name);
  if (known !== undefined) return known;
  if (folded.size > 300_000) folded.clear();
  const made = foldText(name);
  folded.set(name, made);
  return made;
}

function offersFor(context: FeatureContext, place: CompletionPlace, here: BlockHere | null): readonly Offer[] {
  const { tables } = context.snapshot;
  switch (place.kind) {
    case "call":
      return [...scenes(context, here), ...functions(tables, "")];
    case "choice":
      return scenes(context, here);
    case "word":
      return [...words(context, here), ...functions(tables, "（）"), ...luaFields(here, "（）")];
    case "globalFunction":
      return functions(tables, "（）");
    case "variable":
      return variables(context, place.scope);
    case "speaker":
      return speakers(context, here, "：");
    case "cast":
      return speakers(context, here, "");
    case "attribute":
      return attributes(tables, null);
    case "attributeValue":
      return attributes(tables, place.key);
    case "sakura":
      return SAKURA_TAGS.map((tag) => ({
        label: tag.tag,
        kind: CompletionItemKind.Keyword,
        detail: describeTag(tag, context.locale),
        insert: tag.snippet,
        snippet: true,
      }));
    case "header":
      return [...EVENTS, ...tables.aliases.keys()].map((label) => ({ label, kind: CompletionItemKind.Event }));
    case "lua":
      return luaNames(tables, here, place.owner);
  }
}

/** Local scenes first, then every global name once, with how many scenes a call of it would draw from. */
function scenes(context: FeatureContext, here: BlockHere | null): readonly Offer[] {
  const { tables } = context.snapshot;
  const offers: Offer[] = [];
  const seen = new Set<string>();
  for (const local of here?.summary.scene?.fields.values() ?? []) {
    if (seen.has(local.name) || !local.callable) continue;
    seen.add(local.name);
    const detail = text(local.origin === "lua" ? "lua-function" : "local-scene", context.locale);
    offers.push({ label: local.name, kind: CompletionItemKind.Method, detail, isScene: true });
  }
  const globals = globalOffers(tables);
  return seen.size === 0 ? globals : [...offers, ...globals.filter(({ label }) => !seen.has(label))];
}

const made = new WeakMap<Tables["scenes"], readonly Offer[]>();

/** The written name of the first scene of every key; remembered until a name comes or goes. */
function globalOffers(tables: Tables): readonly Offer[] {
  const known = made.get(tables.scenes);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const [first] of tables.scenes.lists) {
    const name = first === undefined ? "" : (tables.files.get(first.file)?.scenes[first.ordinal]?.of.name ?? "");
    if (name !== "") found.add(name);
  }
  const list = [...found].map((label): Offer => ({ label, kind: CompletionItemKind.Class, isScene: true }));
  made.set(tables.scenes, list);
  return list;
}

/** How many scenes the global part of a name draws from. */
export function drawCount(tables: Tables, name: string): number {
  const { from, to } = prefixRange(tables.scenes, sceneKey(tables.aliases, name));
  let count = 0;
  for (let i = from; i < to; i++) count += tables.scenes.lists[i]?.length ?? 0;
  return count;
}

function words(context: FeatureContext, here: BlockHere | null): Offer[] {
  const { tables } = context.snapshot;
  const offers = new Map<string, Offer>();
  const add = (label: string, detail: string) => {
    if (!offers.has(label)) offers.set(label, { label, kind: CompletionItemKind.EnumMember, detail });
  };
  const speakersHere = new Set((here?.summary.actors ?? []).map(({ name }) => name));
  for (const name of here?.summary.scene?.words.keys ?? []) add(name, text("local-word", context.locale));
  for (const actor of speakersHere) {
    for (const { file, ordinal } of tables.actors.get(actor)?.declarations ?? []) {
      for (const word of tables.files.get(file)?.actors[ordinal]?.of.words ?? []) add(word.name, actor);
    }
  }
  for (const name of tables.words.keys) add(name, text("global-word", context.locale));
  return [...offers.values()];
}

function functions(tables: Tables, suffix: string): Offer[] {
  return [...new Set([...tables.functions.keys(), ...ENGINE_FUNCTIONS])].map((label) => ({
    label,
    kind: CompletionItemKind.Function,
    detail: "GLOBAL",
    insert: label + suffix,
  }));
}

function luaFields(here: BlockHere | null, suffix: string): Offer[] {
  return [...(here?.summary.scene?.fields.values() ?? [])]
    .filter(({ origin, callable }) => origin === "lua" && callable)
    .map(({ name }) => ({ label: name, kind: CompletionItemKind.Function, detail: "SCENE", insert: name + suffix }));
}

function variables(context: FeatureContext, scope: "local" | "global"): Offer[] {
  const names = new Set<string>();
  for (const key of context.usage.writers.keys()) {
    if (key.startsWith(`${scope}:`) && !key.endsWith(":*")) names.add(key.slice(scope.length + 1));
  }
  return [...names].sort().map((label) => ({ label, kind: CompletionItemKind.Variable }));
}

/** Those who speak in this scene, by how often they do; then the others. */
function speakers(context: FeatureContext, here: BlockHere | null, suffix: string): Offer[] {
  const counts = new Map<string, number>();
  for (const { name } of here?.summary.actors ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...new Set([...counts.keys(), ...context.snapshot.tables.actors.keys()])].filter((name) =>
    context.snapshot.tables.actors.has(name),
  );
  names.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return names.map((label) => ({ label, kind: CompletionItemKind.Struct, insert: label + suffix }));
}

/** Keys of attributes, or the values of one, seen anywhere in the ghost. */
function attributes(tables: Tables, key: string | null): Offer[] {
  const found = new Set<string>();
  for (const { scenes: list } of tables.files.values()) {
    for (const { of, fileAttributes } of list) {
      for (const map of [of.attributes, fileAttributes, ...[...of.fields.values()].map((local) => local.attributes)]) {
        if (key === null) for (const name of map.keys()) found.add(name);
        else if (map.has(key)) found.add(map.get(key) as string);
      }
    }
  }
  const kind = key === null ? CompletionItemKind.Property : CompletionItemKind.Value;
  return [...found].map((label) => ({ label, kind, ...(key === null && { insert: `${label}：` }) }));
}

function luaNames(tables: Tables, here: BlockHere | null, owner: string): Offer[] {
  const method = (label: string): Offer => ({ label, kind: CompletionItemKind.Method, detail: owner });
  switch (owner) {
    case "act":
      return [...ACT_METHODS].map(method).concat([...tables.actors.keys()].map(method));
    case "GLOBAL":
      return functions(tables, "");
    case "SCENE":
      return [...SCENE_METHODS, ...(here?.summary.scene?.fields.keys() ?? [])].map(method);
    case "PASTA":
      return ["create_actor", "create_scene", "create_word", "num", "str"].map(method);
    default:
      return ["create_word", "name", "spot"].map(method);
  }
}
