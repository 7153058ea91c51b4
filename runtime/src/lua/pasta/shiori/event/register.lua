-- Handlers of base ware events. User code registers them here; a preview plays scenes and fires no events.
local handlers = {}

local function register(_, id, fn)
    if type(id) ~= "string" then error("REG:register: id must be a string (call as REG:register(id, fn))", 2) end
    if type(fn) ~= "function" then error("REG:register: fn must be a function", 2) end
    local entry = { fn = fn }
    handlers[id] = handlers[id] or {}
    table.insert(handlers[id], entry)
    return function()
        for i = #handlers[id], 1, -1 do
            if handlers[id][i] == entry then return table.remove(handlers[id], i) and nil end
        end
    end
end

return setmetatable({}, { __index = { register = register } })
