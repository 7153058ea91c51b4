/** What a person types into a watch or a condition: a Pasta expression where it reads as one, else Lua. */
import type { PastaParser } from "#core/syntax/index.ts";
import { dynamicArguments, expressionCode, PropertyInExpression } from "#runtime/transpile/expression.ts";
import { luaString } from "#runtime/transpile/literal.ts";

/** Marks that begin names in Pasta and mean nothing in Lua. */
const PASTA = /[＄＠＋－×÷％＆（）「」]|^\s*[$@]/u;

/** Lua that means the same. Text that is neither stays as it is, and Lua will say what is wrong with it. */
export function toLua(parser: PastaParser, text: string): string {
  if (!PASTA.test(text)) return text;
  const document = parser.parse(`＊x\n　＄＝${text.trim()}\n`);
  const [block] = document.blocks;
  const item = block?.node.kind === "scene" ? block.node.locals[0]?.items[0] : undefined;
  if (!document.ok || item?.kind !== "set") return text;
  try {
    const { value } = item;
    if (value.kind === "word") return `act:word(${luaString(value.name.text)})`;
    if (value.kind === "dynamicWord") return `act:word(${dynamicArguments(value.variable)})`;
    // Operators call the library by its name, which is a local of every dictionary and of nothing else.
    return `(function() local PASTA = require("pasta") return ${expressionCode(value)} end)()`;
  } catch (error) {
    if (error instanceof PropertyInExpression) return text;
    throw error;
  }
}

/** A log message with `{expression}` in it, in pieces. `{{` is a brace. */
export function logPieces(parser: PastaParser, message: string): (string | { readonly lua: string })[] {
  return message
    .split(/(\{\{|\{[^{}]*\})/)
    .filter((piece) => piece !== "")
    .map((piece) => {
      if (piece === "{{") return "{";
      return piece.startsWith("{") && piece.endsWith("}") ? { lua: toLua(parser, piece.slice(1, -1)) } : piece;
    });
}
