/** What Lua declares and refers to, as values: the shapes that `lua-summary.ts` fills. */
import type { ReferenceKind } from "../resolve/look-up.ts";
import type { Span } from "../syntax/model.ts";

/** Whose table a field belongs to; a number is the scene of that index in `LuaSummary.scenes`. */
export type LuaOwner = "global" | "scene" | "actor" | { readonly scene: number } | { readonly actor: string };

export interface LuaField {
  readonly owner: LuaOwner;
  readonly name: string;
  readonly callable: boolean;
  readonly nameSpan: Span;
  readonly span: Span;
}

export interface LuaWord {
  readonly owner: LuaOwner;
  readonly name: string;
  readonly values: readonly string[];
  readonly nameSpan: Span;
  readonly span: Span;
}

/** A name that a call of Lua names: `PASTA.create_scene("x")`, `PASTA.create_actor("x")`. */
export interface LuaNamed {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

export interface LuaReference {
  readonly kind: ReferenceKind;
  readonly key: string;
  /** The name alone, without its quotes. */
  readonly span: Span;
  /** Whose words come first: `act.さくら:word("笑顔")`. */
  readonly actor: string | null;
  /** Whether `act` itself is asked, so that a name that nothing answers is a fault for sure. */
  readonly isAct: boolean;
}

/** `act.さくら:talk(…)`: an actor as Lua speaks for it; or another name that Lua uses without quotes. */
export interface LuaActorUse {
  readonly name: string;
  readonly span: Span;
}

/** `var.x`, `save.x`, `act.var.x`, `act.save.x`: Pasta's variables as Lua sees them. */
export interface LuaVariable {
  readonly variable: { readonly scope: "local" | "global"; readonly text: string };
  readonly span: Span;
  readonly role: "get" | "set";
}

export interface LuaSummary {
  readonly fields: readonly LuaField[];
  readonly words: readonly LuaWord[];
  readonly scenes: readonly LuaNamed[];
  readonly actors: readonly LuaNamed[];
  readonly actorUses: readonly LuaActorUse[];
  /** `act.さくら` without speech: an actor where there is one of the name, else a field that a script gave `act`. */
  readonly actorMentions: readonly LuaActorUse[];
  /** Fields of `SCENE` that are read: `SCENE.はかる(act)`. */
  readonly sceneUses: readonly LuaActorUse[];
  readonly references: readonly LuaReference[];
  readonly variables: readonly LuaVariable[];
  /** Values of all strings: any of them may be handed on as a name. */
  readonly strings: readonly string[];
}
