/** What a hover evaluates while a scene stands: variables of Pasta, and Lua's where the text is Lua. */
import * as vscode from "vscode";

/** `＄x`, `＄＊x`, `$x`; calls and words are left alone, because looking must not draw. */
const VARIABLE = /[＄$][＊*]?[\p{L}_][\p{L}\p{N}_]*/gu;
/** `act.save.x`, `var.x`, `合計`. */
const LUA = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/gu;

export const expressions: vscode.EvaluatableExpressionProvider = {
  provideEvaluatableExpression(document, position) {
    const line = document.lineAt(position).text;
    const found =
      at(line, VARIABLE, position.character) ?? (isLua(document, position) ? at(line, LUA, position.character) : null);
    if (found === null) return undefined;
    // The part of a path up to where the pointer is.
    const end = found.isPath ? endOfPart(found.text, position.character - found.start) : found.text.length;
    const range = new vscode.Range(position.line, found.start, position.line, found.start + end);
    return new vscode.EvaluatableExpression(range, found.text.slice(0, end));
  },
};

function at(line: string, pattern: RegExp, column: number) {
  for (const { index, 0: text } of line.matchAll(pattern))
    if (index <= column && column <= index + text.length) return { start: index, text, isPath: pattern === LUA };
  return null;
}

function endOfPart(path: string, offset: number): number {
  const end = path.indexOf(".", offset);
  return end < 0 ? path.length : end;
}

/** Whether a line lies between fences, or in a Lua file. */
function isLua(document: vscode.TextDocument, { line }: vscode.Position): boolean {
  if (document.languageId === "lua") return true;
  let fences = 0;
  for (let above = 0; above < line; above++) if (/^\s*```/.test(document.lineAt(above).text)) fences++;
  return fences % 2 === 1;
}
