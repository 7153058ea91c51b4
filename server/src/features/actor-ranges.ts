/** `pasta/actors`: where a dictionary names actors, for their colours. */

import type { Range } from "vscode-languageserver-types";
import { actorUsesIn } from "#core/project/index.ts";
import { blocksHere, type FeatureContext } from "./context.ts";

export interface ActorRanges {
  readonly name: string;
  readonly ranges: readonly Range[];
}

/** The actors that the ghost knows, by their first place in the file or in the blocks that a range touches. */
export function actorRanges(context: FeatureContext, range: Range | null = null): ActorRanges[] {
  const { actors } = context.snapshot.tables;
  const [from, to] =
    range === null ? [0, context.text.length] : [context.here.offset(range.start), context.here.offset(range.end)];
  const found = new Map<string, Range[]>();
  for (const { block, summary } of blocksHere(context)) {
    if (block.start > to || block.start + block.node.span.end < from) continue;
    const own = block.node.kind === "actor" ? [{ name: block.node.name.text, span: block.node.name.span }] : [];
    for (const { name, span } of [...own, ...actorUsesIn(summary)]) {
      if (!actors.has(name)) continue;
      const range = context.here.range(block.start + span.start, block.start + span.end);
      const list = found.get(name);
      if (list === undefined) found.set(name, [range]);
      else list.push(range);
    }
  }
  return [...found].map(([name, ranges]) => ({ name, ranges }));
}
