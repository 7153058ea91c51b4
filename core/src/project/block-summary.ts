/**
 * What one block of a document declares and refers to. Kept by the identity of the block's node: a block whose text
 * did not change is never looked at again, wherever in the file it moves.
 */
import type {
  ActorDeclaration,
  Attributes,
  FunctionDeclaration,
  LocalDeclaration,
  SceneDeclaration,
  WordDeclaration,
} from "../resolve/model.ts";
import { compareRegistered, registeredName, sanitizeName, splitRegisteredName } from "../resolve/names.ts";
import { buildIndex, EMPTY_INDEX } from "../resolve/prefix-index.ts";
import type {
  ActorNode,
  AttributeNode,
  Block,
  BlockNode,
  CodeNode,
  LocalSceneNode,
  SceneNode,
  Span,
  WordNode,
} from "../syntax/model.ts";
import type { LuaOwner, LuaSummary, LuaWord } from "./lua-model.ts";
import { summarizeLua } from "./lua-summary.ts";
import { NO_REFERENCES } from "./packed-references.ts";
import { luaReferences, type References, referencesOf } from "./references.ts";

export interface BlockSummary extends References {
  readonly kind: BlockNode["kind"];
  /** For a scene: whether its header has a name of its own. */
  readonly isNamed: boolean;
  readonly scene: SceneDeclaration | null;
  readonly actor: ActorDeclaration | null;
  /** Global words: of a word line, or made in Lua. */
  readonly words: readonly WordDeclaration[];
  /** Fields of `GLOBAL` set in the block's Lua. */
  readonly functions: readonly FunctionDeclaration[];
  /** Scenes that the block's Lua makes with `create_scene`, apart from the block's own. */
  readonly made: readonly SceneDeclaration[];
  /** Actors that it makes with `create_actor`. */
  readonly madeActors: readonly ActorDeclaration[];
}

/** What declares nothing and refers to nothing. */
export const NOTHING: BlockSummary = {
  kind: "stray",
  isNamed: false,
  scene: null,
  actor: null,
  words: [],
  functions: [],
  made: [],
  madeActors: [],
  ...NO_REFERENCES,
};

const kept = new WeakMap<BlockNode, { readonly sceneName: string; readonly summary: BlockSummary }>();

/** The summary of a block; the same object as long as the block's node and its inherited name are the same. */
export function summarizeBlock(block: Block): BlockSummary {
  const known = kept.get(block.node);
  if (known !== undefined && known.sceneName === block.sceneName) return known.summary;
  const summary = summarize(block);
  kept.set(block.node, { sceneName: block.sceneName, summary });
  return summary;
}

/** Lets a block that was read again stand for the one that the summary was made of. */
export function adoptSummary(block: Block, summary: BlockSummary): void {
  kept.set(block.node, { sceneName: block.sceneName, summary });
}

function summarize({ node, sceneName }: Block): BlockSummary {
  switch (node.kind) {
    case "scene":
      return summarizeScene(node, sceneName);
    case "actor":
      return summarizeActor(node);
    case "word":
      return { ...NOTHING, kind: "word", words: wordDeclarations(node) };
    case "attribute":
    case "stray":
      return { ...NOTHING, kind: node.kind };
  }
}

function summarizeScene(node: SceneNode, sceneName: string): BlockSummary {
  const lua = readCode([...node.code, ...node.locals.flatMap(({ code }) => code)]);
  const fields = new Map<string, LocalDeclaration>();
  for (const local of localDeclarations(node.locals)) fields.set(local.registered, local);
  for (const field of lua.fields) if (field.owner === "scene") fields.set(field.name, luaLocal(field));
  fields.delete("__start__");
  const words = node.words.flatMap(wordDeclarations);
  words.push(...lua.words.filter(({ owner, values }) => owner === "scene" && values.length > 0).map(luaWord));
  const [start] = node.locals;
  const scene: SceneDeclaration = {
    name: sceneName,
    origin: "pasta",
    nameSpan: node.name?.span ?? node.header,
    header: node.header,
    span: node.span,
    startSpan: { start: node.header.start, end: Math.max(node.header.end, start?.span.end ?? 0) },
    attributes: attributesOf(node.attributes),
    locals: indexLocals(fields),
    fields,
    words: words.length === 0 ? EMPTY_INDEX : buildIndex(groupByName(words)),
  };
  return {
    kind: "scene",
    isNamed: node.name !== null,
    ...luaGlobals(lua),
    scene,
    actor: null,
    ...referencesOf(node, withOwnFields(lua, fields)),
  };
}

/** Lua that reads fields of its own scene refers to them; what no field is may be anything. */
function withOwnFields(lua: LuaSummary, fields: ReadonlyMap<string, LocalDeclaration>): LuaSummary {
  const own = lua.sceneUses.filter(({ name }) => fields.has(name));
  if (own.length === 0) return lua;
  const made = own.map(({ name, span }) => ({ kind: "function" as const, key: name, span, actor: null, isAct: false }));
  return { ...lua, references: [...lua.references, ...made] };
}

function summarizeActor(node: ActorNode): BlockSummary {
  // Unlike in scenes, only blocks marked as Lua count here: `generate_actor` of pasta_lua 0.4.4.
  const lua = readCode(node.code.filter(({ language }) => language?.text === "lua"));
  const words = node.words.flatMap(wordDeclarations);
  words.push(...lua.words.filter(({ owner, values }) => owner === "actor" && values.length > 0).map(luaWord));
  const fields = lua.fields.filter(({ owner }) => owner === "actor");
  const actor: ActorDeclaration = {
    name: node.name.text,
    origin: "pasta",
    nameSpan: node.name.span,
    header: node.header,
    span: node.span,
    words,
    fields,
  };
  return { ...NOTHING, kind: "actor", ...luaGlobals(lua), actor, ...luaReferences(lua) };
}

function luaGlobals(lua: LuaSummary): Pick<BlockSummary, "words" | "functions" | "made" | "madeActors"> {
  return {
    madeActors: lua.actors.map((actor) => madeActor(lua, actor)),
    made: lua.scenes.map((_, index) => madeScene(lua, index)).filter((scene) => scene !== null),
    words: lua.words.filter(({ owner, values }) => owner === "global" && values.length > 0).map(luaWord),
    functions: lua.fields.filter(({ owner }) => owner === "global"),
  };
}

const NO_CODE = summarizeLua("");

function readCode(blocks: readonly CodeNode[]): LuaSummary {
  if (blocks.length === 0) return NO_CODE;
  const parts = blocks.map(({ content, contentSpan }) => summarizeLua(content, contentSpan.start));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const before = parts.map((_, i) => parts.slice(0, i).reduce((sum, { scenes }) => sum + scenes.length, 0));
  const ownedBy = (owner: LuaOwner, part: number): LuaOwner =>
    typeof owner === "object" && "scene" in owner ? { scene: owner.scene + (before[part] ?? 0) } : owner;
  return {
    fields: parts.flatMap(({ fields }, i) => fields.map((field) => ({ ...field, owner: ownedBy(field.owner, i) }))),
    words: parts.flatMap(({ words }, i) => words.map((word) => ({ ...word, owner: ownedBy(word.owner, i) }))),
    scenes: parts.flatMap(({ scenes }) => scenes),
    actors: parts.flatMap(({ actors }) => actors),
    actorUses: parts.flatMap(({ actorUses }) => actorUses),
    actorMentions: parts.flatMap(({ actorMentions }) => actorMentions),
    sceneUses: parts.flatMap(({ sceneUses }) => sceneUses),
    references: parts.flatMap(({ references }) => references),
    variables: parts.flatMap(({ variables }) => variables),
    strings: parts.flatMap(({ strings }) => strings),
  };
}

/**
 * Local scenes with their registered names. They are counted by sanitized name within their scene, so that `・挨拶・1`
 * and `・挨拶_1` are the first and the second. Source: `local_scene_counters` of pasta_lua 0.4.4.
 */
function localDeclarations(locals: readonly LocalSceneNode[]): LocalDeclaration[] {
  const counters = new Map<string, number>();
  const found: LocalDeclaration[] = [];
  for (const { name, span, attributes } of locals) {
    if (name === null) continue;
    const key = sanitizeName(name.text);
    const counter = (counters.get(key) ?? 0) + 1;
    counters.set(key, counter);
    found.push({
      name: name.text,
      registered: registeredName(name.text, counter),
      origin: "pasta",
      callable: true,
      nameSpan: name.span,
      span,
      attributes: attributesOf(attributes),
    });
  }
  return found;
}

function luaLocal(field: {
  readonly name: string;
  readonly callable: boolean;
  readonly nameSpan: Span;
  readonly span: Span;
}): LocalDeclaration {
  const { name, callable, nameSpan, span } = field;
  return { name, registered: name, origin: "lua", callable, nameSpan, span, attributes: NO_ATTRIBUTES };
}

export const NO_ATTRIBUTES: Attributes = new Map();

/** Fields of a scene by key, in the engine's order of registration. */
export function indexLocals(fields: ReadonlyMap<string, LocalDeclaration>): SceneDeclaration["locals"] {
  if (fields.size === 0) return EMPTY_INDEX;
  const sorted = [...fields.values()].sort((a, b) => compareRegistered(a.registered, b.registered));
  const lists = new Map<string, LocalDeclaration[]>();
  for (const local of sorted) {
    const key = splitRegisteredName(local.registered).name;
    lists.set(key, [...(lists.get(key) ?? []), local]);
  }
  return buildIndex(lists);
}

function wordDeclarations(node: WordNode): WordDeclaration[] {
  const values = node.values.map(({ text }) => text);
  if (values.length === 0) return [];
  return node.names.map((name) => ({
    name: name.text,
    origin: "pasta",
    nameSpan: name.span,
    span: node.span,
    values,
  }));
}

function luaWord({ name, nameSpan, span, values }: LuaWord): WordDeclaration {
  return { name, origin: "lua", nameSpan, span, values };
}

function groupByName(words: readonly WordDeclaration[]): Map<string, WordDeclaration[]> {
  const lists = new Map<string, WordDeclaration[]>();
  for (const word of words) {
    const list = lists.get(word.name);
    if (list === undefined) lists.set(word.name, [word]);
    else list.push(word);
  }
  return lists;
}

/** Attributes by key; of a key written twice the later value counts. */
export function attributesOf(nodes: readonly AttributeNode[]): Attributes {
  return nodes.length === 0 ? NO_ATTRIBUTES : new Map(nodes.map(({ key, value }) => [key.text, value.text]));
}

/** A scene made by `create_scene`; null for one without any function, which the engine does not register. */
export function madeScene(lua: LuaSummary, index: number): SceneDeclaration | null {
  const named = lua.scenes[index];
  const own = lua.fields.filter(({ owner }) => isScene(owner, index));
  if (named === undefined || own.length === 0) return null;
  const fields = new Map(own.filter(({ name }) => name !== "__start__").map((field) => [field.name, luaLocal(field)]));
  const words = lua.words.filter(({ owner }) => isScene(owner, index)).map(luaWord);
  return {
    name: named.name,
    origin: "lua",
    nameSpan: named.nameSpan,
    header: named.span,
    span: named.span,
    startSpan: named.span,
    attributes: NO_ATTRIBUTES,
    locals: indexLocals(fields),
    fields,
    words: words.length === 0 ? EMPTY_INDEX : buildIndex(groupByName(words)),
  };
}

/** An actor made by `create_actor`, with what the same Lua gives it. */
export function madeActor(lua: LuaSummary, { name, nameSpan, span }: LuaSummary["actors"][number]): ActorDeclaration {
  const isOwn = ({ owner }: { readonly owner: LuaOwner }) =>
    typeof owner === "object" && "actor" in owner && owner.actor === name;
  const words = lua.words.filter(isOwn).map(luaWord);
  return { name, origin: "lua", nameSpan, header: span, span, words, fields: lua.fields.filter(isOwn) };
}

/** Whether a Lua owner is the scene of this index. */
function isScene(owner: LuaOwner, index: number): boolean {
  return typeof owner === "object" && "scene" in owner && owner.scene === index;
}
