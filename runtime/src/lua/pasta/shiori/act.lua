-- The act as a base ware's request would make it: with properties of the base ware, and the date and the request's
-- references as variables. A preview has no base ware, so properties are what the scene itself has set.
local ACT = require("pasta.act")

local SHIORI_ACT = {}

local METHODS = setmetatable({}, { __index = ACT.IMPL })

function METHODS.__index(self, key)
    local method = rawget(METHODS, key)
    if method then return method end
    return ACT.IMPL.__index(self, key)
end

local properties = {}

function SHIORI_ACT.new(actors, req)
    local act = ACT.new(actors)
    act.req = req
    return setmetatable(act, METHODS)
end

-- An argument of a tag: tag characters are escaped, and quotes protect commas.
local function argument(text)
    text = text:gsub("\\", "\\\\"):gsub("%%", "\\%%"):gsub("%]", "\\]")
    if text:find('[,"]') then text = '"' .. text:gsub('"', '""') .. '"' end
    return text
end

local function check_name(name, caller)
    if name == nil or name == "" then error(caller .. ": name must not be nil or empty", 3) end
end

function METHODS.set_property(self, name, value)
    check_name(name, "set_property")
    value = value == nil and "" or tostring(value)
    properties[name] = value
    return self:raw_script("\\![set,property," .. argument(name) .. "," .. argument(value) .. "]")
end

--- One value for each name; nil for what nobody has set.
function METHODS.get_property(_, names)
    if type(names) == "string" then names = { names } end
    if type(names) ~= "table" then
        error("get_property: first argument must be a property name (string) or array of names (table)", 2)
    end
    if #names == 0 then error("get_property: at least one property name required", 2) end
    local values = {}
    for i, name in ipairs(names) do
        check_name(name, "get_property")
        if properties[name] ~= "" then values[i] = properties[name] end
    end
    return table.unpack(values, 1, #names)
end

local WEEKDAYS = {
    { "Sunday", "日曜日" },
    { "Monday", "月曜日" },
    { "Tuesday", "火曜日" },
    { "Wednesday", "水曜日" },
    { "Thursday", "木曜日" },
    { "Friday", "金曜日" },
    { "Saturday", "土曜日" },
}
local UNITS = { year = "年", month = "月", day = "日", hour = "時", min = "分", sec = "秒" }
local SEASONS = { "冬", "冬", "春", "春", "春", "夏", "夏", "夏", "秋", "秋", "秋", "冬" }
local FESTIVALS = { [107] = "人日", [303] = "上巳", [505] = "端午", [707] = "七夕", [909] = "重陽" }

local function half_day(hour)
    if hour == 0 then return "深夜0時" end
    if hour == 12 then return "正午" end
    return hour < 12 and ("午前%d時"):format(hour) or ("午後%d時"):format(hour - 12)
end

--- The date of the request as variables: `year`, `年` and so on.
function METHODS.transfer_date_to_var(self)
    local date = self.req and self.req.date
    if not date then return self end
    local var = self.var
    for field, unit in pairs(UNITS) do
        if date[field] then
            var[field] = date[field]
            var[unit] = ("%d%s"):format(date[field], unit)
        end
    end
    if date.wday then
        var.wday, var.week, var["曜日"] = date.wday, WEEKDAYS[date.wday + 1][1], WEEKDAYS[date.wday + 1][2]
    end
    if date.hour then var["時１２"] = half_day(date.hour) end
    if date.month then
        var["季節"] = SEASONS[date.month]
        if date.day then var["節句"] = FESTIVALS[date.month * 100 + date.day] or "なし" end
    end
    return self
end

--- The references of the request as variables: `r0` and `ｒ０` to `r9` and `ｒ９`.
function METHODS.transfer_req_to_var(self)
    local req = self.req
    if not req then return self end
    for i = 0, 9 do
        local value = req.reference and req.reference[i]
        if value ~= nil then
            self.var["r" .. i] = value
            self.var["ｒ" .. "\239\188" .. string.char(0x90 + i)] = value
        end
    end
    if req.id then self.var.req_id = req.id end
    if req.base_id then self.var.req_base_id = req.base_id end
    return self
end

SHIORI_ACT.IMPL = METHODS

return SHIORI_ACT
