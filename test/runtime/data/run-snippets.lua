-- Runs SNIPPETS (a list of Lua texts) and gives for each what came of it: "value | value", "error: message" or
-- "syntax: message". The engine and this project's VM run this very file, so that their answers can be compared.
local function shown(value)
    local kind = type(value)
    if kind == "string" then return (("%q"):format(value):gsub("\\\n", "\\n"):gsub("%z", "\\0")) end
    if kind == "table" or kind == "function" or kind == "thread" or kind == "userdata" then return "<" .. kind .. ">" end
    return tostring(value)
end
local function collect(ok, ...)
    if not ok then return "error: " .. (type(...) == "string" and (...) or shown((...))) end
    local parts = {}
    for i = 1, select("#", ...) do parts[i] = shown((select(i, ...))) end
    return "= " .. table.concat(parts, " | ")
end
local out = {}
for i, text in ipairs(SNIPPETS) do
    local loaded, problem = loadstring(text, "=snippet")
    if loaded then
        -- Each has an environment of its own, so that one cannot disturb the next.
        setfenv(loaded, setmetatable({}, { __index = _G }))
        out[i] = collect(pcall(loaded))
    else
        out[i] = "syntax: " .. tostring(problem)
    end
end
return out
