/** Attributes of scenes and files: the values of a key over the whole ghost, for completion and hover. */
import { type Hover, MarkupKind } from "vscode-languageserver-types";
import type { Tables } from "#core/resolve/index.ts";
import type { AttributeNode } from "#core/syntax/model.ts";
import { type BlockHere, type FeatureContext, touches } from "./context.ts";
import { code } from "./markdown.ts";
import { text } from "./texts.ts";

/** Values that are listed; the rest is counted. */
const LISTED = 12;

/** How often each value of an attribute is written, or, without a key, how often each key is. */
export function attributeCounts({ files }: Tables, key: string | null): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { scenes } of files.values()) {
    let ofFile: ReadonlyMap<string, string> | null = null;
    for (const { of, fileAttributes } of scenes) {
      const maps = [of.attributes, ...[...of.fields.values()].map((local) => local.attributes)];
      // All scenes of a file share its attributes as long as none is written between them.
      if (fileAttributes !== ofFile) maps.push(fileAttributes);
      ofFile = fileAttributes;
      for (const map of maps) {
        if (key === null) for (const name of map.keys()) count(name);
        else if (map.has(key)) count(map.get(key) as string);
      }
    }
  }
  return counts;
}

/** What an attribute is for, and its values elsewhere. */
export function attributeHover(context: FeatureContext, { block }: BlockHere, offset: number): Hover | null {
  const attribute = attributesOf(block.node).find(({ span }) => touches(block, span, offset));
  if (attribute === undefined) return null;
  const { locale, snapshot } = context;
  const counts = [...attributeCounts(snapshot.tables, attribute.key.text)].sort(([, a], [, b]) => b - a);
  const listed = counts.slice(0, LISTED).map(([value, times]) => `${code(value)} × ${times}`);
  const rest = counts.length > LISTED ? [text("more-candidates", locale, String(counts.length - LISTED))] : [];
  const lines = [
    `${code(`＆${attribute.key.text}`)} — ${text(block.node.kind === "attribute" ? "file-attribute" : "scene-attribute", locale)}`,
    ...(listed.length === 0 ? [] : [`${text("values-seen", locale)}: ${[...listed, ...rest].join(", ")}`]),
  ];
  const start = block.start + attribute.span.start;
  const range = context.here.range(start, block.start + attribute.span.end);
  return { contents: { kind: MarkupKind.Markdown, value: lines.join("\n\n") }, range };
}

function attributesOf(node: BlockHere["block"]["node"]): readonly AttributeNode[] {
  switch (node.kind) {
    case "attribute":
      return [node];
    case "scene":
      return [...node.attributes, ...node.locals.flatMap(({ attributes }) => attributes)];
    case "actor":
      return node.attributes;
    default:
      return [];
  }
}
