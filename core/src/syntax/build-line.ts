/** The lines inside scenes and actors, from the tree: speech, calls, choices, variables, cues, words, attributes. */
import {
  buildArguments,
  buildExpression,
  buildFunctionCall,
  buildReference,
  buildVariable,
  checkClosed,
  checkLiteral,
  isExpression,
  readNumber,
  reportUnclosedString,
  stringContent,
} from "./build-expression.ts";
import { isBlank } from "./characters.ts";
import { Kind } from "./kinds.ts";
import type {
  Action,
  ActionNode,
  Argument,
  AttributeNode,
  CallNode,
  ChoiceNode,
  CodeNode,
  ContinueNode,
  CueArgument,
  CueNode,
  Expression,
  Name,
  SetNode,
  Span,
  WordNode,
} from "./model.ts";
import { reportRest } from "./report-rest.ts";
import type { TreeReader } from "./tree-reader.ts";

/** What begins like a number, which the engine then does not take as plain text any more. */
const NUMBER_FIRST = /^[-－]?[0-9０-９]/;
/** What begins like a SakuraScript tag, likewise (`sakura_script` of the engine's grammar). */
const TAG_FIRST = /^\\([spb][0-9]|w[1-9]|_?_?[0-9A-Za-z!\-+*?&])/;

const nothing = (at: number): Name => ({ text: "", span: { start: at, end: at } });

/** A line's span without a rest that cannot be read, and without the spaces before it. */
export function withoutRest(reader: TreeReader, span: Span, rest: Span | null): Span {
  const text = reader.text.slice(span.start, rest?.start ?? span.end);
  return { start: span.start, end: span.start + text.trimEnd().length };
}

/** The mark that a line begins with, as written. */
function mark(reader: TreeReader, span: Span, length = 1): string {
  return reader.text.substring(span.start, span.start + length);
}

/** A piece of speech, or null for one that is a problem of its own. */
function buildAction(reader: TreeReader, kind: Kind): Action | null {
  const span = reader.span;
  switch (kind) {
    case Kind.Talk:
    case Kind.SakuraScript:
    case Kind.Escape: {
      const text = reader.content();
      checkLiteral(reader, text, span);
      return { kind: kind === Kind.Talk ? "talk" : kind === Kind.Escape ? "escape" : "sakura", span, text };
    }
    case Kind.Variable:
      return { kind: "variable", span, variable: buildVariable(reader) };
    case Kind.WordReference:
      return buildReference(reader);
    case Kind.FunctionCall:
      return buildFunctionCall(reader);
    case Kind.Incomplete:
      reportIncomplete(reader, span);
      return null;
    default:
      return null;
  }
}

function reportIncomplete(reader: TreeReader, span: Span): void {
  const text = reader.slice(span);
  let name = "";
  let global = false;
  reader.children((kind) => {
    if (kind === Kind.GlobalFunctionMarker) global = true;
    else if (kind === Kind.Identifier) name = reader.content();
  });
  if (text === "\\") reader.problem("syntax-lone-backslash", span);
  else if (global && name !== "") reader.problem("syntax-incomplete-function", span, [name]);
  else if (/^[@＠]/.test(text)) reader.problem("syntax-incomplete-word", span, [mark(reader, span)]);
  else reader.problem("syntax-incomplete-variable", span, [text]);
}

/** `名前：…`. */
export function buildSpeech(reader: TreeReader): ActionNode {
  const span = reader.span;
  const actions: Action[] = [];
  let actor = nothing(span.start);
  let colon: Span | null = null;
  const before = reader.problems.length;
  reader.children((kind) => {
    if (kind === Kind.Identifier) actor = reader.name();
    else if (kind === Kind.Colon) colon = reader.span;
    else if (kind !== Kind.Unexpected && kind !== Kind.Error) {
      const action = buildAction(reader, kind);
      if (action !== null) actions.push(action);
    }
  });
  if (colon === null) {
    reader.problem("syntax-missing-colon", actor.span, [actor.text]);
  } else if (actions.length === 0 && reader.problems.length === before) {
    reader.problem("syntax-empty-speech", colon);
  }
  return { kind: "action", span, actor, actions };
}

/** `：…`. */
export function buildContinuation(reader: TreeReader): ContinueNode {
  const span = reader.span;
  const actions: Action[] = [];
  const before = reader.problems.length;
  reader.children((kind) => {
    const action = buildAction(reader, kind);
    if (action !== null) actions.push(action);
  });
  if (actions.length === 0 && reader.problems.length === before)
    reader.problem("syntax-empty-speech", { start: span.start, end: span.start + 1 });
  return { kind: "continue", span, actions };
}

/** `＞target（args）`. */
export function buildCall(reader: TreeReader): CallNode {
  let rest: Span | null = null;
  let target: CallNode["target"] | null = null;
  let args: readonly Argument[] | null = null;
  reader.children((kind) => {
    if (kind === Kind.Identifier) target = reader.name();
    else if (kind === Kind.Arguments) args = buildArguments(reader);
    else if (kind === Kind.Unexpected) rest = reader.span;
    else if (isExpression(kind)) {
      const dynamic = buildExpression(reader, kind);
      target = dynamic === null ? nothing(reader.start) : { dynamic };
    }
  });
  const span = withoutRest(reader, reader.span, rest);
  if (target === null) {
    reader.problem("syntax-missing-target", { start: span.start, end: span.start + 1 }, [mark(reader, span)]);
    target = nothing(span.start + 1);
  }
  reportRest(reader, rest);
  return { kind: "call", span, target, args };
}

/** `＠？target「label」`. */
export function buildChoice(reader: TreeReader): ChoiceNode {
  let rest: Span | null = null;
  let target: Name | null = null;
  let label: Name | null = null;
  reader.children((kind) => {
    if (kind === Kind.Identifier) target = reader.name();
    else if (kind === Kind.ChoiceLabel) {
      const { start, end } = reader.span;
      label = { text: reader.text.substring(start + 1, end - 1), span: { start: start + 1, end: end - 1 } };
    } else if (kind === Kind.UnclosedString) reportUnclosedString(reader);
    else if (kind === Kind.Unexpected) rest = reader.span;
  });
  const span = withoutRest(reader, reader.span, rest);
  if (target === null) reader.problem("syntax-missing-target", span, [mark(reader, span, 2)]);
  reportRest(reader, rest);
  return { kind: "choice", span, target: target ?? nothing(span.end), label };
}

/** `＄x＝…`; `inActor` where it stands below an actor, whose variables the engine does not check further. */
export function buildSet(reader: TreeReader, inActor: boolean): SetNode {
  let rest: Span | null = null;
  let scope: SetNode["scope"] = "local";
  let name: Name | null = null;
  let value: SetNode["value"] | null = null;
  let equals: Span | null = null;
  let sawValue = false;
  const before = reader.problems.length;
  reader.children((kind) => {
    if (kind === Kind.GlobalVariableMarker) scope = "global";
    else if (kind === Kind.PropertyMarker) scope = "property";
    else if (kind === Kind.Property) name = { text: reader.content(), span: reader.span };
    else if (kind === Kind.Identifier) name = reader.name();
    else if (kind === Kind.Equals) equals = reader.span;
    else if (kind === Kind.Unexpected) rest = reader.span;
    else if (kind === Kind.WordReference) {
      sawValue = true;
      value = buildReference(reader);
    } else if (kind === Kind.Variable) {
      sawValue = true;
      const variable = buildVariable(reader);
      value = { kind: "variable", span: reader.span, variable };
      // Alone on the right side a property can be read, but only into a variable (`generate_var_set`).
      if (variable.scope === "property" && (name === null || scope === ("property" as string)))
        reader.problem("late-property", reader.span, [variable.text]);
    } else if (isExpression(kind)) {
      sawValue = true;
      value = buildExpression(reader, kind);
    }
  });
  const span = withoutRest(reader, reader.span, rest);
  if (inActor) dropLateProperties(reader, before);
  if (equals === null) reader.problem("syntax-missing-mark", span, ["＝", reader.slice(span)]);
  else if (!sawValue) reader.problem("syntax-missing-value", equals, [reader.slice(equals)]);
  else if (name === null && scope !== "local") reader.problem("syntax-missing-name", span, [mark(reader, span, 2)]);
  reportRest(reader, rest);
  return { kind: "set", span, scope, name, value: value ?? emptyString(span) };
}

const emptyString = (span: Span): Expression => ({
  kind: "string",
  span: { start: span.end, end: span.end },
  value: "",
});

function dropLateProperties(reader: TreeReader, from: number): void {
  const added = reader.problems.splice(from);
  reader.problems.push(...added.filter((problem) => problem.message !== "late-property"));
}

/** `！command@actor：name（…）`. */
export function buildCue(reader: TreeReader): CueNode {
  let rest: Span | null = null;
  let command: Name | null = null;
  let target: CueNode["target"] = null;
  const args: CueArgument[] = [];
  reader.children((kind) => {
    if (kind === Kind.Identifier) command = reader.name();
    else if (kind === Kind.Unexpected) rest = reader.span;
    else if (kind === Kind.CueTarget) {
      const parts: Name[] = [];
      let colon = false;
      reader.children((part) => {
        if (part === Kind.CuePart) parts.push({ text: reader.content(), span: reader.span });
        else if (part === Kind.Colon) colon = true;
      });
      if (parts.length !== (colon ? 2 : 1))
        reader.problem("syntax-missing-name", reader.span, [reader.content().slice(-1)]);
      const last = parts.at(-1) ?? nothing(reader.end);
      target = { actor: parts.length > 1 ? (parts[0] ?? null) : null, name: last };
    } else if (kind === Kind.CueArguments) {
      checkClosed(reader);
      reader.children((part) => {
        const argument = buildCueArgument(reader, part);
        if (argument !== null) args.push(argument);
      });
    }
  });
  const span = withoutRest(reader, reader.span, rest);
  if (command === null) reader.problem("syntax-missing-name", span, [mark(reader, span)]);
  reportRest(reader, rest);
  return { kind: "cue", span, command: command ?? nothing(span.end), target, args };
}

function buildCueArgument(reader: TreeReader, kind: Kind): CueArgument | null {
  const span = reader.span;
  const text = reader.content();
  switch (kind) {
    case Kind.CueReference: {
      // A reserved name is no reference: the engine then takes the whole argument as a word.
      if (/^.__[^_]*__/.test(text)) return { kind: "ident", span, text };
      return { kind: "at", span, name: { text: text.slice(1), span: { start: span.start + 1, end: span.end } } };
    }
    case Kind.Number: {
      const number = readNumber(text);
      return { kind: number?.kind ?? "int", span, value: number?.value ?? 0 };
    }
    case Kind.String:
      return { kind: "string", span, value: stringContent(text) };
    case Kind.CueWord:
      // The engine takes a number first and does not come back when more follows it.
      if (NUMBER_FIRST.test(text)) reader.problem("syntax-unexpected-text", span, [text]);
      return { kind: "ident", span, text };
    default:
      return null;
  }
}

/** `＠name、name：value、value`. */
export function buildWord(reader: TreeReader): WordNode {
  let rest: Span | null = null;
  const names: Name[] = [];
  const values: WordNode["values"][number][] = [];
  let colon: Span | null = null;
  reader.children((kind) => {
    if (kind === Kind.Identifier) names.push(reader.name());
    else if (kind === Kind.Colon) colon = reader.span;
    else if (kind === Kind.Unexpected) rest = reader.span;
    else if (kind === Kind.String) {
      const text = stringContent(reader.content());
      checkLiteral(reader, text, reader.span);
      values.push({ kind: "string", text, span: reader.span });
    } else if (kind === Kind.UnclosedString) {
      reportUnclosedString(reader);
      values.push({ kind: "string", text: "", span: reader.span });
    } else if (kind === Kind.SakuraScript || kind === Kind.WordText) {
      const valueSpan = kind === Kind.WordText ? withSpacesToLineEnd(reader) : reader.span;
      const text = reader.slice(valueSpan);
      checkLiteral(reader, text, valueSpan);
      if (kind === Kind.WordText && TAG_FIRST.test(text)) reader.problem("syntax-unexpected-text", valueSpan, [text]);
      values.push({ kind: kind === Kind.WordText ? "plain" : "sakura", text, span: valueSpan });
    }
  });
  const span = withoutRest(reader, reader.span, rest);
  if (names.length === 0) reader.problem("syntax-missing-name", span, [mark(reader, span)]);
  else if (colon === null) reader.problem("syntax-missing-mark", span, ["：", reader.slice(span)]);
  else if (values.length === 0) reader.problem("syntax-missing-word-values", colon);
  reportRest(reader, rest);
  return { kind: "word", span, names, values };
}

/** A plain word's span; spaces that end the line belong to the word (`word_nofenced` stops at line ends and commas). */
function withSpacesToLineEnd(reader: TreeReader): Span {
  const { start, end } = reader.span;
  let last = end;
  while (last < reader.text.length && isBlank(reader.text.charAt(last))) last++;
  const next = reader.text.charAt(last);
  return { start, end: next === "" || next === "\n" || next === "\r" ? last : end };
}

/** `＆key：value`. */
export function buildAttribute(reader: TreeReader): AttributeNode {
  let rest: Span | null = null;
  let key: Name | null = null;
  let colon: Span | null = null;
  let value: AttributeNode["value"] | null = null;
  reader.children((kind) => {
    const text = reader.content();
    if (kind === Kind.Identifier) key = reader.name();
    else if (kind === Kind.Colon) colon = reader.span;
    else if (kind === Kind.Unexpected) rest = reader.span;
    else if (kind === Kind.String) value = { kind: "string", text: stringContent(text), span: reader.span };
    else if (kind === Kind.UnclosedString) {
      reportUnclosedString(reader);
      value = { kind: "string", text: "", span: reader.span };
    } else if (kind === Kind.AttributeText) {
      if (NUMBER_FIRST.test(text)) reader.problem("syntax-unexpected-text", reader.span, [text]);
      value = { kind: "plain", text, span: reader.span };
    } else if (kind === Kind.Number) value = { kind: "number", text: attributeNumber(text), span: reader.span };
  });
  const span = withoutRest(reader, reader.span, rest);
  if (key === null) reader.problem("syntax-missing-name", span, [mark(reader, span)]);
  else if (colon === null) reader.problem("syntax-missing-mark", span, ["：", reader.slice(span)]);
  else if (value === null) reader.problem("syntax-missing-value", colon, [reader.slice(colon)]);
  reportRest(reader, rest);
  return {
    kind: "attribute",
    span,
    key: key ?? nothing(span.end),
    value: value ?? { kind: "plain", text: "", span: { start: span.end, end: span.end } },
  };
}

/** A number as the engine shows it again: no leading zeros, no trailing ones, `0` where it is too large. */
function attributeNumber(token: string): string {
  const number = readNumber(token);
  if (number === null) return "0";
  if (number.kind === "int") return BigInt(number.text).toString();
  const [whole = "", fraction = ""] = number.text.replace(/^-/, "").split(".");
  const digits = `${whole.replace(/^0+(?=\d)/, "")}.${fraction}`.replace(/\.?0*$/, "");
  const exact = digits.length <= 15 ? digits : String(Math.abs(number.value));
  return number.text.startsWith("-") ? `-${exact}` : exact;
}

/** A fenced block. */
export function buildCode(reader: TreeReader): CodeNode {
  const span = withoutRest(reader, reader.span, null);
  let language: Name | null = null;
  let contentSpan: Span = { start: span.end, end: span.end };
  reader.children((kind) => {
    if (kind === Kind.Identifier) language = reader.name();
    else if (kind === Kind.CodeContent) contentSpan = reader.span;
  });
  return { kind: "code", span, language, content: reader.slice(contentSpan), contentSpan };
}
