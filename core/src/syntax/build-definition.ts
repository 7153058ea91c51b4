/** What defines, from the tree: words, attributes, blocks of code. */
import { checkLiteral, readNumber, reportUnclosedString, stringContent } from "./build-expression.ts";
import { isBlank } from "./characters.ts";
import { Kind } from "./kinds.ts";
import { mark, NUMBER_FIRST, nothing, withoutRest } from "./line-parts.ts";
import type { AttributeNode, CodeNode, Name, Span, WordNode } from "./model.ts";
import { reportRest } from "./report-rest.ts";
import type { TreeReader } from "./tree-reader.ts";

/** What begins like a SakuraScript tag, likewise (`sakura_script` of the engine's grammar). */
const TAG_FIRST = /^\\([spb][0-9]|w[1-9]|_?_?[0-9A-Za-z!\-+*?&])/;

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
