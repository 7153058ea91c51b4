/** `textDocument/selectionRange`: from the word at the caret outwards — name, reference, line, local scene, scene, file. */

import type { Position, SelectionRange } from "vscode-languageserver-types";
import { actorUsesIn, referencesIn, variablesIn } from "#core/project/index.ts";
import { blockAt, type FeatureContext } from "./context.ts";

export function selectionRanges(context: FeatureContext, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => selectionRange(context, position));
}

function selectionRange(context: FeatureContext, position: Position): SelectionRange {
  const offset = context.here.offset(position);
  const spans: [number, number][] = [[0, context.text.length]];
  const here = blockAt(context, offset);
  if (here !== null) {
    const { block, summary } = here;
    const { node } = block;
    const add = ({ start, end }: { readonly start: number; readonly end: number }) => {
      spans.push([block.start + start, block.start + end]);
    };
    add(node.span);
    if (node.kind === "scene") {
      for (const local of node.locals) {
        add(local.span);
        for (const item of local.items) {
          add(item.span);
          if (item.kind !== "action" && item.kind !== "continue") continue;
          for (const { span } of item.actions) add(span);
        }
      }
    }
    for (const { whole, span } of referencesIn(summary)) {
      add(whole);
      add(span);
    }
    for (const { span } of [...actorUsesIn(summary), ...variablesIn(summary)]) add(span);
  }
  const line = context.here.range(context.here.offset({ line: position.line, character: 0 }), offset).start;
  spans.push([context.here.offset(line), endOfLine(context.text, offset)]);
  return nest(context, spans, offset);
}

/** The spans that hold the offset, each inside the one before it. */
function nest({ here }: FeatureContext, spans: readonly [number, number][], offset: number): SelectionRange {
  const holding = spans.filter(([start, end]) => start <= offset && offset <= end);
  holding.sort(([a, b], [c, d]) => d - c - (b - a));
  let outer: SelectionRange | undefined;
  let last: readonly [number, number] = [-1, Number.POSITIVE_INFINITY];
  for (const span of holding) {
    const inside = span[0] >= last[0] && span[1] <= last[1] && (span[0] !== last[0] || span[1] !== last[1]);
    if (!inside) continue;
    outer = { range: here.range(span[0], span[1]), ...(outer && { parent: outer }) };
    last = span;
  }
  return outer ?? { range: here.range(offset, offset) };
}

function endOfLine(text: string, offset: number): number {
  const rest = /[^\r\n]*/y;
  rest.lastIndex = offset;
  return offset + (rest.exec(text)?.[0].length ?? 0);
}
