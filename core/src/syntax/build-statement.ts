/** The lines that do something, from the tree: calls, choices, variables, cues. */
import {
  buildArguments,
  buildExpression,
  buildReference,
  buildVariable,
  Closing,
  isExpression,
  readNumber,
  reportUnclosedString,
  stringContent,
} from "./build-expression.ts";
import { Kind } from "./kinds.ts";
import { mark, NUMBER_FIRST, nothing, withoutRest } from "./line-parts.ts";
import type { Argument, CallNode, ChoiceNode, CueArgument, CueNode, Expression, Name, SetNode, Span } from "./model.ts";
import { reportRest } from "./report-rest.ts";
import type { TreeReader } from "./tree-reader.ts";

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
      const closing = new Closing(reader.start);
      reader.children((part) => {
        closing.see(reader, part);
        const argument = buildCueArgument(reader, part);
        if (argument !== null) args.push(argument);
      });
      closing.report(reader);
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
