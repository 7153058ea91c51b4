-- Functions for the whole ghost: user code adds to this table, calls and words find what is in it by exact name.
local GLOBAL = {}

--- Hands over what was said so far and waits.
function GLOBAL.yield(act) act:yield() end

GLOBAL["チェイントーク"] = GLOBAL.yield

return GLOBAL
