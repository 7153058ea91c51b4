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
import {
  attributesOf,
  type BlockSummary,
  madeActor,
  madeScene,
  NO_ATTRIBUTES,
  summarizeBlock,
} from "./block-summary.ts";
import type { LuaSummary } from "./lua-model.ts";
import { summarizeLua } from "./lua-summary.ts";

/** The declarations of a parsed dictionary. Blocks seen before cost a look at a map each. */
export function declarationsOf(path: string, document: SyntaxDocument): FileDeclarations {
  const collector = new DeclarationCollector(path);
  let fileAttributes = NO_ATTRIBUTES;
  for (const block of document.blocks) {
    const { start, node } = block;
    if (node.kind === "attribute") fileAttributes = new Map([...fileAttributes, ...attributesOf([node])]);
    else collector.add(start, summarizeBlock(block), fileAttributes);
  }
  return collector.collected();
}

/** Takes what the blocks of a dictionary declare, in the order of the text. */
export class DeclarationCollector {
  readonly #path: string;
  readonly #scenes: PlacedScene[] = [];
  readonly #words: Placed<WordDeclaration>[] = [];
  readonly #actors: Placed<ActorDeclaration>[] = [];
  readonly #functions: Placed<FunctionDeclaration>[] = [];
  readonly #made: PlacedScene[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  /** `fileAttributes` are those of the file that are written above the block. */
  add(start: number, summary: BlockSummary, fileAttributes: Attributes): void {
    if (summary.scene !== null) this.#scenes.push({ start, of: summary.scene, fileAttributes });
    if (summary.actor !== null) this.#actors.push({ start, of: summary.actor });
    for (const of of summary.madeActors) this.#actors.push({ start, of });
    for (const of of summary.words) this.#words.push({ start, of });
    for (const of of summary.functions) this.#functions.push({ start, of });
    for (const of of summary.made) this.#made.push({ start, of, fileAttributes: NO_ATTRIBUTES });
  }

  collected(): FileDeclarations {
    // Behind those that are written: the `n`th of these is the file's `n`th block that is a scene.
    const scenes = this.#made.length === 0 ? this.#scenes : [...this.#scenes, ...this.#made];
    return { path: this.#path, scenes, words: this.#words, actors: this.#actors, functions: this.#functions };
  }
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
