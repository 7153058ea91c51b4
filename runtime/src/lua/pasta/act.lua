-- The act: what a scene function is given. It gathers what is said and done, and finds what names mean.
local ACTOR = require("pasta.actor")
local SCENE = require("pasta.scene")
local GLOBAL = require("pasta.global")
local STORE = require("pasta.store")
local WORD = require("pasta.word")
local FAILURE = require("pasta.failure")
local TOKENS = require("pasta.tokens")
local TRACE = require("pasta.trace")

local ACT = {}

local METHODS = {}

--- Methods come first; then a registered actor's name gives the actor's proxy (`act.さくら`).
function METHODS.__index(self, key)
    local method = METHODS[key]
    if method then return method end
    local actor = self.actors[key]
    if actor then return ACTOR.create_proxy(actor, self) end
    return nil
end

function ACT.new(actors)
    return setmetatable({
        actors = actors or {},
        save = require("pasta.save"),
        app_ctx = STORE.app_ctx,
        var = {},
        token = {},
        current_scene = nil,
        scene_names = {},
    }, METHODS)
end

--- Every scene function begins with it. Names are as written; they serve messages only.
function METHODS.init_scene(self, scene, scene_name, local_scene_name, line_map)
    if scene.__global_name__ then STORE.last_global_scene = scene.__global_name__ end
    self.current_scene = scene
    self.scene_name, self.local_scene_name, self.line_map = scene_name, local_scene_name, line_map
    self.scene_names[scene] = scene_name
    FAILURE.bind(self)
    TRACE.scene_entered(scene.__global_name__, local_scene_name)
    return self.save, self.var
end

-- ---- saying and doing ----------------------------------------------------------------------------------------------

local function say(self, token)
    table.insert(self.token, TRACE.mark(token))
    return self
end

--- nil says nothing; where it is a variable's value (`variable` is its path), a notice says so.
function METHODS.talk(self, actor, text, variable)
    if text ~= nil then return say(self, { type = "talk", actor = actor, text = tostring(text) }) end
    if variable then
        FAILURE.report(self, {
            label = FAILURE.LABEL.UNDEFINED_VAR,
            subject = FAILURE.var(variable),
            warning = ("act:talk - undefined variable: '%s'"):format(variable),
        })
    end
    return self
end

function METHODS.sakura_script(self, actor, text)
    return say(self, { type = "sakura_script", actor = actor, text = text })
end

function METHODS.raw_script(self, text) return say(self, { type = "raw_script", text = text }) end

function METHODS.surface(self, id) return say(self, { type = "surface", id = id }) end

--- Milliseconds; never fewer than none, and whole.
function METHODS.wait(self, ms) return say(self, { type = "wait", ms = math.max(0, math.floor(ms or 0)) }) end

function METHODS.newline(self, n) return say(self, { type = "newline", n = n or 1 }) end

function METHODS.clear(self) return say(self, { type = "clear" }) end

--- A choice remembers which scene offered it: its target is looked for there first.
function METHODS.choice(self, target, display)
    local scope = self.current_scene and self.current_scene.__global_name__
    return say(self, { type = "choice", target = target, display = display or target, scope = scope })
end

function METHODS.choice_timeout(self, seconds) return say(self, { type = "choice_timeout", seconds = seconds }) end

--- Only registered actors have a place.
function METHODS.set_spot(self, name, number)
    local actor = self.actors[name]
    if actor then say(self, { type = "spot", actor = actor, spot = number }) end
end

function METHODS.clear_spot(self) say(self, { type = "clear_spot" }) end

--- A notice of the caller's own.
function METHODS.failure(self, text, warning) return FAILURE.report(self, { label = text, warning = warning }) end

--- What was gathered, in groups; nil where there is nothing. The act begins anew.
function METHODS.build(self)
    local tokens = self.token
    self.token = {}
    if TOKENS.is_empty(tokens) then return nil end
    return TOKENS.group(tokens)
end

--- Hands over what was gathered and waits.
function METHODS.yield(self)
    if STORE.auto_talk_paused then
        require("@pasta_log").warn("チェイントーク: 自動トークが停止中だったので再開します。")
        GLOBAL.resume_auto_talk(self)
    end
    coroutine.yield(self:build())
    return self
end

-- ---- finding -------------------------------------------------------------------------------------------------------

local function search(mode, key, scene_name)
    if mode == "word" then
        local SEARCH = require("@pasta_search")
        if scene_name then return (SEARCH:search_scene_word(key, scene_name)) end
        return (SEARCH:search_word(key, nil))
    end
    local result
    if scene_name then result = SCENE._search_call(key, scene_name) else result = SCENE.search(key, nil) end
    return result and result.func or nil
end

--- What a name means to the running scene, in this order: a field of the scene's table; its own scenes (or words) by
--- prefix; a method of the act; a function in GLOBAL; global scenes (or words) by prefix. With `skip_methods` (names
--- that come from variables) nothing inherited is found.
function METHODS.find_act_handler(self, mode, key, skip_methods)
    local scene = self.current_scene
    if scene then
        local value
        if skip_methods then value = rawget(scene, key) else value = scene[key] end
        if value ~= nil then return value end
        if scene.__global_name__ then
            local found = search(mode, key, scene.__global_name__)
            if found ~= nil then return found end
        end
    end
    if not skip_methods then
        local method = self[key]
        if type(method) == "function" then return method end
    end
    if GLOBAL[key] ~= nil then return GLOBAL[key] end
    return search(mode, key, nil)
end

function METHODS.find_handler(self, mode, key, skip_methods) return self:find_act_handler(mode, key, skip_methods) end

function METHODS.find_scene(self, key, _global_scene_name, _attrs) return self:find_handler("scene", key) end

--- After a function that may have played other scenes: the scene is the caller's again.
function METHODS.restore_scene(self, scene, ...)
    self.current_scene = scene
    self.scene_name = scene and self.scene_names[scene]
    self.local_scene_name, self.line_map = nil, nil
    return ...
end

--- `＠name` outside a line of speech. `path` is set for `＠＄name`.
function METHODS.word(self, name, path)
    local dynamic = path ~= nil
    if dynamic then
        name = WORD.dynamic_key(name, path, "act:word", self)
        if name == nil then return nil end
    elseif not name or name == "" then
        return nil
    end
    local handler = self:find_handler("word", name, dynamic)
    if handler == nil then
        return FAILURE.report(self, {
            label = FAILURE.LABEL.WORD_NOT_FOUND,
            subject = "＠" .. tostring(name),
            warning = ("act:word - handler not found: key='%s', mode='word', via=act"):format(tostring(name)),
        })
    end
    if type(handler) == "function" then
        local scene = self.current_scene
        return self:restore_scene(scene, handler(self))
    end
    return tostring(handler)
end

local function succeeded(act, ...)
    FAILURE.set_fn_failed(act, false)
    return ...
end

local function missing_function(self, subject, warning)
    FAILURE.set_fn_failed(self, true)
    return FAILURE.report(self, { label = FAILURE.LABEL.FN_NOT_FOUND, subject = subject, warning = warning })
end

local function call_function(self, key, skip_methods, ...)
    local handler = self:find_handler("expr", key, skip_methods)
    if type(handler) == "function" then
        local scene = self.current_scene
        return succeeded(self, self:restore_scene(scene, handler(self, ...)))
    end
    return missing_function(
        self,
        "＠" .. tostring(key) .. "（）",
        ("act:expr_fn - handler not found: key='%s', mode='expr', via=act"):format(tostring(key))
    )
end

--- `＠name（…）`.
function METHODS.expr_fn(self, key, ...) return call_function(self, key, nil, ...) end

--- `＠＄name（…）`.
function METHODS.expr_fn_var(self, value, path, ...)
    local key = WORD.dynamic_key(value, path, "act:expr_fn", self)
    if key == nil then
        FAILURE.set_fn_failed(self, true)
        return nil
    end
    return call_function(self, key, true, ...)
end

--- `＠＊name（…）`: GLOBAL and nowhere else.
function METHODS.global_fn(self, name, ...)
    local handler = GLOBAL[name]
    if type(handler) == "function" then
        local scene = self.current_scene
        return succeeded(self, self:restore_scene(scene, handler(self, ...)))
    end
    return missing_function(
        self,
        "＠＊" .. tostring(name) .. "（）",
        ("act:global_fn - function not found: key='%s'"):format(tostring(name))
    )
end

--- The actor of a line. One that nobody registered speaks all the same, after a notice where it begins to.
function METHODS.actor_proxy(self, name)
    local actor = self.actors[name]
    if actor then return ACTOR.create_proxy(actor, self) end
    for i = #self.token, 1, -1 do
        local token = self.token[i]
        if TOKENS.is_speech(token) then
            if token.actor and token.actor.name == name then return ACTOR.create_proxy(token.actor, self) end
            break
        end
    end
    actor = { name = name }
    FAILURE.mark_unregistered_actor(actor)
    FAILURE.report(self, {
        label = FAILURE.LABEL.UNREGISTERED_ACTOR,
        subject = tostring(name),
        warning = ("act:actor_proxy - unregistered actor: name='%s'"):format(tostring(name)),
        actor = actor,
    })
    return ACTOR.create_proxy(actor, self)
end

-- ---- calling -------------------------------------------------------------------------------------------------------

-- The key of a call that was reported already and must not be made.
local SKIP = {}

--- `＞name`. The attributes are there for the engine's sake, which reads none.
function METHODS.call(self, _global_scene_name, key, _attrs, ...)
    if key == nil then
        return FAILURE.report(self, {
            label = FAILURE.LABEL.BAD_NAME,
            detail = "値なし",
            warning = "act:call - nil key (undefined variable?), skipping scene search",
        })
    end
    if key == SKIP then return nil end
    local handler = self:find_handler("scene", key)
    if type(handler) == "function" then return handler(self, ...) end
    return FAILURE.report(self, {
        label = FAILURE.LABEL.SCENE_NOT_FOUND,
        subject = "＞" .. tostring(key),
        warning = ("act:call - handler not found: key='%s', mode='scene', via=act"):format(tostring(key)),
    })
end

local function restored(self, scene, scene_name, local_scene_name, line_map, ...)
    self.current_scene = scene
    self.scene_name, self.local_scene_name, self.line_map = scene_name, local_scene_name, line_map
    return ...
end

--- A call in the middle of a scene: afterwards the scene is the caller's again.
function METHODS.call_restore(self, global_scene_name, key, attrs, ...)
    return restored(
        self,
        self.current_scene,
        self.scene_name,
        self.local_scene_name,
        self.line_map,
        self:call(global_scene_name, key, attrs, ...)
    )
end

local function shown(value)
    if value == nil then return "nil" end
    if type(value) == "string" then return ("'%s' (string)"):format(value) end
    if type(value) == "boolean" then return tostring(value) .. " (boolean)" end
    return "(" .. type(value) .. ")"
end

local function operand_prefix(operand) return operand and ("operand='%s', "):format(operand) or "" end

--- The key of `＞（expression）` and `＞＄name`. What is no name is reported, unless a missing function was reported in
--- its place just before.
function METHODS.call_key(self, value, path, operand)
    if type(value) == "number" then return tostring(value) end
    if type(value) == "string" and value ~= "" then return value end
    if operand ~= nil and path == nil and FAILURE.take_fn_failed(self) then return SKIP end
    if path then
        WORD.dynamic_key(value, path, "act:call", self)
        return SKIP
    end
    local warning
    if value ~= nil or operand ~= nil then
        warning = ("act:call - key is not a string or number: %svalue=%s"):format(operand_prefix(operand), shown(value))
    end
    FAILURE.report(self, {
        label = FAILURE.LABEL.BAD_NAME,
        subject = operand and FAILURE.fn(operand),
        detail = FAILURE.kind_of(value),
        warning = warning,
    })
    return SKIP
end

-- ---- operators -----------------------------------------------------------------------------------------------------

--- An operand of arithmetic as a number: nothing counts as 0, and so does what is no number, after a notice.
function ACT.num(operator, value, operand)
    if type(value) == "number" then return value end
    local number = type(value) == "string" and tonumber(value) or nil
    if number ~= nil then return number end
    if value ~= nil then
        FAILURE.report(FAILURE.running_act(), {
            label = FAILURE.LABEL.NOT_NUMBER,
            subject = operand and FAILURE.fn(operand),
            detail = FAILURE.value_of(value),
            warning = ("act:arith - operand is not a number: op='%s', %svalue=%s"):format(
                operator,
                operand_prefix(operand),
                shown(value)
            ),
        })
    end
    return 0
end

--- An operand of joining as text: nothing counts as empty, and so does what is no text, after a notice.
function ACT.str(value, operand)
    if type(value) == "string" then return value end
    if type(value) == "number" then return tostring(value) end
    if value ~= nil then
        FAILURE.report(FAILURE.running_act(), {
            label = FAILURE.LABEL.NOT_STRING,
            subject = operand and FAILURE.fn(operand),
            detail = FAILURE.value_of(value),
            warning = ("act:concat - operand is not a string or number: op='&', %svalue=%s"):format(
                operand_prefix(operand),
                shown(value)
            ),
        })
    end
    return ""
end

ACT.IMPL = METHODS

return ACT
