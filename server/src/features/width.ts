/**
 * Marks in one width: which characters they are, where they stand, and a whole file written in the other one. Both
 * widths mean the same; a change that would read differently is not handed out.
 */
import type { CodeAction, TextEdit } from "vscode-languageserver-types";
import type { PastaParser } from "#core/syntax/index.ts";
import type { Block, Span, SyntaxDocument } from "#core/syntax/model.ts";
import type { FeatureContext } from "./context.ts";
import { meaning } from "./formatting.ts";
import { lineKinds } from "./line-kinds.ts";
import { FULL_WIDTH, HALF_WIDTH } from "./marks.ts";
import { refactoring } from "./refactor-parts.ts";

/** The kind of the actions that write a file's marks anew; `source` keeps them out of the menu of every line. */
export const WIDTH_KIND = "source.pasta.width";

/** Edits that write the mark at the beginning of every line full width. Lines of code are left alone. */
export function widthEdits(context: FeatureContext, to: ReadonlyMap<string, string> = FULL_WIDTH): TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { start, indent, kind } of lineKinds(context.document, context.text)) {
    if (kind === "code" || kind === "blank" || kind === "unknown") continue;
    const at = start + indent;
    const made = to.get(context.text[at] ?? "");
    if (made !== undefined) edits.push({ range: context.here.range(at, at + 1), newText: made });
  }
  return edits;
}

/** The whole file's marks in full or in half width, each where it changes anything. */
export function widthActions(context: FeatureContext, parser: PastaParser): CodeAction[] {
  const { document } = context;
  if (document === null) return [];
  const before = meaning(parser, context.text);
  return ([FULL_WIDTH, HALF_WIDTH] as const).flatMap((to) => {
    const inner = innerMarks(document, context.text).flatMap((at): TextEdit[] => {
      const made = to.get(context.text[at] ?? "");
      return made === undefined ? [] : [{ range: context.here.range(at, at + 1), newText: made }];
    });
    const edits = [...widthEdits(context, to), ...inner];
    if (edits.length === 0 || meaning(parser, applied(context, edits)) !== before) return [];
    const title = to === FULL_WIDTH ? "fix-width" : "half-width";
    return [refactoring(context, WIDTH_KIND, title, [], [[context.path, edits]])];
  });
}

function applied({ text, here }: FeatureContext, edits: readonly TextEdit[]): string {
  const characters = text.split("");
  for (const { range, newText } of edits) characters[here.offset(range.start)] = newText;
  return characters.join("");
}

/** Where the marks behind names stand: `：` after speakers, words and attributes, `＝` after variables. */
function innerMarks({ blocks }: SyntaxDocument, text: string): number[] {
  return blocks.flatMap((block) => namesBefore(block).flatMap((name) => markAfter(text, block.start + name.end)));
}

function markAfter(text: string, from: number): number[] {
  const at = from + (/^[ \t\u3000]*/.exec(text.slice(from, from + 80))?.[0].length ?? 0);
  return /[：:＝=]/.test(text[at] ?? "") ? [at] : [];
}

/** The names that a mark follows. */
function namesBefore({ node }: Block): Span[] {
  const words = node.kind === "word" ? [node] : node.kind === "scene" || node.kind === "actor" ? node.words : [];
  const own =
    node.kind === "attribute" ? [node] : node.kind === "scene" || node.kind === "actor" ? node.attributes : [];
  const locals = node.kind === "scene" ? node.locals : [];
  return [
    ...words.flatMap(({ names }) => names.at(-1)?.span ?? []),
    ...[...own, ...locals.flatMap(({ attributes }) => attributes)].map(({ key }) => key.span),
    ...locals.flatMap(({ items }) =>
      items.flatMap((item) =>
        item.kind === "action" ? item.actor.span : item.kind === "set" ? (item.name?.span ?? []) : [],
      ),
    ),
  ];
}
