/** The ghost that tests of the debugger run, and where its lines are. */

/** The dictionary with all of it, ghost-relative. */
export const DEBUGGED_FILE = "dic/会話.pasta";

export const DEBUGGED_GHOST: ReadonlyMap<string, string> = new Map([
  ["pasta.toml", '[actor."さくら"]\nspot = 0\n'],
  [
    DEBUGGED_FILE,
    `％さくら
＊話
　＄x＝１
　さくら：一。
　＄x＝＄x＋１
　＞枝（「引数」）
　＞数える
　さくら：＄x　終わり。
　・枝
　　さくら：枝、＄０。
\`\`\`lua
function SCENE.数える(act)
  local 合計 = 0
  for i = 1, 3 do
    合計 = 合計 + i
  end
  act.save.合計 = 合計
end
\`\`\`
＠挨拶：やあ、おはよう、こんばんは
＊質問
　さくら：どれ？
　＠？甲
　＠？乙
　・甲
　　さくら：甲です。
　・乙
　　さくら：乙です。
＊失敗
　＞ない
　＞落ちる
　さくら：続き。
\`\`\`lua
function SCENE.落ちる(act) error("わざと") end
\`\`\`
＊止まらない
　＞回る
\`\`\`lua
function SCENE.回る(act) while true do end end
\`\`\`
＊引く
　さくら：＠挨拶
　さくら：＠挨拶
　さくら：＠挨拶
＊数
　＄＊回数＝＄＊回数＋１
　さくら：＄＊回数　回目。
　＞外
`,
  ],
  [
    "scripts/main.lua",
    `local GLOBAL = require("pasta.global")
local 回 = 0
function GLOBAL.外(act)
  回 = 回 + 1
  act.save.外 = 回
  return 回
end
`,
  ],
]);

const LINES = (DEBUGGED_GHOST.get(DEBUGGED_FILE) ?? "").split("\n");

/** The line (from 1) of the dictionary that holds a text. */
export function lineWith(text: string): number {
  const index = LINES.findIndex((line) => line.includes(text));
  if (index < 0) throw new RangeError(`no line with ${text}`);
  return index + 1;
}
