/**
 * Makes a reading of what another process packed: portion by portion, so that whoever waits meanwhile gets a turn, and
 * as small as one that was made here. Of equal texts, in all files that are read together, the first one stays.
 */
import type { Attributes, LocalDeclaration, Origin, SceneDeclaration, WordDeclaration } from "../resolve/model.ts";
import { EMPTY_INDEX, type PrefixIndex } from "../resolve/prefix-index.ts";
import type { BlockNode, Span } from "../syntax/model.ts";
import { type BlockSummary, NO_ATTRIBUTES, NOTHING } from "./block-summary.ts";
import { DeclarationCollector } from "./declarations.ts";
import { type NumberList, NumberReader } from "./number-list.ts";
import {
  BLOCK_KIND,
  BLOCK_KINDS,
  HAS_RARE,
  HAS_SCENE,
  HAS_STRINGS,
  IS_CALLABLE,
  IS_LUA,
  IS_NAMED,
  ORIGINS,
  type PackedReading,
} from "./packed-reading.ts";
import type { FileBlock, Reading } from "./reading.ts";

export class UnpackedReading {
  readonly #packed: PackedReading;
  readonly #numbers: NumberReader;
  readonly #texts: readonly string[];
  readonly #attributes: readonly Attributes[];
  readonly #blocks: FileBlock[] = [];
  readonly #declarations: DeclarationCollector;
  #lists = 0;
  #rare = 0;

  /** `texts` are those that were met before, each by itself. */
  constructor(packed: PackedReading, texts: Map<string, string>) {
    this.#packed = packed;
    this.#numbers = new NumberReader(packed.numbers);
    this.#texts = packed.texts.map((text) => {
      const known = texts.get(text);
      if (known !== undefined) return known;
      texts.set(text, text);
      return text;
    });
    this.#attributes = packed.attributes.map((pairs) => (pairs.length === 0 ? NO_ATTRIBUTES : new Map(pairs)));
    this.#declarations = new DeclarationCollector(packed.path);
  }

  get isWhole(): boolean {
    return this.#blocks.length === this.#packed.count;
  }

  /** Makes so many further blocks, as far as there are any, and returns them. */
  next(count: number): readonly FileBlock[] {
    const from = this.#blocks.length;
    const end = Math.min(from + count, this.#packed.count);
    while (this.#blocks.length < end) this.#blocks.push(this.#block());
    return this.#blocks.slice(from);
  }

  /** The reading; to be asked when it is whole. */
  reading(): Reading {
    return { path: this.#packed.path, blocks: this.#blocks, declarations: this.#declarations.collected() };
  }

  #block(): FileBlock {
    const numbers = this.#numbers;
    const head = numbers.next();
    const start = numbers.next();
    const end = start + numbers.next();
    const names = this.#all();
    const references = this.#list();
    const actors = this.#list();
    const variables = this.#list();
    const strings = (head & HAS_STRINGS) === 0 ? NOTHING.strings : this.#all();
    let fileAttributes = NO_ATTRIBUTES;
    let scene: SceneDeclaration | null = null;
    if ((head & HAS_SCENE) !== 0) {
      scene = this.#scene((attributes) => {
        fileAttributes = attributes;
      });
    }
    const rare = (head & HAS_RARE) === 0 ? NOTHING : (this.#packed.rare[this.#rare++] ?? NOTHING);
    const summary: BlockSummary = {
      kind: BLOCK_KINDS[head & BLOCK_KIND] as BlockNode["kind"],
      isNamed: (head & IS_NAMED) !== 0,
      scene,
      actor: rare.actor,
      words: rare.words,
      functions: rare.functions,
      made: rare.made,
      madeActors: rare.madeActors,
      names,
      references,
      actors,
      variables,
      strings,
    };
    this.#declarations.add(start, summary, fileAttributes);
    return { start, end, summary };
  }

  #scene(tellFileAttributes: (attributes: Attributes) => void): SceneDeclaration {
    const numbers = this.#numbers;
    const origin = ORIGINS[numbers.next()] as Origin;
    const name = this.#text();
    const nameSpan = this.#span();
    const header = this.#span();
    const span = this.#span();
    const startSpan = this.#span();
    const attributes = this.#set();
    tellFileAttributes(this.#set());
    const fields = new Map<string, LocalDeclaration>();
    const ordered: LocalDeclaration[] = [];
    for (let count = numbers.next(); count > 0; count--) {
      const head = numbers.next();
      const key = this.#text();
      const local = this.#local(head);
      fields.set(key, local);
      ordered.push(local);
    }
    const locals = this.#index(() => ordered[numbers.next()] as LocalDeclaration);
    const words = this.#index(() => this.#word());
    return { name, origin, nameSpan, header, span, startSpan, attributes, locals, fields, words };
  }

  #local(head: number): LocalDeclaration {
    return {
      name: this.#text(),
      registered: this.#text(),
      origin: (head & IS_LUA) === 0 ? "pasta" : "lua",
      callable: (head & IS_CALLABLE) !== 0,
      nameSpan: this.#span(),
      span: this.#span(),
      attributes: this.#set(),
    };
  }

  #word(): WordDeclaration {
    const origin = ORIGINS[this.#numbers.next()] as Origin;
    return { name: this.#text(), origin, nameSpan: this.#span(), span: this.#span(), values: this.#all() };
  }

  #index<T>(unpack: () => T): PrefixIndex<T> {
    const count = this.#numbers.next();
    if (count === 0) return EMPTY_INDEX;
    const keys: string[] = new Array(count);
    const lists: (readonly T[])[] = new Array(count);
    for (let i = 0; i < count; i++) {
      keys[i] = this.#text();
      const list: T[] = new Array(this.#numbers.next());
      for (let item = 0; item < list.length; item++) list[item] = unpack();
      lists[i] = list;
    }
    return { keys, lists };
  }

  #all(): readonly string[] {
    const count = this.#numbers.next();
    if (count === 0) return NO_TEXTS;
    const texts: string[] = new Array(count);
    for (let i = 0; i < count; i++) texts[i] = this.#text();
    return texts;
  }

  #text(): string {
    return this.#texts[this.#numbers.next()] as string;
  }

  #list(): NumberList {
    return this.#packed.lists[this.#lists++] as NumberList;
  }

  #set(): Attributes {
    return this.#attributes[this.#numbers.next()] as Attributes;
  }

  #span(): Span {
    const start = this.#numbers.next();
    return { start, end: start + this.#numbers.next() };
  }
}

const NO_TEXTS: readonly string[] = [];
