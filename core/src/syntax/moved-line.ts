/**
 * Lines of a scene at another place in their block. Every object is written out in the order in which the builders write
 * it, so that a moved line is like a built one in every way.
 */
import { problemsOfLine, rememberProblems } from "./line-problems.ts";
import type {
  Action,
  Argument,
  AttributeNode,
  CodeNode,
  CueArgument,
  CueNode,
  Expression,
  Item,
  LocalSceneNode,
  Name,
  SetNode,
  Span,
  SyntaxProblem,
  VariableName,
} from "./model.ts";

/** The line and what was said about it, `by` code units further on. */
export function movedItem(item: Item, by: number): Item {
  const moved = moveOf(item, by);
  const found = problemsOfLine(item);
  if (found.length > 0) {
    rememberProblems(
      moved,
      found.map((problem) => movedProblem(problem, by)),
    );
  }
  return moved;
}

function moveOf(item: Item, by: number): Item {
  const span = movedSpan(item.span, by);
  switch (item.kind) {
    case "action":
      return { kind: "action", span, actor: movedName(item.actor, by), actions: movedActions(item.actions, by) };
    case "continue":
      return { kind: "continue", span, actions: movedActions(item.actions, by) };
    case "call": {
      const { target } = item;
      const moved = "dynamic" in target ? { dynamic: movedExpression(target.dynamic, by) } : movedName(target, by);
      return { kind: "call", span, target: moved, args: item.args === null ? null : movedArguments(item.args, by) };
    }
    case "choice":
      return { kind: "choice", span, target: movedName(item.target, by), label: movedOrNull(item.label, by) };
    case "set":
      return { kind: "set", span, scope: item.scope, name: movedOrNull(item.name, by), value: movedValue(item, by) };
    case "cue":
      return {
        kind: "cue",
        span,
        command: movedName(item.command, by),
        target: movedTarget(item.target, by),
        args: item.args.map((argument) => movedCueArgument(argument, by)),
      };
  }
}

/** A local scene, likewise. */
export function movedLocal(local: LocalSceneNode, by: number): LocalSceneNode {
  return {
    kind: "localScene",
    span: movedSpan(local.span, by),
    header: local.header === null ? null : movedSpan(local.header, by),
    name: movedOrNull(local.name, by),
    attributes: local.attributes.map((attribute) => movedAttribute(attribute, by)),
    items: local.items.map((item) => movedItem(item, by)),
    code: local.code.map((code) => movedCode(code, by)),
  };
}

/** A problem of a line, `by` code units further on. */
export function movedProblem({ code, span, message, args, late }: SyntaxProblem, by: number): SyntaxProblem {
  return { code, span: movedSpan(span, by), message, args, late };
}

function movedAttribute({ span, key, value }: AttributeNode, by: number): AttributeNode {
  const moved = { kind: value.kind, text: value.text, span: movedSpan(value.span, by) };
  return { kind: "attribute", span: movedSpan(span, by), key: movedName(key, by), value: moved };
}

function movedCode({ span, language, content, contentSpan }: CodeNode, by: number): CodeNode {
  const moved = movedSpan(contentSpan, by);
  return { kind: "code", span: movedSpan(span, by), language: movedOrNull(language, by), content, contentSpan: moved };
}

function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function movedName({ text, span }: Name, by: number): Name {
  return { text, span: movedSpan(span, by) };
}

function movedOrNull(name: Name | null, by: number): Name | null {
  return name === null ? null : movedName(name, by);
}

function movedVariable({ text, span, scope, index }: VariableName, by: number): VariableName {
  const moved = movedSpan(span, by);
  return index === undefined ? { text, span: moved, scope } : { text, span: moved, scope, index };
}

function movedActions(actions: readonly Action[], by: number): Action[] {
  return actions.map((action) => movedAction(action, by));
}

function movedAction(action: Action, by: number): Action {
  const span = movedSpan(action.span, by);
  switch (action.kind) {
    case "talk":
    case "sakura":
    case "escape":
      return { kind: action.kind, span, text: action.text };
    case "word":
      return { kind: "word", span, name: movedName(action.name, by) };
    case "variable":
      return { kind: "variable", span, variable: movedVariable(action.variable, by) };
    case "dynamicWord":
      return { kind: "dynamicWord", span, variable: movedVariable(action.variable, by) };
    case "function":
    case "dynamicFunction":
      return movedCall(action, span, by);
  }
}

type AnyFunctionCall = Extract<Action, { readonly kind: "function" | "dynamicFunction" }>;

function movedCall(call: AnyFunctionCall, span: Span, by: number): AnyFunctionCall {
  const args = movedArguments(call.args, by);
  return call.kind === "function"
    ? { kind: "function", span, scope: call.scope, name: movedName(call.name, by), args }
    : { kind: "dynamicFunction", span, variable: movedVariable(call.variable, by), args };
}

function movedArguments(args: readonly Argument[], by: number): Argument[] {
  return args.map(({ key, value }) => ({ key: movedOrNull(key, by), value: movedExpression(value, by) }));
}

function movedExpression(expression: Expression, by: number): Expression {
  if (expression.kind === "binary") return movedBinary(expression, by);
  const span = movedSpan(expression.span, by);
  switch (expression.kind) {
    case "int":
    case "float":
      return { kind: expression.kind, value: expression.value, text: expression.text, span };
    case "string":
      return { kind: "string", span, value: expression.value };
    case "variable":
      return { kind: "variable", span, variable: movedVariable(expression.variable, by) };
    case "paren":
      return { kind: "paren", span, inner: movedExpression(expression.inner, by) };
    case "function":
    case "dynamicFunction":
      return movedCall(expression, span, by);
  }
}

type Binary = Extract<Expression, { readonly kind: "binary" }>;

/** A chain of operators leans to the left and may be as long as its line, so it is not gone into but gone along. */
function movedBinary(chain: Binary, by: number): Expression {
  const steps: Binary[] = [];
  let first: Expression = chain;
  for (; first.kind === "binary"; first = first.left) steps.push(first);
  let left = movedExpression(first, by);
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const { span, operator, right } = step;
    left = { kind: "binary", span: movedSpan(span, by), operator, left, right: movedExpression(right, by) };
  }
  return left;
}

function movedValue({ value }: SetNode, by: number): SetNode["value"] {
  return value.kind === "word" || value.kind === "dynamicWord"
    ? (movedAction(value, by) as SetNode["value"])
    : movedExpression(value, by);
}

function movedTarget(target: CueNode["target"], by: number): CueNode["target"] {
  return target === null ? null : { actor: movedOrNull(target.actor, by), name: movedName(target.name, by) };
}

function movedCueArgument(argument: CueArgument, by: number): CueArgument {
  const span = movedSpan(argument.span, by);
  switch (argument.kind) {
    case "ident":
      return { kind: "ident", span, text: argument.text };
    case "string":
      return { kind: "string", span, value: argument.value };
    case "int":
    case "float":
      return { kind: argument.kind, span, value: argument.value };
    case "at":
      return { kind: "at", span, name: movedName(argument.name, by) };
  }
}
