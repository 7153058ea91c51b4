-- @pasta_search: names to scenes and words. The host's resolver gives the candidates and its decks choose; nothing is
-- looked up here.

local function check_string(value, position, name)
    if type(value) == "number" then return tostring(value) end
    if type(value) ~= "string" then
        error(("bad argument #%d to '%s' (string expected, got %s)"):format(position, name, type(value)), 3)
    end
    return value
end

local function check_scope(value, position, name)
    if value == nil then return nil end
    return check_string(value, position, name)
end

local function check_positions(...)
    local positions = { ... }
    for _, position in ipairs(positions) do
        if type(position) ~= "number" or position % 1 ~= 0 then error("expected integer argument", 3) end
        if position < 0 then error("expected non-negative integer argument", 3) end
    end
    return positions
end

return function(host)
    local SEARCH = {}

    --- Draws a scene: within a scene (by its registered name), or among the global ones.
    --- Returns the registered names of the scene and of its function, or nothing.
    function SEARCH:search_scene(name, scope)
        name = check_string(name, 1, "search_scene")
        return host.draw_scene(name, check_scope(scope, 2, "search_scene"), "prefix")
    end

    --- The same for scenes of exactly this name.
    function SEARCH:search_scene_exact(name, scope)
        name = check_string(name, 1, "search_scene_exact")
        return host.draw_scene(name, check_scope(scope, 2, "search_scene_exact"), "exact")
    end

    --- Draws among the global scenes of a name those that own a local scene of the other name, then that local scene.
    --- Returns nil and what is missing ("global" or "local") where there is none.
    function SEARCH:search_local_scene_exact(global_name, local_name)
        return host.draw_owned(
            check_string(global_name, 1, "search_local_scene_exact"),
            check_string(local_name, 2, "search_local_scene_exact")
        )
    end

    --- What a call in a scene draws before anything else: its local scenes, joined by the global ones of the same
    --- prefix where the strategy says so.
    function SEARCH:search_call(name, scope)
        return host.draw_scene(name, scope, "call")
    end

    --- Draws a word: of a scene or an actor (`__actor_name__`), or a global one.
    function SEARCH:search_word(name, scope)
        name = check_string(name, 1, "search_word")
        return host.draw_word(name, check_scope(scope, 2, "search_word"), false)
    end

    --- What a word in a scene draws before anything else, by strategy.
    function SEARCH:search_scene_word(name, scope)
        return host.draw_word(name, scope, true)
    end

    function SEARCH:scene_aliases() return host.aliases() end

    --- Fixes the order of the decks: positions in candidate order come first, the rest follow. Without arguments
    --- decks are shuffled again. Either way all decks begin anew.
    function SEARCH:set_scene_selector(...) host.select_scenes(check_positions(...)) end
    function SEARCH:set_word_selector(...) host.select_words(check_positions(...)) end

    return SEARCH
end
