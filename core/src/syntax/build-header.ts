/** What scenes and actors have in common: headers, the actors of a scene, and lines that nothing reads. */
import { buildAttribute } from "./build-definition.ts";
import { normalizeNumber } from "./characters.ts";
import { Kind } from "./kinds.ts";
import { withoutRest } from "./line-parts.ts";
import type { AttributeNode, Name, SceneActorNode, Span } from "./model.ts";
import { reportRest } from "./report-rest.ts";
import type { TreeReader } from "./tree-reader.ts";

const U32_MAX = 4294967295;

/** Reports lines that nothing reads, and rests of lines; says whether the node was one. */
export function reportUnreadable(reader: TreeReader, kind: Kind): boolean {
  if (kind === Kind.StrayLine) {
    const text = reader.content();
    const fence = /^`{3,}/.exec(text)?.[0];
    if (fence !== undefined) reader.problem("syntax-unclosed-fence", reader.span, [fence]);
    else reader.problem("syntax-stray-line", reader.span);
    return true;
  }
  if (kind === Kind.Unexpected) {
    reader.problem("syntax-unexpected-line", reader.span);
    return true;
  }
  return kind === Kind.Error || kind === Kind.Comment;
}

/** The current node's first line. */
export function firstLine(reader: TreeReader): Span {
  const { start, end } = reader.span;
  const line = reader.text.indexOf("\n", start);
  return { start, end: line < 0 || line > end ? end : line };
}

/** A header line: its name, and the attributes on it. */
export interface Header {
  readonly span: Span;
  readonly name: Name | null;
  readonly attributes: AttributeNode[];
}

/** The header under the cursor; `nameless` where a lone mark is one. */
export function buildHeader(reader: TreeReader, nameless: boolean): Header {
  const { start, end } = reader.span;
  let rest: Span | null = null;
  let name: Name | null = null;
  const attributes: AttributeNode[] = [];
  reader.children((kind) => {
    if (kind === Kind.Identifier) name = reader.name();
    else if (kind === Kind.Attribute) attributes.push(buildAttribute(reader));
    else if (kind === Kind.Unexpected) rest = reader.span;
  });
  const span = withoutRest(reader, { start, end }, rest);
  if (name === null && !nameless)
    reader.problem("syntax-missing-name", { start, end: start + 1 }, [reader.text.charAt(start)]);
  reportRest(reader, rest);
  return { span, name, attributes };
}

/** Reports a code block that does not begin at the left edge. */
export function checkFence(reader: TreeReader): void {
  const { start } = reader;
  if (!reader.text.startsWith("`", start)) reader.problem("syntax-indented-fence", firstLine(reader));
}

/** pest: scene_actors_line. Spots count on from the last one, as in an enumeration (`parse_actors_item`). */
export function buildSceneActors(reader: TreeReader, actors: SceneActorNode[], firstSpot: number): number {
  let next = firstSpot;
  let named = false;
  let rest: Span | null = null;
  reader.children((kind) => {
    if (kind === Kind.Unexpected) rest = reader.span;
    if (kind !== Kind.SceneActor) return;
    named = true;
    let name: Name = { text: "", span: reader.span };
    let spot: number | null = null;
    let equals: Span | null = null;
    reader.children((part) => {
      if (part === Kind.Identifier) name = reader.name();
      else if (part === Kind.Equals) equals = reader.span;
      else if (part === Kind.Digits) {
        equals = null;
        const value = Number(normalizeNumber(reader.content()));
        if (value <= U32_MAX) spot = value;
      }
    });
    if (equals !== null) reader.problem("syntax-missing-value", equals, [reader.slice(equals)]);
    const taken: number = spot ?? next;
    actors.push({ name, spot: taken });
    next = Math.min(taken + 1, U32_MAX);
  });
  const mark = { start: reader.start, end: reader.start + 1 };
  if (!named) reader.problem("syntax-missing-name", mark, [reader.slice(mark)]);
  reportRest(reader, rest);
  return next;
}
