/** What a person types into a watch or a condition: a Pasta expression where it reads as one, else Lua. */
import type { PastaParser } from "#core/syntax/index.ts";
import { dynamicArguments, expressionCode, PropertyInExpression } from "#runtime/transpile/expression.ts";
import { luaField, luaString } from "#runtime/transpile/literal.ts";

/** Marks that begin names in Pasta and mean nothing in Lua. */
const PASTA = /[＄＠＋－×÷％＆（）「」]|^\s*[$@]/u;

/** Lua that means the same. Text that is neither stays as it is, and Lua will say what is wrong with it. */
export function toLua(parser: PastaParser, text: string): string {
  return PASTA.test(text) || COMPARISON.test(text) ? (pastaToLua(parser, text) ?? mixedToLua(text)) : text;
}

/** Pasta compares nothing, but conditions must: with the marks that a Japanese keyboard has at hand, or with Lua's. */
const COMPARISON = /[＝≠！≧≦＞＜]/u;
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/＝＝/gu, "=="],
  [/[！~～]＝|≠|！=/gu, "~="],
  [/[＞>]＝|≧/gu, ">="],
  [/[＜<]＝|≦/gu, "<="],
  [/×/gu, "*"],
  [/÷/gu, "/"],
  [/＆/gu, ".."],
];
const MIXED = /「([^」]*)」|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[＄$]([＊*]?)([\p{L}_][\p{L}\p{N}_]*|[0-9０-９]+)/gu;

/** Lua with variables of Pasta in it: `＄x ＝＝ ３ and ＄＊印`. Texts between quotes stay. */
function mixedToLua(text: string): string {
  let lua = "";
  let end = 0;
  for (const found of text.matchAll(MIXED)) {
    lua += plainMarks(text.slice(end, found.index));
    end = found.index + found[0].length;
    const [whole, quoted, saved, name] = found;
    if (quoted !== undefined) lua += luaString(quoted);
    else if (name === undefined) lua += whole;
    else if (/^[0-9０-９]/.test(name)) lua += `args[${Number(name.normalize("NFKC")) + 1}]`;
    else lua += luaField(saved === "" ? "var" : "save", name);
  }
  return lua + plainMarks(text.slice(end));
}

function plainMarks(text: string): string {
  let plain = text;
  for (const [mark, put] of MARKS) plain = plain.replace(mark, put);
  return plain.replace(/[！-～　]/gu, (mark) => mark.normalize("NFKC"));
}

function pastaToLua(parser: PastaParser, text: string): string | null {
  const item = setItem(parser, `＄＝${text.trim()}`);
  if (item === null) return null;
  try {
    const { value } = item;
    if (value.kind === "word") return `act:word(${luaString(value.name.text)})`;
    if (value.kind === "dynamicWord") return `act:word(${dynamicArguments(value.variable)})`;
    // Operators call the library by its name, which is a local of every dictionary and of nothing else.
    return `(function() local PASTA = require("pasta") return ${expressionCode(value)} end)()`;
  } catch (error) {
    if (error instanceof PropertyInExpression) return null;
    throw error;
  }
}

function setItem(parser: PastaParser, line: string) {
  const document = parser.parse(`＊x\n　${line}\n`);
  const [block] = document.blocks;
  const item = block?.node.kind === "scene" ? block.node.locals[0]?.items[0] : undefined;
  return document.ok && item?.kind === "set" ? item : null;
}

/** Lua that gives a place a value and yields it; null where the place is none that can be given one. */
export function assignment(parser: PastaParser, place: string, value: string): string | null {
  const target = /^\s*[＄$]/u.test(place) ? variableCode(parser, place) : place.trim();
  if (target === null || target === "") return null;
  return `(function() ${target} = ${toLua(parser, value)} return ${target} end)()`;
}

function variableCode(parser: PastaParser, text: string): string | null {
  const item = setItem(parser, `${text.trim()}＝１`);
  if (item === null || item.name === null || item.scope === "property") return null;
  return luaField(item.scope === "global" ? "save" : "var", item.name.text);
}

/** The name of a saved variable, as `＄＊name` or `save.name`; null for anything else. */
export function savedName(text: string): string | null {
  const found = /^\s*(?:[＄$][＊*]|save\.)([\p{L}_][\p{L}\p{N}_]*)\s*$/u.exec(text);
  return found?.[1] ?? null;
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
