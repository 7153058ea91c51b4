-- 辞書のどこからでも ＠＊名前（） で呼べる関数を GLOBAL に置きます。
local GLOBAL = require("pasta.global")

local 香り = { "梅", "若葉", "夕立", "金木犀", "焼き栗" }
local 番号 = 0

--- 呼ぶたびに、次の季節の香りを返します。
function GLOBAL.季節の香り(act)
  番号 = 番号 % #香り + 1
  return 香り[番号]
end

return {}
