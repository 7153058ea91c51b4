-- Scenes: the registry of their functions, and coroutines that play them.
local STORE = require("pasta.store")
local WORD = require("pasta.word")

local SCENE = {}

local SCENE_METHODS = {}

--- Words that only this scene knows.
function SCENE_METHODS.create_word(self, key) return WORD.create_local(self.__global_name__, key) end

local scene_table = { __index = SCENE_METHODS }
local found_scene = { __call = function(self, ...) return self.func(...) end }

--- The next number of a name; numbers keep scenes of one name apart.
function SCENE.get_or_increment_counter(base_name)
    local counter = (STORE.counters[base_name] or 0) + 1
    STORE.counters[base_name] = counter
    return counter
end

function SCENE.create_global_table(global_name)
    local scene = STORE.scenes[global_name]
    if not scene then
        scene = setmetatable({ __global_name__ = global_name }, scene_table)
        STORE.scenes[global_name] = scene
    end
    return scene
end

function SCENE.register(global_name, local_name, scene_func)
    SCENE.create_global_table(global_name)[local_name] = scene_func
end

function SCENE.get_global_table(global_name) return STORE.scenes[global_name] end

function SCENE.get(global_name, local_name)
    local scene = STORE.scenes[global_name]
    if scene then return scene[local_name] end
    return nil
end

function SCENE.get_global_name(scene) return scene.__global_name__ end

function SCENE.get_start(global_name) return SCENE.get(global_name, "__start__") end

function SCENE.get_all_scenes()
    WORD._load_everything()
    return STORE.scenes
end

-- The number that a scene gets. The player sets it, since it knows scenes that are not loaded yet.
function SCENE._number(base_name) return SCENE.get_or_increment_counter(base_name) end

-- Told of a scene whose name another has already.
function SCENE._duplicate() end

--- Makes the table of a new scene, numbered after those of the same name, with one function if given.
function SCENE.create_scene(base_name, local_name, scene_func)
    local global_name = base_name .. "_" .. SCENE._number(base_name)
    if rawget(STORE.scenes, global_name) then SCENE._duplicate(global_name) end
    local scene = SCENE.create_global_table(global_name)
    if local_name and scene_func then scene[local_name] = scene_func end
    return scene
end

local function found(global_name, local_name)
    if not global_name then return nil end
    local func = SCENE.get(global_name, local_name)
    if not func then return nil end
    return setmetatable({ global_name = global_name, local_name = local_name, func = func }, found_scene)
end

--- Draws a scene by the beginning of its name: in a scene, or among the global ones. The result can be called.
function SCENE.search(name, global_scene_name)
    if type(name) ~= "string" then return nil end
    return found(require("@pasta_search"):search_scene(name, global_scene_name))
end

--- What a call in a scene finds first.
function SCENE._search_call(name, global_scene_name)
    if type(name) ~= "string" then return nil end
    return found(require("@pasta_search"):search_call(name, global_scene_name))
end

local function wrap(func)
    return coroutine.create(function(act, ...)
        func(act, ...)
        return act:build()
    end)
end

--- A coroutine that plays what a call of this name finds; nil if it finds no function.
function SCENE.co_exec(act, name, global_scene_name, attrs)
    local func = act:find_scene(name, global_scene_name, attrs)
    if type(func) ~= "function" then return nil end
    return wrap(func)
end

--- The same for exact names; nil and "global" or "local", whichever is missing.
function SCENE.co_exec_exact(name, local_name)
    local SEARCH = require("@pasta_search")
    local global_name, function_name
    if local_name == nil then
        global_name, function_name = SEARCH:search_scene_exact(name, nil)
        if not global_name then return nil, "global" end
    else
        global_name, function_name = SEARCH:search_local_scene_exact(name, local_name)
        if not global_name then return nil, function_name end
    end
    local co = SCENE.co_exec_registered(global_name, function_name)
    if co then return co end
    return nil, local_name == nil and "global" or "local"
end

--- The same for registered names (`会話_1`, `__start__`).
function SCENE.co_exec_registered(global_name, local_name)
    local func = SCENE.get(global_name, local_name)
    if type(func) ~= "function" then return nil end
    return wrap(func)
end

return SCENE
