/** The texts that features show, in the languages of the product. */
import type { Locale } from "#core/messages/index.ts";

const TEXTS = {
  "debug-scene": { en: "Debug", ja: "デバッグ" },
  "run-scene": { en: "Run scene", ja: "シーンを再生" },
  caller: { en: "1 call draws from this", ja: "1 か所から呼ばれます" },
  callers: { en: "{0} calls draw from this", ja: "{0} か所から呼ばれます" },
  started: { en: "started from outside", ja: "外から呼ばれるシーン" },
  "no-callers": { en: "no calls", ja: "呼び出しなし" },
  unused: { en: "unused", ja: "未使用" },
  "captured-one": { en: "captured by 1 call", ja: "前方一致で 1 か所の候補に入ります" },
  captured: { en: "captured by {0} calls", ja: "前方一致で {0} か所の候補に入ります" },
  "candidates-one": { en: "1 candidate", ja: "候補 1 件" },
  candidates: { en: "{0} candidates", ja: "候補 {0} 件" },
  "more-candidates": { en: "and {0} more", ja: "ほか {0} 件" },
  chance: { en: "chance", ja: "確率" },
  "strategy-merged": { en: "local and global names in one draw", ja: "ローカルとグローバルを合わせて抽選" },
  "strategy-localFirst": { en: "local names before global ones", ja: "ローカルを優先して抽選" },
  deck: {
    en: "drawn from a shuffled deck of {0}, without repetition until it is empty",
    ja: "切り混ぜた {0} 枚の山から、尽きるまで重複なしに引きます",
  },
  unresolved: { en: "Nothing answers this name.", ja: "この名前に答えるものがありません。" },
  "asked-call": {
    en: "Asked, in this order: the scene’s own functions, its local scenes, methods of `act`, `GLOBAL`, and scenes whose names begin so.",
    ja: "シーン自身の関数、ローカルシーン、`act` のメソッド、`GLOBAL`、名前がこう始まるシーンの順に探しました。",
  },
  "asked-word": {
    en: "Asked, in this order: the speaker’s words, the scene’s words, methods of `act`, `GLOBAL`, and words whose names begin so.",
    ja: "話し手の単語、シーンの単語、`act` のメソッド、`GLOBAL`、名前がこう始まる単語の順に探しました。",
  },
  "asked-function": {
    en: "Asked, in this order: the scene’s own functions, its local scenes, methods of `act`, `GLOBAL`, and scenes whose names begin so.",
    ja: "シーン自身の関数、ローカルシーン、`act` のメソッド、`GLOBAL`、名前がこう始まるシーンの順に探しました。",
  },
  "asked-globalFunction": { en: "Asked: `GLOBAL`.", ja: "`GLOBAL` を探しました。" },
  "asked-choice": {
    en: "Asked, in this order: local scenes of this scene, and scenes whose names begin so.",
    ja: "このシーンのローカルシーン、名前がこう始まるシーンの順に探しました。",
  },
  fails: {
    en: "When it runs, the notice {0} stands in its place, and the scene goes on.",
    ja: "実行すると、その場所に {0} と表示され、シーンは続きます。",
  },
  "fails-choice": {
    en: "When it is chosen, nothing follows.",
    ja: "選ばれても、その先がありません。",
  },
  "fails-actor": {
    en: "When it runs, the notice {0} stands before the speech.",
    ja: "実行すると、せりふの前に {0} と表示されます。",
  },
  "why-exact": { en: "its very name in this scene", ja: "このシーンでの名前そのもの" },
  "why-name": { en: "its name", ja: "名前どおり" },
  "why-prefix": { en: "its name begins with {0}", ja: "名前が「{0}」で始まる" },
  "why-alias": { en: "by the alias for {0}", ja: "「{0}」の別名による" },
  "scene-attribute": {
    en: "attribute of the scene; a draw that filters by it takes only scenes that have the value",
    ja: "シーンの属性。これで絞り込む抽選では、値の合うシーンだけが候補になります",
  },
  "file-attribute": {
    en: "attribute of all scenes below it in this file",
    ja: "このファイルの、ここから下のすべてのシーンの属性",
  },
  "values-seen": { en: "values in this ghost", ja: "このゴーストでの値" },
  "set-once": { en: "set at 1 place", ja: "値を入れる所：1 か所" },
  "set-nowhere": { en: "set nowhere in this ghost", ja: "このゴーストのどこでも値が入りません" },
  "alias-of": { en: "{0} is an alias of {1}", ja: "「{0}」は「{1}」の別名です" },
  "exact-field": { en: "exact name of a local scene or Lua function", ja: "ローカルシーンか Lua 関数の名前そのもの" },
  "local-scene": { en: "local scene", ja: "ローカルシーン" },
  "global-scene": { en: "scene", ja: "シーン" },
  "global-word": { en: "word", ja: "単語" },
  "local-word": { en: "word of this scene", ja: "このシーンの単語" },
  "actor-word": { en: "word of the actor", ja: "アクターの単語" },
  actor: { en: "actor", ja: "アクター" },
  "unknown-actor": { en: "no actor of this name", ja: "この名前のアクターはありません" },
  spot: { en: "spot {0}", ja: "立ち位置 {0}" },
  words: { en: "words: {0}", ja: "単語：{0}" },
  "local-variable": { en: "variable, until the act ends", ja: "変数（その場のやりとりの間だけ）" },
  "global-variable": { en: "saved variable", ja: "保存される変数" },
  "property-variable": { en: "property of the base ware", ja: "ベースウェアのプロパティ" },
  "argument-variable": { en: "argument of the scene", ja: "シーンに渡された引数" },
  "set-at": { en: "set at {0} places", ja: "値を入れる所：{0} か所" },
  "act-method": { en: "method of `act`", ja: "`act` のメソッド" },
  "scene-method": { en: "method of every scene", ja: "シーンのメソッド" },
  "engine-function": { en: "function of the engine", ja: "エンジンの関数" },
  "lua-function": { en: "Lua function in GLOBAL", ja: "GLOBAL の Lua 関数" },
  "called-by-one": { en: "drawn by 1 call", ja: "1 か所から呼ばれます" },
  "called-by": { en: "drawn by {0} calls", ja: "{0} か所から呼ばれます" },
  registered: { en: "registered as {0}", ja: "登録名 {0}" },
  attributes: { en: "attributes", ja: "属性" },
  "fix-did-you-mean": { en: "Change to “{0}”", ja: "「{0}」に変える" },
  "fix-create-local": { en: "Create the local scene “{0}” here", ja: "ここにローカルシーン「{0}」を作る" },
  "fix-create-global": { en: "Create the scene “{0}” in this file", ja: "このファイルにシーン「{0}」を作る" },
  "fix-create-global-in": { en: "Create the scene “{0}” in {1}", ja: "{1} にシーン「{0}」を作る" },
  "fix-define-word": { en: "Define the word “{0}” in this file", ja: "このファイルに単語「{0}」を定義する" },
  "fix-define-word-in": { en: "Define the word “{0}” in {1}", ja: "{1} に単語「{0}」を定義する" },
  "fix-define-function": { en: "Define the function “{0}” in this scene", ja: "このシーンに関数「{0}」を定義する" },
  "fix-define-local-word": { en: "Define the word “{0}” in this scene", ja: "このシーンに単語「{0}」を定義する" },
  "fix-define-actor-word": {
    en: "Define the word “{0}” for {1}",
    ja: "{1} に単語「{0}」を定義する",
  },
  "fix-add-actor": { en: "Add the actor “{0}” to pasta.toml", ja: "アクター「{0}」を pasta.toml に加える" },
  "fix-remove": { en: "Remove these lines", ja: "この行を消す" },
  "fix-remove-named": { en: "Remove “{0}”", ja: "「{0}」を消す" },
  "fix-remove-first": { en: "Remove the first one, which does not count", ja: "効かない最初のほうを消す" },
  "fix-set-variable": { en: "Set {0} above", ja: "上で {0} に値を入れる" },
  "fix-add-speaker": { en: "Let “{0}” speak", ja: "「{0}」に話させる" },
  "fix-width": { en: "Write this file’s marks full width", ja: "このファイルの記号を全角にそろえる" },
  "half-width": { en: "Write this file’s marks half width", ja: "このファイルの記号を半角にそろえる" },
  "fix-ignore-line": { en: "Do not report {0} here", ja: "ここでは {0} を報告しない" },
  "fix-ignore-file": { en: "Do not report {0} in this file", ja: "このファイルでは {0} を報告しない" },
  "extract-local": { en: "Extract to a local scene “{0}”", ja: "ローカルシーン「{0}」に切り出す" },
  "extract-global": { en: "Extract to a scene “{0}”", ja: "シーン「{0}」に切り出す" },
  "move-scene": { en: "Move the scene “{0}” to {1}", ja: "シーン「{0}」を {1} に移す" },
  "inline-scene": { en: "Put the lines of “{0}” where it is called", ja: "「{0}」の行を呼び出しの場所に入れる" },
  "scene-to-words": { en: "Turn the scenes “{0}” into a word", ja: "シーン「{0}」を単語にする" },
  "word-to-scenes": { en: "Turn the word “{0}” into scenes", ja: "単語「{0}」をシーンにする" },
  "move-keep": { en: "Keep the moved dictionaries in the ghost", ja: "移した辞書をゴーストに残す" },
  "move-keep-why": {
    en: "The patterns of pasta.toml do not name them at their new place.",
    ja: "pasta.toml のパターンは、移した先を含んでいません。",
  },
  "move-leaves": {
    en: "{0} leaves the ghost: what it declares is gone.",
    ja: "{0} はゴーストから外れ、中の定義はなくなります。",
  },
  "move-clash": {
    en: "{0} and {1} have the same module name: the engine loads only one of them.",
    ja: "{0} と {1} はモジュール名が同じになり、エンジンは片方しか読みません。",
  },
  "move-function": {
    en: "GLOBAL.{0} is now the one of {1}: it is loaded after {2}.",
    ja: "GLOBAL.{0} は {1} のものになります。{2} より後に読まれるためです。",
  },
  "move-main": {
    en: "scripts/main.lua is what the engine starts with; under another name nothing runs it.",
    ja: "エンジンが最初に動かすのは scripts/main.lua です。別の名前では動きません。",
  },
  "route-no-scene": { en: "The caret stands in no scene.", ja: "カーソルのある行は、どのシーンにも属していません。" },
  "route-no-caller": {
    en: "Nothing leads to {0}: no event, no call, no choice.",
    ja: "「{0}」に至る道がありません。イベントも呼び出しも選択肢もありません。",
  },
  "route-alias": {
    en: "{0} is an alias, so calls of this name go to what it stands for.",
    ja: "「{0}」は別名なので、この名前の呼び出しは別名の先へ行きます。",
  },
  "route-callers-unreached": {
    en: "{0} is called, but nothing outside the dictionaries starts any of the scenes that call it.",
    ja: "「{0}」を呼ぶシーンはありますが、そのどれも外からは始まりません。",
  },
  "route-answered-by-others": {
    en: "Nothing draws {0}: calls such as ＞{1} are answered by others first.",
    ja: "「{0}」は引かれません。＞{1} のような呼び出しには、ほかの候補が先に答えます。",
  },
  "route-only-dynamic": {
    en: "{0} can only be reached through a dynamic call (＞＄…), whose name is known when it runs.",
    ja: "「{0}」には動的な呼び出し（＞＄…）でしか行けません。行き先は実行時に決まります。",
  },
  "rename-reserved": { en: "“{0}” is reserved for the engine.", ja: "「{0}」はエンジンの予約名です。" },
  "rename-invalid": {
    en: "“{0}” is no name: it begins with a letter or _, and goes on with letters, digits and _.",
    ja: "「{0}」は名前に使えません。文字か _ で始め、文字・数字・_ を続けてください。",
  },
  "rename-nothing": { en: "Nothing that can be renamed is here.", ja: "ここには名前を変えられるものがありません。" },
  "rename-argument": {
    en: "＄{0} is the number of an argument: it has no name that could change.",
    ja: "「＄{0}」は引数の番号です。名前ではないので変えられません。",
  },
  "rename-property": {
    en: "＄％{0} is a property of the base ware, which gives it its name.",
    ja: "「＄％{0}」の名前はベースウェアが決めています。",
  },
  "rename-keyword": {
    en: "“{0}” is a word of Lua: with this name there the engine could not load the ghost.",
    ja: "「{0}」は Lua の予約語です。この名前にすると、エンジンがゴーストを読み込めません。",
  },
  "rename-config": {
    en: "pasta.toml has an entry “{0}” already.",
    ja: "pasta.toml には、もう「{0}」があります。",
  },
  "rename-joins": {
    en: "“{0}” exists already: the two become one",
    ja: "「{0}」はほかにもあり、二つは一つになります",
  },
  "rename-strings": {
    en: "{1} strings say “{0}” and stay as they are",
    ja: "「{0}」と書いた文字列が {1} か所にあり、そのまま残ります",
  },
  "rename-not-started": {
    en: "{0} starts this scene, and will do so no more",
    ja: "このシーンは {0} で始まらなくなります",
  },
  "rename-started": {
    en: "{0} will start this scene",
    ja: "このシーンは {0} で始まるようになります",
  },
  "rename-confirm-one": {
    en: "This changes which scenes 1 call can draw",
    ja: "1 か所の呼び出しで、選ばれる候補が変わります",
  },
  "rename-confirm": {
    en: "This changes which scenes {0} calls can draw",
    ja: "{0} か所の呼び出しで、選ばれる候補が変わります",
  },
  "asked-for": { en: "asked for, not there yet", ja: "呼ばれていますが、まだありません" },
  "loading-ghost": { en: "Reading the ghost", ja: "ゴーストを読み込んでいます" },
  untrusted: {
    en: "The workspace is not trusted: no script runs.",
    ja: "信頼されていないワークスペースでは、スクリプトは動きません。",
  },
  "no-scene-here": { en: "There is no scene here.", ja: "ここにはシーンがありません。" },
  "no-ghost-here": { en: "This file belongs to no ghost.", ja: "このファイルはどのゴーストにも属していません。" },
} as const;

export type TextId = keyof typeof TEXTS;

/** A text with its holes filled. */
export function text(id: TextId, locale: Locale, ...args: readonly string[]): string {
  return TEXTS[id][locale].replace(/\{(\d)\}/g, (hole, index: string) => args[Number(index)] ?? hole);
}
