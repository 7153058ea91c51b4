/**
 * `textDocument/completion`: names that fit the place — scenes with what they would draw, words, speakers by how often
 * they speak here, variables, functions, attributes and their values, SakuraScript tags, events, names in Lua.
 */
import { type CompletionItem, type CompletionList, InsertTextFormat, type Position } from "vscode-languageserver-types";
import { foldText } from "#core/diagnostics/index.ts";
import { localSceneCount } from "#core/resolve/index.ts";
import type { Offer, OfferKind } from "./completion-offer.ts";
import { drawCount, mayBegin, mayHold, type OfferList, offersFor, sharedBeginnings } from "./completion-offers.ts";
import { completionPlace, luaPlace } from "./completion-place.ts";
import { configCompletion } from "./config-completion.ts";
import { type BlockHere, blockAt, type FeatureContext, isInLua } from "./context.ts";
import { writesFullWidth } from "./marks.ts";
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
  "・",
  "[",
  '"',
  "'",
] as const;

/** Lines above the caret's in which a call of Lua is looked for. */
const LINES = 5;
const FAR = 1000;

/** More items than this help nobody; where there are more, the client asks again with every letter. */
const MOST = 100;

/** What an item carries to the request for more about it. Where nothing is said of the key, it is the label. */
export interface CompletionData {
  readonly uri: string;
  /** The registered name of the scene around. */
  readonly module: string | null;
  readonly what: OfferKind;
  readonly key?: string;
  readonly of?: string;
}

export function completion(context: FeatureContext, position: Position): CompletionList {
  if (context.path === "pasta.toml") return configCompletion(context, position);
  const offset = context.here.offset(position);
  const lineStart = context.here.offset({ line: position.line, character: 0 });
  const before = context.text.slice(lineStart, offset);
  const here = blockAt(context, offset);
  const inLua = isInLua(context, here?.block ?? null, offset);
  const place = inLua ? luaPlace(before, linesAbove(context.text, lineStart)) : completionPlace(before);
  if (place === null) return { isIncomplete: false, items: [] };
  const offers = offersFor(context, place, here, inLua, offset);
  const range = context.here.range(lineStart + place.from, offset);
  const isCall = place.kind === "call" || place.kind === "choice";
  const named = matching(offers, place.typed);
  const fitting = isCall ? withBeginnings(named, place.typed) : named;
  const items = fitting.slice(0, MOST).map(({ offer, isPrefix }, i): CompletionItem => {
    const newText =
      offer.insert === undefined || offer.snippet
        ? (offer.insert ?? offer.label)
        : ending(context, offset, offer.insert);
    return {
      label: offer.label,
      kind: offer.kind,
      sortText: i.toString(36).padStart(2, "0"),
      // A name that only sounds like what was typed must survive the client's own filter.
      ...(!isPrefix && { filterText: place.typed }),
      ...detailOf(context, offer, isCall ? (here?.module ?? null) : undefined),
      textEdit: { range, newText },
      ...(offer.snippet && { insertTextFormat: InsertTextFormat.Snippet }),
      ...(offer.what !== undefined && { data: dataOf(context, here, offer.what, offer) }),
    };
  });
  return { isIncomplete: fitting.length > MOST || items.some(({ filterText }) => filterText !== undefined), items };
}

/** A few lines above, in which a call may begin. */
const linesAbove = (content: string, lineStart: number): string =>
  content
    .slice(Math.max(0, lineStart - FAR), lineStart)
    .split("\n")
    .slice(-LINES - 1)
    .join("\n");

const ENDS = /(?:[：:]|（）|\(\))$/;

/** What is put in, without the end that stands behind the caret already, and in the width of the file. */
function ending({ text: content }: FeatureContext, offset: number, insert: string): string {
  const end = ENDS.exec(insert)?.[0];
  if (end === undefined) return insert;
  const isThere = end === "：" ? /^[ \t\u3000]*[：:]/ : /^[（(]/;
  const name = insert.slice(0, -end.length);
  if (isThere.test(content.slice(offset, offset + 40))) return name;
  return writesFullWidth(content) ? insert : name + (end === "：" ? ":" : "()");
}

function dataOf(
  context: FeatureContext,
  here: BlockHere | null,
  what: OfferKind,
  { label, of, key = label }: Offer,
): CompletionData {
  const uri = context.uri(context.path);
  return { uri, module: here?.module ?? null, what, key, ...(of !== undefined && { of }) };
}

/** Behind a name that a call would draw several scenes for: how many. `module` is set at a call. */
function detailOf(
  context: FeatureContext,
  offer: Offer,
  module: string | null | undefined,
): Pick<CompletionItem, "detail" | "labelDetails"> {
  const { detail, what, label } = offer;
  if (module !== undefined && what === "scene" && detail === undefined) {
    const { tables, strategy } = context.snapshot;
    const local = localSceneCount(tables, module, label);
    const count = strategy === "localFirst" && local > 0 ? local : local + drawCount(tables, label);
    if (count <= 1) return {};
    const description = `→ ${text("candidates", context.locale, String(count))}`;
    // Editors show the one beside the name, and the other where they show more of the item.
    return { detail: description, labelDetails: { description } };
  }
  return detail === undefined ? {} : { detail };
}

/** The shared beginnings of the names that are shown, behind the local scenes and before the other names. */
function withBeginnings(fitting: readonly Fitting[], typed: string): readonly Fitting[] {
  const labels: string[] = [];
  for (const { offer, isPrefix } of fitting.slice(0, MOST)) {
    if (isPrefix && offer.what === "scene" && offer.detail === undefined) labels.push(offer.label);
  }
  const beginnings = sharedBeginnings(labels, typed)
    .filter(({ label }) => !fitting.some(({ offer }) => offer.label === label))
    .map((offer) => ({ offer, isPrefix: true }));
  const at = fitting.findIndex(({ offer }) => offer.detail === undefined);
  return at < 0 ? fitting : [...fitting.slice(0, at), ...beginnings, ...fitting.slice(at)];
}

interface Fitting {
  readonly offer: Offer;
  readonly isPrefix: boolean;
}

/**
 * The offers whose names begin with what was typed, then those that hold it; width and kana do not matter. Each name
 * once: of equal ones the first counts.
 */
function matching(lists: Iterable<OfferList>, typed: string): Fitting[] {
  // What is still being written may have no name yet.
  const seen = new Set<string>([""]);
  const found: Fitting[] = [];
  for (const list of lists) {
    if (!mayBegin(list, typed)) continue;
    for (const offer of list.offers) {
      if (!offer.label.startsWith(typed) || seen.has(offer.label)) continue;
      seen.add(offer.label);
      if (found.push({ offer, isPrefix: true }) > MOST) return found;
    }
  }
  const wanted = foldText(typed);
  for (const list of lists) {
    if (!mayHold(list, wanted)) continue;
    for (const offer of list.offers) {
      if (seen.has(offer.label) || !foldText(offer.label).includes(wanted)) continue;
      seen.add(offer.label);
      if (found.push({ offer, isPrefix: false }) > MOST) return found;
    }
  }
  return found;
}
