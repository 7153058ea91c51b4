/** Picks the command, and turns what goes wrong into one line and an exit code. */
import { type Command, EXIT, type Io, Misuse } from "./io.ts";

/** Commands are loaded when they are asked for. */
const COMMANDS: ReadonlyMap<string, { readonly use: string; readonly load: () => Promise<{ readonly run: Command }> }> =
  new Map([
    [
      "check",
      {
        use: "check [GHOST] [--format text|json|sarif|github] [--severity error|warning|information|hint]",
        load: () => import("./commands/check.ts"),
      },
    ],
    ["parse", { use: "parse FILE|DIR… [--format text|json]", load: () => import("./commands/parse.ts") }],
    [
      "resolve",
      {
        use: "resolve GHOST [--from SCENE] KEY [--strategy auto|merged|localFirst] [--filter KEY=VALUE] [--batch]",
        load: () => import("./commands/resolve.ts"),
      },
    ],
    [
      "run",
      {
        use: "run GHOST SCENE [--arg V]… [--times N] [--seed N | --no-shuffle] [--strategy auto|merged|localFirst] [--choose N]… [--trace] [--save] [--preset NAME] [--format text|json] | run GHOST --plays FILE",
        load: () => import("./commands/run.ts"),
      },
    ],
    [
      "build",
      {
        use: "build GHOST [--out DIR] [--prune] [--watch] [--format text|json]",
        load: () => import("./commands/build.ts"),
      },
    ],
    ["graph", { use: "graph GHOST [--format mermaid|dot|json]", load: () => import("./commands/graph.ts") }],
    ["fmt", { use: "fmt FILE|DIR… [--check] [--stdout]", load: () => import("./commands/fmt.ts") }],
    ["dap", { use: "dap", load: () => import("./commands/dap.ts") }],
    ["lsp", { use: "lsp --stdio", load: () => import("./commands/lsp.ts") }],
  ]);

export async function main(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    io.out(usage());
    return name === undefined ? EXIT.misuse : EXIT.clean;
  }
  const command = COMMANDS.get(name);
  try {
    if (command === undefined) throw new Misuse(`no such command: ${name}`);
    if (rest.includes("--help") || rest.includes("-h")) {
      io.out(`pasta ${command.use}\n`);
      return EXIT.clean;
    }
    return await (await command.load()).run(rest, io);
  } catch (error) {
    io.err(`pasta: ${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.misuse;
  }
}

function usage(): string {
  return [...COMMANDS.values()].map(({ use }) => `pasta ${use}\n`).join("");
}
