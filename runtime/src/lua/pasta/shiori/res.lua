-- Answers to a base ware, as text of the SHIORI/3.0 protocol. Handlers of user code build them.
local RES = { env = { charset = "UTF-8", sender = "Pasta", security_level = "local" } }

function RES.build(code, headers)
    local lines = {
        "SHIORI/3.0 " .. code,
        "Charset: " .. RES.env.charset,
        "Sender: " .. RES.env.sender,
        "SecurityLevel: " .. RES.env.security_level,
    }
    if type(headers) == "table" then
        for name, value in pairs(headers) do lines[#lines + 1] = name .. ": " .. value end
    end
    return table.concat(lines, "\r\n") .. "\r\n\r\n"
end

function RES.ok(value, headers)
    if value == nil or value == "" then return RES.no_content(headers) end
    headers = headers or {}
    headers.Value = value
    return RES.build("200 OK", headers)
end

function RES.no_content(headers) return RES.build("204 No Content", headers) end

function RES.not_enough(headers) return RES.build("311 Not Enough", headers) end

function RES.advice(headers) return RES.build("312 Advice", headers) end

function RES.bad_request(headers) return RES.build("400 Bad Request", headers) end

function RES.err(reason, headers)
    headers = headers or {}
    headers["X-Error-Reason"] = (reason == nil or reason == "") and "Unknown error" or reason
    return RES.build("500 Internal Server Error", headers)
end

return RES
