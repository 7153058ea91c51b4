/** `pasta graph`: scenes, odds, and what is missing, in three formats. */
import assert from "node:assert/strict";
import { runCli } from "./run-cli.ts";

const GHOST = {
  "dic/a.pasta": "＊始まり\n　＞挨拶\n　＠？無い「？」\n　・中\n　　＞始まり\n＊挨拶ａ\n　＞中\n＊挨拶ｂ\n　＞yield\n",
};

describe("pasta graph", () => {
  it("draws calls with odds, choices, functions, and ghosts of what is missing", async () => {
    const { code, out } = await runCli(GHOST, ["graph", "{ghost}", "--format", "json", "--strategy", "merged"]);
    assert.equal(code, 0);
    const { nodes, edges } = JSON.parse(out) as {
      nodes: { id: string; kind: string; line: number }[];
      edges: object[];
    };
    assert.deepEqual(
      nodes.map(({ id, kind, line }) => [id, kind, line]),
      [
        ["始まり_1::__start__", "scene", 1],
        ["始まり_1::中_1", "local", 4],
        ["挨拶ａ_1::__start__", "scene", 6],
        ["挨拶ｂ_1::__start__", "scene", 8],
        ["?無い", "missing", null],
        ["?中", "missing", null],
        ["act.yield", "function", null],
      ],
    );
    assert.deepEqual(edges, [
      { from: "始まり_1::__start__", to: "挨拶ａ_1::__start__", kind: "call", key: "挨拶", odds: 0.5 },
      { from: "始まり_1::__start__", to: "挨拶ｂ_1::__start__", kind: "call", key: "挨拶", odds: 0.5 },
      { from: "始まり_1::__start__", to: "?無い", kind: "choice", key: "無い", odds: 1 },
      { from: "始まり_1::中_1", to: "始まり_1::__start__", kind: "call", key: "始まり", odds: 1 },
      { from: "挨拶ａ_1::__start__", to: "?中", kind: "call", key: "中", odds: 1 },
      { from: "挨拶ｂ_1::__start__", to: "act.yield", kind: "call", key: "yield", odds: 1 },
    ]);
  });

  it("writes Mermaid and Graphviz", async () => {
    const mermaid = await runCli(GHOST, ["graph", "{ghost}"]);
    assert.match(mermaid.out, /^flowchart LR\n {2}n0\["始まり"\]\n/);
    assert.match(mermaid.out, /n0 -->\|50%\| n2\n/);
    assert.match(mermaid.out, /n0 -\.-> n4\n/);
    const dot = await runCli(GHOST, ["graph", "{ghost}", "--format", "dot"]);
    assert.match(dot.out, /"始まり_1::__start__" -> "\?無い" \[label="", style=dotted\];/);
  });
});
