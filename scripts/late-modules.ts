/**
 * Leaves modules of Node that a start has no use for until something of them is used: each costs up to milliseconds,
 * and libraries ask for all that they may ever need at once.
 */
import { createRequire } from "node:module";
import type { Plugin } from "esbuild";

/** The modules, without `node:`. Those that Node itself loads in every start are not worth it. */
const LATE = ["child_process", "crypto", "fs/promises", "os", "v8", "worker_threads"];

const require = createRequire(import.meta.url);

/** For bundles in CommonJS: a property of such a module is looked up in the real one each time that it is used. */
export const lateModules: Plugin = {
  name: "late-modules",
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(node:)?(${LATE.join("|")})$`) }, ({ path, namespace }) =>
      namespace === "late" ? { path, external: true } : { path: path.replace(/^node:/, ""), namespace: "late" },
    );
    build.onLoad({ filter: /.*/, namespace: "late" }, ({ path }) => {
      const names = Object.keys(require(`node:${path}`)).filter((name) => name !== "default");
      const properties = names.map((name) => `  get ${name}() { return require("node:${path}").${name}; },`);
      return { contents: `module.exports = {\n${properties.join("\n")}\n};\n`, loader: "js" };
    });
  },
};
