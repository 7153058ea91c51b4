/** What can be written at a place, in the order in which it is offered: scenes, of which there are the most, and the rest. */

import { CompletionItemKind } from "vscode-languageserver-types";
import { foldText } from "#core/diagnostics/index.ts";
import { compareNames, globalSceneCount, sanitizeName, type Tables } from "#core/resolve/index.ts";
import { functions, otherOffers } from "./completion-names.ts";
import type { Offer } from "./completion-offer.ts";
import type { CompletionPlace } from "./completion-place.ts";
import type { BlockHere, FeatureContext } from "./context.ts";
import { text } from "./texts.ts";

/** Some of the offers for a place. */
export interface OfferList {
  readonly offers: readonly Offer[];
  /** What tells that none of them can be meant, of long lists. */
  readonly extent?: Extent;
}

/** What a list of names reaches over. */
interface Extent {
  /** The first and the last of the names, sanitized: all that begin alike stand between them. */
  readonly first: string;
  readonly last: string;
  /** All names in a row, folded: what is not in here is in none of them. */
  readonly folded: string;
}

/** Whether a name of the list may begin with a text. */
export function mayBegin({ extent }: OfferList, typed: string): boolean {
  if (extent === undefined || typed === "") return true;
  const prefix = sanitizeName(typed);
  const { first, last } = extent;
  return (compareNames(first, prefix) <= 0 || first.startsWith(prefix)) && compareNames(prefix, last) <= 0;
}

/** Whether a name of the list may hold a folded text. */
export function mayHold({ extent }: OfferList, folded: string): boolean {
  return extent?.folded.includes(folded) !== false;
}

/**
 * The offers for a place, list after list, each made when it is come to: of the names of all scenes a few lists are
 * looked at mostly. Inside Lua (`inLua`) names stand in strings, and nothing is put behind them.
 */
export function offersFor(
  context: FeatureContext,
  place: CompletionPlace,
  here: BlockHere | null,
  inLua: boolean,
  offset: number,
): Iterable<OfferList> {
  switch (place.kind) {
    case "call":
    case "choice":
      return { [Symbol.iterator]: () => calledOffers(context, here, place.kind === "call") };
    default:
      return [{ offers: otherOffers(context, place, { here, inLua, offset }) }];
  }
}

function* calledOffers(context: FeatureContext, here: BlockHere | null, withFunctions: boolean): Generator<OfferList> {
  const { tables } = context.snapshot;
  yield { offers: localScenes(context, here) };
  yield* globalOffers(tables);
  if (withFunctions) yield { offers: functions(tables, "") };
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

const made = new WeakMap<Part, OfferList>();

/** The written name of the first scene of every key; a list for each part of the table, shared by all requests. */
export function* globalOffers(tables: Tables): Iterable<OfferList> {
  for (const part of tables.scenes.parts) {
    let list = made.get(part);
    if (list === undefined) {
      list = partOffers(tables, part);
      made.set(part, list);
    }
    yield list;
  }
}

function partOffers({ files }: Tables, { lists }: Part): OfferList {
  const offers: Offer[] = [];
  for (const [first] of lists) {
    const label = first === undefined ? "" : (files.get(first.file)?.scenes[first.ordinal]?.of.name ?? "");
    if (label !== "") offers.push({ label, kind: CompletionItemKind.Class, what: "scene" });
  }
  // A name that is an alias stands where its target does, so the order of the part is not that of the names.
  const names = offers.map(({ label }) => sanitizeName(label)).sort(compareNames);
  const folded = offers.map(({ label }) => foldText(label)).join("\n");
  return { offers, extent: { first: names[0] ?? "", last: names.at(-1) ?? "", folded } };
}

/** Where names of scenes part (`・`, the same half width, `_`): `雑談・鍋` and `雑談・窓辺` share the beginning `雑談`. */
function isSeparator(unit: number): boolean {
  return unit === 0x30fb || unit === 0xff65 || unit === 0x5f;
}

/**
 * Beginnings that several of these names share and that are longer than what is typed: a call of one draws any of
 * them. Those that are names themselves are left out.
 */
export function sharedBeginnings(labels: readonly string[], typed: string): Offer[] {
  const counts = new Map<string, number>();
  for (const label of labels) {
    if (!label.startsWith(typed)) continue;
    for (let i = Math.max(1, typed.length); i < label.length; i++) {
      if (!isSeparator(label.charCodeAt(i))) continue;
      const beginning = label.slice(0, i);
      counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
    }
  }
  const shared: Offer[] = [];
  for (const [label, count] of counts) {
    // They are few, the names are many.
    if (count > 1 && !labels.includes(label)) shared.push({ label, kind: CompletionItemKind.Folder, what: "scene" });
  }
  return shared;
}

const counts = new WeakMap<Tables["scenes"], Map<string, number>>();

/** How many scenes the global part of a name draws from; remembered until a name comes or goes. */
export function drawCount(tables: Tables, name: string): number {
  let known = counts.get(tables.scenes);
  if (known === undefined) {
    known = new Map();
    counts.set(tables.scenes, known);
  }
  const count = known.get(name) ?? globalSceneCount(tables, name);
  known.set(name, count);
  return count;
}
