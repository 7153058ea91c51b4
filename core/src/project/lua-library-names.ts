/** The names of the run-time library in Lua behind which names of a ghost stand. Source: `pasta_scripts/pasta` of pasta_lua 0.4.4. */
import { ACT_METHODS } from "../resolve/engine-names.ts";
import type { ReferenceKind } from "../resolve/look-up.ts";

/** Methods of `act` that look a name up, and which of their arguments the name is. */
export const LOOK_UPS: ReadonlyMap<string, { readonly kind: ReferenceKind; readonly argument: number }> = new Map([
  ["call", { kind: "call", argument: 1 }],
  ["call_restore", { kind: "call", argument: 1 }],
  ["find_scene", { kind: "call", argument: 0 }],
  ["word", { kind: "word", argument: 0 }],
  ["expr_fn", { kind: "function", argument: 0 }],
  ["global_fn", { kind: "globalFunction", argument: 0 }],
  ["choice", { kind: "choice", argument: 0 }],
]);

/** Methods of what `act.さくら` is: a name before one of them is an actor's. Source: `pasta_scripts/pasta/actor.lua`. */
export const PROXY_METHODS: ReadonlySet<string> = new Set([
  "talk",
  "sakura_script",
  "word",
  "expr_fn",
  "expr_fn_var",
  "find_actor_handler",
  "find_handler",
]);

/** Fields that `act` has besides its methods: what stands behind `act.` else is an actor's name, if it is one's. */
export const ACT_FIELDS: ReadonlySet<string> = new Set([...ACT_METHODS, "actors", "save", "token", "var"]);

/** Methods that make a word of their first argument. */
export const WORD_MAKERS: ReadonlySet<string> = new Set(["create_word", "create_global"]);
