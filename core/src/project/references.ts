/** Collects what a scene refers to: scenes, words and functions, who speaks, and its variables, in the order of the text. */
import type { ReferenceKind } from "../resolve/look-up.ts";
import type {
  Action,
  Argument,
  Expression,
  Item,
  Name,
  SceneNode,
  SetNode,
  Span,
  VariableName,
} from "../syntax/model.ts";
import type { LuaActorUse, LuaReference, LuaSummary, LuaVariable } from "./lua-model.ts";
import type { NumberList } from "./number-list.ts";
import { packReferences } from "./packed-references.ts";

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

/** A name where an actor is expected: before a speech, in the list of a scene's actors, or behind `act.` in Lua. */
export interface ActorUse {
  readonly name: string;
  readonly span: Span;
  readonly role: "speaker" | "cast" | "lua";
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

/** Everything the scene's items refer to; `lua` are the references of its code blocks. */
export function referencesOf(scene: SceneNode, lua: LuaSummary): References {
  const collector = new Collector();
  for (const { name } of scene.actors) collector.actor(name, "cast");
  scene.locals.forEach((local, index) => {
    let speaker: string | null = null;
    for (const item of local.items) {
      if (item.kind === "action") speaker = item.actor.text;
      collector.item(item, item.kind === "action" || item.kind === "continue" ? speaker : null, index);
    }
  });
  collector.lua(lua);
  return packReferences(collector);
}

/** What Lua refers to outside of any scene's lines. */
export function luaReferences(lua: LuaSummary): References {
  const collector = new Collector();
  collector.lua(lua);
  return packReferences(collector);
}

/** A name in a Lua string as a reference: it stands in no local scene. */
function luaReference({ kind, key, span, actor, isAct }: LuaReference): Reference {
  return { kind, key, span, whole: span, actor, local: -1, origin: "lua", isAct };
}

function luaActorUse({ name, span }: LuaActorUse): ActorUse {
  return { name, span, role: "lua" };
}

function luaVariable(use: LuaVariable): VariableUse {
  return { ...use, local: -1 };
}

class Collector {
  readonly references: Reference[] = [];
  readonly actors: ActorUse[] = [];
  readonly variables: VariableUse[] = [];
  readonly strings: string[] = [];

  lua({ references, actorUses, variables, strings }: LuaSummary): void {
    this.references.push(...references.map(luaReference));
    this.actors.push(...actorUses.map(luaActorUse));
    this.variables.push(...variables.map(luaVariable));
    this.strings.push(...strings);
  }

  item(item: Item, actor: string | null, local: number): void {
    switch (item.kind) {
      case "action":
        this.actor(item.actor, "speaker");
        for (const action of item.actions) this.#action(action, actor, local);
        return;
      case "continue":
        for (const action of item.actions) this.#action(action, actor, local);
        return;
      case "call":
        if ("dynamic" in item.target) this.#expression(item.target.dynamic, null, local);
        else this.#reference("call", item.target, item.span, null, local);
        this.#arguments(item.args ?? [], null, local);
        return;
      case "choice":
        this.#reference("choice", item.target, item.span, null, local);
        return;
      case "set":
        this.#set(item, local);
        return;
      case "cue":
        return;
    }
  }

  actor(name: Name, role: ActorUse["role"]): void {
    this.actors.push({ name: name.text, span: name.span, role });
  }

  #set(item: SetNode, local: number): void {
    const { value, name, scope } = item;
    if (value.kind === "word") this.#reference("word", value.name, value.span, null, local);
    else if (value.kind === "dynamicWord") this.#variable(value.variable, "get", local);
    else this.#expression(value, null, local);
    if (name !== null) this.#variable({ ...name, scope }, "set", local);
  }

  #action(action: Action, actor: string | null, local: number): void {
    switch (action.kind) {
      case "word":
        this.#reference("word", action.name, action.span, actor, local);
        return;
      case "dynamicWord":
      case "variable":
        this.#variable(action.variable, "get", local);
        return;
      case "function":
      case "dynamicFunction":
        this.#expression(action, actor, local);
        return;
      case "talk":
      case "sakura":
      case "escape":
        return;
    }
  }

  #expression(expression: Expression, actor: string | null, local: number): void {
    switch (expression.kind) {
      case "function": {
        const kind = expression.scope === "global" ? "globalFunction" : "function";
        this.#reference(kind, expression.name, expression.span, actor, local);
        this.#arguments(expression.args, actor, local);
        return;
      }
      case "dynamicFunction":
        this.#variable(expression.variable, "get", local);
        this.#arguments(expression.args, actor, local);
        return;
      case "variable":
        this.#variable(expression.variable, "get", local);
        return;
      case "paren":
        this.#expression(expression.inner, actor, local);
        return;
      case "binary":
        this.#expression(expression.left, actor, local);
        this.#expression(expression.right, actor, local);
        return;
      case "string":
        this.strings.push(expression.value);
        return;
      case "int":
      case "float":
        return;
    }
  }

  #arguments(args: readonly Argument[], actor: string | null, local: number): void {
    for (const { value } of args) this.#expression(value, actor, local);
  }

  #reference(kind: ReferenceKind, name: Name, whole: Span, actor: string | null, local: number): void {
    this.references.push({ kind, key: name.text, span: name.span, whole, actor, local, origin: "pasta", isAct: false });
  }

  #variable(variable: Pick<VariableName, "scope" | "text" | "span">, role: VariableUse["role"], local: number): void {
    const { scope, text, span } = variable;
    this.variables.push({ variable: { scope, text }, span, role, local });
  }
}
