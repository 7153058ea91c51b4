/** The door of the syntax layer: text in, document model out. */
export { isLuaKeyword, isName, isReservedName, normalizeNumber } from "./characters.ts";
export { toItems } from "./items.ts";
export type * from "./model.ts";
export { createParser, type OpenDocument, type ParserModules, type PastaParser } from "./parser.ts";
export { DIRECTIVE, lastAtMost, type TextEdit, type TextLines } from "./text-lines.ts";
