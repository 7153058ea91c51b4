/**
 * `textDocument/hover`: what a name is and what it can become — a call's candidates with their chances and why they
 * are in, a word's values, an actor's place, where a variable is set, what a SakuraScript tag does.
 */
import type { Hover, Position } from "vscode-languageserver-types";
import { MarkupKind } from "vscode-languageserver-types";
import { type Answer, ENGINE_FUNCTIONS, findScene, type SceneEntry, type WordValue } from "#core/resolve/index.ts";
import { answerTo, firstLines } from "./answers.ts";
import { callersOf } from "./callers.ts";
import { configHover } from "./config-completion.ts";
import { blockAt, type FeatureContext, type ReferenceHere, referenceAt } from "./context.ts";
import { code, codeBlock, escapeMarkdown } from "./markdown.ts";
import { sakuraHover } from "./sakura-script.ts";
import { declarationAt, type Target, targetVariableKey, usedNameAt } from "./targets.ts";
import { type TextId, text } from "./texts.ts";
import { variablePlaces } from "./variables.ts";

/** Candidates that are listed; the rest is counted. */
const LISTED = 12;

export function hover(context: FeatureContext, position: Position): Hover | null {
  if (context.path === "pasta.toml") return configHover(context, position);
  const offset = context.here.offset(position);
  const found = referenceAt(context, offset);
  if (found !== null) {
    const { span } = found.reference;
    return answer(context, found.start + span.start, found.start + span.end, referenceLines(context, found));
  }
  const target = declarationAt(context, offset) ?? usedNameAt(context, offset);
  if (target !== null) return { contents: markup(targetLines(context, target)) };
  const here = blockAt(context, offset);
  return here === null ? null : sakuraHover(context, here.block, offset);
}

function answer(context: FeatureContext, start: number, end: number, lines: readonly string[]): Hover {
  return { contents: markup(lines), range: context.here.range(start, end) };
}

function markup(lines: readonly string[]) {
  return { kind: MarkupKind.Markdown, value: lines.join("\n\n") };
}

function referenceLines(context: FeatureContext, found: ReferenceHere): string[] {
  const { locale, snapshot } = context;
  const { key } = found.reference;
  const result = answerTo(context, found);
  const target = snapshot.tables.aliases.get(key);
  const alias = target === undefined ? [] : [text("alias-of", locale, escapeMarkdown(key), escapeMarkdown(target))];
  switch (result.step) {
    case "scenes":
      return [...heading(context, result.candidates.length), ...alias, sceneList(context, result.candidates)];
    case "words":
      return [...heading(context, result.candidates.length), wordList(context, result.candidates)];
    case "actMethod":
      return [`${code(key)} — ${text("act-method", locale)}`];
    case "sceneMethod":
      return [`${code(key)} — ${text("scene-method", locale)}`];
    case "actor":
      return [`${code(key)} — ${text("actor", locale)} ${code(found.reference.actor ?? "")}`];
    case "global":
      return functionLines(context, key, result);
    case "none":
      return [text("unresolved", locale), ...alias];
  }
}

/** How many candidates there are, how they were gathered, and how one is drawn. */
function heading({ locale, snapshot }: FeatureContext, count: number): string[] {
  const size = count === 1 ? text("candidates-one", locale) : text("candidates", locale, String(count));
  const how = text(`strategy-${snapshot.strategy}`, locale);
  return count === 1 ? [`**${size}**`] : [`**${size}** (${how})`, text("deck", locale)];
}

function sceneList(context: FeatureContext, entries: readonly SceneEntry[]): string {
  const chance = percent(entries.length);
  const lines = entries.slice(0, LISTED).map((entry) => {
    const kind = text(entry.scope === "local" ? "local-scene" : "global-scene", context.locale);
    const preview = firstLines(context, entry, 1)[0];
    const shown = preview === undefined ? "" : ` — ${escapeMarkdown(preview.slice(0, 60))}`;
    return `- ${chance} ${code(entry.fnName)} (${kind}, ${escapeMarkdown(entry.file)})${shown}`;
  });
  return withRest(context, lines, entries.length);
}

function wordList(context: FeatureContext, values: readonly WordValue[]): string {
  const chance = percent(values.length);
  const lines = values.slice(0, LISTED).map(({ value, name, scope }) => {
    return `- ${chance} ${code(value)} — ${escapeMarkdown(name)} (${text(`${scope}-word`, context.locale)})`;
  });
  return withRest(context, lines, values.length);
}

function withRest({ locale }: FeatureContext, lines: readonly string[], total: number): string {
  const rest = total > LISTED ? [`- ${text("more-candidates", locale, String(total - LISTED))}`] : [];
  return [...lines, ...rest].join("\n");
}

/** The chance of one candidate among `count`: every one of a fresh deck has the same. */
export function percent(count: number): string {
  const value = 100 / count;
  return `${Number.isInteger(value) ? value : value.toFixed(1)}%`;
}

function functionLines(
  { locale, snapshot }: FeatureContext,
  key: string,
  { functions }: Extract<Answer, { readonly step: "global" }>,
) {
  const last = functions.at(-1);
  if (last === undefined || last.file === null) {
    return [`${code(key)} — ${text(ENGINE_FUNCTIONS.has(key) ? "engine-function" : "lua-function", locale)}`];
  }
  const source = snapshot.lua.get(last.file)?.text ?? snapshot.documents.get(last.file)?.text ?? "";
  const head = source.slice(last.start, last.end).split("\n", 1)[0] ?? "";
  return [`${code(key)} — ${text("lua-function", locale)} (${escapeMarkdown(last.file)})`, codeBlock([head], "lua")];
}

function targetLines(context: FeatureContext, target: Target): string[] {
  const { locale, snapshot } = context;
  switch (target.kind) {
    case "scene":
    case "local":
      return sceneLines(context, target);
    case "word": {
      const scope: TextId =
        "global" in target.scope ? "global-word" : "module" in target.scope ? "local-word" : "actor-word";
      const file = snapshot.documents.get(target.place.file)?.text ?? "";
      const line = file.slice(target.place.start, target.place.end).trim();
      return [`${code(target.name)} — ${text(scope, locale)}`, codeBlock([line])];
    }
    case "actor":
      return actorLines(context, target.name);
    case "variable": {
      const kind = text(`${target.scope}-variable` as TextId, locale);
      const places = variablePlaces(context, targetVariableKey(target), "set").length;
      return [`${code(target.name)} — ${kind}`, text("set-at", locale, String(places))];
    }
    case "function":
      return [`${code(target.name)} — ${text("lua-function", locale)}`];
  }
}

function sceneLines(context: FeatureContext, target: Extract<Target, { readonly kind: "scene" | "local" }>): string[] {
  const { locale, snapshot } = context;
  const kind = text(target.kind === "scene" ? "global-scene" : "local-scene", locale);
  const fnName = `${target.module}::${target.kind === "scene" ? "__start__" : target.registered}`;
  const scene = findScene(snapshot.tables, target.module)?.placed;
  const attributes = [...(scene?.fileAttributes ?? []), ...(scene?.of.attributes ?? [])];
  const calls = callersOf(context, target).length;
  return [
    `**${escapeMarkdown(target.name)}** — ${kind}, ${text("registered", locale, code(fnName))}`,
    calls === 0
      ? text("no-callers", locale)
      : calls === 1
        ? text("called-by-one", locale)
        : text("called-by", locale, String(calls)),
    ...(attributes.length === 0
      ? []
      : [`${text("attributes", locale)}: ${attributes.map(([key, value]) => code(`＆${key}：${value}`)).join(" ")}`]),
  ];
}

function actorLines({ locale, snapshot: { config, tables } }: FeatureContext, name: string): string[] {
  const facts = tables.actors.get(name);
  if (facts === undefined) return [`${code(name)} — ${text("unknown-actor", locale)}`];
  const spot = config.actors.get(name)?.spot ?? null;
  const words = facts.declarations.flatMap(({ file, ordinal }) => {
    return (tables.files.get(file)?.actors[ordinal]?.of.words ?? []).map((word) => word.name);
  });
  return [
    `**${escapeMarkdown(name)}** — ${text("actor", locale)}`,
    ...(spot === null ? [] : [text("spot", locale, String(spot))]),
    ...(words.length === 0 ? [] : [text("words", locale, [...new Set(words)].map(code).join(" "))]),
  ];
}
