/**
 * Makes the VSIX: builds small, packs the allow-list of `.vscodeignore`, and refuses a package that holds what it
 * should not or is too large. Prints the path and the size.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildAll } from "./build.ts";
import { cacheFolder, repository } from "./cache.ts";
import { installVsCode } from "./vscode/install.ts";

/** The largest VSIX that may leave, in bytes. */
const limit = 3_000_000;

/** Files that must never be in it, whatever the allow-list says. */
const forbidden = /\.map$|node_modules\/|\.ts$|^(test|scripts|samples)\//;

/** Builds and packs; answers the VSIX's absolute path. */
export async function packageExtension(): Promise<string> {
  await buildAll({ minify: true, targets: [] });
  const { node, vsce } = installVsCode();
  const { name, version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  const vsix = join(cacheFolder("package"), `${name}-${version}.vsix`);
  const run = (...args: readonly string[]) =>
    execFileSync(node, [vsce, ...args], { cwd: repository, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const files = run("ls", "--no-dependencies").split("\n").filter(Boolean);
  const wrong = files.filter((file) => forbidden.test(file));
  if (wrong.length > 0) throw new Error(`These files do not belong in the package:\n${wrong.join("\n")}`);
  run("package", "--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--out", vsix);
  const { size } = statSync(vsix);
  if (size > limit) throw new Error(`${vsix} has ${size} bytes; ${limit} are allowed.`);
  console.log(`${vsix}: ${files.length} files, ${(size / 1_000_000).toFixed(2)} MB`);
  return vsix;
}

if (process.argv[1] === import.meta.filename) await packageExtension();
