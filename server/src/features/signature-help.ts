/**
 * `textDocument/signatureHelp`: the arguments of a scene (`＄０`, `＄１`… that it reads) or the parameters of a Lua
 * function; in Lua, those of the run-time library's functions, of the ghost's own in `GLOBAL` and of the scene's.
 */

import type { Position, SignatureHelp } from "vscode-languageserver-types";
import { referencesIn, variablesIn } from "#core/project/index.ts";
import { type Answer, findScene, lookUp } from "#core/resolve/index.ts";
import { answerTo } from "./answers.ts";
import {
  blockAt,
  type FeatureContext,
  type GhostContext,
  isInLua,
  type ReferenceHere,
  type SummaryHere,
} from "./context.ts";
import { late } from "./late.ts";
import { describeFunction, LIBRARY, signatureOf } from "./lua-library.ts";

export function signatureHelp(context: FeatureContext, position: Position): SignatureHelp | null {
  const offset = context.here.offset(position);
  const at = blockAt(context, offset);
  if (isInLua(context, at?.block ?? null, offset)) return luaSignature(context, at, position, offset);
  if (at === null) return null;
  let call: ReferenceHere | null = null;
  for (const reference of referencesIn(at.summary)) {
    const [open, end] = [at.start + reference.span.end, at.start + reference.whole.end];
    // The innermost call whose parentheses hold the caret.
    if (offset > open && offset <= end && /[（(]/.test(context.text[open] ?? ""))
      call = { reference, at, start: at.start };
  }
  if (call === null) return unclosedSignature(context, at, position, offset);
  const { key, span } = call.reference;
  return helpFor(context, answerTo(context, call), key, call.start + span.end + 1, offset);
}

/** Help for a call whose arguments begin at `from`. */
function helpFor(context: FeatureContext, answer: Answer, key: string, from: number, to: number): SignatureHelp | null {
  const parameters = parametersOf(context, answer);
  if (parameters === null) return null;
  const label = `${key}（${parameters.join("、")}）`;
  return {
    signatures: [{ label, parameters: parameters.map((name) => ({ label: name })) }],
    activeSignature: 0,
    activeParameter: Math.min(commasBetween(context.text, from, to), Math.max(0, parameters.length - 1)),
  };
}

const functionName = late(() => /[＠@]([＊*]?)([\p{L}\p{M}\p{N}_・]+)$/u);

/** A function whose parentheses are not closed yet, which the engine reads as a word and plain talk. */
function unclosedSignature(
  context: FeatureContext,
  { module }: SummaryHere,
  position: Position,
  offset: number,
): SignatureHelp | null {
  const lineStart = context.here.offset({ line: position.line, character: 0 });
  const before = context.text.slice(Math.max(lineStart, offset - 1000), offset);
  const open = openParenthesis(before);
  const match = open < 0 ? null : functionName().exec(before.slice(0, open));
  if (match === null) return null;
  const [, star, key = ""] = match;
  const { tables, strategy } = context.snapshot;
  const kind = star === "" ? "function" : "globalFunction";
  const answer = lookUp(tables, { kind, key, module, actor: null }, strategy);
  return helpFor(context, answer, key, offset - before.length + open + 1, offset);
}

function parametersOf(context: FeatureContext, answer: Answer): string[] | null {
  if (answer.step === "scenes") {
    const [only, ...others] = answer.candidates;
    if (only?.origin === "lua" && others.length === 0) return parametersAt(context, only.file, only).slice(1);
    const highest = Math.max(
      -1,
      ...answer.candidates.map(({ module, fnName }) => highestArgument(context, module, fnName)),
    );
    return Array.from({ length: highest + 1 }, (_, i) => `＄${toFull(i)}`);
  }
  if (answer.step !== "global") return null;
  const last = answer.functions.at(-1);
  // The engine hands over `act` first; the writer's arguments follow.
  return last === undefined || last.file === null ? null : parametersAt(context, last.file, last).slice(1);
}

/** The names in the first parentheses of a function's text. */
function parametersAt({ snapshot }: GhostContext, file: string, place: { start: number; end: number }): string[] {
  const source = snapshot.lua.get(file)?.text ?? snapshot.documents.get(file)?.text ?? "";
  const list = /\(([^)]*)\)/.exec(source.slice(place.start, place.end))?.[1] ?? "";
  return list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** The call of Lua on the caret's line whose parentheses are still open there. */
const LUA_CALL =
  /(?<![\w.:\u0080-\uffff])(act|PASTA|SCENE|ACTOR|GLOBAL)(\.[\w\u0080-\uffff]+)?([.:])([\w\u0080-\uffff]+)[ \t]*$/;

function luaSignature(
  context: FeatureContext,
  at: SummaryHere | null,
  position: Position,
  offset: number,
): SignatureHelp | null {
  const lineStart = context.here.offset({ line: position.line, character: 0 });
  const before = context.text.slice(lineStart, offset);
  const open = openParenthesis(before);
  const match = open < 0 ? null : LUA_CALL.exec(before.slice(0, open));
  if (match === null) return null;
  const [, object = "", actor, colon, name = ""] = match;
  const owner = actor === undefined ? object : `${object}.`;
  const known = LIBRARY.get(owner)?.find((one) => one.name === name);
  const parameters = known?.parameters ?? ownParameters(context, at, object, name);
  if (parameters === null) return null;
  const label = known === undefined ? `${object}${colon}${name}(${parameters.join(", ")})` : signatureOf(owner, known);
  const documentation = known && describeFunction(known, context.locale);
  return {
    signatures: [
      { label, parameters: parameters.map((one) => ({ label: one })), ...(documentation && { documentation }) },
    ],
    activeSignature: 0,
    activeParameter: Math.min(commasBetween(before, open + 1, before.length), Math.max(0, parameters.length - 1)),
  };
}

/** The parameters of a function that the ghost itself declares. */
function ownParameters(
  context: FeatureContext,
  at: SummaryHere | null,
  object: string,
  name: string,
): readonly string[] | null {
  if (object === "GLOBAL") {
    const question = { kind: "globalFunction", key: name, module: null, actor: null } as const;
    const answer = lookUp(context.snapshot.tables, question, context.snapshot.strategy);
    const last = answer.step === "global" ? answer.functions.at(-1) : undefined;
    return last === undefined || last.file === null ? null : parametersAt(context, last.file, last);
  }
  const field = object === "SCENE" ? at?.summary.scene?.fields.get(name) : undefined;
  if (field === undefined || at === null || field.origin !== "lua") return null;
  return parametersAt(context, context.path, { start: at.start + field.span.start, end: at.start + field.span.end });
}

/** The last parenthesis of a line that is still open at its end; -1 where there is none. */
function openParenthesis(line: string): number {
  let depth = 0;
  for (let i = line.length - 1; i >= 0; i--) {
    if ("）)]}".includes(line[i] as string)) depth++;
    else if ("（([{".includes(line[i] as string) && --depth < 0) return /[（(]/.test(line[i] as string) ? i : -1;
  }
  return -1;
}

/** The highest argument that a scene reads; -1 where it reads none. */
export function highestArgument({ snapshot }: GhostContext, module: string, fnName: string): number {
  const scene = findScene(snapshot.tables, module);
  const block = snapshot.blocks.get(scene?.file ?? "")?.find(({ start }) => start === scene?.placed.start);
  if (scene === null || block === undefined) return -1;
  const local = scene.placed.of.fields.get(fnName.slice(module.length + 2));
  const span = local?.span ?? scene.placed.of.startSpan;
  let highest = -1;
  for (const { variable, span: place } of variablesIn(block.summary)) {
    if (variable.scope !== "argument" || place.start < span.start || place.end > span.end) continue;
    highest = Math.max(
      highest,
      Number(variable.text.replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10))),
    );
  }
  return Math.min(highest, MOST_ARGUMENTS);
}

const MOST_ARGUMENTS = 20;

function toFull(index: number): string {
  return String(index).replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

/** Commas at the level of the parentheses that open just before `from`. */
function commasBetween(content: string, from: number, to: number): number {
  let depth = 0;
  let count = 0;
  for (const character of content.slice(from, to)) {
    if (/[（(「]/.test(character)) depth++;
    else if (/[）)」]/.test(character)) depth--;
    else if (depth === 0 && /[、，,]/.test(character)) count++;
  }
  return count;
}
