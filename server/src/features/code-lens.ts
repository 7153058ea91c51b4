/**
 * `textDocument/codeLens`: above every scene and local scene — run it, how many calls draw it or that none does, and
 * how many of them only write the beginning of its name.
 */
import type { CodeLens, Location } from "vscode-languageserver-types";
import { unusedScene } from "#core/diagnostics/index.ts";
import { anyPrefix, referencesIn } from "#core/project/index.ts";
import { sanitizeName } from "#core/resolve/index.ts";
import type { SceneNode, Span } from "#core/syntax/model.ts";
import { locations } from "./answers.ts";
import { callersOf } from "./callers.ts";
import { blockAt, blocksHere, type FeatureContext, rangeOf } from "./context.ts";
import { isStartedFromOutside } from "./entry-points.ts";
import { callerPlace } from "./references.ts";
import { declarationAt, type Target } from "./targets.ts";
import { text } from "./texts.ts";

/** What a lens that counts carries to the request that fills it in. */
interface LensData {
  readonly uri: string;
  /** Where the scene's name begins in the file. */
  readonly offset: number;
  readonly counts: "all" | "captured";
}

/** Lenses for every scene and local scene. Those that count are resolved when they come into view. */
export function codeLenses(context: FeatureContext): CodeLens[] {
  const lenses: CodeLens[] = [];
  const uri = context.uri(context.path);
  for (const { block } of blocksHere(context)) {
    if (block.node.kind !== "scene") continue;
    for (const { header, name, written } of headers(block.node, block.sceneName)) {
      const range = rangeOf(context.here, block, header);
      if (context.settings.codeLens.run) {
        const target = { uri, line: range.start.line };
        lenses.push({
          range,
          command: { title: `▶ ${text("run-scene", context.locale)}`, command: "pasta.runScene", arguments: [target] },
        });
        lenses.push({
          range,
          command: { title: text("debug-scene", context.locale), command: "pasta.debugScene", arguments: [target] },
        });
      }
      if (!context.settings.codeLens.references) continue;
      const offset = block.start + name.start;
      lenses.push({ range, data: { uri, offset, counts: "all" } satisfies LensData });
      if (isAskedByBeginning(context, written)) {
        lenses.push({ range, data: { uri, offset, counts: "captured" } satisfies LensData });
      }
    }
  }
  return lenses;
}

/** Whether anybody writes the beginning of a name and no more. */
function isAskedByBeginning({ usage }: FeatureContext, name: string): boolean {
  const key = sanitizeName(name);
  return anyPrefix(key, (prefix) => prefix !== key && usage.byScene.has(prefix));
}

/** Fills in a lens that counts. One that turns out to count nothing gets no command, and is not shown. */
export function resolveCodeLens(context: FeatureContext, lens: CodeLens): CodeLens {
  const { offset, counts } = lens.data as LensData;
  const target = declarationAt(context, offset);
  if (target === null || (target.kind !== "scene" && target.kind !== "local")) return lens;
  const key = sanitizeName(target.name);
  const callers = callersOf(context, target);
  const counted = counts === "all" ? callers : callers.filter(({ reference }) => sanitizeName(reference.key) !== key);
  if (counts === "captured" && counted.length === 0) return lens;
  const places = locations(context, counted.map(callerPlace));
  return withPlaces(context, lens, titleOf(context, target, counts, places.length, offset), places);
}

function withPlaces(context: FeatureContext, lens: CodeLens, title: string, places: readonly Location[]): CodeLens {
  // Nothing to show is no reason to open an empty list.
  if (places.length === 0) return { ...lens, command: { title, command: "" } };
  const args = [context.uri(context.path), lens.range.start, places];
  return { ...lens, command: { title, command: "pasta.showReferences", arguments: args } };
}

function titleOf(
  context: FeatureContext,
  { kind, name }: Target,
  counts: LensData["counts"],
  count: number,
  offset: number,
): string {
  const { locale } = context;
  if (counts === "captured") {
    return count === 1 ? text("captured-one", locale) : text("captured", locale, String(count));
  }
  if (count === 0) {
    if (kind === "scene" && isStartedFromOutside(context, name)) return text("started", locale);
    return text(isUnused(context, offset) ? "unused" : "no-callers", locale);
  }
  return count === 1 ? text("caller", locale) : text("callers", locale, String(count));
}

/** Whether `unused-scene` is found where a name begins. */
function isUnused(context: FeatureContext, offset: number): boolean {
  const here = blockAt(context, offset);
  if (here === null) return false;
  const { snapshot, usage, settings } = context;
  const { summary, module } = here;
  let found = false;
  unusedScene.checkNames(
    {
      snapshot,
      usage,
      summary,
      references: referencesIn(summary),
      module,
      baseline: null,
      entryPoints: new Set(settings.entryPoints),
    },
    ({ start }) => {
      found ||= here.start + start === offset;
    },
  );
  return found;
}

/** The headers of a scene and of its local scenes, each with the place of its name. */
function headers(
  node: SceneNode,
  sceneName: string,
): { readonly header: Span; readonly name: Span; readonly written: string }[] {
  const own = { header: node.header, name: node.name?.span ?? node.header, written: sceneName };
  const locals = node.locals.flatMap(({ header, name }) =>
    header === null || name === null ? [] : [{ header, name: name.span, written: name.text }],
  );
  return [own, ...locals];
}
