/** `textDocument/documentLink`: modules that Lua requires lead to their files. */
import type { DocumentLink } from "vscode-languageserver-types";
import { blocksHere, codeOf, type FeatureContext } from "./context.ts";

const REQUIRE = /\brequire\s*\(?\s*(["'])([\w./-]+)\1/g;

export function documentLinks(context: FeatureContext): DocumentLink[] {
  const { lua } = context.snapshot;
  const find = (text: string, offset: number): DocumentLink[] =>
    [...text.matchAll(REQUIRE)].flatMap((match) => {
      const module = match[2] as string;
      const path = `scripts/${module.replaceAll(".", "/")}.lua`;
      if (!lua.has(path)) return [];
      const start = offset + match.index + match[0].indexOf(module);
      return [{ range: context.here.range(start, start + module.length), target: context.uri(path) }];
    });
  const own = lua.get(context.path);
  if (own !== undefined) return find(own.text, 0);
  return blocksHere(context).flatMap(({ block }) => {
    return codeOf(block).flatMap(({ content, contentSpan }) => find(content, block.start + contentSpan.start));
  });
}
