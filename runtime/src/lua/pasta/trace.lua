-- Ties what is said to the line that says it. Filled by the boot chunk; the other modules ask it.
local TRACE = {}

--- The file and line of the user's text that runs now, and a number that grows with every question.
function TRACE.where() return nil, 0, 0 end
--- Told whenever a scene function begins.
function TRACE.scene_entered() end
--- Told of every failure, by its label and its notice.
function TRACE.failed() end

--- Marks a token with its origin.
function TRACE.mark(token)
    token._file, token._line, token._serial = TRACE.where()
    return token
end

return setmetatable(TRACE, {
    __call = function(_, where, scene_entered, failed)
        TRACE.where, TRACE.scene_entered, TRACE.failed = where, scene_entered, failed
    end,
})
