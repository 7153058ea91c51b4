/** The marks inside lines for formatting: full width, and the `：` of a scene's speech one below the other. */
import type { AttributeNode, Block, Item, SceneNode, Span, SyntaxDocument, WordNode } from "#core/syntax/model.ts";
import type { Replacement } from "./simulate.ts";

/** A name wider than this (in half-width columns) does not push the others away. */
const WIDEST = 20;

const SPACE = /[ \t\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f]/;

/** Edits of what stands between names and what they name, in the order of the text. */
export function markEdits(document: SyntaxDocument, text: string): Replacement[] {
  return document.blocks.flatMap((block) => {
    const { node } = block;
    switch (node.kind) {
      case "scene":
        return sceneEdits(block, node, text);
      case "actor":
        return [
          ...node.attributes.flatMap((attribute) => attributeEdit(block, attribute, text)),
          ...node.words.flatMap((word) => wordEdit(block, word, text)),
        ];
      case "word":
        return wordEdit(block, node, text);
      case "attribute":
        return attributeEdit(block, node, text);
      default:
        return [];
    }
  });
}

/** How much further in than their level lines of speech without a name stand, by the offsets of their lines. */
export function continuedSpeech(document: SyntaxDocument, text: string): Map<number, string> {
  const indents = new Map<number, string>();
  for (const block of document.blocks) {
    const { node, start } = block;
    if (node.kind !== "scene") continue;
    const { width } = speakerWidth(block, node, text);
    for (const { kind, span } of node.locals.flatMap(({ items }) => items)) {
      if (kind === "continue") indents.set(text.lastIndexOf("\n", start + span.start - 1) + 1, padding(width));
    }
  }
  return indents;
}

/**
 * How wide the speakers of a scene are written: as the widest that counts; where there is only one, as its first line
 * has it, spaces included.
 */
function speakerWidth(
  block: Block,
  { locals }: SceneNode,
  text: string,
): { readonly width: number; readonly isAlone: boolean } {
  const spoken = locals.flatMap(({ items }) => items).filter((item) => item.kind === "action");
  const [first] = spoken;
  if (first !== undefined && spoken.every(({ actor }) => actor.text === first.actor.text)) {
    const from = block.start + first.actor.span.start;
    return { width: columns(text.slice(from, colonAt(text, block.start + first.actor.span.end))), isAlone: true };
  }
  const widths = spoken.map(({ actor }) => columns(actor.text));
  return { width: Math.max(0, ...widths.filter((one) => one <= WIDEST)), isAlone: false };
}

/** Where the spaces from an offset on end. */
function colonAt(text: string, from: number): number {
  let at = from;
  while (SPACE.test(text[at] ?? "")) at++;
  return at;
}

const padding = (width: number): string => "　".repeat(Math.floor(width / 2)) + " ".repeat(width % 2);

function sceneEdits(block: Block, node: SceneNode, text: string): Replacement[] {
  const items = node.locals.flatMap((local) => local.items);
  const speakers = speakerWidth(block, node, text);
  return [
    ...[...node.attributes, ...node.locals.flatMap(({ attributes }) => attributes)].flatMap((attribute) =>
      attributeEdit(block, attribute, text),
    ),
    ...node.words.flatMap((word) => wordEdit(block, word, text)),
    ...items.flatMap((item) => itemEdit(block, item, text, speakers)),
  ];
}

function itemEdit(
  block: Block,
  item: Item,
  text: string,
  { width, isAlone }: ReturnType<typeof speakerWidth>,
): Replacement[] {
  if (item.kind === "set") return item.name === null ? [] : mark(block, item.name.span, text, "=", "＝", null);
  if (item.kind !== "action") return [];
  const spaces = isAlone ? null : padding(Math.max(0, width - columns(item.actor.text)));
  return mark(block, item.actor.span, text, ":", "：", spaces);
}

const attributeEdit = (block: Block, { key }: AttributeNode, text: string): Replacement[] =>
  mark(block, key.span, text, ":", "：", null);

function wordEdit(block: Block, { names }: WordNode, text: string): Replacement[] {
  const last = names.at(-1);
  return last === undefined ? [] : mark(block, last.span, text, ":", "：", null);
}

/** The mark behind a name in full width, with these spaces before it; `null` leaves the spaces as they are. */
function mark(
  block: Block,
  name: Span,
  text: string,
  half: string,
  full: string,
  spaces: string | null,
): Replacement[] {
  const start = block.start + name.end;
  const at = colonAt(text, start);
  if (text[at] !== half && text[at] !== full) return [];
  const made = (spaces ?? text.slice(start, at)) + full;
  return made === text.slice(start, at + 1) ? [] : [{ start, end: at + 1, text: made }];
}

/** How wide a name is, in columns of half-width letters. */
function columns(name: string): number {
  let width = 0;
  for (const character of name) width += /[\u0020-\u007e\uff61-\uffdc\uffe8-\uffee]/.test(character) ? 1 : 2;
  return width;
}
