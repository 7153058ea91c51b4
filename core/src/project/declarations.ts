/** Turns a file, Pasta or Lua, into the declarations that the tables are made of. */
import type {
  ActorDeclaration,
  Attributes,
  FileDeclarations,
  FunctionDeclaration,
  Placed,
  PlacedScene,
  WordDeclaration,
} from "../resolve/model.ts";
import type { SyntaxDocument } from "../syntax/model.ts";
import { attributesOf, madeActor, madeScene, summarizeBlock } from "./block-summary.ts";
import type { LuaSummary } from "./lua-model.ts";
import { summarizeLua } from "./lua-summary.ts";

const NO_ATTRIBUTES: Attributes = new Map();

/** The declarations of a parsed dictionary. Blocks seen before cost a look at a map each. */
export function declarationsOf(path: string, document: SyntaxDocument): FileDeclarations {
  const scenes: PlacedScene[] = [];
  const words: Placed<WordDeclaration>[] = [];
  const actors: Placed<ActorDeclaration>[] = [];
  const functions: Placed<FunctionDeclaration>[] = [];
  const made: PlacedScene[] = [];
  let fileAttributes: Attributes = new Map();
  for (const block of document.blocks) {
    const { start, node } = block;
    if (node.kind === "attribute") {
      fileAttributes = new Map([...fileAttributes, ...attributesOf([node])]);
      continue;
    }
    const summary = summarizeBlock(block);
    if (summary.scene !== null) scenes.push({ start, of: summary.scene, fileAttributes });
    if (summary.actor !== null) actors.push({ start, of: summary.actor });
    for (const of of summary.madeActors) actors.push({ start, of });
    for (const of of summary.words) words.push({ start, of });
    for (const of of summary.functions) functions.push({ start, of });
    for (const of of summary.made) made.push({ start, of, fileAttributes: NO_ATTRIBUTES });
  }
  // Behind those that are written: the `n`th of these is the file's `n`th block that is a scene.
  scenes.push(...made);
  return { path, scenes, words, actors, functions };
}

/** The declarations of a `.lua` file. */
export function luaDeclarationsOf(path: string, text: string): FileDeclarations {
  return fromLua(path, summarizeLua(text));
}

/** The declarations in a Lua file's summary. Everything in it is placed from the file's beginning. */
export function fromLua(path: string, lua: LuaSummary): FileDeclarations {
  const place = <T>(of: T): Placed<T> => ({ start: 0, of });
  return {
    path,
    scenes: lua.scenes
      .map((_, index) => madeScene(lua, index))
      .filter((scene) => scene !== null)
      .map((of) => ({ start: 0, of, fileAttributes: new Map() })),
    words: lua.words
      .filter(({ owner, values }) => owner === "global" && values.length > 0)
      .map((word) => place(ofWord(word))),
    actors: lua.actors.map((actor) => place(madeActor(lua, actor))),
    functions: lua.fields.filter(({ owner }) => owner === "global").map(place),
  };
}

function ofWord({ name, nameSpan, span, values }: LuaSummary["words"][number]): WordDeclaration {
  return { name, origin: "lua", nameSpan, span, values };
}
