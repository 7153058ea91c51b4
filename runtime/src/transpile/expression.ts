/**
 * Expressions to Lua. Operands of an operator that may be something else than a number (or a string) go through
 * `PASTA.num` (or `PASTA.str`), which turn what is missing into 0 (or nothing) and report what cannot be used.
 */

import type { Argument, BinaryOperator, Expression, FunctionCall, VariableName } from "#core/syntax/model.ts";
import { luaField, luaNumber, luaString } from "./literal.ts";

/** Told apart by the caller: the engine refuses to generate Lua for `＄％property` inside an expression. */
export class PropertyInExpression extends Error {}

/** `var.x`, `save.x`, `args[1]`: how generated code reaches a variable, and how failure notices know it. */
export function variablePath(variable: VariableName): string {
  switch (variable.scope) {
    case "local":
      return `var.${variable.text}`;
    case "global":
      return `save.${variable.text}`;
    case "argument":
      return `args[${(variable.index ?? 0) + 1}]`;
    case "property":
      throw new PropertyInExpression();
  }
}

/** The same as code: a name that is a word of Lua needs another form. */
export function variableCode(variable: VariableName): string {
  switch (variable.scope) {
    case "local":
      return luaField("var", variable.text);
    case "global":
      return luaField("save", variable.text);
    default:
      return variablePath(variable);
  }
}

/** A variable's value, and its path for notices: the arguments of every dynamic reference. */
export function dynamicArguments(variable: VariableName): string {
  return `${variableCode(variable)}, ${luaString(variablePath(variable))}`;
}

/** `, a, b`, or nothing. */
export function argumentSuffix(args: readonly Argument[]): string {
  return args.map(({ value }) => `, ${expressionCode(value)}`).join("");
}

export function globalFunctionCode(call: FunctionCall): string {
  return `act:global_fn(${luaString(call.name.text)}${argumentSuffix(call.args)})`;
}

/** @throws PropertyInExpression */
export function expressionCode(expression: Expression): string {
  switch (expression.kind) {
    case "int":
    case "float":
      return luaNumber(expression.value, expression.text);
    case "string":
      return luaString(expression.value);
    case "variable":
      return variableCode(expression.variable);
    case "function":
      // A name that is still being typed has no value.
      if (expression.name.text === "") return "nil";
      if (expression.scope === "global") return globalFunctionCode(expression);
      return `act:expr_fn(${luaString(expression.name.text)}${argumentSuffix(expression.args)})`;
    case "dynamicFunction":
      return `act:expr_fn_var(${dynamicArguments(expression.variable)}${argumentSuffix(expression.args)})`;
    case "paren":
      return `(${expressionCode(expression.inner)})`;
    case "binary":
      return binaryCode(expression);
  }
}

/**
 * What a failure notice calls an expression: a variable's path, `@name()`, `@*name()`, `@$path()`; null for anything
 * longer.
 */
export function operandName(expression: Expression): string | null {
  switch (expression.kind) {
    case "variable":
      return variablePath(expression.variable);
    case "function":
      return expression.scope === "global" ? `@*${expression.name.text}()` : `@${expression.name.text}()`;
    case "dynamicFunction":
      return `@$${variablePath(expression.variable)}()`;
    case "paren":
      return operandName(expression.inner);
    default:
      return null;
  }
}

type Kind = "number" | "string" | "unknown";

interface Operand {
  readonly code: string;
  readonly name: string | null;
  readonly kind: Kind;
}

const OPERATORS: Readonly<Record<BinaryOperator, { lua: string; kind: Kind; level: number }>> = {
  Mul: { lua: "*", kind: "number", level: 2 },
  Div: { lua: "/", kind: "number", level: 2 },
  Mod: { lua: "%", kind: "number", level: 2 },
  Add: { lua: "+", kind: "number", level: 1 },
  Sub: { lua: "-", kind: "number", level: 1 },
  Concat: { lua: "..", kind: "string", level: 0 },
};

type Binary = Extract<Expression, { kind: "binary" }>;

/** The chain `a ＋ b × c` of a flat, left-leaning tree, without recursion: chains can be very long. */
function flatten(expression: Binary): { terms: Expression[]; operators: BinaryOperator[] } {
  const terms: Expression[] = [];
  const operators: BinaryOperator[] = [];
  let rest: Expression = expression;
  while (rest.kind === "binary") {
    terms.push(rest.right);
    operators.push(rest.operator);
    rest = rest.left;
  }
  terms.push(rest);
  return { terms: terms.reverse(), operators: operators.reverse() };
}

function kindOf(expression: Expression): Kind {
  switch (expression.kind) {
    case "int":
    case "float":
      return "number";
    case "string":
      return "string";
    case "paren":
      return kindOf(expression.inner);
    case "binary":
      return flatten(expression).operators.includes("Concat") ? "string" : "number";
    default:
      return "unknown";
  }
}

function operandOf(expression: Expression): Operand {
  return { code: expressionCode(expression), name: operandName(expression), kind: kindOf(expression) };
}

/** Folds the chain level by level, the tightest operators first, each level from the left. */
function binaryCode(expression: Binary): string {
  const chain = flatten(expression);
  let operands = chain.terms.map(operandOf);
  let operators = chain.operators;
  for (const level of [2, 1, 0]) {
    const kept: Operand[] = [operands[0] as Operand];
    const left: BinaryOperator[] = [];
    operators.forEach((operator, index) => {
      const right = operands[index + 1] as Operand;
      if (OPERATORS[operator].level === level) kept.push(combine(operator, kept.pop() as Operand, right));
      else {
        left.push(operator);
        kept.push(right);
      }
    });
    operands = kept;
    operators = left;
  }
  return (operands[0] as Operand).code;
}

function combine(operator: BinaryOperator, left: Operand, right: Operand): Operand {
  const { lua, kind } = OPERATORS[operator];
  const converted = ({ code, name, kind: has }: Operand) => {
    if (has === kind) return code;
    const suffix = name === null ? "" : `, ${luaString(name)}`;
    return kind === "number" ? `PASTA.num("${lua}", ${code}${suffix})` : `PASTA.str(${code}${suffix})`;
  };
  return { code: `(${converted(left)} ${lua} ${converted(right)})`, name: null, kind };
}
