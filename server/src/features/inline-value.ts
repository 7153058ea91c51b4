/**
 * `textDocument/inlineValue`: while a scene stands in the debugger, the values of the variables on the lines of its
 * function up to there.
 */

import type { InlineValue, Range } from "vscode-languageserver-types";
import { variablesIn } from "#core/project/index.ts";
import type { CodeNode, LocalSceneNode, SceneNode, Span } from "#core/syntax/model.ts";
import { type BlockHere, blockAt, codeOf, type FeatureContext, rangeOf } from "./context.ts";
import { late } from "./late.ts";

/** `shown` is what the editor shows; `stopped` where the program stands. */
export function inlineValues(context: FeatureContext, shown: Range, stopped: Range): InlineValue[] {
  const offset = context.here.offset(stopped.start);
  const end = context.here.offset({ line: stopped.start.line + 1, character: 0 });
  const from = context.here.offset(shown.start);
  const at = blockAt(context, offset);
  if (at === null) return luaValues(context, { start: 0, end: context.text.length }, from, end);
  const code = codeOf(at.block).find(({ contentSpan: { start, end: last } }) =>
    isWithin(at, { start, end: last }, offset),
  );
  if (code !== undefined) return luaValues(context, spanOf(at, code), from, end);
  const local = at.block.node.kind === "scene" ? localAt(at.block.node, at, end) : null;
  if (local === null) return [];
  const uses = [...variablesIn(at.summary)].sort((a, b) => a.span.start - b.span.start);
  return uses.flatMap(({ variable, span }): InlineValue[] => {
    const start = at.start + span.start;
    if (start < from || start >= end || start < at.start + local.start) return [];
    const mark = variable.scope === "local" ? "＄" : variable.scope === "global" ? "＄＊" : null;
    if (mark === null) return [];
    return [{ range: rangeOf(context.here, at.block, span), expression: `${mark}${variable.text}` }];
  });
}

function isWithin(at: BlockHere, { start, end }: Span, offset: number): boolean {
  return at.start + start <= offset && offset < at.start + end;
}

function spanOf(at: BlockHere, { contentSpan: { start, end } }: CodeNode): Span {
  return { start: at.start + start, end: at.start + end };
}

/** The local scene whose lines go up to an offset: the last that begins before it. */
function localAt(scene: SceneNode, at: BlockHere, end: number): Span | null {
  const before = (local: LocalSceneNode) => at.start + (local.header?.start ?? local.span.start) < end;
  const local = scene.locals.findLast(before);
  return local === undefined ? null : { start: local.header?.start ?? local.span.start, end };
}

const declarations = late(
  () =>
    /\blocal\s+(?!function\b)([\p{L}_][\p{L}\p{N}_]*(?:\s*,\s*[\p{L}_][\p{L}\p{N}_]*)*)|\bfor\s+([^\n=]*?)(?:=|\bin\b)|\bfunction\b[^(\n]*\(([^)\n]*)\)/gu,
);
const eachName = late(() => /[\p{L}_][\p{L}\p{N}_]*/gu);

/** Names that are declared in the function around; the editor asks the debugger which of them have a value. */
function luaValues(context: FeatureContext, { start }: Span, from: number, end: number): InlineValue[] {
  const text = context.text.slice(start, end);
  const begin = functionStart(text);
  const names = new Set(
    [...text.slice(begin).matchAll(declarations())].flatMap(([, ...lists]) =>
      [...lists.join(",").matchAll(eachName())].map(String),
    ),
  );
  // Every function is given the act, and it is too much for a line.
  names.delete("act");
  return [...withoutTexts(text).matchAll(eachName())].flatMap(({ 0: variableName, index }): InlineValue[] => {
    const at = start + index;
    if (index < begin || at < from || !names.has(variableName) || isField(text, index)) return [];
    return [{ range: context.here.range(at, at + variableName.length), variableName, caseSensitiveLookup: true }];
  });
}

/** Where the innermost `function` that is still open begins; 0 for none. */
function functionStart(text: string): number {
  const open: number[] = [];
  for (const { 0: word, index } of withoutTexts(text).matchAll(/\b(?:function|if|do|repeat|end|until)\b/gu)) {
    if (word === "end" || word === "until") open.pop();
    else open.push(word === "function" ? index : -1);
  }
  return open.findLast((index) => index >= 0) ?? 0;
}

function isField(text: string, index: number): boolean {
  return /[.:]\s*$/.test(text.slice(Math.max(0, index - 4), index));
}

/** Comments and strings as blanks, so that places stay. */
function withoutTexts(text: string): string {
  return text.replace(/--\[\[[\s\S]*?\]\]|--[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (found) =>
    found.replace(/[^\n]/g, " "),
  );
}
