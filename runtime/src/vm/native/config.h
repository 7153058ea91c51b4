/*
 * Included before every C file of the Lua VM: which Lua it is, how its errors travel, and how its work is counted.
 *
 * The VM is Lua 5.2.4 with the 5.1 names kept, because the engine's Lua (LuaJIT 2.1 built with 5.2 compatibility)
 * speaks that mixture.
 */
#ifndef PASTA_VM_CONFIG_H
#define PASTA_VM_CONFIG_H

#include <stddef.h>
#include <string.h>

#define VM_IMPORT(name) __attribute__((import_module("host"), import_name(name)))
#define VM_EXPORT(name) __attribute__((export_name(name), used))

struct lua_State;

/* ---- dialect ------------------------------------------------------------------------------------------------- */

/* unpack, loadstring, table.maxn, math.log10 and the other 5.1 names. */
#define LUA_COMPAT_ALL
/* Hexadecimal floats and %a: strtod and printf of the C library know them. */
#define LUA_USE_AFORMAT
#define LUA_USE_STRTODHEX
/* `long` has 32 bits here; %d must print 64-bit integers. */
#define LUA_INTFRM_T long long
#define LUA_INTFRMLEN "ll"
/* The same run gives the same table order everywhere: replays depend on it. */
#define luai_makeseed() 0x9a57a5u
/* No signals in WebAssembly. */
#define l_signalT int

/* Writes a number as LuaJIT does; returns its length. `text` has room for LUAI_MAXNUMBER2STR bytes. */
extern int vm_number_to_text(char *text, double number);

/* `&` 0, `|` 1, `~` 2, `<<` 3, `>>` 4 on 32 bits. */
extern double vm_bit_operation(int operation, double left, double right);

/* LuaJIT prints every NaN as "nan"; C prints the sign as well. */
static inline double vm_unsigned_nan(double number) {
  return number != number ? __builtin_fabs(number) : number;
}

/* ---- errors -------------------------------------------------------------------------------------------------- */

/*
 * Lua tries in one place and throws in one place (ldo.c). Both become imports: the host runs `body` under a
 * JavaScript `try` and throws a JavaScript exception that names the handler. Neither setjmp nor WebAssembly
 * exceptions are needed, and whatever else the host throws (a limit, a stop) passes every pcall.
 */
VM_IMPORT("try") extern void host_try(void (*body)(struct lua_State *, void *), struct lua_State *L, void *data,
                                      void *handler);
VM_IMPORT("throw") extern __attribute__((noreturn)) void host_throw(void *handler);
#define luai_jmpbuf int
#define LUAI_TRY(L, c, a) host_try(f, L, ud, c)
#define LUAI_THROW(L, c) host_throw(c)

/* ---- output -------------------------------------------------------------------------------------------------- */

/* `stream` is 1 for print, 2 for messages of the VM itself. */
VM_IMPORT("write") extern void host_write(int stream, const char *text, size_t length);

/* ---- work ---------------------------------------------------------------------------------------------------- */

/* What is left of the present slice of work. Only what stands here and vm.c touch it. */
extern int vm_budget;
extern void vm_slice_done(void), vm_slice_done_at_entry(void);

/*
 * Work that is no tick. Ticks count what the interpreter itself does (jumps back, frames entered, calls of C), and only
 * that: the same program ticks alike in every run, while the work of the allocator or the collector depends on what else
 * lies in memory, such as what a debugger has looked at.
 */
extern long long vm_untimed;

/* Counts work whose amount is known beforehand; never calls out, so it is safe anywhere. */
static inline void vm_charge(size_t units) {
  vm_budget -= (int)units;
  vm_untimed += (int)units;
}
/* Counts one step and asks the host when the slice is used up. The host may throw. */
static inline void vm_step(void) {
  vm_untimed++;
  if (__builtin_expect(--vm_budget <= 0, 0)) vm_slice_done();
}
/* The same for the interpreter's loops, as a tick; where a frame is entered; and a tick that is no work. */
#define vm_tick() ((void)(__builtin_expect(--vm_budget <= 0, 0) ? vm_slice_done() : (void)0))
#define vm_tick_at_entry() ((void)(__builtin_expect(--vm_budget <= 0, 0) ? vm_slice_done_at_entry() : (void)0))
#define vm_tick_only() ((void)vm_untimed--)

/* Memory that could not be had even after a full collection: tells the host, which throws. */
extern void vm_out_of_memory(void);

/* ---- coroutines and lines ------------------------------------------------------------------------------------ */

/* Around every resume, so that the chain of running coroutines is known (call stacks, stepping, positions). */
extern void vm_enter(struct lua_State *co);
extern void vm_leave(void);

/* The line that the lexer gives to the first and to each following line of the text being loaded. */
extern int vm_first_line(void);
extern int vm_next_line(void);

/* An error is about to be thrown; the stack is still whole. */
extern void vm_error_raised(struct lua_State *L);

#endif
