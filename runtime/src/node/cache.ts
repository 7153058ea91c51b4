/**
 * The cache of generated Lua: prepares the folder and keeps what is there, writes what changed, whole files only, and
 * lists what could not be done instead of giving up. Two builds at once do no harm: each file is put in place whole,
 * and both write the same.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { GhostFileKind } from "#core/project/index.ts";
import { compareLoadOrder } from "#core/resolve/index.ts";
import type { SyntaxDocument } from "#core/syntax/model.ts";
import {
  aliasStamp,
  cachePath,
  formatManifest,
  GENERATOR_VERSION,
  MANIFEST,
  type Manifest,
  parseManifest,
  provenUnchanged,
  SCENE_DIC,
  type SourceStamp,
  sceneDictionary,
  sceneModule,
} from "../cache/layout.ts";
import { generateDocument } from "../transpile/document.ts";
import { writeWhole } from "./saved-file.ts";

/** What can go wrong, each with the file it went wrong with. */
export type CacheProblem =
  | { readonly kind: "CacheDirectoryError"; readonly path: string; readonly detail: string }
  | { readonly kind: "MetadataError"; readonly path: string; readonly detail: string }
  | { readonly kind: "CacheWriteError"; readonly path: string; readonly detail: string }
  | { readonly kind: "SceneDicGenerationError"; readonly path: string; readonly detail: string }
  | { readonly kind: "PartialTranspileError"; readonly path: string; readonly detail: string };

export interface BuildOptions {
  /** The ghost's folder and the cache's, absolute. */
  readonly root: string;
  readonly output: string;
  /** The ghost's sources: ghost-relative path → what it is. */
  readonly files: ReadonlyMap<string, GhostFileKind>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly parse: (text: string) => SyntaxDocument;
  /** Deletes Lua whose source is gone. */
  readonly prune?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BuildReport {
  readonly transpiled: readonly string[];
  readonly skipped: readonly string[];
  readonly failed: readonly string[];
  /** Files of the cache whose source is gone, relative to the cache. */
  readonly orphaned: readonly string[];
  readonly problems: readonly CacheProblem[];
  readonly milliseconds: number;
}

/** Brings the cache of a ghost up to date. Never rejects for a file's sake: what failed is in the report. */
export async function buildCache(options: BuildOptions): Promise<BuildReport> {
  const begun = performance.now();
  const { root, output, files, aliases, parse, prune = false, onProgress } = options;
  const problems: CacheProblem[] = [];
  const transpiled: string[] = [];
  const skipped: string[] = [];
  const failed: string[] = [];
  const report = (kind: CacheProblem["kind"], path: string, error: unknown) =>
    problems.push({ kind, path, detail: error instanceof Error ? error.message : String(error) });

  await mkdir(join(output, "pasta", "scene"), { recursive: true }).catch((error) =>
    report("CacheDirectoryError", output, error),
  );
  const stamp = aliasStamp(aliases);
  const before = await readManifest(output, stamp);
  const sources = new Map<string, SourceStamp>();
  const modules: string[] = [];
  const dictionaries = [...files.keys()].filter((path) => !path.startsWith("scripts/")).sort(compareLoadOrder);
  const facts = await factsOf(root, output, dictionaries, (path, error) => report("MetadataError", path, error));

  for (const [index, path] of dictionaries.entries()) {
    const outcome = await bringUpToDate(path, before);
    if (outcome === "skipped") skipped.push(path);
    if (outcome === "transpiled") transpiled.push(path);
    if (outcome === "failed") failed.push(path);
    else modules.push(sceneModule(path));
    onProgress?.(index + 1, dictionaries.length);
  }

  async function bringUpToDate(path: string, manifest: Manifest): Promise<"skipped" | "transpiled" | "failed"> {
    const source = join(root, path);
    const target = join(output, cachePath(path));
    const known = manifest.sources.get(path);
    const { source: measured, length } = facts.get(path) ?? { source: null, length: null };
    const there = known !== undefined && length === known.written;
    if (measured !== null && known !== undefined && there) {
      if (provenUnchanged(known, measured.modified, measured.size, manifest.at)) {
        sources.set(path, known);
        return "skipped";
      }
      const hash = await readFile(source).then(sha256, () => null);
      if (hash === known.hash) {
        sources.set(path, { ...known, ...measured });
        return "skipped";
      }
    }
    let bytes: Buffer;
    try {
      bytes = await readFile(source);
    } catch (error) {
      report("PartialTranspileError", path, error);
      return "failed";
    }
    const lua = generate(path, bytes);
    if (typeof lua !== "string") {
      report("PartialTranspileError", path, lua.problem);
      return "failed";
    }
    try {
      await writeWhole(target, lua);
    } catch (error) {
      report("CacheWriteError", path, error);
      return "failed";
    }
    sources.set(path, {
      ...(measured ?? { modified: 0, size: bytes.length }),
      hash: sha256(bytes),
      written: Buffer.byteLength(lua),
    });
    return "transpiled";
  }

  function generate(path: string, bytes: Buffer): string | { readonly problem: string } {
    const text = decode(bytes);
    if (text === null) return { problem: "the file is not UTF-8" };
    if (files.get(path) === "lua") return text;
    const document = parse(text);
    if (!document.ok) return { problem: "the file has syntax errors" };
    if (document.blocks.some((block) => block.problems.some(({ late }) => late)))
      return { problem: "the file has lines that cannot be turned into Lua" };
    return generateDocument(document, { aliases }).text;
  }

  const dictionary = join(output, SCENE_DIC);
  await writeIfChanged(dictionary, sceneDictionary(modules)).catch((error) =>
    report("SceneDicGenerationError", dictionary, error),
  );
  const orphaned = await findOrphans(output, dictionaries);
  if (prune)
    for (const path of orphaned)
      await rm(join(output, path), { force: true }).catch((error) => report("CacheWriteError", path, error));
  const manifest = { version: GENERATOR_VERSION, aliases: stamp, at: Date.now(), sources };
  await writeWhole(join(output, MANIFEST), formatManifest(manifest)).catch((error) =>
    report("CacheWriteError", MANIFEST, error),
  );
  return { transpiled, skipped, failed, orphaned, problems, milliseconds: performance.now() - begun };
}

/** The manifest of the last build; an empty one where there is none that fits. */
async function readManifest(output: string, aliases: string): Promise<Manifest> {
  const text = await readFile(join(output, MANIFEST), "utf8").catch(() => "");
  const manifest = parseManifest(text);
  if (manifest !== null && manifest.aliases === aliases) return manifest;
  return { version: GENERATOR_VERSION, aliases, at: 0, sources: new Map() };
}

/** What the disk says of a source and of its Lua, without reading either. */
interface Facts {
  readonly source: { readonly modified: number; readonly size: number } | null;
  /** Bytes of the Lua; null where there is none. */
  readonly length: number | null;
}

/** As many files are asked about at a time. */
const AT_ONCE = 64;

/** The facts of all sources. One that cannot be looked at is reported, made anew, and fails there if it is gone. */
async function factsOf(
  root: string,
  output: string,
  paths: readonly string[],
  failed: (path: string, error: unknown) => void,
): Promise<Map<string, Facts>> {
  const facts = new Map<string, Facts>();
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    const asked = paths.slice(from, from + AT_ONCE).map(async (path) => {
      const source = await stat(join(root, path)).then(
        ({ mtimeMs, size }) => ({ modified: mtimeMs, size }),
        (error: unknown) => {
          failed(path, error);
          return null;
        },
      );
      facts.set(path, { source, length: await lengthOf(join(output, cachePath(path))) });
    });
    await Promise.all(asked);
  }
  return facts;
}

async function lengthOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}

async function writeIfChanged(path: string, text: string): Promise<void> {
  const there = await readFile(path, "utf8").catch(() => null);
  if (there !== text) await writeWhole(path, text);
}

/** Lua under `pasta/scene` that no source leads to. */
async function findOrphans(output: string, sources: readonly string[]): Promise<string[]> {
  const root = join(output, "pasta", "scene");
  const wanted = new Set(sources.map(cachePath));
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".lua"))
    .map((entry) => relative(output, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !wanted.has(path))
    .sort();
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
