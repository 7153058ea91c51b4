/** Scenes and actors of the document model from the tree, and what the engine refuses in the order of their lines. */
import {
  buildAttribute,
  buildCall,
  buildChoice,
  buildCode,
  buildContinuation,
  buildCue,
  buildSet,
  buildSpeech,
  buildWord,
  withoutRest,
} from "./build-line.ts";
import { normalizeNumber } from "./characters.ts";
import { Kind } from "./kinds.ts";
import type {
  ActorNode,
  AttributeNode,
  BlockNode,
  CodeNode,
  Item,
  LocalSceneNode,
  Name,
  SceneActorNode,
  SceneNode,
  SetNode,
  Span,
  WordNode,
} from "./model.ts";
import { reportBrokenLines } from "./report-broken-line.ts";
import { lineStart, reportRest } from "./report-rest.ts";
import type { TreeReader } from "./tree-reader.ts";

const U32_MAX = 4294967295;

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

/** Reports lines that nothing reads, and rests of lines; says whether the node was one. */
function reportUnreadable(reader: TreeReader, kind: Kind): boolean {
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
function firstLine(reader: TreeReader): Span {
  const { start, end } = reader.span;
  const line = reader.text.indexOf("\n", start);
  return { start, end: line < 0 || line > end ? end : line };
}

interface Header {
  readonly span: Span;
  readonly name: Name | null;
  readonly attributes: AttributeNode[];
}

function buildHeader(reader: TreeReader, nameless: boolean): Header {
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

/** How far a scene has come: its head, code right below it, lines that do something, code that ends them. */
enum Phase {
  Head,
  HeadCode,
  Lines,
  EndCode,
}

interface OpenLocal {
  readonly header: Header | null;
  readonly items: Item[];
  readonly code: CodeNode[];
  start: number | null;
  end: number;
  speaker: boolean;
}

const openLocal = (header: Header | null, start: number | null): OpenLocal => ({
  header,
  items: [],
  code: [],
  start,
  end: start ?? 0,
  speaker: false,
});

const closeLocal = (local: OpenLocal, at: number): LocalSceneNode => ({
  kind: "localScene",
  span: local.start === null ? { start: at, end: at } : { start: local.start, end: local.end },
  header: local.header?.span ?? null,
  name: local.header?.name ?? null,
  attributes: local.header?.attributes ?? [],
  items: local.items,
  code: local.code,
});

/** pest: global_scene_scope. */
function buildScene(reader: TreeReader): SceneNode {
  const span = reader.span;
  let header: Header = { span, name: null, attributes: [] };
  const words: WordNode[] = [];
  const attributes: AttributeNode[] = [];
  const actors: SceneActorNode[] = [];
  const code: CodeNode[] = [];
  const locals: LocalSceneNode[] = [];
  const start = openLocal(null, null);
  let firstLocal: number | null = null;
  let phase = Phase.Head;
  let nextSpot = 0;

  const head = (build: () => void): void => {
    if (phase !== Phase.Head) reader.problem("syntax-order-head", firstLine(reader));
    build();
  };
  reader.children((kind) => {
    switch (kind) {
      case Kind.SceneHeader:
        header = buildHeader(reader, true);
        break;
      case Kind.WordDefinition:
        head(() => words.push(buildWord(reader)));
        break;
      case Kind.Attribute:
        head(() => attributes.push(buildAttribute(reader)));
        break;
      case Kind.SceneActors:
        head(() => {
          nextSpot = buildSceneActors(reader, actors, nextSpot);
        });
        break;
      case Kind.CodeBlock:
        checkFence(reader);
        if (phase <= Phase.HeadCode) {
          phase = Phase.HeadCode;
          code.push(buildCode(reader));
        } else {
          phase = Phase.EndCode;
          start.code.push(buildCode(reader));
          start.end = reader.end;
        }
        break;
      case Kind.LocalScene:
        firstLocal ??= lineStart(reader, reader.start);
        locals.push(buildLocal(reader));
        break;
      default:
        phase = addItem(reader, kind, start, phase);
    }
  });
  // Without lines of its own the start begins where its scene's head ends: at the first local scene, or the end.
  const startNode = closeLocal(start, firstLocal ?? span.end);
  return {
    kind: "scene",
    span,
    header: header.span,
    name: header.name,
    attributes: [...header.attributes, ...attributes],
    words,
    actors,
    code,
    locals: [startNode, ...locals],
  };
}

/** Adds the line under the cursor to a local scene, in the phase it belongs to. */
function addItem(reader: TreeReader, kind: Kind, local: OpenLocal, phase: Phase): Phase {
  if (reportUnreadable(reader, kind)) return phase;
  const item = buildItem(reader, kind);
  if (item === null) return phase;
  if (phase === Phase.EndCode) reader.problem("syntax-order-after-code", item.span);
  if (item.kind === "action") local.speaker = true;
  else if (item.kind === "continue" && !local.speaker) reader.problem("late-continuation", item.span);
  local.items.push(item);
  local.start ??= lineStart(reader, reader.start);
  local.end = item.span.end;
  return phase === Phase.EndCode ? phase : Phase.Lines;
}

function buildItem(reader: TreeReader, kind: Kind): Item | null {
  switch (kind) {
    case Kind.Action:
      return buildSpeech(reader);
    case Kind.Continuation:
      return buildContinuation(reader);
    case Kind.Call:
      return buildCall(reader);
    case Kind.Choice:
      return buildChoice(reader);
    case Kind.VariableSet:
      return buildSet(reader, false);
    case Kind.Cue:
      return buildCue(reader);
    default:
      return null;
  }
}

function checkFence(reader: TreeReader): void {
  const { start } = reader;
  if (!reader.text.startsWith("`", start)) reader.problem("syntax-indented-fence", firstLine(reader));
}

/** pest: scene_actors_line. Spots count on from the last one, as in an enumeration (`parse_actors_item`). */
function buildSceneActors(reader: TreeReader, actors: SceneActorNode[], firstSpot: number): number {
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

/** pest: local_scene_scope. */
function buildLocal(reader: TreeReader): LocalSceneNode {
  const local = openLocal({ span: reader.span, name: null, attributes: [] }, lineStart(reader, reader.start));
  let header: Header | null = null;
  let phase = Phase.Lines;
  reader.children((kind) => {
    switch (kind) {
      case Kind.LocalHeader:
        header = buildHeader(reader, false);
        local.end = header.span.end;
        break;
      case Kind.WordDefinition:
      case Kind.Attribute:
      case Kind.SceneActors:
        reader.problem("syntax-order-local", firstLine(reader));
        break;
      case Kind.CodeBlock:
        checkFence(reader);
        phase = Phase.EndCode;
        local.code.push(buildCode(reader));
        local.end = reader.end;
        break;
      default:
        phase = addItem(reader, kind, local, phase);
    }
  });
  return closeLocal(header === null ? local : { ...local, header }, local.end);
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
