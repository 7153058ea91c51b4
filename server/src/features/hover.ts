/**
 * `textDocument/hover`: what a name is and what it can become — a call's candidates with their chances and why they
 * are in, a word's values, an actor's place, where a variable is set, what a SakuraScript tag does, an attribute's other
 * values, and why nothing answers.
 */
import type { Hover, Position } from "vscode-languageserver-types";
import { MarkupKind } from "vscode-languageserver-types";
import { type SceneEntry, sanitizeName, type WordValue } from "#core/resolve/index.ts";
import { answerTo, firstLines } from "./answers.ts";
import { attributeHover } from "./attributes.ts";
import { callersOf } from "./callers.ts";
import { configHover } from "./config-completion.ts";
import { blockAt, type FeatureContext, isInLua, type ReferenceHere, referenceAt } from "./context.ts";
import {
  actorLines,
  callerLines,
  functionLines,
  percent,
  sceneLines,
  variableLines,
  wordLines,
} from "./hover-parts.ts";
import { describeFunction, libraryCall, signatureOf } from "./lua-library.ts";
import { code, codeBlock, escapeMarkdown } from "./markdown.ts";
import { sakuraHover } from "./sakura-script.ts";
import { declarationAt, type Target, usedNameAt } from "./targets.ts";
import { type TextId, text } from "./texts.ts";

/** Candidates that are listed; the rest is counted. */
const LISTED = 12;

export function hover(context: FeatureContext, position: Position): Hover | null {
  const offset = context.here.offset(position);
  if (context.path === "pasta.toml") {
    const named = usedNameAt(context, offset);
    return named === null ? configHover(context, position) : { contents: markup(targetLines(context, named)) };
  }
  const found = referenceAt(context, offset);
  if (found !== null) {
    const { span } = found.reference;
    return answer(context, found.start + span.start, found.start + span.end, referenceLines(context, found));
  }
  const target = declarationAt(context, offset) ?? usedNameAt(context, offset);
  if (target !== null) return { contents: markup(targetLines(context, target)) };
  const here = blockAt(context, offset);
  if (isInLua(context, here?.block ?? null, offset)) return libraryHover(context, position);
  return here === null ? null : (attributeHover(context, here, offset) ?? sakuraHover(context, here.block, offset));
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
      return [...heading(context, result.candidates.length), ...alias, sceneList(context, result.candidates, key)];
    case "words":
      return [...heading(context, result.candidates.length), wordList(context, result.candidates)];
    case "actMethod":
      return [`${code(key)} — ${text("act-method", locale)}`];
    case "sceneMethod":
      return [`${code(key)} — ${text("scene-method", locale)}`];
    case "actor":
      if (result.functions.length > 0) return functionLines(context, key, result);
      return [`${code(key)} — ${text("actor", locale)} ${code(found.reference.actor ?? "")}`];
    case "global":
      return functionLines(context, key, result);
    case "none":
      return [...unresolvedLines(context, found), ...alias];
  }
}

/** That nothing answers, where that was looked for, and what a run does then. Notices as in `failure.lua` of pasta_lua 0.4.4. */
function unresolvedLines({ locale }: FeatureContext, { reference: { kind, key } }: ReferenceHere): string[] {
  const asked: TextId = `asked-${kind}`;
  const notice = NOTICES[kind];
  const fails =
    notice === null ? text("fails-choice", locale) : text("fails", locale, code(notice.replace("{0}", key)));
  return [`**${text("unresolved", locale)}**`, text(asked, locale), fails];
}

const NOTICES = {
  call: "【シーンが見つからない：＞{0}】",
  word: "【単語が見つからない：＠{0}】",
  function: "【関数が見つからない：＠{0}（）】",
  globalFunction: "【関数が見つからない：＠＊{0}（）】",
  choice: null,
} as const;

/** How many candidates there are, how they were gathered, and how one is drawn. */
function heading({ locale, snapshot }: FeatureContext, count: number): string[] {
  const size = count === 1 ? text("candidates-one", locale) : text("candidates", locale, String(count));
  const how = text(`strategy-${snapshot.strategy}`, locale);
  return count === 1 ? [`**${size}**`] : [`**${size}** (${how})`, text("deck", locale, String(count))];
}

function sceneList(context: FeatureContext, entries: readonly SceneEntry[], key: string): string {
  const chance = percent(entries.length);
  const lines = entries.slice(0, LISTED).map((entry) => {
    const kind = text(entry.scope === "local" ? "local-scene" : "global-scene", context.locale);
    const preview = firstLines(context, entry, 1)[0];
    const shown = preview === undefined ? "" : ` — ${escapeMarkdown(preview.slice(0, 60))}`;
    const why = reason(context, entry, key);
    return `- ${chance} ${code(entry.fnName)} (${kind}, ${escapeMarkdown(entry.file)}; ${why})${shown}`;
  });
  return withRest(context, lines, entries.length);
}

/** Why a scene is a candidate of a key. */
function reason({ locale, snapshot: { tables } }: FeatureContext, entry: SceneEntry, key: string): string {
  const registered = entry.fnName.slice(entry.module.length + 2);
  if (entry.scope === "local" && registered === key) return text("why-exact", locale);
  const target = entry.scope === "global" ? tables.aliases.get(key) : undefined;
  if (target !== undefined) return text("why-alias", locale, escapeMarkdown(target));
  const isWhole = sanitizeName(entry.name) === sanitizeName(key);
  return isWhole ? text("why-name", locale) : text("why-prefix", locale, escapeMarkdown(key));
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

function targetLines(context: FeatureContext, target: Target): string[] {
  switch (target.kind) {
    case "scene":
    case "local":
      return sceneLines(context, target);
    case "word":
      return wordLines(context, target);
    case "actor":
      return actorLines(context, target.name);
    case "variable":
      return variableLines(context, target);
    case "function":
      return [
        `${code(target.name)} — ${text("lua-function", context.locale)}`,
        callerLines(context, callersOf(context, target)),
      ];
  }
}

/** A method of the run-time library in Lua. */
function libraryHover(context: FeatureContext, position: Position): Hover | null {
  const start = context.here.offset({ line: position.line, character: 0 });
  const line = /[^\r\n]*/.exec(context.text.slice(start))?.[0] ?? "";
  const call = libraryCall(line, context.here.offset(position) - start);
  if (call === null) return null;
  const lines = [
    codeBlock([signatureOf(call.owner, call.found)], "lua"),
    escapeMarkdown(describeFunction(call.found, context.locale)),
  ];
  return answer(context, start + call.start, start + call.end, lines);
}
