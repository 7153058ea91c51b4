/**
 * Values of variables as a writer types and reads them: numbers and truth values plain, text as it is, and text that
 * would read as something else between 「 and 」.
 */
import type { PlainValue } from "./messages.ts";

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** What a typed text means. Digits count in either width. */
export function readValue(text: string): PlainValue {
  const quoted = /^「([\s\S]*)」$|^"([\s\S]*)"$/.exec(text.trim());
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? "";
  const plain = text
    .trim()
    .replace(/[０-９．＋－]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
  if (number.test(plain) && Number.isFinite(Number(plain))) return Number(plain);
  if (plain === "true" || plain === "false") return plain === "true";
  return text;
}

/** A value as a text that `readValue` reads as that very value. */
export function writeValue(value: PlainValue): string {
  if (typeof value !== "string") return String(value);
  return value !== "" && readValue(value) === value ? value : `「${value}」`;
}
