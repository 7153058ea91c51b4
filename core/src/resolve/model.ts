/**
 * What the resolver knows of a ghost: declarations by file, and the tables that join them. Plain values throughout,
 * so that a table can be handed to a worker as it is.
 */
import type { Span } from "../syntax/model.ts";
import type { NameTable, PrefixIndex } from "./prefix-index.ts";

/** How local and global candidates meet: one draw from both, or the local ones alone as long as there are any. */
export type Strategy = "merged" | "localFirst";

/** Where a declaration was written: in Pasta, or in Lua (a code block or a `.lua` file). */
export type Origin = "pasta" | "lua";

export type Attributes = ReadonlyMap<string, string>;

/** A local scene, or a field of the scene's Lua table. Spans are relative to the block that holds it. */
export interface LocalDeclaration {
  /** As written; for a field of the Lua table the field's name. */
  readonly name: string;
  /** `選択肢_1`, or the field's name; unique within its scene. */
  readonly registered: string;
  readonly origin: Origin;
  /** False for a field that holds no function: a word finds it, a call does not. */
  readonly callable: boolean;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly attributes: Attributes;
}

/** One line of words under one of its names. */
export interface WordDeclaration {
  readonly name: string;
  readonly origin: Origin;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly values: readonly string[];
}

/** A global scene with what is its own. Spans are relative to its block; a scene made in Lua has the file for block. */
export interface SceneDeclaration {
  /** As written; inherited where the header is a lone `＊`. */
  readonly name: string;
  readonly origin: Origin;
  /** The name in the header; the header itself where it is a lone `＊`. */
  readonly nameSpan: Span;
  readonly header: Span;
  readonly span: Span;
  /** Where the start scene ends: the end of the lines before the first named local scene. */
  readonly startSpan: Span;
  readonly attributes: Attributes;
  /** Local scenes and Lua functions by key, in the order in which the engine registers them. */
  readonly locals: PrefixIndex<LocalDeclaration>;
  /** The scene's Lua table by exact field name. `__start__` is not among them. */
  readonly fields: ReadonlyMap<string, LocalDeclaration>;
  readonly words: PrefixIndex<WordDeclaration>;
}

/** A function (or value) in `GLOBAL`, or in an actor's table. Spans are relative to its block. */
export interface FunctionDeclaration {
  readonly name: string;
  readonly callable: boolean;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** `％name` with its words and functions. */
export interface ActorDeclaration {
  readonly name: string;
  readonly origin: Origin;
  readonly nameSpan: Span;
  readonly header: Span;
  readonly span: Span;
  readonly words: readonly WordDeclaration[];
  readonly fields: readonly FunctionDeclaration[];
}

/** A declaration with its block's place: offsets in the file are `start` plus those of the spans. */
export interface Placed<T> {
  readonly start: number;
  readonly of: T;
}

export interface PlacedScene extends Placed<SceneDeclaration> {
  /** The file's attributes as far as they are written above the scene. */
  readonly fileAttributes: Attributes;
}

/** Everything that one file declares, in the order of the file. `path` is relative to the ghost, with `/`. */
export interface FileDeclarations {
  readonly path: string;
  /** Those of a dictionary's headers first, then those that its Lua makes. */
  readonly scenes: readonly PlacedScene[];
  readonly words: readonly Placed<WordDeclaration>[];
  readonly actors: readonly Placed<ActorDeclaration>[];
  readonly functions: readonly Placed<FunctionDeclaration>[];
}

/** The `ordinal`th declaration of its kind in a file. Stays true while the file is edited elsewhere. */
export interface Occurrence {
  readonly file: string;
  readonly ordinal: number;
}

/** An actor's word: the `word`th of the actor declaration that the occurrence names. */
export interface ActorWordOccurrence extends Occurrence {
  readonly word: number;
}

/** An actor as `pasta.toml` and the dictionaries know it. */
export interface ActorFacts {
  /** Set where `[actor."name"]` stands in pasta.toml: the names of its keys. */
  readonly configured: ReadonlySet<string> | null;
  readonly declarations: readonly Occurrence[];
}

/**
 * The joined tables of a ghost. Only `files` changes with an edit inside a scene; the rest stays the same objects
 * until a name comes, goes or moves.
 */
export interface Tables {
  readonly files: ReadonlyMap<string, FileDeclarations>;
  /** Global scenes by sanitized name after aliases; the `n`th of a list has the counter `n + 1`. */
  readonly scenes: NameTable<Occurrence>;
  /** Global words by name. */
  readonly words: NameTable<Occurrence>;
  /** Actors' words by sanitized actor name, `:` and word. */
  readonly actorWords: NameTable<ActorWordOccurrence>;
  /** What `GLOBAL` holds, apart from the engine's own. */
  readonly functions: ReadonlyMap<string, readonly Occurrence[]>;
  readonly actors: ReadonlyMap<string, ActorFacts>;
  /** `[scene.alias]`: alias → target. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** A scene as a candidate. `start` and `end` are offsets in the file. */
export interface SceneEntry {
  /** The same as `fnName`; unique in a ghost. */
  readonly id: string;
  /** `会話_1::選択肢_1`; `会話_1::__start__` for a global scene. */
  readonly fnName: string;
  readonly name: string;
  readonly scope: "global" | "local";
  /** The registered name of the global scene: `会話_1`. */
  readonly module: string;
  readonly attributes: Attributes;
  readonly origin: Origin;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** One value of a word as a candidate. `start` and `end` are those of the word's line. */
export interface WordValue {
  readonly value: string;
  readonly name: string;
  readonly scope: "actor" | "local" | "global";
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  readonly nameEnd: number;
}

/** Why there are no candidates. Names as in the engine's errors. */
export type ResolveProblem =
  /** The key is empty. */
  | { readonly kind: "InvalidScene"; readonly key: string }
  | { readonly kind: "SceneNotFound"; readonly key: string }
  /** There are scenes, and none has the attributes asked for. */
  | { readonly kind: "NoMatchingScene"; readonly key: string };

export type Resolved<T> =
  | { readonly ok: true; readonly candidates: readonly T[] }
  | { readonly ok: false; readonly problem: ResolveProblem };
