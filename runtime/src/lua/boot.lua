-- The first chunk of an engine: makes the sandbox's library and `require`, then hands over to the player.
-- It is called with the host's functions and keeps them to itself: a user's code reaches none of them directly.
local host = ...

-- Where the program is in a user's text (file, line, serial number), answered inside the VM without a call to the host.
local where = pasta_where
pasta_where = nil

-- ---- what LuaJIT's library has beyond Lua 5.2's ------------------------------------------------------------------

bit32 = nil
local randomseed = math.randomseed
function math.randomseed(seed, ...)
    return randomseed(seed == nil and host.entropy() or seed, ...)
end

function table.foreach(t, visit)
    for key, value in next, t do
        local result = visit(key, value)
        if result ~= nil then return result end
    end
end

function table.foreachi(t, visit)
    for i = 1, #t do
        local result = visit(i, t[i])
        if result ~= nil then return result end
    end
end

function table.getn(t) return #t end

function table.move(from, first, last, to, into)
    into = into or from
    if last < first then return into end
    if to > last or to <= first or from ~= into then
        for i = 0, last - first do into[to + i] = from[first + i] end
    else
        for i = last - first, 0, -1 do into[to + i] = from[first + i] end
    end
    return into
end

-- Scripts ask this table which Lua they run on; there is no compiler to be steered by it.
local function nothing() end
jit = {
    version = "LuaJIT 2.1.0",
    version_num = 20199,
    os = "Other",
    arch = "wasm",
    on = nothing,
    off = nothing,
    flush = nothing,
    status = function() return false end,
}

-- A clock and a calendar, and nothing else of the system.
os = { clock = host.clock, time = host.time, date = host.date, difftime = function(a, b) return a - (b or 0) end }

-- ---- modules -----------------------------------------------------------------------------------------------------

local loaded, preload = { _G = _G }, {}
for _, name in ipairs({ "string", "table", "math", "coroutine", "bit", "os", "jit" }) do loaded[name] = _G[name] end

local function search_preload(name)
    return preload[name] or ("\n\tno field package.preload['" .. name .. "']")
end

-- A ghost's own file comes before the library's, so that a ghost can replace a part of it.
local function search_ghost(name)
    local module, detail = host.module(name)
    if module then return module, detail end
    return detail
end

package = {
    loaded = loaded,
    preload = preload,
    loaders = { search_preload, search_ghost },
    path = "scripts/?.lua;scripts/?/init.lua",
    cpath = "",
    config = "/\n;\n?\n!\n-\n",
}
package.searchers = package.loaders
function package.seeall(module) return setmetatable(module, { __index = _G }) end
function package.searchpath() return nil, "" end
function package.loadlib() return nil, "dynamic libraries not enabled", "absent" end
loaded.package = package

function require(name)
    if type(name) == "number" then name = tostring(name) end
    if type(name) ~= "string" then
        error("bad argument #1 to 'require' (string expected, got " .. type(name) .. ")", 2)
    end
    local module = loaded[name]
    if module ~= nil then return module end
    local missing = ""
    for _, search in ipairs(package.loaders) do
        local found, extra = search(name)
        if type(found) == "function" then
            local result = found(name, extra)
            if result ~= nil then
                loaded[name] = result
            elseif loaded[name] == nil then
                loaded[name] = true
            end
            return loaded[name]
        elseif type(found) == "string" then
            missing = missing .. found
        end
    end
    error("module '" .. name .. "' not found:" .. missing, 2)
end

function module(name, ...)
    local made = loaded[name]
    if type(made) ~= "table" then
        made = {}
        loaded[name] = made
    end
    made._M, made._NAME, made._PACKAGE = made, name, name:match("^(.*%.)[^.]*$") or ""
    for i = 1, select("#", ...) do (select(i, ...))(made) end
    setfenv(2, made)
end

-- ---- what the engine offers from outside Lua -----------------------------------------------------------------------

loaded["@pasta_config"] = host.config()
loaded["@pasta_log"] = require("pasta.log")(host.log)
loaded["@pasta_persistence"] = {
    _VERSION = "0.1.0",
    _DESCRIPTION = "Saved variables",
    load = host.saved,
    save = function(data) return host.save(data) end,
}
loaded["@toml"] = { decode = host.decode_toml }
loaded["@pasta_search"] = require("pasta.search")(host)
loaded["@pasta_debug"] = { enabled = function() return false end, scene_at = function() end }
loaded["@pasta_chunks"] = {}

SHIORI = {}
require("pasta.trace")(where, host.scene_entered, host.failed)
require("pasta.scene")
require("pasta.act")
require("pasta.shiori.entry")

return require("pasta.player")(host, where)
