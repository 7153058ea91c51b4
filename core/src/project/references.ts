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
import type { LuaSummary } from "./lua-model.ts";
import { ReferencePacker } from "./packed-references.ts";
import type { References, VariableUse } from "./reference-model.ts";

export type { ActorUse, Reference, References, VariableUse } from "./reference-model.ts";

/** Everything the scene's items refer to; `lua` are the references of its code blocks. */
export function referencesOf(scene: SceneNode, lua: LuaSummary): References {
  const collector = new Collector();
  for (const { name } of scene.actors) collector.packer.actor(name.text, name.span, "cast");
  scene.locals.forEach((local, index) => {
    let speaker: string | null = null;
    for (const item of local.items) {
      if (item.kind === "action") speaker = item.actor.text;
      collector.item(item, item.kind === "action" || item.kind === "continue" ? speaker : null, index);
    }
  });
  collector.lua(lua);
  return collector.packer.packed();
}

/** What Lua refers to outside of any scene's lines. */
export function luaReferences(lua: LuaSummary): References {
  const collector = new Collector();
  collector.lua(lua);
  return collector.packer.packed();
}

class Collector {
  readonly packer = new ReferencePacker();

  /** Names in Lua strings stand in no local scene. */
  lua({ references, actorUses, actorMentions, variables, strings }: LuaSummary): void {
    for (const { kind, key, span, actor, isAct } of references) {
      this.packer.reference({ kind, key, span, whole: span, actor, local: -1, origin: "lua", isAct });
    }
    for (const { name, span } of actorUses) this.packer.actor(name, span, "lua");
    for (const { name, span } of actorMentions) this.packer.actor(name, span, "mention");
    for (const { variable, span, role } of variables) this.packer.variable(variable, span, role, -1);
    for (const text of strings) this.packer.string(text);
  }

  item(item: Item, actor: string | null, local: number): void {
    switch (item.kind) {
      case "action":
        this.packer.actor(item.actor.text, item.actor.span, "speaker");
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

  #set(item: SetNode, local: number): void {
    const { value, name, scope } = item;
    if (value.kind === "word") this.#reference("word", value.name, value.span, null, local);
    else if (value.kind === "dynamicWord") this.#variable(value.variable, "get", local);
    else this.#expression(value, null, local);
    if (name !== null) this.packer.variable({ scope, text: name.text }, name.span, "set", local);
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
        this.packer.string(expression.value);
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
    const { text: key, span } = name;
    this.packer.reference({ kind, key, span, whole, actor, local, origin: "pasta", isAct: false });
  }

  #variable(variable: VariableName, role: VariableUse["role"], local: number): void {
    this.packer.variable(variable, variable.span, role, local);
  }
}
