/** Requests that look at a standing program, and change what they see. */
import type { DebugProtocol } from "@vscode/debugprotocol";
import { keysOf } from "#core/resolve/index.ts";
import type { PastaParser } from "#core/syntax/index.ts";
import type { Frame, Scope, ScopeName, Shown, Variable } from "#runtime/debugger/model.ts";
import { assignment, toLua } from "./expression.ts";
import type { Program } from "./program.ts";

export async function stackTrace(
  program: Program,
  { startFrame = 0, levels }: DebugProtocol.StackTraceArguments,
): Promise<DebugProtocol.StackTraceResponse["body"]> {
  const frames = await program.ask<Frame[]>({ kind: "stack" });
  const shown = frames.slice(startFrame, levels ? startFrame + levels : undefined);
  return {
    totalFrames: frames.length,
    stackFrames: await Promise.all(shown.map((frame) => shownFrame(program, frame, isDimmed(frame, frames)))),
  };
}

/** Frames of Lua step back behind the dialogue; where the program stands in a writer's own Lua, that is what matters. */
function isDimmed(frame: Frame, [top, ...others]: readonly Frame[]): boolean {
  const first = top?.kind === "library" ? others.find(({ kind }) => kind !== "library") : top;
  return frame.kind !== "pasta" && frame !== first;
}

async function shownFrame(program: Program, frame: Frame, isSubtle: boolean): Promise<DebugProtocol.StackFrame> {
  const { id, source } = frame;
  const name = frame.kind === "lua" ? writtenName(program, frame) : frame.name;
  const shared = {
    id: id + 1,
    name: name === "" ? "?" : name,
    ...(isSubtle && { presentationHint: "subtle" as const }),
  };
  if (source === null) return { ...shared, line: 0, column: 0, canRestart: false };
  const { toAfter } = await program.lineMap(source.file);
  const { client } = program;
  return {
    ...shared,
    source: program.source(source.file),
    line: client.lineOut(toAfter(source.line)),
    column: client.columnOut(0),
    canRestart: true,
  };
}

/** A function's name as it is written; Lua itself knows only how its caller called it, if that. */
function writtenName(program: Program, { name, source, firstLine }: Frame): string {
  if (source === null || firstLine < 0) return name === "" ? "?" : name;
  const line = program.textOf(source.file).split(/\r\n|\n|\r/)[firstLine] ?? "";
  const found = /function\s+([\p{L}\p{N}_.:]+)|([\p{L}\p{N}_.]+)\s*=\s*function/u.exec(line);
  const path = found?.[1] ?? found?.[2];
  return path?.split(/[.:]/).at(-1) ?? (name === "" ? "?" : name);
}

/** What the protocol calls the scopes that it has names for. */
const HINTS: Readonly<Partial<Record<ScopeName, string>>> = {
  arguments: "arguments",
  variables: "locals",
  locals: "locals",
};

export async function scopes(
  program: Program,
  { frameId }: DebugProtocol.ScopesArguments,
): Promise<DebugProtocol.ScopesResponse["body"]> {
  const found = await program.ask<Scope[]>({ kind: "scopes", frame: frameId - 1 });
  return {
    scopes: found.map(({ name, reference }) => {
      program.scopes.set(reference, name);
      const hint = HINTS[name];
      return {
        name: program.client.text(`debug-${name}`),
        variablesReference: reference,
        expensive: name === "decks" || name === "actors",
        ...(hint !== undefined && { presentationHint: hint }),
      };
    }),
  };
}

export async function variables(
  program: Program,
  { variablesReference: reference }: DebugProtocol.VariablesArguments,
): Promise<DebugProtocol.VariablesResponse["body"]> {
  const found = await program.ask<Variable[]>({ kind: "variables", reference });
  const scope = program.scopes.get(reference);
  return {
    variables: found.map(({ name, text, type, reference: inner }) => {
      const expression = expressionFor(scope, name);
      return {
        name,
        value: text,
        type,
        variablesReference: inner,
        ...(expression !== null && { evaluateName: expression }),
        ...((scope === "decks" || type === "card") && { presentationHint: { attributes: ["readOnly"] } }),
      };
    }),
  };
}

/** How a person would write a variable of a scope. */
function expressionFor(scope: ScopeName | undefined, name: string): string | null {
  switch (scope) {
    case "variables":
      return `＄${name}`;
    case "saved":
      return `＄＊${name}`;
    case "arguments":
      return `args${name}`;
    case "locals":
    case "upvalues":
      return name;
    default:
      return null;
  }
}

export async function setVariable(
  program: Program,
  parser: PastaParser,
  { name, value, variablesReference: reference }: DebugProtocol.SetVariableArguments,
): Promise<DebugProtocol.SetVariableResponse["body"]> {
  const shown = await program.ask<Shown>({ kind: "setVariable", reference, name, lua: toLua(parser, value) });
  return { value: shown.text, type: shown.type, variablesReference: shown.reference };
}

export async function setExpression(
  program: Program,
  parser: PastaParser,
  { expression, value, frameId }: DebugProtocol.SetExpressionArguments,
): Promise<DebugProtocol.SetExpressionResponse["body"]> {
  const lua = assignment(parser, expression, value);
  if (lua === null) throw new Error(program.client.text("debug-not-assignable"));
  const shown = await program.ask<Shown>({ kind: "evaluate", frame: frameOf(frameId), lua, keep: true });
  return { value: shown.text, type: shown.type, variablesReference: shown.reference };
}

export async function evaluate(
  program: Program,
  parser: PastaParser,
  { expression, frameId, context }: DebugProtocol.EvaluateArguments,
): Promise<DebugProtocol.EvaluateResponse["body"]> {
  const typed = context === "repl" || context === undefined;
  if (typed && program.choose(Number(expression.normalize("NFKC").trim())))
    return { result: "", variablesReference: 0 };
  const lua = toLua(parser, expression);
  // What is typed may change the program; watches and hovers are looked at over and over and must not.
  const shown = await program.ask<Shown>({ kind: "evaluate", frame: frameOf(frameId), lua, keep: typed });
  return { result: shown.text, type: shown.type, variablesReference: shown.reference };
}

function frameOf(frameId: number | undefined): number | null {
  return frameId === undefined ? null : frameId - 1;
}

/** Marks before names of each scope. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ["variables", "＄"],
  ["saved", "＄＊"],
  ["locals", ""],
  ["upvalues", ""],
]);

export async function completions(
  program: Program,
  { text, column, frameId }: DebugProtocol.CompletionsArguments,
): Promise<DebugProtocol.CompletionsResponse["body"]> {
  const end = program.client.columnIn(column);
  const typed = /[＄$]?[＊*]?[\p{L}\p{N}_]*$|[＠@][\p{L}\p{N}_]*$/u.exec(text.slice(0, end))?.[0] ?? "";
  const start = end - typed.length;
  const wanted = typed
    .replace(/^[$]/, "＄")
    .replace(/^＄[*]/, "＄＊")
    .replace(/^@/, "＠");
  const names = /^＠/.test(wanted) ? words(program) : await namesIn(program, frameOf(frameId));
  const targets = names
    .filter((name) => name.startsWith(wanted))
    .map((label) => ({
      label,
      start: program.client.columnOut(start) - program.client.columnOut(0),
      length: typed.length,
      type: label.startsWith("＠") ? ("text" as const) : ("variable" as const),
    }));
  return { targets };
}

/** Names that mean something in a frame, as Pasta and as Lua write them. */
async function namesIn(program: Program, frame: number | null): Promise<string[]> {
  const names: string[] = [];
  for (const { name, reference } of await program.ask<Scope[]>({ kind: "scopes", frame: frame ?? 0 })) {
    const mark = MARKS.get(name);
    if (mark === undefined) continue;
    const found = await program.ask<Variable[]>({ kind: "variables", reference });
    names.push(...found.map((variable) => mark + variable.name));
  }
  return [...new Set(names)];
}

/** The words that all scenes know. */
function words({ ghost: { tables } }: Program): string[] {
  return keysOf(tables.words).map((key) => `＠${key}`);
}
