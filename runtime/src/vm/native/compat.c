/* What LuaJIT's library has in C and Lua 5.2 lacks or does otherwise: number formatting, `bit`, the random generator,
   and function environments. The parts that can be written in Lua are in runtime/src/lua/compat.lua. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "lua.h"
#include "lauxlib.h"
#include "vm.h"

/* ---- numbers ------------------------------------------------------------------------------------------------- */

/* "%.14g", with one spelling of NaN; whole numbers, the usual case, take a short way. */
int vm_number_to_text(char *text, double number) {
  if (number != number) return (int)strlen(strcpy(text, "nan"));
  int whole = number > -1e14 && number < 1e14 && number == (double)(int64_t)number;
  if (!whole || (number == 0 && signbit(number))) return sprintf(text, "%.14g", number);
  char digits[20];
  int count = 0, length = 0;
  uint64_t rest = number < 0 ? (uint64_t)-number : (uint64_t)number;
  do digits[count++] = (char)('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0) text[length++] = '-';
  while (count > 0) text[length++] = digits[--count];
  text[length] = '\0';
  return length;
}

/* ---- bit ----------------------------------------------------------------------------------------------------- */

/* Any number to 32 bits, modulo 2^32: adding 2^52 + 2^51 leaves the integer in the low bits of the double. */
static uint32_t number_to_bits(double number) {
  union { double number; uint64_t bits; } value;
  value.number = number + 6755399441055744.0;
  return (uint32_t)value.bits;
}
static uint32_t to_bits(lua_State *L, int index) { return number_to_bits(luaL_checknumber(L, index)); }

double vm_bit_operation(int operation, double left, double right) {
  uint32_t a = number_to_bits(left), b = number_to_bits(right);
  switch (operation) {
    case 0: return (int32_t)(a & b);
    case 1: return (int32_t)(a | b);
    case 2: return (int32_t)(a ^ b);
    case 3: return (int32_t)(a << (b & 31));
    default: return (int32_t)(a >> (b & 31));
  }
}
static int push_bits(lua_State *L, uint32_t bits) {
  lua_pushnumber(L, (double)(int32_t)bits);
  return 1;
}
static int bit_tobit(lua_State *L) { return push_bits(L, to_bits(L, 1)); }
static int bit_bnot(lua_State *L) { return push_bits(L, ~to_bits(L, 1)); }
static int bit_bswap(lua_State *L) { return push_bits(L, __builtin_bswap32(to_bits(L, 1))); }

static int bit_band(lua_State *L) {
  uint32_t bits = to_bits(L, 1);
  for (int i = lua_gettop(L); i > 1; i--) bits &= to_bits(L, i);
  return push_bits(L, bits);
}
static int bit_bor(lua_State *L) {
  uint32_t bits = to_bits(L, 1);
  for (int i = lua_gettop(L); i > 1; i--) bits |= to_bits(L, i);
  return push_bits(L, bits);
}
static int bit_bxor(lua_State *L) {
  uint32_t bits = to_bits(L, 1);
  for (int i = lua_gettop(L); i > 1; i--) bits ^= to_bits(L, i);
  return push_bits(L, bits);
}

/* Shift counts use their low five bits. */
static int bit_lshift(lua_State *L) { return push_bits(L, to_bits(L, 1) << (to_bits(L, 2) & 31)); }
static int bit_rshift(lua_State *L) { return push_bits(L, to_bits(L, 1) >> (to_bits(L, 2) & 31)); }
static int bit_arshift(lua_State *L) {
  return push_bits(L, (uint32_t)((int32_t)to_bits(L, 1) >> (to_bits(L, 2) & 31)));
}
static int bit_rol(lua_State *L) {
  uint32_t bits = to_bits(L, 1), by = to_bits(L, 2) & 31;
  return push_bits(L, bits << by | bits >> (-by & 31));
}
static int bit_ror(lua_State *L) {
  uint32_t bits = to_bits(L, 1), by = to_bits(L, 2) & 31;
  return push_bits(L, bits >> by | bits << (-by & 31));
}

/* Lower case digits; a negative count asks for upper case. */
static int bit_tohex(lua_State *L) {
  uint32_t bits = to_bits(L, 1);
  int count = lua_isnoneornil(L, 2) ? 8 : (int)(int32_t)to_bits(L, 2);
  const char *digits = "0123456789abcdef";
  char text[8];
  if (count < 0) {
    digits = "0123456789ABCDEF";
    count = count < -8 ? 8 : -count;
  }
  if (count > 8) count = 8;
  for (int i = count - 1; i >= 0; i--, bits >>= 4) text[i] = digits[bits & 15];
  lua_pushlstring(L, text, (size_t)count);
  return 1;
}

static const luaL_Reg bit_library[] = {
    {"tobit", bit_tobit},   {"bnot", bit_bnot},     {"bswap", bit_bswap},     {"band", bit_band}, {"bor", bit_bor},
    {"bxor", bit_bxor},     {"lshift", bit_lshift}, {"rshift", bit_rshift},   {"rol", bit_rol},   {"ror", bit_ror},
    {"arshift", bit_arshift}, {"tohex", bit_tohex}, {NULL, NULL}};

/* ---- random -------------------------------------------------------------------------------------------------- */

/*
 * The combined Tausworthe generator of P. L'Ecuyer ("Tables of maximally equidistributed combined LFSR generators",
 * four components of 63, 58, 55 and 47 bits), which LuaJIT documents as its own: the same seed must give a script
 * the same numbers here as in the engine.
 */
static const struct { int bits, q, shift; } component[4] = {{63, 31, 18}, {58, 19, 28}, {55, 24, 7}, {47, 21, 8}};
static uint64_t random_state[4];

static double next_random(void) {
  uint64_t mixed = 0;
  for (int i = 0; i < 4; i++) {
    uint64_t state = random_state[i];
    uint64_t kept = state & (~(uint64_t)0 << (64 - component[i].bits));
    state = (((state << component[i].q) ^ state) >> (component[i].bits - component[i].shift)) ^
            (kept << component[i].shift);
    random_state[i] = state;
    mixed ^= state;
  }
  union { uint64_t bits; double number; } value;
  value.bits = (mixed & 0x000fffffffffffffull) | 0x3ff0000000000000ull;
  return value.number - 1.0;
}

static void seed_random(double seed) {
  for (int i = 0; i < 4; i++) {
    union { double number; uint64_t bits; } value;
    uint32_t least = 1u << (64 - component[i].bits);
    seed = seed * 3.14159265358979323846 + 2.7182818284590452354;
    value.number = seed;
    random_state[i] = value.bits < least ? value.bits + least : value.bits;
  }
  for (int i = 0; i < 10; i++) next_random();
}

static int math_random(lua_State *L) {
  int arguments = lua_gettop(L);
  double random = next_random();
  if (arguments == 1) {
    random = floor(random * luaL_checknumber(L, 1)) + 1;
  } else if (arguments > 1) {
    double from = luaL_checknumber(L, 1), to = luaL_checknumber(L, 2);
    random = floor(random * (to - from + 1)) + from;
  }
  lua_pushnumber(L, random);
  return 1;
}
static int math_randomseed(lua_State *L) {
  seed_random(luaL_checknumber(L, 1));
  return 0;
}

/* ---- environments -------------------------------------------------------------------------------------------- */

/* Pushes the function that argument 1 means, by value or by stack level; 0 for level 0, the thread itself. */
static int push_target(lua_State *L, int by_default) {
  lua_Debug frame;
  if (lua_isfunction(L, 1)) {
    lua_pushvalue(L, 1);
    return 1;
  }
  int level = by_default >= 0 ? luaL_optint(L, 1, by_default) : luaL_checkint(L, 1);
  luaL_argcheck(L, level >= 0, 1, "level must be non-negative");
  if (level == 0) return 0;
  if (!lua_getstack(L, level, &frame)) return luaL_argerror(L, 1, "invalid level");
  lua_getinfo(L, "f", &frame);
  return 1;
}

/* The number of a function's _ENV upvalue; 0 where it has none (it uses no globals, or is written in C). */
static int environment_upvalue(lua_State *L, int function) {
  const char *name;
  if (lua_iscfunction(L, function)) return 0;
  for (int i = 1; (name = lua_getupvalue(L, function, i)) != NULL; i++) {
    lua_pop(L, 1);
    if (strcmp(name, "_ENV") == 0) return i;
  }
  return 0;
}

static int base_getfenv(lua_State *L) {
  int upvalue = push_target(L, 1) ? environment_upvalue(L, lua_gettop(L)) : 0;
  if (upvalue == 0) lua_pushglobaltable(L);
  else lua_getupvalue(L, -1, upvalue);
  return 1;
}

static int base_setfenv(lua_State *L) {
  luaL_checktype(L, 2, LUA_TTABLE);
  if (!push_target(L, -1)) return luaL_error(L, "setfenv(0, table) is not available");
  int function = lua_gettop(L), upvalue;
  if (lua_iscfunction(L, function)) return luaL_error(L, "'setfenv' cannot change environment of given object");
  upvalue = environment_upvalue(L, function);
  if (upvalue != 0) {
    /* A cell of its own: functions that shared the old one keep theirs. */
    if (luaL_loadstring(L, "return _ENV") != LUA_OK) return lua_error(L);
    lua_pushvalue(L, 2);
    lua_setupvalue(L, -2, 1);
    lua_upvaluejoin(L, function, upvalue, lua_gettop(L), 1);
  }
  lua_pushvalue(L, function);
  return 1;
}

static int base_gcinfo(lua_State *L) {
  lua_pushinteger(L, lua_gc(L, LUA_GCCOUNT, 0));
  return 1;
}

static int coroutine_isyieldable(lua_State *L) {
  /* Lua 5.2 has no question for it; a thread other than the main one can yield unless a C call is in between, and
     that case raises its own error when tried. */
  int is_main = lua_pushthread(L);
  lua_pop(L, 1);
  lua_pushboolean(L, !is_main);
  return 1;
}

/* ---- all of it ----------------------------------------------------------------------------------------------- */

void vm_open_compat(lua_State *L) {
  luaL_newlib(L, bit_library);
  lua_setglobal(L, "bit");
  lua_getglobal(L, "math");
  lua_pushcfunction(L, math_random);
  lua_setfield(L, -2, "random");
  lua_pushcfunction(L, math_randomseed);
  lua_setfield(L, -2, "randomseed");
  lua_pop(L, 1);
  seed_random(0);
  lua_getglobal(L, "coroutine");
  lua_pushcfunction(L, coroutine_isyieldable);
  lua_setfield(L, -2, "isyieldable");
  lua_pop(L, 1);
  lua_register(L, "getfenv", base_getfenv);
  lua_register(L, "setfenv", base_setfenv);
  lua_register(L, "gcinfo", base_gcinfo);
  lua_pushliteral(L, "Lua 5.1");
  lua_setglobal(L, "_VERSION");
}
