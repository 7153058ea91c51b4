/** Scenes of the document model from the tree, and what the engine refuses in the order of their lines. */
import { buildAttribute, buildCode, buildWord } from "./build-definition.ts";
import { buildHeader, buildSceneActors, checkFence, firstLine, type Header, reportUnreadable } from "./build-header.ts";
import { buildContinuation, buildSpeech } from "./build-speech.ts";
import { buildCall, buildChoice, buildCue, buildSet } from "./build-statement.ts";
import { Kind } from "./kinds.ts";
import { problemsOfLine, rememberProblems } from "./line-problems.ts";
import type { AttributeNode, CodeNode, Item, LocalSceneNode, SceneActorNode, SceneNode, WordNode } from "./model.ts";
import { lineStart } from "./report-rest.ts";
import type { TreeReader } from "./tree-reader.ts";

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
export function buildScene(reader: TreeReader): SceneNode {
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
  const item = keptItem(reader, kind) ?? newItem(reader, kind);
  if (item === null) return phase;
  if (phase === Phase.EndCode) reader.problem("syntax-order-after-code", item.span);
  if (item.kind === "action") local.speaker = true;
  else if (item.kind === "continue" && !local.speaker) reader.problem("late-continuation", item.span);
  local.items.push(item);
  local.start ??= lineStart(reader, reader.start);
  local.end = item.span.end;
  return phase === Phase.EndCode ? phase : Phase.Lines;
}

/** The line under the cursor as it was before an edit elsewhere in the scene; null where it has to be read. */
function keptItem(reader: TreeReader, kind: Kind): Item | null {
  const item = reader.kept?.take(kind, reader.start, reader.end) ?? null;
  if (item !== null) reader.problems.push(...problemsOfLine(item));
  return item;
}

function newItem(reader: TreeReader, kind: Kind): Item | null {
  const before = reader.problems.length;
  const item = buildItem(reader, kind);
  if (item !== null) rememberProblems(item, reader.problems.slice(before));
  return item;
}

/** A line that does something; null where it is none. */
export function buildItem(reader: TreeReader, kind: Kind): Item | null {
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
