/** The messages in Japanese. */
import type { MessageId } from "./en.ts";

export const ja: Readonly<Record<MessageId, string>> = {
  "syntax-unexpected-text": "ここに「{0}」は書けません。行はその手前で終わる必要があります。",
  "syntax-unexpected-line":
    "行の先頭に Pasta の記号がありません。シーンの中では、話者（さくら：…）、呼び出し（＞…）、選択肢（＠？…）、変数（＄…＝…）のどれかで始めます。",
  "syntax-stray-line":
    "左端から始まる行は、＊（シーン）、％（アクター）、＠（単語）、＆（属性）、＃（コメント）のどれかで始めます。シーンの中の行なら字下げしてください。",
  "syntax-unclosed-fence":
    "コードブロックが閉じられていません。同じ数のバッククォート（{0}）だけの行で閉じてください（後ろに書けるのはコメントだけです）。",
  "syntax-missing-colon": "話者「{0}」の後ろにコロンがありません。例：{0}：…",
  "syntax-empty-speech": "コロンの後ろにせりふがありません。何も言わせないなら、行を消してください。",
  "syntax-incomplete-word": "{0} の後ろに単語か関数の名前がありません。文字そのものを書くときは二つ重ねます：{0}{0}",
  "syntax-incomplete-variable": "{0} の後ろに変数の名前がありません。文字そのものを書くときは二つ重ねます：＄＄",
  "syntax-incomplete-function": "GLOBAL の関数には括弧が必要です：＠＊{0}（）",
  "syntax-lone-backslash": "この「\\」はさくらスクリプトのタグになりません。文字そのものを書くときは二つ重ねます：\\\\",
  "syntax-missing-name": "{0} の後ろに名前がありません。",
  "syntax-missing-target": "{0} の後ろにシーンの名前がありません。例：{0}会話",
  "syntax-missing-value": "{0} の後ろに値がありません。",
  "syntax-missing-mark": "{1} の後ろに {0} がありません。",
  "syntax-missing-word-values": "コロンの後ろに単語が一つもありません。例：＠挨拶：やあ、こんにちは",
  "syntax-reserved-name": "「{0}」のように始まる名前はエンジンが予約しています。別の名前にしてください。",
  "syntax-broken-line": "この部分が読めません：{0}",
  "syntax-unclosed-parenthesis": "閉じ括弧「）」がありません。",
  "syntax-unclosed-string": "文字列が行の終わりまでに閉じられていません。「{0}」がありません。",
  "syntax-missing-operand": "演算子「{0}」の後ろに値がありません。",
  "syntax-too-deep": "括弧の入れ子が深すぎて読めません。",
  "syntax-missing-final-newline":
    "最後の行は改行で終わる必要があります。このままではエンジンがファイル全体を読み込みません。",
  "syntax-unnamed-first-scene":
    "{0} だけの行は前のシーンの続きですが、このファイルには前のシーンがありません。名前を付けてください。",
  "syntax-order-head":
    "シーンの単語・属性・アクターは、見出しのすぐ下（コードブロックや最初の実行行より前）に書きます。",
  "syntax-order-local": "単語・属性・アクターはシーン全体のものです。＊ の行のすぐ下に書いてください。",
  "syntax-order-after-code":
    "このシーンでコードブロックの後ろに書けるのは、別のコードブロックかローカルシーン（・…）だけです。ブロックを最後に移してください。",
  "syntax-order-actor": "アクターの下に書けるのは、単語・属性・変数・コードブロックだけです。",
  "syntax-order-outside":
    "この行はどのシーンにも属していません。上にシーン（＊…）が必要です（間に字下げのない行は置けません）。",
  "syntax-indented-fence": "コードブロックのバッククォートは左端に書きます。",
  "syntax-code-outside": "コードブロックはシーンかアクターの中に書きます。",
  "late-continuation":
    "このシーンではまだ誰も話していません。「：」で続ける前に、話者（さくら：…）から始めてください。",
  "late-property": "プロパティ（＄％…）は式の中では使えません。先に変数へ入れてください：＄x＝＄％{0}",
  "late-literal": "このテキストはエンジンが Lua に書き出せません。「\\」や引用符と、何種類もの「]=」が混ざっています。",
  "unresolved-scene": "「{0}」で始まる名前のシーンも、その名前の関数もありません。",
  "unresolved-scene-near": "「{0}」に答えるシーンがありません。「{1}」のことですか？",
  "unresolved-word": "「{0}」で始まる名前の単語がありません。",
  "unresolved-word-near": "「{0}」で始まる名前の単語がありません。「{1}」のことですか？",
  "unresolved-function": "「{0}」という関数がありません。",
  "unresolved-function-near": "「{0}」という関数がありません。「{1}」のことですか？",
  "unresolved-choice": "選んでも何も起きません。「{0}」で始まる名前のシーンがありません。",
  "unresolved-choice-near": "選んでも何も起きません。「{0}」で始まる名前のシーンがありません。「{1}」のことですか？",
  "unknown-actor": "「{0}」というアクターは、pasta.toml にも辞書にもありません。",
  "unknown-actor-near": "「{0}」というアクターはありません。「{1}」のことですか？",
  "undefined-variable": "{0} をここで読んでいますが、値を入れる所がゴーストのどこにもありません。",
  "unused-scene": "シーン「{0}」には、イベントからも呼び出しからも選択肢からも届きません。",
  "unused-local-scene": "ローカルシーン「{0}」を呼ぶ所が、このシーンの中にありません。",
  "unused-word": "単語「{0}」を使う所がありません。",
  "unreachable-actor-variable": "アクターの下の変数は、読み込まれるだけで値が入りません。シーンの中で入れてください。",
  "unreachable-actor-code": "アクターの下で動くのは、lua と書いたコードブロックだけです。",
  "unreachable-cue": "キュー「{0}」は読み飛ばされます。働くのは select だけです。",
  "duplicate-attribute": "属性「{0}」が二度書かれています。最後のものだけが有効です。",
  "duplicate-attribute-first": "「{0}」は先にここに書かれています。",
  "shadowed-by-alias": "「{0}」は「{1}」の別名なので、この呼び出しから「{2}」など「{0}」で始まるシーンは選ばれません。",
  "captured-call": "新しいシーン「{0}」は、前からある {1} か所の呼び出しの候補に加わります。",
  "captured-call-place": "この呼び出しから「{0}」も選ばれるようになりました。",
  "mixed-width": "記号「{0}」が半角です。このファイルの記号は全角です。",
  "lua-syntax-error": "Lua として読めません：{0}",
  "config-syntax": "pasta.toml が読めません：{0}",
  "config-type": "「{0}」の形が、エンジンの読めるものではありません。",
  "config-alias": "別名「{0}」が二度書かれているか、空か、置き換え先にもなっています。エンジンは起動しません。",
};
