-- Everything that lives as long as the engine, in one table that requires nothing else.
local CONFIG = require("@pasta_config")

local STORE = {}

local function fill()
    STORE.actors = {}
    STORE.actor_spots = {}
    STORE.scenes = {}
    STORE.counters = {}
    STORE.global_words = {}
    STORE.local_words = {}
    STORE.actor_words = {}
    STORE.app_ctx = {}
    STORE.appearance = { actors = {}, spots = {}, owners = {}, last_spots = {} }
    STORE.co_scene = nil
    STORE.last_global_scene = nil
    STORE.kick_pending = nil
    STORE.kick_force = false
    STORE.auto_talk_paused = false
    STORE.co_preempt = setmetatable({}, { __mode = "k" })
end

--- Forgets everything, the configured actors too.
function STORE.reset() fill() end

fill()
if type(CONFIG.actor) == "table" then
    STORE.actors = CONFIG.actor
    for name, actor in pairs(CONFIG.actor) do
        if type(actor) == "table" then
            actor.name = name
            if type(actor.spot) == "number" then STORE.actor_spots[name] = actor.spot end
        end
    end
end

return STORE
