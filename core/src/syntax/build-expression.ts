/** Expressions, arguments and references of the document model, from the tree. */
import { normalizeNumber } from "./characters.ts";
import { Kind } from "./kinds.ts";
import type {
  Argument,
  BinaryOperator,
  DynamicFunctionCall,
  DynamicWordReference,
  Expression,
  FunctionCall,
  Name,
  Span,
  VariableName,
  WordReference,
} from "./model.ts";
import type { TreeReader } from "./tree-reader.ts";

/** Parentheses nested deeper than this are a problem; the builder's own stack must hold. */
const MAX_DEPTH = 400;
const INT_MAX = 9223372036854775807n;

/** A string token's content: what stands between its fences (`「` one to four times, `"` any number of times). */
export function stringContent(token: string): string {
  if (token === "「」" || token === '""') return "";
  const open = token[0];
  let fence = 0;
  while (token[fence] === open && (open === '"' || fence < 4)) fence++;
  return token.slice(fence, -fence);
}

/** Reports the string under the cursor, which its line does not close, on its opening fence. */
export function reportUnclosedString(reader: TreeReader): void {
  const { start } = reader.span;
  const text = reader.content();
  const quote = text.startsWith('"');
  const fence = /^("+|「{1,4})/.exec(text)?.[0].length ?? 1;
  reader.problem("syntax-unclosed-string", { start, end: start + fence }, [(quote ? '"' : "」").repeat(fence)]);
}

/**
 * A number token as the engine reads it (`parse_action.rs`): null for an integer beyond 64 bits, which the engine
 * drops from the expression without a word.
 */
export function readNumber(token: string): { kind: "int" | "float"; value: number; text: string } | null {
  const text = normalizeNumber(token);
  if (text.includes(".")) return { kind: "float", value: Number(text), text };
  if (text.length > 18) {
    const exact = BigInt(text);
    if (exact > INT_MAX || exact < -INT_MAX - 1n) return null;
  }
  return { kind: "int", value: Number(text), text };
}

/**
 * A variable node: `＄x`, `＄＊x`, `＄％x`, `＄０`. Read from its text, which the grammar has already proven to be one or
 * two marks and a name: that is half the price of visiting its children.
 */
export function buildVariable(reader: TreeReader): VariableName {
  return variableAt(reader, reader.start, reader.end);
}

function variableAt(reader: TreeReader, start: number, end: number): VariableName {
  const { text } = reader;
  const second = text.charAt(start + 1);
  if (second === "％" || second === "%") {
    const span = { start: start + 2, end };
    return { text: reader.slice(span), span, scope: "property" };
  }
  if (second === "＊" || second === "*") return named(reader.nameAt(start + 2, end), "global");
  if (!/[0-9０-９]/.test(second)) return named(reader.nameAt(start + 1, end), "local");
  const span = { start: start + 1, end };
  const digits = reader.slice(span);
  // The engine reads the index as a byte and takes 0 where it does not fit.
  const index = Number(normalizeNumber(digits));
  return { text: digits, span, scope: "argument", index: index <= 255 ? index : 0 };
}

// Written out: an object made by spreading another has a shape of its own, which is slow to make.
function named({ text, span }: Name, scope: "local" | "global"): VariableName {
  return { text, span, scope };
}

/** The variable of `＠＄x`: the engine takes no property there. */
function dynamicNameAt(reader: TreeReader, start: number, end: number): VariableName {
  const variable = variableAt(reader, start, end);
  if (variable.scope === "property") reader.problem("syntax-incomplete-variable", variable.span, ["＠＄"]);
  return variable;
}

/** A `word_reference` node: `＠name` or `＠＄variable`. Read from its text, as variables are. */
export function buildReference(reader: TreeReader): WordReference | DynamicWordReference {
  const span = reader.span;
  const second = reader.text.charAt(span.start + 1);
  return second === "＄" || second === "$"
    ? { kind: "dynamicWord", span, variable: dynamicNameAt(reader, span.start + 1, span.end) }
    : { kind: "word", span, name: reader.nameAt(span.start + 1, span.end) };
}

/** A `function_call` node, static or dynamic. */
export function buildFunctionCall(reader: TreeReader, depth = 0): FunctionCall | DynamicFunctionCall {
  const span = reader.span;
  let scope: "local" | "global" = "local";
  let name: Name = { text: "", span };
  let variable: VariableName | null = null;
  let args: readonly Argument[] = [];
  reader.children((kind) => {
    if (kind === Kind.GlobalFunctionMarker) scope = "global";
    else if (kind === Kind.Identifier) name = reader.name();
    else if (kind === Kind.Variable) variable = dynamicNameAt(reader, reader.start, reader.end);
    else if (kind === Kind.Arguments) args = buildArguments(reader, depth + 1);
  });
  return variable === null
    ? { kind: "function", span, scope, name, args }
    : { kind: "dynamicFunction", span, variable, args };
}

/** An `arguments` node. A positional argument that the engine drops is left out, a keyword's becomes the empty string. */
export function buildArguments(reader: TreeReader, depth = 0): readonly Argument[] {
  const args: Argument[] = [];
  const closing = new Closing(reader.start);
  reader.children((kind) => {
    closing.see(reader, kind);
    if (kind !== Kind.Argument) return;
    const span = reader.span;
    let key: Name | null = null;
    let value: Expression | null = null;
    let complete = false;
    reader.children((part) => {
      if (part === Kind.Identifier) key = reader.name();
      else if (isExpression(part)) {
        complete = true;
        value = buildExpression(reader, part, depth);
      }
    });
    if (!complete) reader.problem("syntax-missing-value", span, [reader.slice(span).trim()]);
    if (value !== null) args.push({ key, value });
    else if (key !== null) args.push({ key, value: { kind: "string", span, value: "" } });
  });
  closing.report(reader);
  return args;
}

/** Where parentheses begin, where the last thing in them ends, and where they are closed, if they are. */
export class Closing {
  readonly #start: number;
  #last: number;
  #close: number | null = null;

  constructor(start: number) {
    this.#start = start;
    this.#last = start + 1;
  }

  /** Takes note of a child. */
  see(reader: TreeReader, kind: Kind): void {
    if (kind === Kind.Close) this.#close = reader.start;
    else if (kind !== Kind.Open) this.#last = reader.end;
  }

  /**
   * Reports parentheses that are not closed, or that end in a comma. The grammar lets them end anywhere, so that a
   * half-typed line keeps its shape.
   */
  report(reader: TreeReader): void {
    if (this.#close === null) {
      reader.problem("syntax-unclosed-parenthesis", { start: this.#start, end: this.#start + 1 });
      return;
    }
    if (this.#close === this.#last) return;
    const comma = /[、，,]/.exec(reader.text.slice(this.#last, this.#close));
    if (comma === null) return;
    const at = this.#last + comma.index;
    reader.problem("syntax-missing-value", { start: at, end: at + 1 }, [comma[0]]);
  }
}

/** Whether a node of this kind is an expression. */
export function isExpression(kind: Kind): boolean {
  return (
    kind === Kind.BinaryExpression ||
    kind === Kind.ParenthesizedExpression ||
    kind === Kind.FunctionCall ||
    kind === Kind.Variable ||
    kind === Kind.Number ||
    kind === Kind.IncompleteNumber ||
    kind === Kind.String ||
    kind === Kind.UnclosedString
  );
}

const operators = new Map<string, BinaryOperator>([
  ...["+", "＋"].map((mark) => [mark, "Add"] as const),
  ...["-", "－"].map((mark) => [mark, "Sub"] as const),
  ...["*", "＊", "×"].map((mark) => [mark, "Mul"] as const),
  ...["/", "／", "÷"].map((mark) => [mark, "Div"] as const),
  ...["%", "％"].map((mark) => [mark, "Mod"] as const),
  ...["&", "＆"].map((mark) => [mark, "Concat"] as const),
]);

/** The expression under the cursor; null where the engine drops it (a number too large, alone). */
export function buildExpression(reader: TreeReader, kind: Kind, depth = 0): Expression | null {
  const span = reader.span;
  if (depth > MAX_DEPTH) {
    if (depth === MAX_DEPTH + 1) reader.problem("syntax-too-deep", span);
    return null;
  }
  switch (kind) {
    case Kind.Number: {
      const number = readNumber(reader.content());
      if (number === null) return null;
      return { kind: number.kind, value: number.value, text: number.text, span };
    }
    case Kind.String: {
      const value = stringContent(reader.content());
      checkLiteral(reader, value, span);
      return { kind: "string", span, value };
    }
    case Kind.UnclosedString:
      reportUnclosedString(reader);
      return { kind: "string", span, value: "" };
    case Kind.IncompleteNumber:
      reader.problem("syntax-missing-operand", span, [reader.content()]);
      return null;
    case Kind.Variable: {
      const variable = buildVariable(reader);
      if (variable.scope === "property") reader.problem("late-property", span, [variable.text]);
      return { kind: "variable", span, variable };
    }
    case Kind.FunctionCall:
      return buildFunctionCall(reader, depth);
    case Kind.ParenthesizedExpression: {
      let inner: Expression | null = null;
      let empty = true;
      const closing = new Closing(span.start);
      reader.children((part) => {
        closing.see(reader, part);
        if (!isExpression(part)) return;
        empty = false;
        inner = buildExpression(reader, part, depth + 1);
      });
      if (empty) reader.problem("syntax-missing-value", span, [reader.slice(span).charAt(0)]);
      else closing.report(reader);
      return inner === null ? null : { kind: "paren", span, inner };
    }
    default:
      return buildBinary(reader, span, depth);
  }
}

/**
 * A chain of operators, read from the left without precedence. Operators are paired with the terms that are left after
 * dropping (`build_left_assoc_expr` in `parse_action.rs`), surplus operators are ignored.
 */
function buildBinary(reader: TreeReader, span: Span, depth: number): Expression | null {
  const terms: Expression[] = [];
  const marks: BinaryOperator[] = [];
  let last: Span | null = null;
  reader.children((part) => {
    last = part === Kind.Operator ? reader.span : null;
    if (part === Kind.Operator) marks.push(operators.get(reader.content()) ?? "Add");
    else if (isExpression(part)) {
      const term = buildExpression(reader, part, depth + 1);
      if (term !== null) terms.push(term);
    }
  });
  if (last !== null) reader.problem("syntax-missing-operand", last, [reader.slice(last)]);
  const [first, ...rest] = terms;
  if (first === undefined) return null;
  let left = first;
  rest.forEach((right, index) => {
    const operator = marks[index];
    if (operator === undefined) return;
    left = { kind: "binary", span: { start: span.start, end: right.span.end }, operator, left, right };
  });
  return left;
}

/**
 * Reports a text for which the engine finds no Lua literal (`string_literalizer.rs`): one with a backslash or a quote
 * that also holds `]`, `]=`, … up to ten equals signs.
 */
export function checkLiteral(reader: TreeReader, text: string, span: Span): void {
  // Asked of every piece of speech; expressions would have to be made first.
  if (!text.includes("\\") && !text.includes('"')) return;
  if (text.includes("\n") || text.includes("\r")) return;
  for (let count = 0; count <= 10; count++) if (!text.includes(`]${"=".repeat(count)}`)) return;
  reader.problem("late-literal", span);
}
