/** `textDocument/signatureHelp`: the arguments of a scene (`＄０`, `＄１`… that it reads) or the parameters of a Lua function. */
import type { Position, SignatureHelp } from "vscode-languageserver-types";
import { type Answer, findScene } from "#core/resolve/index.ts";
import { answerTo } from "./answers.ts";
import { blockAt, type FeatureContext, type GhostContext, type ReferenceHere } from "./context.ts";

export function signatureHelp(context: FeatureContext, position: Position): SignatureHelp | null {
  const offset = context.here.offset(position);
  const at = blockAt(context, offset);
  if (at === null) return null;
  let call: ReferenceHere | null = null;
  for (const reference of at.summary.references) {
    const [open, end] = [at.start + reference.span.end, at.start + reference.whole.end];
    // The innermost call whose parentheses hold the caret.
    if (offset > open && offset <= end && /[（(]/.test(context.text[open] ?? ""))
      call = { reference, at, start: at.start };
  }
  if (call === null) return null;
  const parameters = parametersOf(context, answerTo(context, call));
  if (parameters === null) return null;
  const { key, span } = call.reference;
  const activeParameter = commasBetween(context.text, call.start + span.end + 1, offset);
  const label = `${key}（${parameters.join("、")}）`;
  return {
    signatures: [{ label, parameters: parameters.map((name) => ({ label: name })) }],
    activeSignature: 0,
    activeParameter: Math.min(activeParameter, Math.max(0, parameters.length - 1)),
  };
}

function parametersOf(context: FeatureContext, answer: Answer): string[] | null {
  if (answer.step === "scenes") {
    const highest = Math.max(
      -1,
      ...answer.candidates.map(({ module, fnName }) => highestArgument(context, module, fnName)),
    );
    return Array.from({ length: highest + 1 }, (_, i) => `＄${toFull(i)}`);
  }
  if (answer.step !== "global") return null;
  const last = answer.functions.at(-1);
  if (last === undefined || last.file === null) return null;
  const { lua, documents } = context.snapshot;
  const source = (lua.get(last.file)?.text ?? documents.get(last.file)?.text ?? "").slice(last.start, last.end);
  const list = /\(([^)]*)\)/.exec(source)?.[1] ?? "";
  const names = list.split(",").map((name) => name.trim());
  // The engine hands over `act` first; the writer's arguments follow.
  return names.slice(1).filter((name) => name !== "");
}

/** The highest argument that a scene reads; -1 where it reads none. Lua functions of the scene are read by their list. */
export function highestArgument({ snapshot }: GhostContext, module: string, fnName: string): number {
  const scene = findScene(snapshot.tables, module);
  const block = snapshot.blocks.get(scene?.file ?? "")?.find(({ start }) => start === scene?.placed.start);
  if (scene === null || block === undefined) return -1;
  const local = scene.placed.of.fields.get(fnName.slice(module.length + 2));
  const span = local?.span ?? scene.placed.of.startSpan;
  let highest = -1;
  for (const { variable, span: place } of block.summary.variables) {
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
