-- Which Lua runs, as one number: 221 says LuaJIT 2.1, whose language this is, however it is made here.
return { get = function() return 221 end }
