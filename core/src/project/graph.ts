/** A ghost as a graph: its scenes, what each can lead to and with what odds, and what is called and is not there. */

import { findScene, globalEntry, localEntry, lookUp, moduleOf, type SceneEntry } from "../resolve/index.ts";
import type { BlockSummary } from "./block-summary.ts";
import { referencesIn } from "./packed-references.ts";
import type { Snapshot } from "./project.ts";
import type { Reference } from "./references.ts";

export interface GraphNode {
  /** The full name (`会話_1::選択肢_1`); for what is missing, `?` and the name asked for. */
  readonly id: string;
  readonly label: string;
  readonly kind: "scene" | "local" | "function" | "missing";
  readonly file: string | null;
  /** Offset of the name in the file; 0 where there is none. */
  readonly offset: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: "call" | "choice";
  /** As written. */
  readonly key: string;
  /** The chance of this end among the candidates of the call. */
  readonly odds: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** The graph of calls and choices. What a run alone knows (`＞＄x`) has no edge. */
export function graphOf(snapshot: Snapshot): Graph {
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  for (const [file, blocks] of snapshot.blocks) {
    let ordinal = 0;
    for (const { summary } of blocks) {
      if (summary.scene === null) continue;
      const module = moduleOf(snapshot.tables, file, ordinal++);
      const scene = module === null ? null : findScene(snapshot.tables, module);
      if (module === null || scene === null) continue;
      addNode(nodes, globalEntry(scene));
      for (const local of scene.placed.of.fields.values()) addNode(nodes, localEntry(scene, local));
      for (const reference of referencesIn(summary)) {
        const from = holder(summary, reference, module);
        const target =
          reference.kind === "call" || reference.kind === "choice" ? edgesOf(snapshot, reference, module) : [];
        for (const { node, odds } of target) {
          if (!nodes.has(node.id)) nodes.set(node.id, node);
          edges.push({ from, to: node.id, kind: reference.kind as GraphEdge["kind"], key: reference.key, odds });
        }
      }
    }
  }
  return { nodes: [...nodes.values()], edges };
}

function addNode(nodes: Map<string, GraphNode>, entry: SceneEntry): void {
  nodes.set(entry.id, sceneNode(entry));
}

function sceneNode({ id, name, scope, origin, file, nameStart }: SceneEntry): GraphNode {
  const kind = origin === "lua" && scope === "local" ? "function" : scope === "global" ? "scene" : "local";
  return { id, label: name, kind, file, offset: nameStart };
}

/** The full name of the scene or local scene in whose lines a reference stands. */
function holder({ scene }: BlockSummary, { span }: Reference, module: string): string {
  for (const local of scene?.fields.values() ?? []) {
    if (local.span.start <= span.start && span.end <= local.span.end) return `${module}::${local.registered}`;
  }
  return `${module}::__start__`;
}

function edgesOf(
  { tables, strategy }: Snapshot,
  { kind, key, actor }: Reference,
  module: string,
): { readonly node: GraphNode; readonly odds: number }[] {
  const answer = lookUp(tables, { kind, key, actor, module }, strategy);
  if (answer.step === "scenes") {
    const odds = 1 / answer.candidates.length;
    return answer.candidates.map((entry) => ({ node: sceneNode(entry), odds }));
  }
  if (answer.step === "none") {
    return [{ node: { id: `?${key}`, label: key, kind: "missing", file: null, offset: 0 }, odds: 1 }];
  }
  const at = answer.step === "global" ? answer.functions.at(-1) : undefined;
  const owner = answer.step === "actMethod" ? "act" : answer.step === "sceneMethod" ? "SCENE" : "GLOBAL";
  const node: GraphNode = {
    id: `${owner}.${key}`,
    label: key,
    kind: "function",
    file: at?.file ?? null,
    offset: at?.nameStart ?? 0,
  };
  return [{ node, odds: 1 }];
}
