/** `pasta graph GHOST`: scenes and what they lead to, for drawing (Mermaid, Graphviz) or for other programs (JSON). */
import { type Graph, type GraphEdge, type GraphNode, graphOf } from "#core/project/index.ts";
import { choose, readArguments } from "../arguments.ts";
import { type LoadedGhost, loadGhost, STRATEGIES } from "../ghost.ts";
import { EXIT, type Io, Misuse } from "../io.ts";
import { printedRange } from "../places.ts";

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, { format: { type: "string" }, strategy: { type: "string" } });
  const format = choose("format", args.text("format"), ["mermaid", "dot", "json"], "mermaid");
  const strategy = choose("strategy", args.text("strategy"), STRATEGIES, "auto");
  if (args.places.length > 1) throw new Misuse("graph takes one ghost");
  const ghost = await loadGhost(args.places[0] ?? io.cwd, strategy);
  const graph = graphOf(ghost.project.snapshot);
  if (format === "json") io.out(`${JSON.stringify(printable(ghost, graph))}\n`);
  else io.out(format === "dot" ? dot(graph) : mermaid(graph));
  return EXIT.clean;
}

/** Nodes with lines from 1 in the place of offsets. */
function printable({ project: { snapshot } }: LoadedGhost, { nodes, edges }: Graph) {
  const placed = nodes.map(({ offset, ...node }) => {
    const owner = node.file === null ? undefined : (snapshot.documents.get(node.file) ?? snapshot.lua.get(node.file));
    return { ...node, line: owner === undefined ? null : printedRange(owner, owner.text, offset, offset).line };
  });
  return { nodes: placed, edges };
}

function percent({ odds }: GraphEdge): string {
  return odds === 1 ? "" : `${(odds * 100).toFixed(1).replace(/\.0$/, "")}%`;
}

const SHAPES: Readonly<Record<GraphNode["kind"], readonly [string, string]>> = {
  scene: ["[", "]"],
  local: ["(", ")"],
  function: ["[[", "]]"],
  missing: ["{{", "}}"],
};

/** Mermaid's flowchart; a choice has a dotted arrow, what is missing a dashed frame. */
function mermaid({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map(({ id }, i) => [id, `n${i}`]));
  const lines = ["flowchart LR"];
  for (const { id, label, kind } of nodes) {
    const [open, close] = SHAPES[kind];
    lines.push(`  ${ids.get(id)}${open}"${escapeMermaid(label)}"${close}`);
    if (kind === "missing") lines.push(`  style ${ids.get(id)} stroke-dasharray: 4 4`);
  }
  for (const edge of edges) {
    const label = percent(edge);
    const arrow = edge.kind === "choice" ? "-.->" : "-->";
    lines.push(`  ${ids.get(edge.from)} ${arrow}${label === "" ? "" : `|${label}|`} ${ids.get(edge.to)}`);
  }
  return `${lines.join("\n")}\n`;
}

function escapeMermaid(text: string): string {
  return text.replace(/[#"<>&]/g, (mark) => `#${mark.charCodeAt(0)};`);
}

function dot({ nodes, edges }: Graph): string {
  const quote = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;
  const lines = nodes.map(({ id, label, kind }) => {
    const style = kind === "missing" ? ", style=dashed" : kind === "local" ? ", shape=ellipse" : "";
    return `  ${quote(id)} [label=${quote(label)}${style}];`;
  });
  for (const edge of edges) {
    const style = edge.kind === "choice" ? ", style=dotted" : "";
    lines.push(`  ${quote(edge.from)} -> ${quote(edge.to)} [label=${quote(percent(edge))}${style}];`);
  }
  return `digraph ghost {\n  rankdir=LR;\n  node [shape=box];\n${lines.join("\n")}\n}\n`;
}
