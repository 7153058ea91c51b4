-- Variables as whoever watches a play is shown them: by name, in order, cut to what can be read. No code of the ghost's
-- runs here, metamethods included, and the work is bounded whatever a table holds.
local WATCH = {}

-- More variables than these are counted, not listed.
local LISTED = 300
-- Longer texts are cut, in bytes.
local LONGEST = 2000
-- Entries of a table that are written out, and how deep.
local ENTRIES, DEEPEST = 20, 3

-- Cuts a text between two characters of UTF-8.
local function cut(text, longest)
    if #text <= longest then return text, false end
    while longest > 0 do
        local byte = text:byte(longest + 1)
        if byte < 0x80 or byte >= 0xC0 then break end
        longest = longest - 1
    end
    return text:sub(1, longest), true
end

local function by_name(a, b) return a.name < b.name end

local written

-- A table as a writer would note it: `{1, 2, 名前 = "値"}`.
local function table_text(value, depth)
    if depth > DEEPEST then return "{…}" end
    local parts, count, length = {}, 0, #value
    for i = 1, math.min(length, ENTRIES) do
        count = count + 1
        parts[count] = written(rawget(value, i), depth + 1)
    end
    local named = {}
    for key, item in next, value do
        local listed = type(key) == "number" and key >= 1 and key <= length and key % 1 == 0
        if not listed and (type(key) == "string" or type(key) == "number") then
            table.insert(named, { name = tostring(key), value = item })
            if #named > ENTRIES * 10 then break end
        end
    end
    table.sort(named, by_name)
    for _, entry in ipairs(named) do
        if count >= ENTRIES then break end
        count = count + 1
        parts[count] = cut(entry.name, 60) .. " = " .. written(entry.value, depth + 1)
    end
    if length + #named > count then table.insert(parts, "…") end
    return "{" .. table.concat(parts, ", ") .. "}"
end

function written(value, depth)
    local kind = type(value)
    if kind == "string" then return '"' .. cut(value, 60) .. '"' end
    if kind == "table" then return table_text(value, depth) end
    if kind == "number" or kind == "boolean" or kind == "nil" then return tostring(value) end
    return "(" .. kind .. ")"
end

--- The named entries of a table as `{ name, kind, value, whole }`, in the order of their names, and how many there are.
--- `value` is the value itself where it is a text, a number or a truth value, else a text that describes it. Scripts may
--- put anything where the table was: what is none has no entries.
function WATCH.list(variables)
    local list, total = {}, 0
    if type(variables) ~= "table" then return list, total end
    for name, value in next, variables do
        if type(name) == "string" then
            total = total + 1
            list[total] = { name = name, value = value }
        end
    end
    table.sort(list, by_name)
    local shown = {}
    for i = 1, math.min(total, LISTED) do
        local name, value = list[i].name, list[i].value
        local kind, text, is_cut = type(value), value, false
        if kind == "string" then
            text, is_cut = cut(value, LONGEST)
        elseif kind ~= "number" and kind ~= "boolean" then
            text = written(value, 1)
        end
        shown[i] = { name = name, kind = kind, value = text, whole = not is_cut }
    end
    return shown, total
end

return WATCH
