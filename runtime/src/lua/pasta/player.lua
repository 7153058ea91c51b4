-- Loads a ghost into the engine and plays its scenes. What is said leaves through the host, token by token, whenever a
-- scene hands over or ends.
local STORE = require("pasta.store")
local SCENE = require("pasta.scene")
local WORD = require("pasta.word")
local ACT = require("pasta.act")
local SHIORI_ACT = require("pasta.shiori.act")
local PASTA = require("pasta")
local WATCH = require("pasta.watch")

return function(host, where)
    local PLAYER = {}

    -- ---- loading: what holds Lua at once and in order, everything else when it is needed ---------------------------

    -- Registered name of the scene that a block being loaded declares, so that loading late numbers nothing anew.
    local expected
    local loading = false
    -- Scenes that user code has created since the last step ended, by registered name.
    local created = {}

    function SCENE._number(base_name)
        if expected and expected:match("^(.*)_%d+$") == base_name then
            local number = expected:match("_(%d+)$")
            expected = nil
            return tonumber(number)
        end
        local number = host.number_scene(base_name)
        table.insert(created, base_name .. "_" .. number)
        return number
    end

    function SCENE._duplicate(name) host.duplicate_scene(name) end

    local function run_block(load, name, scene)
        local func = load
        if type(func) ~= "function" then return end
        local outer, outer_loading = expected, loading
        expected, loading = scene, true
        local ok, problem = pcall(func, name)
        expected, loading = outer, outer_loading
        if not ok then host.load_failed(tostring(problem)) end
    end

    -- Scenes that are not loaded yet come into being when someone asks for them.
    local scenes, asked = STORE.scenes, {}
    setmetatable(scenes, {
        __index = function(_, name)
            -- A scene that is being loaded asks for itself, too: it is not there yet.
            if type(name) ~= "string" or asked[name] then return nil end
            asked[name] = true
            local load, module = host.load_scene(name)
            if load then run_block(load, module, name) end
            return rawget(scenes, name)
        end,
        __pairs = function(t)
            WORD._load_everything()
            return next, t, nil
        end,
    })

    -- Blocks that were loaded at once, by id.
    local ran = {}
    local everything = false
    function WORD._load_everything()
        if everything or loading then return end
        everything = true
        for _, block in ipairs(host.all_blocks()) do
            if not ran[block.id] and not (block.scene and asked[block.scene]) then
                if block.scene then asked[block.scene] = true end
                local load, module = host.load_block(block.id)
                run_block(load, module, block.scene)
            end
        end
    end

    function WORD._registered(scope, owner, key, values)
        -- Dictionaries' own words are known already; only what user code adds is news.
        if not everything then host.word_registered(scope, owner, key, values) end
    end

    -- The fields of a scene's table: name to whether it is a function.
    local function fields_of(scene)
        local fields = {}
        for name, value in next, scene or {} do
            if type(name) == "string" and name ~= "__global_name__" then fields[name] = type(value) == "function" end
        end
        return fields
    end

    local function fields_of_new_scenes()
        local fields = {}
        for _, name in ipairs(created) do fields[name] = fields_of(rawget(scenes, name)) end
        created = {}
        return fields
    end

    --- Loads the ghost. Called once.
    function PLAYER.load()
        loading = true
        local ok, problem = pcall(require, "main")
        if not ok and not tostring(problem):find("module 'main' not found", 1, true) then
            host.load_failed(tostring(problem))
        end
        local own = fields_of_new_scenes()
        host.step_ended(nil, own)
        for _, name in ipairs(host.actors()) do PASTA.create_actor(name) end
        for _, step in ipairs(host.steps()) do
            local scene = host.step_begins(step.id)
            if scene then asked[scene] = true end
            ran[step.id] = true
            if step.module then
                local done, failure = pcall(require, step.module)
                if not done then host.load_failed(tostring(failure)) end
            else
                local load, module = host.load_block(step.id)
                run_block(load, module, scene)
            end
            host.step_ended(scene and fields_of(rawget(scenes, scene)), fields_of_new_scenes())
        end
        loading = false
        host.loaded()
        PASTA.finalize_scene()
    end

    -- ---- telling --------------------------------------------------------------------------------------------------

    local function name_of(actor) return actor and actor.name or nil end

    local function tell(token, actor)
        actor = token.actor or actor
        local at, line, serial = token._file, token._line, token._serial
        local kind = token.type
        if kind == "actor" then
            for _, inner in ipairs(token.tokens) do tell(inner, token.actor) end
        elseif kind == "talk" then
            for _, part in ipairs(token._parts or { token }) do
                host.tell("talk", part._file, part._line, part._serial, name_of(actor), part.text)
            end
        elseif kind == "sakura_script" then
            host.tell("sakura", at, line, serial, name_of(actor), tostring(token.text))
        elseif kind == "raw_script" then
            host.tell("failure", at, line, serial, nil, tostring(token.text))
        elseif kind == "choice" then
            host.tell("choice", at, line, serial, nil, tostring(token.target), tostring(token.display))
            host.offered_by(token.scope)
        elseif kind == "spot" then
            host.tell("spot", at, line, serial, name_of(token.actor), token.spot)
        elseif kind == "clear_spot" then
            host.tell("clearSpot", at, line, serial)
        else
            local value = token.id or token.ms or token.n or token.seconds
            host.tell("other", at, line, serial, kind, value ~= nil and tostring(value) or nil)
        end
    end

    -- ---- playing --------------------------------------------------------------------------------------------------

    local act, current

    -- Resumes the coroutine that plays. Returns "yield", "end", or "error" with the message and the place it came from.
    local function go_on(...)
        STORE.co_scene = current
        local ok, tokens = coroutine.resume(current, ...)
        if not ok then
            local file, line = where(current)
            current = nil
            if type(tokens) ~= "string" and type(tokens) ~= "number" then
                tokens = "(error object is a " .. type(tokens) .. " value)"
            end
            return "error", tostring(tokens), file and file .. ":" .. line
        end
        if type(tokens) == "table" then
            for _, token in ipairs(tokens) do tell(token) end
        elseif type(tokens) == "string" then
            host.tell("failure", nil, 0, 0, nil, tokens)
        end
        if coroutine.status(current) == "dead" then
            current = nil
            return "end"
        end
        return "yield"
    end

    local function begin(co, ...)
        if not co then return "notFound" end
        current = co
        return go_on(act, ...)
    end

    --- Plays what a call of this name, from nowhere, finds.
    function PLAYER.play(name, ...)
        act = SHIORI_ACT.new(STORE.actors)
        return begin(SCENE.co_exec(act, name), ...)
    end

    --- Plays exactly this function, by registered names.
    function PLAYER.play_exact(global_name, local_name, ...)
        act = SHIORI_ACT.new(STORE.actors)
        return begin(SCENE.co_exec_registered(global_name, local_name), ...)
    end

    --- Plays the target of a choice: a local scene of the scene that offered it, or a global one.
    function PLAYER.choose(target, scope)
        act = SHIORI_ACT.new(STORE.actors)
        if not (type(scope) == "string" and SCENE.get_global_table(scope)) then scope = STORE.last_global_scene end
        local found = scope and SCENE._search_call(target, scope)
        found = found or SCENE.search(target, nil)
        if not found or type(found.func) ~= "function" then return "notFound" end
        return begin(SCENE.co_exec_registered(found.global_name, found.local_name))
    end

    --- Goes on after a yield.
    function PLAYER.resume()
        if not current then return "end" end
        return go_on(act)
    end

    --- The saved variables, for whoever keeps them.
    function PLAYER.saved() return require("pasta.save") end

    --- The variables as they are now: of the act, how many, the saved ones, how many.
    function PLAYER.variables()
        local variables, count = WATCH.list(act and rawget(act, "var"))
        local saved, saved_count = WATCH.list(require("pasta.save"))
        return variables, count, saved, saved_count
    end

    --- Gives a variable of the act, or a saved one, a value; nil takes it away.
    function PLAYER.set_variable(saved, name, value)
        local variables = saved and require("pasta.save") or act and rawget(act, "var")
        if type(variables) == "table" then rawset(variables, name, value) end
    end

    return PLAYER
end
