/** `pasta build GHOST`: generated Lua into the cache, only what changed. */

import { watch } from "node:fs";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type ConfigTable, classify, parseConfig } from "#core/project/index.ts";
import { DEFAULT_OUTPUT } from "#runtime/cache/layout.ts";
import { type BuildReport, buildCache } from "#runtime/node/cache.ts";
import { loadParser } from "#runtime/node/parser.ts";
import { diskFolder } from "#server/lsp/disk.ts";
import { choose, readArguments } from "../arguments.ts";
import { EXIT, type Io, Misuse } from "../io.ts";

interface Wanted {
  readonly root: string;
  readonly out: string | undefined;
  readonly prune: boolean;
  readonly format: "text" | "json";
}

export async function run(argv: readonly string[], io: Io): Promise<number> {
  const args = readArguments(argv, {
    out: { type: "string" },
    prune: { type: "boolean" },
    watch: { type: "boolean" },
    format: { type: "string" },
  });
  const [path, ...rest] = args.places;
  if (path === undefined || rest.length > 0) throw new Misuse("build needs one ghost");
  const root = resolve(io.cwd, path);
  if (!(await stat(root).catch(() => null))?.isDirectory()) throw new Misuse(`no such folder: ${path}`);
  const wanted: Wanted = {
    root,
    out: args.text("out"),
    prune: args.flag("prune"),
    format: choose("format", args.text("format"), ["text", "json"], "text"),
  };
  const report = await build(wanted, io);
  print(report, wanted.format, io);
  if (args.flag("watch")) await keepBuilding(wanted, io);
  return report.problems.length > 0 ? EXIT.problems : EXIT.clean;
}

async function build({ root, out, prune }: Wanted, io: Io): Promise<BuildReport> {
  const folder = diskFolder(root);
  const config = parseConfig((await folder.read("pasta.toml")) ?? "");
  const parser = await loadParser();
  const progress = process.stderr.isTTY === true;
  return buildCache({
    root,
    output: out === undefined ? join(root, outputOf(config.table)) : resolve(io.cwd, out),
    files: classify(config, await folder.list()),
    aliases: config.aliases,
    parse: (text) => parser.parse(text),
    prune,
    ...(progress && { onProgress: (done, total) => io.err(done === total ? "\r\u001b[K" : `\r${done}/${total}`) }),
  });
}

/** `[loader] transpiled_output_dir`, if it stays in the ghost. */
function outputOf(config: ConfigTable): string {
  const loader = config.loader;
  const written =
    typeof loader === "object" && !Array.isArray(loader) ? (loader as ConfigTable).transpiled_output_dir : null;
  if (typeof written !== "string" || written === "") return DEFAULT_OUTPUT;
  if (/^([/\\]|[A-Za-z]:)/.test(written) || written.split(/[/\\]/).includes(".."))
    throw new Misuse(`[loader] transpiled_output_dir leads out of the ghost: ${written}`);
  return written;
}

function print(report: BuildReport, format: Wanted["format"], io: Io): void {
  const { transpiled, skipped, failed, orphaned, problems, milliseconds } = report;
  if (format === "json") {
    io.out(`${JSON.stringify({ ...report, milliseconds: Math.round(milliseconds) })}\n`);
    return;
  }
  for (const { kind, path, detail } of problems) io.err(`${path}: ${kind}: ${detail}\n`);
  for (const path of orphaned) io.err(`${path}: orphaned\n`);
  io.out(
    `transpiled ${transpiled.length}, skipped ${skipped.length}, failed ${failed.length}, orphaned ${orphaned.length}, ${Math.round(milliseconds)} ms\n`,
  );
}

/** Builds again whenever a source changes, until the process is ended. Changes that come together make one build. */
async function keepBuilding(wanted: Wanted, io: Io): Promise<never> {
  let due = false;
  let running = false;
  const again = async () => {
    due = true;
    if (running) return;
    running = true;
    while (due) {
      due = false;
      try {
        print(await build(wanted, io), wanted.format, io);
      } catch (error) {
        io.err(`pasta: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
    running = false;
  };
  const watcher = watch(wanted.root, { recursive: true });
  watcher.on("change", (_, name) => {
    const path = String(name ?? "").replaceAll("\\", "/");
    if (/\.(pasta|lua|toml)$/.test(path) && !path.startsWith("profile/")) void again();
  });
  return new Promise<never>((_, reject) => watcher.on("error", reject));
}
