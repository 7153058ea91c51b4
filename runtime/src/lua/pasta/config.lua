-- Settings of pasta.toml, by section and key.
local CONFIG = require("@pasta_config")

local PASTA_CONFIG = {}

--- The value of a key, or the default where the section or the key is missing.
function PASTA_CONFIG.get(section, key, default)
    if section == nil then error("section is required") end
    local values = CONFIG[section]
    if values == nil or values[key] == nil then return default end
    return values[key]
end

return PASTA_CONFIG
