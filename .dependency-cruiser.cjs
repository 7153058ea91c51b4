/** Who may import whom: the table of docs/architecture.md, enforced. */
const may = {
  core: [],
  runtime: ["core"],
  debug: ["runtime", "core"],
  server: ["core", "runtime", "debug"],
  cli: ["core", "runtime", "debug", "server"],
  client: ["server/src/protocol", "runtime/src/index", "debug/src/index"],
};
const folders = Object.keys(may);
module.exports = {
  forbidden: [
    ...folders.map((folder) => ({
      name: `${folder}-imports-only-its-floor`,
      severity: "error",
      from: { path: `^${folder}/` },
      to: {
        path: `^(${folders.filter((other) => other !== folder).join("|")})/`,
        ...(may[folder].length > 0 && { pathNot: `^(${may[folder].join("|")})` }),
      },
    })),
    {
      name: "tree-sitter-only-in-syntax",
      comment: "Tree-sitter handles never leave core/syntax.",
      severity: "error",
      from: { pathNot: "^(core/src/syntax/|test/|scripts/)" },
      to: { path: "node_modules/web-tree-sitter" },
    },
    {
      name: "pure-core-and-runtime",
      comment: "core and runtime know no Node; runtime/src/node holds the adapters (files, worker threads).",
      severity: "error",
      from: { path: "^(core|runtime)/", pathNot: "^runtime/src/node/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "features-know-no-connection",
      severity: "error",
      from: { path: "^server/src/features/" },
      to: { path: "(^server/src/lsp/|node_modules/vscode-languageserver/)" },
    },
    {
      name: "library-through-one-door",
      comment: "A bundle copies the library's list of names for every file that imports more than types.",
      severity: "error",
      from: { path: "^server/", pathNot: "^server/src/lsp/library\\.ts$" },
      to: { path: "node_modules/vscode-languageserver/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "protocol-imports-nothing",
      severity: "error",
      from: { path: "^server/src/protocol\\.ts$" },
      to: { path: "." },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
