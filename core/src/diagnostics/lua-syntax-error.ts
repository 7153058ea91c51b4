/** `lua-syntax-error`: a code block or Lua file that is no Lua; the engine then loads nothing of its file. */
import { luaFault } from "../project/index.ts";
import type { CodeNode } from "../syntax/model.ts";
import type { Finding, TextRule } from "./model.ts";

export const luaSyntaxError: TextRule = {
  codes: ["lua-syntax-error"],
  checkText({ block: { node } }, report) {
    if (node.kind !== "scene" && node.kind !== "actor") return;
    // A scene's blocks all become Lua, whatever their language says; an actor's only when they are marked so.
    const code: CodeNode[] =
      node.kind === "scene"
        ? [...node.code, ...node.locals.flatMap((local) => local.code)]
        : node.code.filter(({ language }) => language?.text === "lua");
    for (const { content, contentSpan } of code) {
      const found = luaFinding(content, contentSpan.start);
      if (found !== null) report(found);
    }
  },
};

/** The finding for a piece of Lua that begins at `offset`; null where it is sound. */
export function luaFinding(text: string, offset: number): Finding | null {
  const fault = luaFault(text);
  if (fault === null) return null;
  const { message, args, start, end } = fault;
  return { code: "lua-syntax-error", start: offset + start, end: offset + end, message, args };
}
