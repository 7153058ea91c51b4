-- Failure notices: one line in the log, and one text in brackets among what is said. A failing reference never ends a
-- scene; the notice tells the writer what was meant and could not be done.
local FAILURE = {}

-- What kinds of failure there are. These texts are what the engine writes, and writers know them.
FAILURE.LABEL = {
    UNDEFINED_VAR = "値の無い変数",
    WORD_NOT_FOUND = "単語が見つからない",
    FN_NOT_FOUND = "関数が見つからない",
    BAD_NAME = "名前にならない値",
    UNREGISTERED_ACTOR = "未登録アクター",
    NOT_NUMBER = "数にできない値",
    NOT_STRING = "文字列にできない値",
    SCENE_NOT_FOUND = "シーンが見つからない",
    SCRIPT_ERROR = "スクリプトのエラー",
    TIMEOUT = "時間切れ",
    BAD_TYPE = "型の名前にならない値",
    NOT_ASSIGNABLE = "代入できない値",
}

--- SakuraScript sees no tag in the result, and it is one line.
function FAILURE.escape(text)
    return (text:gsub("[\\%%]", "\\%0"):gsub("[\r\n]", " "))
end

--- `label：subject（detail）`, whatever of it there is.
function FAILURE.body(label, subject, detail)
    local body = tostring(label)
    if subject == nil then subject, detail = detail, nil end
    if subject ~= nil then body = body .. "：" .. tostring(subject) end
    if detail ~= nil then body = body .. "（" .. tostring(detail) .. "）" end
    return body
end

function FAILURE.format(label, subject, detail)
    return "【" .. FAILURE.escape(FAILURE.body(label, subject, detail)) .. "】"
end

local function wide_digits(number)
    return (tostring(number):gsub("%d", function(digit) return "\239\188" .. string.char(0x90 + tonumber(digit)) end))
end

--- A variable's path in Lua (`var.x`, `save.x`, `args[1]`) as a writer knows it (`＄x`, `＄＊x`, `＄０`).
function FAILURE.var(path)
    local name = path:match("^var%.(.+)$")
    if name then return "＄" .. name end
    name = path:match("^save%.(.+)$")
    if name then return "＄＊" .. name end
    local index = tonumber(path:match("^args%[(%d+)%]$"))
    if index and index >= 1 then return "＄" .. wide_digits(index - 1) end
    return path
end

--- The same for operands: `@name()`, `@*name()` and `@$path()` as well as variables.
function FAILURE.fn(operand)
    local mark, name = operand:match("^@([%$%*]?)(.+)%(%)$")
    if not name then return FAILURE.var(operand) end
    if mark == "$" then
        local variable = FAILURE.var(name)
        return variable == name and operand or "＠" .. variable .. "（）"
    end
    return (mark == "*" and "＠＊" or "＠") .. name .. "（）"
end

local KINDS = { boolean = "真偽値", table = "表", ["function"] = "関数" }

--- Why a value is no name.
function FAILURE.kind_of(value)
    if value == nil then return "値なし" end
    if value == "" then return "空文字列" end
    return KINDS[type(value)] or type(value)
end

--- Which value is no number or text.
function FAILURE.value_of(value)
    if type(value) == "string" then return '"' .. value .. '"' end
    if type(value) == "boolean" then return tostring(value) end
    return FAILURE.kind_of(value)
end

--- `[logging] balloon_warning`: whether notices are shown. Anything but a boolean means yes.
function FAILURE.enabled()
    return require("pasta.config").get("logging", "balloon_warning", true) ~= false
end

--- Logs a failure and gives the text of its notice; nil where notices are not wanted.
function FAILURE.notation(record)
    if record.warning ~= nil then require("@pasta_log").warn(tostring(record.warning)) end
    if not FAILURE.enabled() then return nil end
    return FAILURE.format(record.label, record.subject, record.detail)
end

--- Logs a failure and puts its notice among what `act` says. A notice about an actor that nobody registered also marks
--- the change of speaker, so it is kept, empty, where notices are not wanted.
function FAILURE.report(act, record)
    local text = FAILURE.notation(record)
    require("pasta.trace").failed(record.label, text)
    if act and (text or record.actor) then
        table.insert(
            act.token,
            require("pasta.trace").mark({ type = "raw_script", text = text or "", actor = record.actor })
        )
    end
    return nil
end

local running = setmetatable({}, { __mode = "k" })
local failed = setmetatable({}, { __mode = "k" })
local unregistered = setmetatable({}, { __mode = "k" })

--- Remembers which act the running coroutine plays, for operators, which get none.
function FAILURE.bind(act)
    local co = coroutine.running()
    if co then running[co] = act end
end

function FAILURE.act_of(co) return running[co] end

function FAILURE.running_act()
    local co = coroutine.running()
    return co and running[co] or nil
end

--- Whether the last function that an act asked for was missing and has been reported.
function FAILURE.set_fn_failed(act, value) failed[act] = value and true or nil end

function FAILURE.take_fn_failed(act)
    local value = failed[act] == true
    failed[act] = nil
    return value
end

function FAILURE.mark_unregistered_actor(actor) unregistered[actor] = true end

function FAILURE.is_unregistered_actor(actor) return actor ~= nil and unregistered[actor] == true end

return FAILURE
