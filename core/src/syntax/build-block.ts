/** The blocks of a document from the tree: scenes, actors, lines of the file, and lines that belong to none. */
import { buildAttribute, buildCode, buildWord } from "./build-definition.ts";
import { buildHeader, checkFence, firstLine, type Header, reportUnreadable } from "./build-header.ts";
import { buildScene } from "./build-scene.ts";
import { buildSet } from "./build-statement.ts";
import { Kind } from "./kinds.ts";
import type { ActorNode, AttributeNode, BlockNode, CodeNode, SetNode, WordNode } from "./model.ts";
import { reportBrokenLines } from "./report-broken-line.ts";
import type { TreeReader } from "./tree-reader.ts";

/**
 * The block under the cursor: a scene, an actor, a word line, an attribute; anything else is a line that belongs to
 * no scene. `damaged` says whether the tree holds an error there.
 */
export function buildBlock(reader: TreeReader, kind: Kind, damaged: boolean): BlockNode {
  const node = buildNode(reader, kind);
  if (damaged) reportBrokenLines(reader);
  return node;
}

function buildNode(reader: TreeReader, kind: Kind): BlockNode {
  switch (kind) {
    case Kind.Scene:
      return buildScene(reader);
    case Kind.Actor:
      return buildActor(reader);
    case Kind.WordDefinition:
    case Kind.Attribute: {
      if (reader.isIndented) reader.problem("syntax-order-outside", reader.span);
      return kind === Kind.Attribute ? buildAttribute(reader) : buildWord(reader);
    }
    default: {
      reportOutside(reader, kind);
      return { kind: "stray", span: reader.span };
    }
  }
}

/** Lines that stand above the first scene, or below a word line or attribute of the file. */
function reportOutside(reader: TreeReader, kind: Kind): void {
  if (kind === Kind.Error) return;
  if (kind === Kind.LocalScene) {
    reader.children((part) => {
      if (part === Kind.LocalHeader) reader.problem("syntax-order-outside", reader.span);
    });
  } else if (kind === Kind.CodeBlock) reader.problem("syntax-code-outside", firstLine(reader));
  else if (!reportUnreadable(reader, kind)) reader.problem("syntax-order-outside", reader.span);
}

/** pest: actor_scope. */
function buildActor(reader: TreeReader): ActorNode {
  const span = reader.span;
  let header: Header = { span, name: null, attributes: [] };
  const attributes: AttributeNode[] = [];
  const words: WordNode[] = [];
  const sets: SetNode[] = [];
  const code: CodeNode[] = [];
  reader.children((kind) => {
    switch (kind) {
      case Kind.ActorHeader:
        header = buildHeader(reader, false);
        break;
      case Kind.WordDefinition:
        words.push(buildWord(reader));
        break;
      case Kind.Attribute:
        attributes.push(buildAttribute(reader));
        break;
      case Kind.VariableSet: {
        const set = buildSet(reader, true);
        // The engine reads a property set here and forgets it (`parse_actor_scope`).
        if (set.scope !== "property") sets.push(set);
        break;
      }
      case Kind.CodeBlock:
        checkFence(reader);
        code.push(buildCode(reader));
        break;
      default:
        if (!reportUnreadable(reader, kind)) reader.problem("syntax-order-actor", firstLine(reader));
    }
  });
  const name = header.name ?? { text: "", span: { start: header.span.end, end: header.span.end } };
  return { kind: "actor", span, header: header.span, name, attributes, words, sets, code };
}
