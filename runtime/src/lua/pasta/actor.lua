-- Actors, and the proxies through which they speak in an act.
local STORE = require("pasta.store")
local WORD = require("pasta.word")
local FAILURE = require("pasta.failure")

local ACTOR = {}

local ACTOR_METHODS = {}
ACTOR_METHODS.__index = ACTOR_METHODS

local ACTOR_WORD = {}
ACTOR_WORD.__index = ACTOR_WORD

function ACTOR_WORD:entry(...)
    self._word_builder:entry(...)
    return self
end

--- Words that only this actor uses.
function ACTOR_METHODS.create_word(self, key)
    return setmetatable({ _word_builder = WORD.create_actor(self.name, key) }, ACTOR_WORD)
end

--- The actor of a name, made where there is none.
function ACTOR.get_or_create(name)
    local actor = STORE.actors[name]
    if not actor then
        actor = setmetatable({ name = name }, ACTOR_METHODS)
        STORE.actors[name] = actor
    end
    return actor
end

local PROXY = {}
PROXY.__index = PROXY

--- An actor within an act.
function ACTOR.create_proxy(actor, act) return setmetatable({ actor = actor, act = act }, PROXY) end

function PROXY:talk(text, variable) self.act:talk(self.actor, text, variable) end

function PROXY:sakura_script(text) self.act:sakura_script(self.actor, text) end

--- What the actor itself knows of a word: a field of its table, then its own words.
function PROXY:find_actor_handler(mode, key, skip_methods)
    if mode ~= "word" then return nil end
    local value
    if skip_methods then value = rawget(self.actor, key) else value = self.actor[key] end
    if value ~= nil then return value end
    return (require("@pasta_search"):search_word(key, "__actor_" .. self.actor.name .. "__"))
end

function PROXY:find_handler(mode, key, skip_methods)
    local handler = self:find_actor_handler(mode, key, skip_methods)
    if handler ~= nil then return handler end
    return self.act:find_act_handler(mode, key, skip_methods)
end

-- A function that gives back the act or the proxy (a chain of methods) has nothing to say.
local function without_self(self, first, ...)
    if first == self.act or first == self then return nil end
    return first, ...
end

local function succeeded(act, ...)
    FAILURE.set_fn_failed(act, false)
    return ...
end

local function call_function(self, key, skip_methods, ...)
    local handler = self:find_handler("expr", key, skip_methods)
    if type(handler) == "function" then
        local scene = self.act.current_scene
        return succeeded(self.act, without_self(self, self.act:restore_scene(scene, handler(self.act, ...))))
    end
    FAILURE.set_fn_failed(self.act, true)
    return FAILURE.report(self.act, {
        label = FAILURE.LABEL.FN_NOT_FOUND,
        subject = "＠" .. tostring(key) .. "（）",
        warning = ("proxy:expr_fn - handler not found: key='%s', mode='expr', via=proxy(%s)"):format(
            tostring(key),
            tostring(self.actor.name)
        ),
    })
end

--- `＠name（…）` in this actor's line.
function PROXY:expr_fn(key, ...) return call_function(self, key, nil, ...) end

--- `＠＄name（…）` in this actor's line.
function PROXY:expr_fn_var(value, path, ...)
    local key = WORD.dynamic_key(value, path, "proxy:expr_fn", self.act)
    if key == nil then
        FAILURE.set_fn_failed(self.act, true)
        return nil
    end
    return call_function(self, key, true, ...)
end

--- `＠name` in this actor's line: the actor's own first, then what the act finds. A function is given whoever found it.
function PROXY:word(name, path)
    local dynamic = path ~= nil
    if dynamic then
        name = WORD.dynamic_key(name, path, "proxy:word", self.act)
        if name == nil then return nil end
    elseif not name or name == "" then
        return nil
    end
    local handler, receiver = self:find_actor_handler("word", name, dynamic), self
    if handler == nil then
        handler, receiver = self.act:find_act_handler("word", name, dynamic), self.act
    end
    if handler == nil then
        return FAILURE.report(self.act, {
            label = FAILURE.LABEL.WORD_NOT_FOUND,
            subject = "＠" .. tostring(name),
            warning = ("proxy:word - handler not found: key='%s', mode='word', via=proxy(%s)"):format(
                tostring(name),
                tostring(self.actor.name)
            ),
        })
    end
    if type(handler) == "function" then
        local scene = self.act.current_scene
        return without_self(self, self.act:restore_scene(scene, handler(receiver)))
    end
    return tostring(handler)
end

for name, actor in pairs(STORE.actors) do
    if type(actor) == "table" then
        if actor.name == nil then actor.name = name end
        setmetatable(actor, ACTOR_METHODS)
    end
end

return ACTOR
