/** Values that completion finds in what a ghost already says: faces, properties, who spoke last, and names asked for in vain. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { referencesIn } from "#core/project/index.ts";
import { isFound, type ReferenceKind } from "#core/resolve/index.ts";
import type { Offer } from "./completion-offer.ts";
import type { BlockHere, FeatureContext } from "./context.ts";
import { SAKURA_TAGS } from "./sakura-script.ts";
import { text } from "./texts.ts";

const ASKING: Readonly<Record<"scene" | "word", readonly ReferenceKind[]>> = {
  scene: ["call", "choice"],
  word: ["word"],
};

/** Names that these blocks ask for and that nothing answers: what a new header is most likely for. */
export function missing(context: FeatureContext, blocks: readonly BlockHere[], what: "scene" | "word"): Offer[] {
  const { tables } = context.snapshot;
  const names = new Set<string>();
  for (const { summary, module } of blocks) {
    for (const { kind, key, actor } of referencesIn(summary)) {
      if (key === "" || names.has(key) || !ASKING[what].includes(kind)) continue;
      if (!isFound(tables, { kind, key, actor, module })) names.add(key);
    }
  }
  const detail = text("asked-for", context.locale);
  const kind = what === "scene" ? CompletionItemKind.Class : CompletionItemKind.EnumMember;
  return [...names].map((label) => ({ label, kind, detail }));
}

/** Who spoke last above an offset in its local scene: whose speech a line without a name goes on. */
export function speakerAbove(here: BlockHere | null, offset: number): string | null {
  if (here === null || here.block.node.kind !== "scene") return null;
  const { start, node } = here.block;
  const local = node.locals.findLast(({ span }) => start + span.start <= offset);
  const spoken = local?.items.findLast(({ kind, span }) => kind === "action" && start + span.start <= offset);
  return spoken?.kind === "action" ? spoken.actor.text : null;
}

/** Properties of the base ware that the ghost reads or sets somewhere. */
export function properties({ usage }: FeatureContext): Offer[] {
  const keys = [...usage.readers.keys(), ...usage.writers.keys()];
  const names = keys.flatMap((key) => (key.startsWith("property:") ? [key.slice("property:".length)] : []));
  return [...new Set(names)].sort().map((label) => ({ label, kind: CompletionItemKind.Property }));
}

const CHOICES = /\$\{1\|([^|]*)\|\}/;
const FACE = /\\s\[([^\][\\,\r\n]{1,40})\]/g;

/** What stands between the brackets of a tag: the few words that it takes, or the faces that the ghost shows. */
export function sakuraValues(context: FeatureContext, tag: string): Offer[] {
  if (tag === "s[") return faces(context);
  const snippet = SAKURA_TAGS.find((one) => one.tag === tag)?.snippet ?? "";
  const values = CHOICES.exec(snippet)?.[1]?.split(",") ?? [];
  return values.map((label) => ({ label, kind: CompletionItemKind.Value }));
}

/** The faces in words of actors, with their names, then those in this file. */
function faces({ snapshot: { tables }, text: content }: FeatureContext): Offer[] {
  const named = new Map<string, string[]>();
  for (const [actor, { declarations }] of tables.actors) {
    for (const { file, ordinal } of declarations) {
      for (const { name, values } of tables.files.get(file)?.actors[ordinal]?.of.words ?? []) {
        for (const [, face = ""] of values.join("\n").matchAll(FACE))
          named.set(face, [...(named.get(face) ?? []), `${actor}：${name}`]);
      }
    }
  }
  for (const [, face = ""] of content.matchAll(FACE)) if (!named.has(face)) named.set(face, []);
  return [...named].map(([label, names]) => ({
    label,
    kind: CompletionItemKind.Value,
    ...(names.length > 0 && { detail: names.slice(0, 3).join("、") }),
  }));
}
