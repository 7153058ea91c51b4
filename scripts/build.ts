/**
 * Makes `dist/`: everything that runs once the product is installed, as single files with their WASM beside them.
 *
 * `npm run build` makes all of it with source maps; `--minify` makes what is packaged, without any; names of targets
 * (`npm run build -- client webview`) make only those.
 */
import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { repository } from "./cache.ts";
import { lateModules } from "./late-modules.ts";

const dist = join(repository, "dist");

/**
 * `import.meta.url` does not exist in CommonJS. Each bundle defines its own, so that a module that looks for a file
 * beside itself finds the one beside the bundle.
 */
const bundleUrl = 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;';

/** How everything that runs in Node is bundled. */
export const node: BuildOptions = {
  platform: "node",
  target: "node20",
  format: "cjs",
  // Packages' own ES modules are preferred: their CommonJS builds cannot be shaken.
  mainFields: ["module", "main"],
  conditions: ["import", "module", "node"],
  external: ["vscode"],
  define: { "import.meta.url": "bundleUrl" },
  banner: { js: bundleUrl },
  outExtension: { ".js": ".cjs" },
};

/**
 * A bundle that `runtime/src/node/launch.ts` runs: one function. Code that was kept knows no way to load modules later,
 * so `import()` becomes `require`; tree-sitter's ES module would not survive that, its other one does. Escaped text
 * makes V8 hold the source in one byte a character.
 */
const launched: BuildOptions = {
  ...node,
  charset: "ascii",
  supported: { "dynamic-import": false },
  plugins: [lateModules],
  alias: { "web-tree-sitter": join(repository, "node_modules/web-tree-sitter/web-tree-sitter.cjs") },
  banner: { js: `(function (exports, require, module, __filename, __dirname, keepCode) {${bundleUrl}` },
  footer: { js: "})" },
};

const page: BuildOptions = {
  platform: "browser",
  target: "es2022",
  format: "iife",
};

/** What is bundled, by the name of its target. */
const bundles: Readonly<Record<string, BuildOptions>> = {
  client: { ...node, entryPoints: { client: "client/src/extension.ts" } },
  server: { ...node, entryPoints: { server: "server/src/launch.ts" } },
  "server-main": { ...launched, entryPoints: { "server-main": "server/src/main.ts" } },
  reader: {
    ...node,
    entryPoints: { reader: "server/src/lsp/reader-process.ts", "reader-thread": "server/src/lsp/reader-thread.ts" },
  },
  worker: { ...node, entryPoints: { worker: "runtime/src/node/worker.ts" } },
  cli: {
    ...node,
    entryPoints: { pasta: "cli/src/launch.ts" },
    banner: { js: `#!/usr/bin/env node\n${bundleUrl}` },
  },
  "cli-main": { ...launched, entryPoints: { "pasta-main": "cli/src/main.ts" } },
  webview: {
    ...page,
    entryPoints: {
      "webview/run-scene": "client/webview/run-scene/main.ts",
      "webview/run-scene-style": "client/webview/run-scene/style.css",
    },
  },
};

/** WASM files that the bundles read at run time, by name in `dist/`. */
async function assets(): Promise<Readonly<Record<string, string>>> {
  const { buildLuaVm } = await import("./lua-vm.ts");
  return {
    "web-tree-sitter.wasm": join(repository, "node_modules/web-tree-sitter/web-tree-sitter.wasm"),
    "tree-sitter-pasta.wasm": join(repository, "grammars/tree-sitter-pasta/tree-sitter-pasta.wasm"),
    "lua.wasm": await buildLuaVm(),
  };
}

/** Bundles and copies the named targets (all of them when none is named) into `dist/`, or another folder. */
export async function buildAll(options: {
  readonly minify: boolean;
  readonly targets: readonly string[];
  readonly folder?: string;
}): Promise<void> {
  const folder = options.folder ?? dist;
  const names = options.targets.length > 0 ? options.targets : [...Object.keys(bundles), "assets"];
  const unknown = names.filter((name) => name !== "assets" && !(name in bundles));
  if (unknown.length > 0) throw new Error(`No such target: ${unknown.join(", ")}`);
  if (options.targets.length === 0) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = await Promise.all(
    names
      .filter((name) => name !== "assets")
      .map((name) =>
        build({
          absWorkingDir: repository,
          outdir: folder,
          bundle: true,
          charset: "utf8",
          legalComments: options.minify ? "none" : "inline",
          logLevel: "warning",
          minify: options.minify,
          metafile: true,
          sourcemap: options.minify ? false : "linked",
          ...bundles[name],
        }),
      ),
  );
  if (names.includes("cli")) chmodSync(join(folder, "pasta.cjs"), 0o755);
  if (names.includes("assets")) {
    const { renderNotices } = await import("./notices.ts");
    writeFileSync(
      join(folder, "THIRD-PARTY-NOTICES.txt"),
      renderNotices(made.flatMap(({ metafile }) => metafile ?? [])),
    );
    for (const [name, from] of Object.entries(await assets())) copyFileSync(from, join(folder, name));
    cpSync(join(repository, "runtime/src/lua"), join(folder, "lua"), { recursive: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  const words = process.argv.slice(2);
  await buildAll({ minify: words.includes("--minify"), targets: words.filter((word) => !word.startsWith("--")) });
}
