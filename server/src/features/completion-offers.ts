/** What can be written at a place, in the order in which it is offered; the names of the ghost and of its libraries. */

import { CompletionItemKind } from "vscode-languageserver-types";
import { actorNamesIn, actorUsesIn } from "#core/project/index.ts";
import {
  ACT_METHODS,
  ENGINE_FUNCTIONS,
  eachWithPrefix,
  keysOf,
  SCENE_METHODS,
  sceneKey,
  type Tables,
} from "#core/resolve/index.ts";
import { attributeCounts } from "./attributes.ts";
import type { CompletionPlace } from "./completion-place.ts";
import type { BlockHere, FeatureContext } from "./context.ts";
import { EVENTS } from "./events.ts";
import { LIBRARY, MODULES } from "./lua-library.ts";
import { describeTag, SAKURA_TAGS } from "./sakura-script.ts";
import { text } from "./texts.ts";

/** What an offer is, as far as showing more of it needs. */
export type OfferKind = "scene" | "word" | "function" | "actor" | "variable" | "library";

export interface Offer {
  readonly label: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  readonly insert?: string;
  readonly snippet?: boolean;
  /** Set where more is shown when the item is looked at. */
  readonly what?: OfferKind;
  /** Whose it is, where the label does not say: the owner in the library of Lua, the scope of a variable. */
  readonly of?: string;
}

/**
 * The offers for a place, list after list: the long one, of every scene's name, is shared by all requests. Inside Lua
 * (`inLua`) names stand in strings, and nothing is put behind them.
 */
export function offersFor(
  context: FeatureContext,
  place: CompletionPlace,
  here: BlockHere | null,
  inLua: boolean,
): readonly (readonly Offer[])[] {
  const { tables } = context.snapshot;
  switch (place.kind) {
    case "call":
      return [localScenes(context, here), ...globalOffers(tables), functions(tables, "")];
    case "choice":
      return [localScenes(context, here), ...globalOffers(tables)];
    default:
      return [otherOffers(context, place, here, inLua)];
  }
}

function otherOffers(
  context: FeatureContext,
  place: Exclude<CompletionPlace, { readonly kind: "call" | "choice" }>,
  here: BlockHere | null,
  inLua: boolean,
): readonly Offer[] {
  const { tables } = context.snapshot;
  const call = inLua ? "" : "（）";
  switch (place.kind) {
    case "word":
      return [...words(context, here), ...functions(tables, call), ...luaFields(here, call)];
    case "globalFunction":
      return functions(tables, call);
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
    case "module":
      return modules(context);
    case "lua":
      return luaNames(tables, here, place.owner);
  }
}

/** The scene's own names. One that is a global scene's too is offered twice, and shown once. */
function localScenes(context: FeatureContext, here: BlockHere | null): readonly Offer[] {
  const offers: Offer[] = [];
  const seen = new Set<string>();
  for (const local of here?.summary.scene?.fields.values() ?? []) {
    if (seen.has(local.name) || !local.callable) continue;
    seen.add(local.name);
    const detail = text(local.origin === "lua" ? "lua-function" : "local-scene", context.locale);
    offers.push({ label: local.name, kind: CompletionItemKind.Method, detail, what: "scene" });
  }
  return offers;
}

type Part = Tables["scenes"]["parts"][number];

const made = new WeakMap<Part, readonly Offer[]>();

/** The written name of the first scene of every key, as many lists as the table has parts. */
function globalOffers(tables: Tables): (readonly Offer[])[] {
  return tables.scenes.parts.map((part) => {
    const known = made.get(part);
    if (known !== undefined) return known;
    const list = partOffers(tables, part);
    made.set(part, list);
    return list;
  });
}

function partOffers({ files }: Tables, { lists }: Part): readonly Offer[] {
  return lists.flatMap(([first]): Offer[] => {
    const label = first === undefined ? "" : (files.get(first.file)?.scenes[first.ordinal]?.of.name ?? "");
    return label === "" ? [] : [{ label, kind: CompletionItemKind.Class, what: "scene" }];
  });
}

/** Where names of scenes part: `雑談・鍋` and `雑談・窓辺` share the beginning `雑談`. */
const SEPARATOR = /[・･_]/g;

/**
 * Beginnings that several of these names share and that are longer than what is typed: a call of one draws any of
 * them. Those that are names themselves are left out.
 */
export function sharedBeginnings(labels: readonly string[], typed: string): Offer[] {
  const names = new Set(labels);
  const counts = new Map<string, number>();
  for (const label of labels) {
    for (const { index } of label.matchAll(SEPARATOR)) {
      const beginning = label.slice(0, index);
      if (beginning.length >= typed.length && beginning !== "" && beginning.startsWith(typed))
        counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([beginning, count]) => count > 1 && !names.has(beginning))
    .map(([label]) => ({ label, kind: CompletionItemKind.Folder, what: "scene" }));
}

/** How many scenes the global part of a name draws from. */
export function drawCount(tables: Tables, name: string): number {
  let count = 0;
  eachWithPrefix(tables.scenes, sceneKey(tables.aliases, name), (_, list) => {
    count += list.length;
  });
  return count;
}

function words(context: FeatureContext, here: BlockHere | null): Offer[] {
  const { tables } = context.snapshot;
  const offers = new Map<string, Offer>();
  const add = (label: string, detail: string) => {
    if (!offers.has(label)) offers.set(label, { label, kind: CompletionItemKind.EnumMember, detail, what: "word" });
  };
  const speakersHere = new Set(here === null ? [] : actorNamesIn(here.summary));
  for (const name of here?.summary.scene?.words.keys ?? []) add(name, text("local-word", context.locale));
  for (const actor of speakersHere) {
    for (const { file, ordinal } of tables.actors.get(actor)?.declarations ?? []) {
      for (const word of tables.files.get(file)?.actors[ordinal]?.of.words ?? []) add(word.name, actor);
    }
  }
  for (const name of keysOf(tables.words)) add(name, text("global-word", context.locale));
  return [...offers.values()];
}

function functions(tables: Tables, suffix: string): Offer[] {
  return [...new Set([...tables.functions.keys(), ...ENGINE_FUNCTIONS])].map((label) => ({
    label,
    kind: CompletionItemKind.Function,
    detail: "GLOBAL",
    insert: label + suffix,
    what: "function" as const,
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
  return [...names].sort().map((label) => ({ label, kind: CompletionItemKind.Variable, what: "variable", of: scope }));
}

/** Those who speak in this scene, by how often they do; then the others. */
function speakers(context: FeatureContext, here: BlockHere | null, suffix: string): Offer[] {
  const counts = new Map<string, number>();
  for (const { name } of here === null ? [] : actorUsesIn(here.summary)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...new Set([...counts.keys(), ...context.snapshot.tables.actors.keys()])].filter((name) =>
    context.snapshot.tables.actors.has(name),
  );
  names.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return names.map((label) => ({ label, kind: CompletionItemKind.Struct, insert: label + suffix, what: "actor" }));
}

/** Keys of attributes, or the values of one, seen anywhere in the ghost, the most frequent first. */
function attributes(tables: Tables, key: string | null): Offer[] {
  const found = [...attributeCounts(tables, key)].sort(([, a], [, b]) => b - a);
  const kind = key === null ? CompletionItemKind.Property : CompletionItemKind.Value;
  return found.map(([label]) => ({ label, kind, ...(key === null && { insert: `${label}：` }) }));
}

function modules({ snapshot }: FeatureContext): Offer[] {
  const own = [...snapshot.lua.keys()].filter((path) => path.startsWith("scripts/") && path !== "scripts/main.lua");
  const names = own.map((path) => path.slice("scripts/".length, -".lua".length).replaceAll("/", "."));
  return [...names, ...MODULES].map((label) => ({ label, kind: CompletionItemKind.Module }));
}

function luaNames(tables: Tables, here: BlockHere | null, owner: string): Offer[] {
  const library = (LIBRARY.get(owner) ?? []).map(
    ({ name, parameters }): Offer => ({
      label: name,
      kind: CompletionItemKind.Method,
      detail: `(${parameters.join(", ")})`,
      what: "library",
      of: owner,
    }),
  );
  const known = new Set(library.map(({ label }) => label));
  const plain = (labels: Iterable<string>, kind: CompletionItemKind): Offer[] =>
    [...labels].filter((label) => !known.has(label)).map((label) => ({ label, kind, detail: owner }));
  switch (owner) {
    case "act": {
      const actors = [...tables.actors.keys()].map(
        (label): Offer => ({ label, kind: CompletionItemKind.Struct, what: "actor" }),
      );
      return [
        ...library,
        ...plain([...ACT_METHODS], CompletionItemKind.Method),
        ...actors,
        ...plain(["var", "save"], CompletionItemKind.Field),
      ];
    }
    case "GLOBAL":
      return functions(tables, "");
    case "SCENE":
      return [
        ...library,
        ...plain(
          [...SCENE_METHODS, ...(here?.summary.scene?.fields.keys() ?? []), "__global_name__"],
          CompletionItemKind.Method,
        ),
      ];
    case "ACTOR":
      return [...library, ...plain(["name", "spot"], CompletionItemKind.Field)];
    default:
      return library;
  }
}
