-- PASTA: what generated code and user code call to declare scenes, actors and words, and operators on unsure values.
local ACTOR = require("pasta.actor")
local SCENE = require("pasta.scene")
local WORD = require("pasta.word")

local PASTA = {
    create_actor = ACTOR.get_or_create,
    create_scene = SCENE.create_scene,
    create_word = WORD.create_word,
}

--- The tables are joined once everything is loaded; the player does it.
function PASTA.finalize_scene() end

-- `num` and `str` belong to pasta.act, which needs this module's parts first.
local operators = { num = true, str = true }
return setmetatable(PASTA, {
    __index = function(self, key)
        if not operators[key] then return nil end
        local operator = require("pasta.act")[key]
        rawset(self, key, operator)
        return operator
    end,
})
