/** Attributes of scenes and files: the values of a key over the whole ghost, for completion and hover. */
import { type Hover, MarkupKind } from "vscode-languageserver-types";
import type { FileDeclarations, Tables } from "#core/resolve/index.ts";
import type { AttributeNode } from "#core/syntax/model.ts";
import { type BlockHere, type FeatureContext, touches } from "./context.ts";
import { code } from "./markdown.ts";
import { text } from "./texts.ts";

/** Values that are listed; the rest is counted. */
const LISTED = 12;

/** How often each value of an attribute is written, or, without a key, how often each key is. */
export function attributeCounts({ files }: Tables, key: string | null): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string, times: number) => counts.set(name, (counts.get(name) ?? 0) + times);
  for (const file of files.values()) {
    const known = countsIn(file);
    if (key === null) for (const [name, values] of known) for (const times of values.values()) add(name, times);
    else for (const [value, times] of known.get(key) ?? NOTHING) add(value, times);
  }
  return counts;
}

/** The values of every key, with how often they are written. */
type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>;

const NOTHING: ReadonlyMap<string, number> = new Map();
const counted = new WeakMap<FileDeclarations, Counts>();

/** The same of one file; remembered until something in the file changes. */
function countsIn(file: FileDeclarations): Counts {
  const known = counted.get(file);
  if (known !== undefined) return known;
  const counts = new Map<string, Map<string, number>>();
  const take = (attributes: ReadonlyMap<string, string>) => {
    for (const [key, value] of attributes) {
      const values = counts.get(key) ?? new Map<string, number>();
      values.set(value, (values.get(value) ?? 0) + 1);
      counts.set(key, values);
    }
  };
  let ofFile: ReadonlyMap<string, string> | null = null;
  for (const { of, fileAttributes } of file.scenes) {
    take(of.attributes);
    for (const { attributes } of of.fields.values()) take(attributes);
    // All scenes of a file share its attributes as long as none is written between them.
    if (fileAttributes !== ofFile) take(fileAttributes);
    ofFile = fileAttributes;
  }
  counted.set(file, counts);
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
