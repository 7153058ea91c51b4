/** The lines of a local scene to Lua: speech, calls, choices, assignments, cues. */

import type { Action, CallNode, CueNode, Expression, Item, SetNode } from "#core/syntax/model.ts";
import {
  argumentSuffix,
  dynamicArguments,
  expressionCode,
  globalFunctionCode,
  operandName,
  PropertyInExpression,
} from "./expression.ts";
import { luaField, luaString } from "./literal.ts";
import type { LuaOutput } from "./output.ts";

/**
 * Writes the items. Where the engine would refuse to generate Lua at all (a continuation with nobody speaking, a
 * property inside an expression), the line alone is left out: the editor has reported it.
 */
export function writeItems(items: readonly Item[], output: LuaOutput): void {
  let speaker: string | null = null;
  items.forEach((item, index) => {
    if (item.kind === "action") speaker = item.actor.text;
    try {
      writeItem(item, speaker, index === items.length - 1, output);
    } catch (error) {
      if (!(error instanceof PropertyInExpression)) throw error;
      output.line("-- a property cannot stand in an expression", item.span);
    }
  });
}

function writeItem(item: Item, speaker: string | null, last: boolean, output: LuaOutput): void {
  switch (item.kind) {
    case "action":
    case "continue":
      if (speaker !== null) for (const action of item.actions) writeAction(action, speaker, output);
      return;
    case "call":
      if (isUnfinished(item.target)) return;
      output.line(callCode(item, last), item.span);
      return;
    case "choice": {
      if (isUnfinished(item.target)) return;
      const label = item.label ?? item.target;
      output.line(`act:choice(${luaString(item.target.text)}, ${luaString(label.text)})`, item.span);
      return;
    }
    case "set":
      output.line(setCode(item), item.span);
      return;
    case "cue":
      // The engine knows this one command; it reads the others and does nothing.
      if (item.command.text === "select") output.line(`act:choice_timeout(${timeoutOf(item)})`, item.span);
      return;
  }
}

/** A name that is still being typed: the line means nothing yet. */
function isUnfinished(target: CallNode["target"]): boolean {
  return !("dynamic" in target) && target.text === "";
}

function timeoutOf(cue: CueNode): string {
  const first = cue.args[0];
  return first?.kind === "int" || first?.kind === "float" ? String(first.value) : "nil";
}

function writeAction(action: Action, actor: string, output: LuaOutput): void {
  const code = actionCode(action, `act:actor_proxy(${luaString(actor)})`);
  if (code !== null) output.line(code, action.span);
}

function actionCode(action: Action, proxy: string): string | null {
  switch (action.kind) {
    case "talk":
      return `${proxy}:talk(${luaString(action.text)})`;
    case "sakura":
      return `${proxy}:sakura_script(${luaString(action.text)})`;
    case "escape": {
      const text = escapedText(action.text);
      return text === null ? null : `${proxy}:talk(${luaString(text)})`;
    }
    case "variable":
      if (action.variable.scope === "property")
        return `${proxy}:talk(tostring(act:get_property(${luaString(action.variable.text)})))`;
      return `${proxy}:talk(${dynamicArguments(action.variable)})`;
    case "word":
      return `${proxy}:talk(${proxy}:word(${luaString(action.name.text)}))`;
    case "dynamicWord":
      return `${proxy}:talk(${proxy}:word(${dynamicArguments(action.variable)}))`;
    // The second pair of parentheses keeps the first result alone: talk's next parameter means something else.
    case "function":
      if (action.name.text === "") return null;
      if (action.scope === "global") return `${proxy}:talk((${globalFunctionCode(action)}))`;
      return `${proxy}:talk((${proxy}:expr_fn(${luaString(action.name.text)}${argumentSuffix(action.args)})))`;
    case "dynamicFunction":
      return `${proxy}:talk((${proxy}:expr_fn_var(${dynamicArguments(action.variable)}${argumentSuffix(action.args)})))`;
  }
}

/** `＠＠` and `＄＄` say their second character; `\\` and `\%` stay as they are, for SakuraScript reads them again. */
function escapedText(written: string): string | null {
  const [first, second] = [...written];
  if (second === undefined) return null;
  return first === "\\" ? written : second;
}

/** The last line of a scene is a tail call; a call before it comes back and the scene's own names count again. */
function callCode(call: CallNode, last: boolean): string {
  const key = "dynamic" in call.target ? callKey(call.target.dynamic) : luaString(call.target.text);
  const args = call.args === null ? "" : argumentSuffix(call.args);
  const callee = last ? "return act:call" : "act:call_restore";
  return `${callee}(SCENE.__global_name__, ${key}, {}${args}, table.unpack(args))`;
}

function callKey(expression: Expression): string {
  let inner = expression;
  while (inner.kind === "paren") inner = inner.inner;
  if (inner.kind === "variable") return `act:call_key(${dynamicArguments(inner.variable)})`;
  const name = operandName(expression);
  const suffix = name === null ? "" : `, nil, ${luaString(name)}`;
  return `act:call_key(${expressionCode(expression)}${suffix})`;
}

function setCode({ name, scope, value }: SetNode): string {
  if (name === null) {
    const code = valueCode(value);
    const isCall = value.kind !== "word" && value.kind !== "dynamicWord" ? isFunction(value) : true;
    return isCall && code !== "nil" ? code : `do local _ = ${code} end`;
  }
  if (scope === "property") return `act:set_property(${luaString(name.text)}, ${valueCode(value)})`;
  const target = luaField(scope === "global" ? "save" : "var", name.text);
  // A property alone may be assigned; it is in longer expressions that it cannot stand.
  if (value.kind === "variable" && value.variable.scope === "property")
    return `${target} = act:get_property(${luaString(value.variable.text)})`;
  return `${target} = ${valueCode(value)}`;
}

function isFunction(expression: Expression): boolean {
  return expression.kind === "function" || expression.kind === "dynamicFunction";
}

function valueCode(value: SetNode["value"]): string {
  if (value.kind === "word") return `act:word(${luaString(value.name.text)})`;
  if (value.kind === "dynamicWord") return `act:word(${dynamicArguments(value.variable)})`;
  return expressionCode(value);
}
