-- A buffer for putting strings together, with the two methods that scripts use of LuaJIT's string.buffer.
local BUFFER = {}
BUFFER.__index = BUFFER

function BUFFER:put(text)
    self._parts[#self._parts + 1] = text
    return self
end

function BUFFER:tostring() return table.concat(self._parts) end

local function new() return setmetatable({ _parts = {} }, BUFFER) end

return { new = new, new_fallback = new, backend = "fallback" }
