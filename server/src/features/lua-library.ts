/**
 * The names that the run-time library gives to Lua, with their parameters and what they do: for completion, hover and
 * signature help. `test/server/lua-library.test.ts` holds them against the names that the resolver knows.
 * Source: `pasta_scripts/pasta` of pasta_lua 0.4.4, `act.lua`, `actor.lua`, `init.lua`, `scene.lua`, `shiori/act.lua`.
 */
import type { Locale } from "#core/messages/index.ts";

export interface LibraryFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly en: string;
  readonly ja: string;
}

const entry = (name: string, parameters: string, en: string, ja: string): LibraryFunction => ({
  name,
  parameters: parameters === "" ? [] : parameters.split(", "),
  en,
  ja,
});

const ACT: readonly LibraryFunction[] = [
  entry("talk", "actor, text", "lets an actor say a text", "アクターに話させる"),
  entry(
    "sakura_script",
    "actor, text",
    "lets an actor say SakuraScript as it is",
    "アクターに SakuraScript をそのまま言わせる",
  ),
  entry("raw_script", "text", "adds SakuraScript that nobody says", "だれのものでもない SakuraScript を加える"),
  entry("surface", "id", "changes the surface of who speaks", "話し手のサーフェスを変える"),
  entry("wait", "ms", "waits this many milliseconds", "指定したミリ秒だけ待つ"),
  entry("newline", "n", "breaks the line this many times", "指定した回数だけ改行する"),
  entry("clear", "", "empties the balloon", "バルーンの文字を消す"),
  entry("choice", "target, display", "offers a choice that leads to a scene", "シーンに続く選択肢を出す"),
  entry("choice_timeout", "seconds", "how long choices wait", "選択肢の待ち時間を決める"),
  entry("call", "scene, name, attributes, ...", "draws a scene and plays it", "シーンを引いて再生する"),
  entry(
    "call_restore",
    "scene, name, attributes, ...",
    "the same, and comes back to the scene around",
    "同じく。終われば元のシーンに戻る",
  ),
  entry(
    "call_key",
    "value, path, operand",
    "makes the name of a dynamic call out of a value",
    "値を動的な呼び出しの名前にする",
  ),
  entry("find_scene", "name", "what a call of this name would run", "この名前の呼び出しが動かすもの"),
  entry("word", "name", "draws a word", "単語を引く"),
  entry(
    "expr_fn",
    "name, ...",
    "calls a function by name, as ＠name（） does",
    "＠名前（） と同じく、関数を名前で呼ぶ",
  ),
  entry("expr_fn_var", "value, path, ...", "calls the function that a value names", "値が表す名前の関数を呼ぶ"),
  entry(
    "global_fn",
    "name, ...",
    "calls a function of GLOBAL, as ＠＊name（） does",
    "＠＊名前（） と同じく、GLOBAL の関数を呼ぶ",
  ),
  entry(
    "actor_proxy",
    "name",
    "an actor to speak through, registered or not",
    "登録の有無によらず、話させるためのアクター",
  ),
  entry("set_spot", "name, number", "puts an actor on a spot", "アクターの立ち位置を決める"),
  entry("clear_spot", "", "takes all actors off their spots", "立ち位置をすべて消す"),
  entry("yield", "", "hands over what was said so far, and waits", "ここまでを渡して待つ"),
  entry("build", "", "makes the script of what was said", "ここまでの発話をスクリプトにする"),
  entry("failure", "text, warning", "leaves a notice of failure in the speech", "失敗の表記を発話に残す"),
  entry(
    "init_scene",
    "scene, name, local, lines",
    "begins a scene; generated code calls it",
    "シーンを始める（生成されたコードが呼ぶ）",
  ),
  entry(
    "restore_scene",
    "scene, ...",
    "goes back to a scene; generated code calls it",
    "シーンに戻る（生成されたコードが呼ぶ）",
  ),
  entry("find_handler", "mode, name, plain", "the whole search for a name", "名前の探索のすべて"),
  entry(
    "find_act_handler",
    "mode, name, plain",
    "the whole search for a name, from act on",
    "act から始まる名前の探索",
  ),
  entry(
    "get_property",
    "names, timeout, message",
    "asks the base ware for properties",
    "ベースウェアにプロパティを尋ねる",
  ),
  entry("set_property", "name, value", "sets a property of the base ware", "ベースウェアのプロパティを設定する"),
  entry("transfer_date_to_var", "", "puts date and time into variables", "日時を変数に入れる"),
  entry("transfer_req_to_var", "", "puts the event's references into variables", "イベントの Reference を変数に入れる"),
];

const PROXY: readonly LibraryFunction[] = [
  entry("talk", "text", "lets the actor say a text", "このアクターに話させる"),
  entry(
    "sakura_script",
    "text",
    "lets the actor say SakuraScript as it is",
    "このアクターに SakuraScript をそのまま言わせる",
  ),
  entry("word", "name", "draws a word, the actor’s own first", "単語を引く（このアクターの単語が先）"),
  entry(
    "expr_fn",
    "name, ...",
    "calls a function by name, the actor’s own first",
    "関数を名前で呼ぶ（このアクターの関数が先）",
  ),
];

const PASTA: readonly LibraryFunction[] = [
  entry("create_scene", "name, function_name, scene", "makes a scene", "シーンを作る"),
  entry("create_actor", "name", "makes an actor, or gives the one there is", "アクターを作る。あればそれを返す"),
  entry("create_word", "name", "makes a word for the whole ghost", "ゴースト全体の単語を作る"),
  entry("num", "operator, value, operand", "a value as a number", "値を数にする"),
  entry("str", "value, operand", "a value as text", "値を文字列にする"),
];

const OWN_WORDS: readonly LibraryFunction[] = [
  entry("create_word", "name", "makes a word of its own", "自分だけの単語を作る"),
];

/** By the name that stands before the dot or colon; `act.` stands for an actor that speaks. */
export const LIBRARY: ReadonlyMap<string, readonly LibraryFunction[]> = new Map([
  ["act", ACT],
  ["act.", PROXY],
  ["PASTA", PASTA],
  ["SCENE", OWN_WORDS],
  ["ACTOR", OWN_WORDS],
]);

/** Modules that scripts can require. */
export const MODULES: readonly string[] = [
  "pasta",
  "pasta.global",
  "pasta.save",
  "pasta.scene",
  "pasta.word",
  "pasta.actor",
];

/** What stands at an offset of a line of Lua, if it is a name of the library: `act:talk`, `act.さくら:talk`, `PASTA.str`. */
export function libraryCall(
  line: string,
  column: number,
): { readonly found: LibraryFunction; readonly owner: string; readonly start: number; readonly end: number } | null {
  for (const match of line.matchAll(
    /(?<![\w.:\u0080-\uffff])(act|PASTA|SCENE|ACTOR)(\.[\w\u0080-\uffff]+)?[.:](\w+)/g,
  )) {
    const end = match.index + match[0].length;
    const start = end - (match[3] as string).length;
    if (column < start || column > end) continue;
    const owner = match[2] === undefined ? (match[1] as string) : `${match[1]}.`;
    const found = LIBRARY.get(owner)?.find(({ name }) => name === match[3]);
    return found === undefined ? null : { found, owner, start, end };
  }
  return null;
}

/** `act:talk(actor, text)`. */
export function signatureOf(owner: string, { name, parameters }: LibraryFunction): string {
  const object = owner === "act." ? "actor" : owner;
  return `${object}${owner === "PASTA" ? "." : ":"}${name}(${parameters.join(", ")})`;
}

export function describeFunction(of: LibraryFunction, locale: Locale): string {
  return of[locale];
}
