/** Finds blocks, lines and scenes in a ghost's documents; each document is looked through once, when first needed. */

import { sanitizeName } from "#core/resolve/index.ts";
import type { Block, LocalSceneNode, SceneNode, SyntaxDocument } from "#core/syntax/model.ts";
import { lineAt, lineStarts } from "../transpile/output.ts";
import type { PlayableGhost } from "./ghost.ts";

/** A block with its place in the ghost. */
export interface BlockPlace {
  /** Names the block within the ghost. */
  readonly id: string;
  readonly path: string;
  readonly block: Block;
  /** 0-based. */
  readonly firstLine: number;
  /** Which scene of its file it is; null for what is no scene. */
  readonly sceneOrdinal: number | null;
}

interface Mapped {
  readonly starts: readonly number[];
  readonly places: readonly BlockPlace[];
  readonly scenes: readonly BlockPlace[];
}

/** Kept by document: two engines of one snapshot share it. */
const kept = new WeakMap<SyntaxDocument, Mapped & { readonly path: string }>();
const luaLines = new Map<string, { readonly text: string; readonly starts: readonly number[] }>();

export class DocumentMap {
  readonly #ghost: PlayableGhost;

  constructor(ghost: PlayableGhost) {
    this.#ghost = ghost;
  }

  blocks(path: string): readonly BlockPlace[] {
    return this.#map(path).places;
  }

  place(id: string): BlockPlace {
    const at = id.lastIndexOf("#");
    const place = this.blocks(id.slice(0, at)).find((each) => each.id === id);
    if (place === undefined) throw new RangeError(`no such block: ${id}`);
    return place;
  }

  /** The `ordinal`th scene of a file, if the file is a dictionary. */
  scene(path: string, ordinal: number): BlockPlace | null {
    return path.endsWith(".lua") ? null : (this.#map(path).scenes[ordinal] ?? null);
  }

  /** The line (0-based) of an offset. */
  line(path: string, offset: number): number {
    return lineAt(this.#map(path).starts, offset);
  }

  /** The same in a Lua file. */
  lineIn(path: string, text: string, offset: number): number {
    let known = luaLines.get(path);
    if (known?.text !== text) {
      known = { text, starts: lineStarts(text) };
      luaLines.set(path, known);
    }
    return lineAt(known.starts, offset);
  }

  /** The scene that a line belongs to, and the function of it. Lines above the first scene belong to none. */
  sceneAtLine(path: string, line: number): (BlockPlace & { readonly local: string }) | null {
    if (!this.#ghost.pastaFiles.includes(path)) return null;
    const { starts, scenes } = this.#map(path);
    const offset = starts[Math.min(line, starts.length - 1)] ?? 0;
    const end = starts[line + 1] ?? Number.POSITIVE_INFINITY;
    const place = scenes.findLast(({ block }) => block.start < end);
    if (place === undefined) return null;
    return {
      ...place,
      local: functionAt(place.block.node as SceneNode, offset - place.block.start, end - place.block.start),
    };
  }

  #map(path: string): Mapped {
    const document = this.#ghost.document(path);
    const known = kept.get(document);
    if (known !== undefined && known.path === path) return known;
    const starts = lineStarts(document.text);
    let scenes = 0;
    const places = document.blocks.map((block, index): BlockPlace => {
      const sceneOrdinal = block.node.kind === "scene" ? scenes++ : null;
      return { id: `${path}#${index}`, path, block, firstLine: lineAt(starts, block.start), sceneOrdinal };
    });
    const mapped = { path, starts, places, scenes: places.filter(({ sceneOrdinal }) => sceneOrdinal !== null) };
    kept.set(document, mapped);
    return mapped;
  }
}

/** The function of a scene whose text the line from `start` to `end` (relative to the block) belongs to. */
function functionAt(scene: SceneNode, start: number, end: number): string {
  const counters = new Map<string, number>();
  let found = "__start__";
  for (const local of scene.locals) {
    const name = registered(local, counters);
    if (local.name !== null && (local.header?.start ?? local.span.start) < Math.max(end, start + 1)) found = name;
  }
  return found;
}

function registered({ name }: LocalSceneNode, counters: Map<string, number>): string {
  if (name === null) return "__start__";
  const key = sanitizeName(name.text);
  const counter = (counters.get(key) ?? 0) + 1;
  counters.set(key, counter);
  return `${key}_${counter}`;
}
