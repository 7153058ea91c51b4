/** What can be referred to in a block, and how it is kept. */
import type { ReferenceKind } from "../resolve/look-up.ts";
import type { Span, VariableName } from "../syntax/model.ts";
import type { NumberList } from "./number-list.ts";

/** A call, word, function or choice. Spans are relative to the block. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly key: string;
  /** The name alone. */
  readonly span: Span;
  /** The whole of it with mark and arguments; the line for a call and a choice. */
  readonly whole: Span;
  /** Who speaks the line, or null. */
  readonly actor: string | null;
  /** Index of the local scene it stands in; -1 in Lua. */
  readonly local: number;
  readonly origin: "pasta" | "lua";
  /** In Lua: whether `act` itself is asked, so that nothing else can have been meant. False in Pasta. */
  readonly isAct: boolean;
}

/**
 * A name where an actor is expected: before a speech, in the list of a scene's actors, or behind `act.` in Lua. What is
 * only mentioned there may be something else than an actor, where there is none of the name.
 */
export interface ActorUse {
  readonly name: string;
  readonly span: Span;
  readonly role: "speaker" | "cast" | "lua" | "mention";
}

export interface VariableUse {
  readonly variable: { readonly scope: VariableName["scope"]; readonly text: string };
  readonly span: Span;
  readonly role: "get" | "set";
  readonly local: number;
}

/** What refers to names, packed: `referencesIn`, `actorUsesIn` and `variablesIn` read it. */
export interface References {
  /** The texts that the lists name by their index. */
  readonly names: readonly string[];
  readonly references: NumberList;
  readonly actors: NumberList;
  readonly variables: NumberList;
  /** Values of strings: a dynamic call may take any of them for a name. */
  readonly strings: readonly string[];
}
