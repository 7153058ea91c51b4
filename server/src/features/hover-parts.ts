/** The parts that hover and completion's documentation are put together from: Markdown about one thing each. */
import { type Answer, ENGINE_FUNCTIONS, findScene } from "#core/resolve/index.ts";
import type { Place } from "./answers.ts";
import { firstLines } from "./answers.ts";
import { type Caller, callersOf } from "./callers.ts";
import { actorTables } from "./config-places.ts";
import type { GhostContext } from "./context.ts";
import { isStartedFromOutside } from "./entry-points.ts";
import { code, codeBlock, escapeMarkdown } from "./markdown.ts";
import { entryOf, type Target, targetPlaces, targetVariableKey } from "./targets.ts";
import { type TextId, text } from "./texts.ts";
import { variablePlaces } from "./variables.ts";

/** Places that are listed; the rest is counted. */
const LISTED = 5;
const FIRST_LINES = 3;

export type SceneTarget = Extract<Target, { readonly kind: "scene" | "local" }>;
export type WordTarget = Extract<Target, { readonly kind: "word" }>;
export type VariableTarget = Extract<Target, { readonly kind: "variable" }>;

/** The chance of one candidate among `count`: every one of a fresh deck has the same. */
export function percent(count: number): string {
  const value = 100 / count;
  return `${Number.isInteger(value) ? value : value.toFixed(1)}%`;
}

/** Name, registered name, first lines, attributes, and who draws it. */
export function sceneLines(context: GhostContext, target: SceneTarget): string[] {
  const { locale, snapshot } = context;
  const kind = text(target.kind === "scene" ? "global-scene" : "local-scene", locale);
  const fnName = `${target.module}::${target.kind === "scene" ? "__start__" : target.registered}`;
  const placed = findScene(snapshot.tables, target.module)?.placed;
  const own = target.kind === "local" ? placed?.of.fields.get(target.registered)?.attributes : undefined;
  const attributes = new Map([...(placed?.fileAttributes ?? []), ...(placed?.of.attributes ?? []), ...(own ?? [])]);
  const [entry] = entryOf(context, target);
  const lines = entry === undefined || entry.origin === "lua" ? [] : firstLines(context, entry, FIRST_LINES);
  return [
    `**${escapeMarkdown(target.name)}** — ${kind}, ${text("registered", locale, code(fnName))}`,
    ...(lines.length === 0 ? [] : [codeBlock(lines)]),
    ...(attributes.size === 0
      ? []
      : [
          `${text("attributes", locale)}: ${[...attributes].map(([key, value]) => code(`＆${key}：${value}`)).join(" ")}`,
        ]),
    callerLines(context, callersOf(context, target)) +
      (target.kind === "scene" && isStartedFromOutside(context, target.name) ? ` (${text("started", locale)})` : ""),
  ];
}

/** How many calls draw something, and where the first of them stand. */
export function callerLines(context: GhostContext, callers: readonly Caller[]): string {
  const { locale } = context;
  const count = callers.length;
  if (count === 0) return text("no-callers", locale);
  const head = count === 1 ? text("called-by-one", locale) : text("called-by", locale, String(count));
  const places = callers.map(({ file, start, reference: { span } }) => {
    const [nameStart, nameEnd] = [start + span.start, start + span.end];
    return { file, start: nameStart, end: nameEnd, nameStart, nameEnd };
  });
  return `${head}: ${placeList(context, places)}`;
}

/** Places as links, the first ones, and how many more there are. */
export function placeList(context: GhostContext, places: readonly Place[]): string {
  const links = places.slice(0, LISTED).flatMap(({ file, nameStart }) => {
    const line = context.lines(file)?.position(nameStart).line;
    if (line === undefined) return [];
    return [`[${escapeMarkdown(`${file}:${line + 1}`)}](<${context.uri(file)}#L${line + 1}>)`];
  });
  const rest = places.length - LISTED;
  return [...links, ...(rest > 0 ? [text("more-candidates", context.locale, String(rest))] : [])].join(", ");
}

/** A word's values, from every line of its name in its scope, and how many references can draw it. */
export function wordLines(context: GhostContext, target: WordTarget): string[] {
  const { locale, snapshot } = context;
  const { scope } = target;
  const kind: TextId = "global" in scope ? "global-word" : "module" in scope ? "local-word" : "actor-word";
  const file = snapshot.documents.get(target.place.file) ?? snapshot.lua.get(target.place.file);
  const line = (file?.text ?? "").slice(target.place.start, target.place.end).trim();
  const language = snapshot.lua.has(target.place.file) || !/^[＠@]/.test(line) ? "lua" : "pasta";
  const head = `${code(target.name)} — ${text(kind, locale)}`;
  return [head, codeBlock([line], language), callerLines(context, callersOf(context, target))];
}

/** Spot, words, and where the actor is named. */
export function actorLines(context: GhostContext, name: string): string[] {
  const {
    locale,
    snapshot: { config, tables },
  } = context;
  const facts = tables.actors.get(name);
  if (facts === undefined) {
    return [
      `${code(name)} — ${text("unknown-actor", locale)}`,
      text("fails-actor", locale, code(`【未登録アクター：${name}】`)),
    ];
  }
  const spot = config.actors.get(name)?.spot ?? null;
  const words = facts.declarations.flatMap(({ file, ordinal }) => {
    return (tables.files.get(file)?.actors[ordinal]?.of.words ?? []).map((word) => word.name);
  });
  const places = [...targetPlaces(context, { kind: "actor", name }), ...actorTables(context, name)];
  const unique = [...new Map(places.map((place) => [`${place.nameStart} ${place.file}`, place])).values()];
  return [
    `**${escapeMarkdown(name)}** — ${text("actor", locale)}`,
    ...(spot === null ? [] : [text("spot", locale, String(spot))]),
    ...(words.length === 0 ? [] : [text("words", locale, [...new Set(words)].map(code).join(" "))]),
    ...(unique.length === 0 ? [] : [placeList(context, unique)]),
  ];
}

/** What kind of variable it is, and where it is set. */
export function variableLines(context: GhostContext, target: VariableTarget): string[] {
  const { locale } = context;
  const kind = text(`${target.scope}-variable` as TextId, locale);
  const head = `${code(target.name)} — ${kind}`;
  if (target.scope === "argument" || target.scope === "property") return [head];
  const places = variablePlaces(context, targetVariableKey(target), "set");
  if (places.length === 0) return [head, text("set-nowhere", locale)];
  const count = places.length === 1 ? text("set-once", locale) : text("set-at", locale, String(places.length));
  return [head, `${count}: ${placeList(context, places)}`];
}

/** A function of `GLOBAL`: the engine's, or the head of the last one that is declared. */
export function functionLines(
  context: GhostContext,
  key: string,
  { functions }: Extract<Answer, { readonly step: "global" | "actor" }>,
): string[] {
  const { locale, snapshot } = context;
  const last = functions.at(-1);
  if (last === undefined || last.file === null) {
    return [`${code(key)} — ${text(ENGINE_FUNCTIONS.has(key) ? "engine-function" : "lua-function", locale)}`];
  }
  const source = snapshot.lua.get(last.file)?.text ?? snapshot.documents.get(last.file)?.text ?? "";
  const head = source.slice(last.start, last.end).split("\n", 1)[0] ?? "";
  return [
    `${code(key)} — ${text("lua-function", locale)} (${escapeMarkdown(last.file)})`,
    codeBlock([head.trimEnd()], "lua"),
  ];
}
