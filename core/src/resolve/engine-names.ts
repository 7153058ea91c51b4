/**
 * Names that the engine itself answers to, measured in a loaded ghost of engine 0.4.4: what a call, word or function
 * finds although no dictionary declares it.
 */

/** Functions in `GLOBAL` that the engine brings. */
export const ENGINE_FUNCTIONS: ReadonlySet<string> = new Set([
  "yield",
  "チェイントーク",
  "close_ghost",
  "ゴースト終了",
  "pause_auto_talk",
  "自動トーク停止",
  "resume_auto_talk",
  "自動トーク再開",
  "recommend_item",
  "おすすめ項目",
  "recommend_separator",
  "おすすめ区切り",
]);

/** Methods of `act`, in any scene (`pasta.act`), and those a ghost adds when a base ware runs it (`pasta.shiori.act`). */
export const ACT_METHODS: ReadonlySet<string> = new Set([
  "actor_proxy",
  "build",
  "call",
  "call_key",
  "call_restore",
  "choice",
  "choice_timeout",
  "clear",
  "clear_spot",
  "expr_fn",
  "expr_fn_var",
  "failure",
  "find_act_handler",
  "find_handler",
  "find_scene",
  "global_fn",
  "init_scene",
  "newline",
  "raw_script",
  "restore_scene",
  "sakura_script",
  "set_spot",
  "surface",
  "talk",
  "wait",
  "word",
  "yield",
  "get_property",
  "set_property",
  "transfer_date_to_var",
  "transfer_req_to_var",
]);

/** What every scene's Lua table inherits. */
export const SCENE_METHODS: ReadonlySet<string> = new Set(["create_word"]);

/** What every registered actor inherits; an actor that nobody registered has only its name. */
export const ACTOR_METHODS: ReadonlySet<string> = new Set(["create_word"]);

/** The field that every actor has, registered or not. */
export const ACTOR_NAME_FIELD = "name";

/** `[scene.alias]` where pasta.toml says nothing else: target, and what stands for it. */
export const DEFAULT_ALIASES: ReadonlyMap<string, readonly string[]> = new Map([
  ["OnTalk", ["会話"]],
  ["sakura.recommendsites", ["おすすめメニュー"]],
  ["kero.recommendsites", ["相方おすすめメニュー"]],
  ["sakura.portalsites", ["ポータルメニュー"]],
  ["sakura.recommendbuttoncaption", ["おすすめボタン名"]],
  ["kero.recommendbuttoncaption", ["相方おすすめボタン名"]],
  ["sakura.portalbuttoncaption", ["ポータルボタン名"]],
]);
