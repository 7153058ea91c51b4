/**
 * A reading on its way from one process to another: the objects of a large ghost are hundreds of thousands, and to copy
 * them as they are takes longer than to write them down as numbers and to make them anew. `UnpackedReading` makes them.
 */
import type { Attributes, LocalDeclaration, Origin, SceneDeclaration, WordDeclaration } from "../resolve/model.ts";
import type { PrefixIndex } from "../resolve/prefix-index.ts";
import type { BlockNode, Span } from "../syntax/model.ts";
import type { BlockSummary } from "./block-summary.ts";
import { type NumberList, numberList } from "./number-list.ts";
import type { FileBlock, Reading } from "./reading.ts";

/** Plain data, which any way of sending keeps. */
export interface PackedReading {
  readonly path: string;
  readonly count: number;
  /** Blocks in their order, each as `Packer` writes it. */
  readonly numbers: NumberList;
  /** Every text that the numbers name by its index, once. */
  readonly texts: readonly string[];
  /** Three of each block: its references, actors and variables. */
  readonly lists: readonly NumberList[];
  /** Sets of attributes that the numbers name by their index; the first one is empty. */
  readonly attributes: readonly (readonly (readonly [key: string, value: string])[])[];
  /** What few blocks have, as it is. */
  readonly rare: readonly RareParts[];
}

/** What only words of a file, actors, and blocks with Lua have. */
export type RareParts = Pick<BlockSummary, "actor" | "words" | "functions" | "made" | "madeActors">;

export const BLOCK_KINDS: readonly BlockNode["kind"][] = ["scene", "actor", "word", "attribute", "stray"];
export const ORIGINS: readonly Origin[] = ["pasta", "lua"];

// The first number of a block: its kind, and what it has.
export const BLOCK_KIND = 7;
export const IS_NAMED = 8;
export const HAS_SCENE = 16;
export const HAS_RARE = 32;
export const HAS_STRINGS = 64;

// The first number of a local scene.
export const IS_LUA = 1;
export const IS_CALLABLE = 2;

export function packReading({ path, blocks, declarations }: Reading): PackedReading {
  const packer = new Packer();
  for (const { of, fileAttributes } of declarations.scenes) {
    if (fileAttributes.size > 0) packer.fileAttributes.set(of, fileAttributes);
  }
  for (const block of blocks) packer.block(block);
  return packer.packed(path, blocks.length);
}

class Packer {
  /** The file's attributes above a scene, where there are any. */
  readonly fileAttributes = new Map<SceneDeclaration, Attributes>();
  readonly #numbers: number[] = [];
  readonly #texts = new Map<string, number>();
  readonly #lists: NumberList[] = [];
  readonly #attributes = new Map<Attributes | null, number>([[null, 0]]);
  readonly #rare: RareParts[] = [];

  packed(path: string, count: number): PackedReading {
    return {
      path,
      count,
      numbers: numberList(this.#numbers),
      texts: [...this.#texts.keys()],
      lists: this.#lists,
      attributes: [...this.#attributes.keys()].map((set) => (set === null ? [] : [...set])),
      rare: this.#rare,
    };
  }

  block({ start, end, summary }: FileBlock): void {
    const { kind, isNamed, scene, actor, words, functions, made, madeActors, strings } = summary;
    const isRare = actor !== null || words.length + functions.length + made.length + madeActors.length > 0;
    const head =
      BLOCK_KINDS.indexOf(kind) |
      (isNamed ? IS_NAMED : 0) |
      (scene === null ? 0 : HAS_SCENE) |
      (isRare ? HAS_RARE : 0) |
      (strings.length === 0 ? 0 : HAS_STRINGS);
    this.#numbers.push(head, start, end - start);
    this.#all(summary.names);
    this.#lists.push(summary.references, summary.actors, summary.variables);
    if (strings.length > 0) this.#all(strings);
    if (scene !== null) this.#scene(scene);
    if (isRare) this.#rare.push({ actor, words, functions, made, madeActors });
  }

  #scene(scene: SceneDeclaration): void {
    const { name, origin, nameSpan, header, span, startSpan, attributes, locals, fields, words } = scene;
    this.#numbers.push(ORIGINS.indexOf(origin), this.#text(name));
    this.#span(nameSpan);
    this.#span(header);
    this.#span(span);
    this.#span(startSpan);
    this.#numbers.push(this.#set(attributes), this.#set(this.fileAttributes.get(scene) ?? NO_ATTRIBUTES));
    const ordinals = new Map<LocalDeclaration, number>();
    this.#numbers.push(fields.size);
    for (const [key, local] of fields) {
      ordinals.set(local, ordinals.size);
      this.#local(key, local);
    }
    this.#index(locals, (local) => this.#numbers.push(ordinals.get(local) as number));
    this.#index(words, (word) => this.#word(word));
  }

  #local(key: string, { name, registered, origin, callable, nameSpan, span, attributes }: LocalDeclaration): void {
    const head = (origin === "lua" ? IS_LUA : 0) | (callable ? IS_CALLABLE : 0);
    this.#numbers.push(head, this.#text(key), this.#text(name), this.#text(registered));
    this.#span(nameSpan);
    this.#span(span);
    this.#numbers.push(this.#set(attributes));
  }

  #word({ name, origin, nameSpan, span, values }: WordDeclaration): void {
    this.#numbers.push(ORIGINS.indexOf(origin), this.#text(name));
    this.#span(nameSpan);
    this.#span(span);
    this.#all(values);
  }

  #index<T>({ keys, lists }: PrefixIndex<T>, pack: (item: T) => void): void {
    this.#numbers.push(keys.length);
    keys.forEach((key, i) => {
      const list = lists[i] as readonly T[];
      this.#numbers.push(this.#text(key), list.length);
      for (const item of list) pack(item);
    });
  }

  #all(texts: readonly string[]): void {
    this.#numbers.push(texts.length);
    for (const text of texts) this.#numbers.push(this.#text(text));
  }

  #text(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, this.#texts.size);
    return this.#texts.size - 1;
  }

  #set(attributes: Attributes): number {
    if (attributes.size === 0) return 0;
    const known = this.#attributes.get(attributes);
    if (known !== undefined) return known;
    this.#attributes.set(attributes, this.#attributes.size);
    return this.#attributes.size - 1;
  }

  #span({ start, end }: Span): void {
    this.#numbers.push(start, end - start);
  }
}

const NO_ATTRIBUTES: Attributes = new Map();
