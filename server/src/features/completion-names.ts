/** The names that completion offers beside those of scenes: words, functions, variables, actors, attributes, and those missing. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { CODES, UNREADABLE } from "#core/diagnostics/index.ts";
import { actorUsesIn } from "#core/project/index.ts";
import { ENGINE_FUNCTIONS, keysOf, type Tables } from "#core/resolve/index.ts";
import { DIRECTIVE } from "#core/syntax/index.ts";
import { attributeCounts } from "./attributes.ts";
import { luaFunctions, luaNames, luaRoots, modules } from "./completion-lua.ts";
import type { Offer } from "./completion-offer.ts";
import type { CompletionPlace } from "./completion-place.ts";
import { missing, properties, sakuraValues, speakerAbove } from "./completion-values.ts";
import { type BlockHere, blocksHere, type FeatureContext } from "./context.ts";
import { EVENTS } from "./events.ts";
import { describeTag, SAKURA_TAGS } from "./sakura-script.ts";
import { text } from "./texts.ts";

/** Where an offer would stand. */
interface Spot {
  readonly here: BlockHere | null;
  /** Inside Lua names stand in strings, and nothing is put behind them. */
  readonly inLua: boolean;
  readonly offset: number;
}

export function otherOffers(
  context: FeatureContext,
  place: Exclude<CompletionPlace, { readonly kind: "call" | "choice" }>,
  spot: Spot,
): readonly Offer[] {
  const { here, inLua, offset } = spot;
  const { tables } = context.snapshot;
  const call = inLua ? "" : "（）";
  switch (place.kind) {
    case "word":
      return [
        ...words(context, here, place.speaker === undefined ? speakerAbove(here, offset) : place.speaker),
        ...functions(tables, call),
        ...luaFields(here, call),
      ];
    case "function":
      return [...functions(tables, call), ...luaFields(here, call)];
    case "globalFunction":
      return functions(tables, call);
    case "variable":
      return inLua || place.scope === "global"
        ? variables(context, place.scope)
        : [...variables(context, "local"), ...marked("＊", variables(context, "global"))];
    case "property":
      return properties(context).filter(({ label }) => label !== place.typed);
    case "expression":
      return [
        ...marked("＄", variables(context, "local")),
        ...marked("＄＊", variables(context, "global")),
        ...(place.isWhole ? marked("＠", words(context, here, null)) : []),
        ...marked("＠", [...luaFields(here, call), ...functions(tables, call)]),
      ];
    case "speaker":
      return speakers(context, here, "：");
    case "cast":
      return speakers(context, here, "").filter(({ label }) => !isBeginning(context, label, offset));
    case "attribute":
      return attributes(tables, null, place.typed);
    case "attributeValue":
      return attributes(tables, place.key, place.typed);
    case "sakura":
      return SAKURA_TAGS.map((tag) => ({
        label: tag.tag,
        kind: CompletionItemKind.Keyword,
        detail: describeTag(tag, context.locale),
        insert: tag.snippet,
        snippet: true,
      }));
    case "sakuraValue":
      return sakuraValues(context, place.tag);
    case "header":
      return [
        ...(inLua ? [] : missing(context, blocksHere(context), "scene")),
        ...[...EVENTS, ...tables.aliases.keys()].map((label) => ({ label, kind: CompletionItemKind.Event })),
      ];
    case "localHeader":
      return here === null ? [] : missing(context, [here], "scene");
    case "wordHeader":
      return definable(context, here);
    case "cue":
      return [{ label: "select", kind: CompletionItemKind.Keyword }];
    case "directive":
      return [DIRECTIVE, `${DIRECTIVE}-file`].map((label) => ({ label, kind: CompletionItemKind.Keyword }));
    case "code":
      return CODES.filter((code) => !UNREADABLE.has(code)).map((label) => ({
        label,
        kind: CompletionItemKind.Constant,
      }));
    case "module":
      return modules(context);
    case "lua":
      return place.owner === "GLOBAL" ? functions(tables, "") : luaNames(tables, here, place.owner, place.isMethod);
    case "luaRoot":
      return luaRoots(here);
  }
}

/** The words that a speaker finds: the speaker's own, the scene's, and those of the ghost. */
function words(context: FeatureContext, here: BlockHere | null, speaker: string | null): Offer[] {
  const { tables } = context.snapshot;
  const offers = new Map<string, Offer>();
  const add = (label: string, detail: string) => {
    if (!offers.has(label)) offers.set(label, { label, kind: CompletionItemKind.EnumMember, detail, what: "word" });
  };
  if (speaker !== null) for (const name of wordsOf(tables, speaker)) add(name, speaker);
  for (const name of here?.summary.scene?.words.keys ?? []) add(name, text("local-word", context.locale));
  for (const name of keysOf(tables.words)) add(name, text("global-word", context.locale));
  return [...offers.values()];
}

function wordsOf(tables: Tables, actor: string): string[] {
  return (tables.actors.get(actor)?.declarations ?? []).flatMap(({ file, ordinal }) =>
    (tables.files.get(file)?.actors[ordinal]?.of.words ?? []).map(({ name }) => name),
  );
}

/** Names for a word that is being defined: those asked for in vain, then those that stand in places like this one. */
function definable(context: FeatureContext, here: BlockHere | null): Offer[] {
  const { tables } = context.snapshot;
  const kind = here?.block.node.kind;
  const known =
    kind === "actor"
      ? [...tables.actors.keys()].flatMap((actor) => wordsOf(tables, actor))
      : kind === "scene"
        ? (here?.summary.scene?.words.keys ?? [])
        : keysOf(tables.words);
  const asked = missing(context, kind === "scene" && here !== null ? [here] : blocksHere(context), "word");
  const labels = [...new Set([...known].filter((name) => name !== ""))];
  const others = labels.map((label): Offer => ({ label, kind: CompletionItemKind.EnumMember, what: "word" }));
  return [...asked, ...others].map((offer) => ({ ...offer, insert: `${offer.label}：` }));
}

/** The same names with marks before them, as they are written where no mark is yet. */
function marked(mark: string, offers: readonly Offer[]): Offer[] {
  return offers.map(({ label, insert = label, ...offer }) => ({
    ...offer,
    label: mark + label,
    insert: mark + insert,
    key: label,
  }));
}

export function functions(tables: Tables, suffix: string): Offer[] {
  return [...new Set([...tables.functions.keys(), ...ENGINE_FUNCTIONS])].map((label) => ({
    label,
    kind: CompletionItemKind.Function,
    detail: "GLOBAL",
    insert: label + suffix,
    what: "function" as const,
  }));
}

function luaFields(here: BlockHere | null, suffix: string): Offer[] {
  return luaFunctions(here).map((label) => {
    return { label, kind: CompletionItemKind.Function, detail: "SCENE", insert: label + suffix };
  });
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
function attributes(tables: Tables, key: string | null, typed: string): Offer[] {
  const found = [...attributeCounts(tables, key)]
    // The attribute that is being written counts as well.
    .filter(([label, count]) => label !== "" && (label !== typed || count > 1))
    .sort(([, a], [, b]) => b - a);
  const kind = key === null ? CompletionItemKind.Property : CompletionItemKind.Value;
  return found.map(([label]) => ({ label, kind, ...(key === null && { insert: `${label}：` }) }));
}

/** Whether a name is known only from the header that is being written. */
function isBeginning({ snapshot, path }: FeatureContext, name: string, offset: number): boolean {
  const { tables, documents } = snapshot;
  const facts = tables.actors.get(name);
  const [only, ...others] = facts?.declarations ?? [];
  if (facts?.configured !== null || only === undefined || others.length > 0 || only.file !== path) return false;
  const placed = tables.files.get(path)?.actors[only.ordinal];
  return documents.has(path) && placed !== undefined && placed.start + placed.of.nameSpan.end === offset;
}
