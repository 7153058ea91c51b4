/**
 * One block of a document (a scene, an actor, a word line) to a piece of Lua that stands alone between `do` and `end`.
 * Blocks are generated when they are needed and kept by the identity of their node, so that an edit elsewhere in a
 * file of a thousand scenes costs nothing here.
 */

import { sanitizeName, sceneKey } from "#core/resolve/index.ts";
import type { ActorNode, Block, CodeNode, LocalSceneNode, SceneNode, WordNode } from "#core/syntax/model.ts";
import { writeItems } from "./items.ts";
import { luaString } from "./literal.ts";
import { type GeneratedLua, LuaOutput, lineStarts } from "./output.ts";

/** What generated code needs of the ghost: an exact alias (`会話`) gives way to its target (`OnTalk`). */
export interface GenerateSettings {
  readonly aliases: ReadonlyMap<string, string>;
  /** False leaves the user's own Lua out, for a block whose Lua cannot be compiled. */
  readonly code?: boolean;
}

const NOTHING: GeneratedLua = { text: "", lines: [], marks: [] };

/** More arguments than this in one call would need more registers than Lua has. */
const VALUES_PER_CALL = 100;

interface Kept {
  readonly name: string;
  readonly code: boolean;
  readonly generated: GeneratedLua;
}
const kept = new WeakMap<Block["node"], Kept>();

/** The Lua of a block; lines and offsets count from the block's start. `text` is the document's. */
export function generateBlock(block: Block, text: string, settings: GenerateSettings): GeneratedLua {
  const { node } = block;
  const name = node.kind === "scene" ? sceneKey(settings.aliases, block.sceneName) : "";
  const code = settings.code !== false;
  const known = kept.get(node);
  if (known !== undefined && known.name === name && known.code === code) return known.generated;
  const output = new LuaOutput(lineStarts(text.slice(block.start, block.start + node.span.end)));
  const generated = write(block, name, code, output) ? output.finish() : NOTHING;
  kept.set(node, { name, code, generated });
  return generated;
}

/** Whether a block holds Lua of the user's, which may do anything while it is loaded. */
export function hasCode({ node }: Block): boolean {
  if (node.kind === "actor") return node.code.some(isLua);
  return node.kind === "scene" && (node.code.length > 0 || node.locals.some(({ code }) => code.length > 0));
}

/** Blocks of an actor count as Lua only where they say so; those of a scene always do (measured, engine 0.4.4). */
function isLua(code: CodeNode): boolean {
  return code.language?.text === "lua";
}

function write(block: Block, name: string, code: boolean, output: LuaOutput): boolean {
  switch (block.node.kind) {
    case "scene":
      writeScene(block.node, block.sceneName, name, code, output);
      return true;
    case "actor":
      writeActor(block.node, code, output);
      return true;
    case "word":
      writeWords(block.node, "PASTA.", output);
      return true;
    default:
      return false;
  }
}

function writeWords(word: WordNode, receiver: string, output: LuaOutput): void {
  if (word.values.length === 0) return;
  const values = word.values.map(({ text }) => luaString(text));
  for (const name of word.names) {
    let code = `${receiver}create_word(${luaString(name.text)})`;
    for (let from = 0; from < values.length; from += VALUES_PER_CALL)
      code += `:entry(${values.slice(from, from + VALUES_PER_CALL).join(", ")})`;
    output.line(code, word.span);
  }
}

function writeActor(actor: ActorNode, code: boolean, output: LuaOutput): void {
  output.line("do", actor.header);
  output.indent();
  output.line(`local ACTOR = PASTA.create_actor(${luaString(actor.name.text)})`, actor.header);
  for (const word of actor.words) writeWords(word, "ACTOR:", output);
  if (code) for (const each of actor.code.filter(isLua)) writeCode(each, output);
  output.dedent();
  output.plain("end");
}

function writeScene(scene: SceneNode, written: string, name: string, code: boolean, output: LuaOutput): void {
  output.line("do", scene.header);
  output.indent();
  output.line(`local SCENE = PASTA.create_scene(${luaString(name)})`, scene.header);
  for (const word of scene.words) writeWords(word, "SCENE:", output);
  const counters = new Map<string, number>();
  scene.locals.forEach((local, index) => {
    output.plain("");
    writeLocal(scene, local, index === 0, written, counters, output);
  });
  if (code) {
    // The engine lets all functions come first, then the scene's own blocks, then those of its local scenes.
    const blocks = [...scene.code, ...scene.locals.flatMap((local) => local.code)];
    if (blocks.length > 0) output.plain("");
    for (const each of blocks) writeCode(each, output);
  }
  output.dedent();
  output.plain("end");
}

function writeLocal(
  scene: SceneNode,
  local: LocalSceneNode,
  first: boolean,
  written: string,
  counters: Map<string, number>,
  output: LuaOutput,
): void {
  const header = local.header ?? (first ? scene.header : local.span);
  output.line(`function SCENE.${functionName(local, counters)}(act, ...)`, header);
  output.indent();
  output.line("local args = { ... }", header);
  const localName = local.name === null ? "nil" : luaString(local.name.text);
  output.line(`local save, var = act:init_scene(SCENE, ${luaString(written)}, ${localName})`, header);
  if (local.name === null && scene.actors.length > 0) {
    output.line("act:clear_spot()", header);
    for (const { name, spot } of scene.actors) output.line(`act:set_spot(${luaString(name.text)}, ${spot})`, name.span);
  }
  writeItems(local.items, output);
  output.dedent();
  output.plain("end");
}

/** `__start__`, or the name with a number that tells local scenes of one name apart. */
function functionName({ name }: LocalSceneNode, counters: Map<string, number>): string {
  if (name === null) return "__start__";
  const key = sanitizeName(name.text);
  const counter = (counters.get(key) ?? 0) + 1;
  counters.set(key, counter);
  return `${key}_${counter}`;
}

/** A block's lines keep their source lines; the indentation is the engine's, for long strings contain it. */
function writeCode(code: CodeNode, output: LuaOutput): void {
  const starts = lineStarts(code.content);
  const lines = code.content.split(/\r\n|\n|\r/);
  // The newline before the closing fence ends the last line; it does not begin another.
  if (lines.at(-1) === "") lines.pop();
  lines.forEach((line, index) => {
    output.userLine(line, code.contentSpan.start + (starts[index] ?? 0));
  });
}
