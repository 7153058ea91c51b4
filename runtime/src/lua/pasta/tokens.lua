-- What an act has gathered, put in order: by speaker, with talk of one speaker joined.
local TOKENS = {}

--- Tokens that say who speaks: talk, tags, and the mark of an actor that nobody registered.
function TOKENS.is_speech(token)
    return token.type == "talk" or token.type == "sakura_script" or (token.type == "raw_script" and token.actor ~= nil)
end

--- Nothing at all, or only notices that are not shown.
function TOKENS.is_empty(tokens)
    for _, token in ipairs(tokens) do
        if token.type ~= "raw_script" or token.text ~= "" then return false end
    end
    return true
end

-- Joins talk that follows talk within one group. The parts stay known, with the lines that said them.
local function add(group, token)
    local last = group.tokens[#group.tokens]
    if token.type ~= "talk" then
        table.insert(group.tokens, token)
    elseif last and last.type == "talk" then
        last.text = last.text .. token.text
        table.insert(last._parts, token)
    else
        table.insert(group.tokens, { type = "talk", actor = token.actor, text = token.text, _parts = { token } })
    end
end

--- Groups of `{ type = "actor", actor, tokens }`, with spots and their clearing between them. Setting a spot does not
--- end a group; clearing all spots does.
function TOKENS.group(tokens)
    local groups, current = {}, nil
    local function open(actor)
        current = { type = "actor", actor = actor, tokens = {} }
        table.insert(groups, current)
    end
    for _, token in ipairs(tokens) do
        if token.type == "spot" then
            table.insert(groups, token)
        elseif token.type == "clear_spot" then
            table.insert(groups, token)
            current = nil
        elseif TOKENS.is_speech(token) then
            if not current or current.actor ~= token.actor then open(token.actor) end
            add(current, token)
        elseif current then
            add(current, token)
        elseif token.type == "raw_script" then
            table.insert(groups, token)
        else
            open(nil)
            add(current, token)
        end
    end
    return groups
end

return TOKENS
