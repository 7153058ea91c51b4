-- Words: builders that register them, and the rule that turns a variable's value into a name.
local STORE = require("pasta.store")
local FAILURE = require("pasta.failure")

local WORD = {}

local BUILDER = {}
BUILDER.__index = BUILDER

--- Adds values; each call is one line of a dictionary. Returns the builder.
function BUILDER:entry(...)
    local values = { ... }
    if #values > 0 then
        table.insert(self._registry[self._key], values)
        WORD._registered(self._scope, self._owner, self._key, values)
    end
    return self
end

-- Told of every registration. The player sets it.
function WORD._registered() end

local function builder(registry, scope, owner, key)
    registry[key] = registry[key] or {}
    return setmetatable({ _registry = registry, _key = key, _scope = scope, _owner = owner }, BUILDER)
end

function WORD.create_global(key) return builder(STORE.global_words, "global", nil, key) end

WORD.create_word = WORD.create_global

--- Words of one scene, by its registered name.
function WORD.create_local(scene_name, key)
    STORE.local_words[scene_name] = STORE.local_words[scene_name] or {}
    return builder(STORE.local_words[scene_name], "local", scene_name, key)
end

function WORD.create_actor(actor_name, key)
    STORE.actor_words[actor_name] = STORE.actor_words[actor_name] or {}
    return builder(STORE.actor_words[actor_name], "actor", actor_name, key)
end

-- Dictionaries without Lua are loaded when they are needed; a question for everything needs them all.
function WORD._load_everything() end

function WORD.get_all_words()
    WORD._load_everything()
    return { global = STORE.global_words, ["local"] = STORE.local_words, actor = STORE.actor_words }
end

function WORD.get_global_words()
    WORD._load_everything()
    return STORE.global_words
end

function WORD.get_local_words(scene_name)
    WORD._load_everything()
    return STORE.local_words[scene_name]
end

function WORD.get_actor_words(actor_name)
    WORD._load_everything()
    return STORE.actor_words[actor_name]
end

--- A value as text: what a function gives, the first item of a list, nil of an empty table.
function WORD.resolve_value(value, act)
    if value == nil then return nil end
    if type(value) == "function" then return value(act) end
    if type(value) == "table" then return value[1] end
    return tostring(value)
end

--- The name that a variable's value stands for: text as it is, a number as it prints. Everything else is reported
--- (`via` says by whom) and gives nil.
function WORD.dynamic_key(value, path, via, act)
    local kind = type(value)
    if kind == "number" then return tostring(value) end
    if kind == "string" and value ~= "" then return value end
    local warning
    if kind == "string" then
        warning = ("%s - empty variable: '%s'"):format(via, path)
    elseif value == nil then
        warning = ("%s - undefined variable: '%s'"):format(via, path)
    else
        warning = ("%s - unsupported value type: '%s' (%s)"):format(via, path, kind)
    end
    return FAILURE.report(act, {
        label = FAILURE.LABEL.BAD_NAME,
        subject = FAILURE.var(path),
        detail = FAILURE.kind_of(value),
        warning = warning,
    })
end

return WORD
