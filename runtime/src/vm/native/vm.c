/* The shim between Lua and its host: memory, work, host functions, loading and running. */
#include <stdint.h>
#include <stdlib.h>

#include "lua.h"
#include "lauxlib.h"
#include "lualib.h"
#include "vm.h"

/* Calls host function `id`. Returns the number of results on the stack, or -1 with an error value on top. */
VM_IMPORT("call") extern int host_call(lua_State *L, int id);
/* A slice of work is used up. Throws when the limit is reached; else returns the size of the next slice. */
VM_IMPORT("slice") extern int host_slice(int used);
/* A limit of the allocator struck; always throws. */
VM_IMPORT("memory") extern __attribute__((noreturn)) void host_memory(void);

/* ---- memory -------------------------------------------------------------------------------------------------- */

static size_t memory_used, memory_peak, memory_limit = (size_t)64 << 20;

/*
 * The allocator of the Lua state. It refuses what would exceed the limit; Lua then collects everything and asks
 * once more (lmem.c), and only the second refusal is final. Growth is charged as work, so that big strings are not
 * free of cost.
 */
static void *allocate(void *unused, void *block, size_t old_size, size_t new_size) {
  (void)unused;
  if (block == NULL) old_size = 0; /* Lua passes a type tag here */
  if (new_size == 0) {
    free(block);
    memory_used -= old_size;
    return NULL;
  }
  if (new_size > old_size && new_size - old_size > memory_limit - memory_used) return NULL;
  void *moved = realloc(block, new_size);
  if (moved == NULL) return NULL;
  memory_used += new_size - old_size;
  if (memory_used > memory_peak) memory_peak = memory_used;
  if (new_size > old_size) vm_charge((new_size - old_size) >> 6);
  return moved;
}

void vm_out_of_memory(void) { host_memory(); }

VM_EXPORT("vm_memory_used") size_t vm_memory_used(void) { return memory_used; }
VM_EXPORT("vm_memory_peak") size_t vm_memory_peak(void) { return memory_peak; }
/* The limit never falls below what is in use, so that the subtraction in `allocate` cannot wrap. */
VM_EXPORT("vm_set_memory_limit") void vm_set_memory_limit(size_t bytes) {
  memory_limit = bytes < memory_used ? memory_used : bytes;
}

/* Buffers of the host; they live outside the Lua heap. */
VM_EXPORT("vm_malloc") void *vm_malloc(size_t size) { return malloc(size); }
VM_EXPORT("vm_free") void vm_free(void *block) { free(block); }

/* ---- work ---------------------------------------------------------------------------------------------------- */

int vm_budget = INT32_MAX;
long long vm_untimed;
int vm_is_entering;
static int slice_size = INT32_MAX;
/* Work of the slices before the present one. */
static long long work_before;

/* Charges may have taken the budget far below zero: what was used is told in full. */
void vm_slice_done(void) {
  int64_t used = (int64_t)slice_size - vm_budget;
  work_before += used;
  /* A whole slice again, for the case that the host throws and this state is looked at afterwards. */
  vm_budget = slice_size;
  slice_size = host_slice(used > INT32_MAX ? INT32_MAX : (int)used);
  vm_budget = slice_size;
}

/* The same where the interpreter has just entered a frame: the instruction that comes next is not fetched yet. */
void vm_slice_done_at_entry(void) {
  vm_is_entering = 1;
  vm_slice_done();
  vm_is_entering = 0;
}

VM_EXPORT("vm_set_slice") void vm_set_slice(int size) {
  work_before += (int64_t)slice_size - vm_budget;
  vm_budget = slice_size = size;
}

/* The VM's own time. */
VM_EXPORT("vm_ticks") double vm_ticks(void) {
  return (double)(work_before + ((int64_t)slice_size - vm_budget) - vm_untimed);
}
/* Sets the time back (what has run since was no part of the program). */
VM_EXPORT("vm_set_ticks") void vm_set_ticks(double ticks) { vm_untimed += (int64_t)(vm_ticks() - ticks); }
/* Work done in the present slice so far. */
VM_EXPORT("vm_slice_used") int vm_slice_used(void) { return slice_size - vm_budget; }

/* ---- threads ------------------------------------------------------------------------------------------------- */

lua_State *vm_main;
lua_State *vm_chain[VM_CHAIN_MAX];
int vm_chain_length;

lua_State *vm_running(void) { return vm_chain_length > 0 ? vm_chain[vm_chain_length - 1] : vm_main; }

void vm_enter(lua_State *co) {
  /* Lua refuses to nest deeper than 200 C calls, so the chain cannot outgrow its room. */
  vm_chain[vm_chain_length++] = co;
  vm_sync_hooks(co);
}
void vm_leave(void) { vm_chain_length--; }

/* Thread number `index` of the running chain, 0 being the main thread; NULL beyond the innermost. */
VM_EXPORT("vm_thread") lua_State *vm_thread(int index) {
  return index == 0 ? vm_main : index <= vm_chain_length ? vm_chain[index - 1] : NULL;
}
VM_EXPORT("vm_thread_count") int vm_thread_count(void) { return vm_chain_length + 1; }

/* Forgets the coroutines of a question that was given up. */
VM_EXPORT("vm_cut_chain") void vm_cut_chain(int length) { vm_chain_length = length; }

/* ---- host functions ------------------------------------------------------------------------------------------ */

static int call_host(lua_State *L) {
  int results = host_call(L, (int)lua_tointeger(L, lua_upvalueindex(1)));
  return results < 0 ? lua_error(L) : results;
}

VM_EXPORT("vm_push_function") void vm_push_function(lua_State *L, int id) {
  lua_pushinteger(L, id);
  lua_pushcclosure(L, call_host, 1);
}

/* ---- loading ------------------------------------------------------------------------------------------------- */

static const int *line_table;
static int line_table_length, physical_line;

static int line_of(int physical) {
  if (line_table_length == 0) return physical;
  return line_table[physical <= line_table_length ? physical - 1 : line_table_length - 1];
}
int vm_first_line(void) { return line_of(physical_line = 1); }
int vm_next_line(void) { return line_of(++physical_line); }

/*
 * Compiles source text. With `lines` (one line number for each line of the text), everything that Lua says of a
 * position names those lines instead: messages, tracebacks, hooks. So generated code speaks of the text that it was
 * generated from, and nobody has to translate.
 */
VM_EXPORT("vm_load") int vm_load(lua_State *L, const char *text, size_t length, const char *name, const int *lines,
                                 int line_count) {
  line_table = lines;
  line_table_length = line_count;
  int status = luaL_loadbufferx(L, text, length, name, "t");
  line_table_length = 0;
  return status;
}

/* ---- positions ----------------------------------------------------------------------------------------------- */

static lua_Debug position;

/* The innermost frame of a thread that runs a user's text (its chunk name begins with '@'); 0 if there is none. */
static int find_position(lua_State *L) {
  for (int level = 0; lua_getstack(L, level, &position); level++) {
    lua_getinfo(L, "Sl", &position);
    if (position.source[0] == '@' && position.currentline > 0) return 1;
  }
  return 0;
}

/* Where the program is: its line, with the chunk's name by vm_position_source; 0 where no user's text runs. */
VM_EXPORT("vm_position") int vm_position(void) {
  for (int index = vm_chain_length; index >= 0; index--)
    if (find_position(vm_thread(index))) return position.currentline;
  return 0;
}
/* The same for one thread, which may be suspended or dead by an error. */
VM_EXPORT("vm_position_in") int vm_position_in(lua_State *L) {
  return find_position(L) ? position.currentline : 0;
}
VM_EXPORT("vm_position_source") const char *vm_position_source(void) { return position.source + 1; }

/* Order among everything that the program does and that the host hears of only later. */
static int serial;
VM_EXPORT("vm_next_serial") int vm_next_serial(void) { return ++serial; }

/*
 * pasta_where([coroutine]) -> file or nil, line, serial number: the position (of the coroutine, which may be dead) without
 * a call to the host.
 */
static int where(lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  int line = co != NULL ? vm_position_in(co) : vm_position();
  if (line == 0) lua_pushnil(L);
  else lua_pushstring(L, vm_position_source());
  lua_pushinteger(L, line);
  lua_pushinteger(L, ++serial);
  return 3;
}

/* ---- running ------------------------------------------------------------------------------------------------- */

/* Calls what lies under `arguments` values on the main thread. The chain is empty again afterwards. */
VM_EXPORT("vm_call") int vm_call(lua_State *L, int arguments, int results) {
  int status = lua_pcall(L, arguments, results, 0);
  if (L == vm_main) vm_chain_length = 0;
  return status;
}

static int open_libraries(lua_State *L) {
  static const luaL_Reg libraries[] = {{"_G", luaopen_base},
                                       {LUA_COLIBNAME, luaopen_coroutine},
                                       {LUA_TABLIBNAME, luaopen_table},
                                       {LUA_STRLIBNAME, luaopen_string},
                                       {LUA_MATHLIBNAME, luaopen_math}};
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
    luaL_requiref(L, libraries[i].name, libraries[i].func, 1);
    lua_pop(L, 1);
  }
  vm_open_compat(L);
  lua_register(L, "pasta_where", where);
  return 0;
}

VM_EXPORT("vm_open") lua_State *vm_open(void) {
  vm_main = lua_newstate(allocate, NULL);
  if (vm_main == NULL) return NULL;
  lua_pushcfunction(vm_main, open_libraries);
  return lua_pcall(vm_main, 0, 0, 0) == LUA_OK ? vm_main : NULL;
}
