-- Functions of GLOBAL that a base ware gives meaning to. In a preview they show what they would ask of it.
local GLOBAL = require("pasta.global")
local STORE = require("pasta.store")

--- Ends the ghost, after some milliseconds if given.
function GLOBAL.close_ghost(act, ms)
    if type(ms) == "number" and ms >= 1 then act:wait(ms) end
    act:raw_script("\\-")
end
GLOBAL["ゴースト終了"] = GLOBAL.close_ghost

function GLOBAL.pause_auto_talk() STORE.auto_talk_paused = true end
GLOBAL["自動トーク停止"] = GLOBAL.pause_auto_talk

function GLOBAL.resume_auto_talk() STORE.auto_talk_paused = false end
GLOBAL["自動トーク再開"] = GLOBAL.resume_auto_talk

-- Items of a menu that only a base ware asks for: outside such a request they do nothing.
function GLOBAL.recommend_item() end
GLOBAL["おすすめ項目"] = GLOBAL.recommend_item

function GLOBAL.recommend_separator() end
GLOBAL["おすすめ区切り"] = GLOBAL.recommend_separator

return {}
