-- @pasta_log: lines for the log, with a level. Tables are written out, so that `log.info(t)` says something.

local DEEPEST = 10
local LARGEST = 1000

local function quoted(text) return '"' .. text:gsub('[\\"]', "\\%0"):gsub("\n", "\\n") .. '"' end

local write
local function entries(t, depth)
    local parts, count = {}, 0
    for key, value in next, t do
        count = count + 1
        if count > LARGEST then return nil end
        local name = type(key) == "string" and key or "[" .. tostring(key) .. "]"
        parts[#parts + 1] = { name, write(value, depth + 1) }
    end
    table.sort(parts, function(a, b) return a[1] < b[1] end)
    for i, part in ipairs(parts) do parts[i] = part[1] .. " = " .. part[2] end
    return parts
end

write = function(value, depth)
    if type(value) == "string" then return quoted(value) end
    if type(value) ~= "table" then return tostring(value) end
    if depth > DEEPEST then return "…" end
    local parts = entries(value, depth)
    return parts and "{ " .. table.concat(parts, ", ") .. " }" or "{ … }"
end

local function text_of(value)
    if value == nil then return "" end
    if type(value) == "table" then return write(value, 1) end
    return tostring(value)
end

return function(log)
    local LOG = { _VERSION = "0.1.0", _DESCRIPTION = "Log lines" }
    for _, level in ipairs({ "trace", "debug", "info", "warn", "error" }) do
        LOG[level] = function(value) log(level, text_of(value)) end
    end
    return LOG
end
