/** What can be written at a place, in the order in which it is offered: scenes, of which there are the most, and the rest. */

import { CompletionItemKind } from "vscode-languageserver-types";
import { eachWithPrefix, sceneKey, type Tables } from "#core/resolve/index.ts";
import { functions, otherOffers } from "./completion-names.ts";
import type { Offer } from "./completion-offer.ts";
import type { CompletionPlace } from "./completion-place.ts";
import type { BlockHere, FeatureContext } from "./context.ts";
import { text } from "./texts.ts";

/**
 * The offers for a place, list after list: the long one, of every scene's name, is shared by all requests. Inside Lua
 * (`inLua`) names stand in strings, and nothing is put behind them.
 */
export function offersFor(
  context: FeatureContext,
  place: CompletionPlace,
  here: BlockHere | null,
  inLua: boolean,
  offset: number,
): readonly (readonly Offer[])[] {
  const { tables } = context.snapshot;
  switch (place.kind) {
    case "call":
      return [localScenes(context, here), ...globalOffers(tables), functions(tables, "")];
    case "choice":
      return [localScenes(context, here), ...globalOffers(tables)];
    default:
      return [otherOffers(context, place, { here, inLua, offset })];
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
