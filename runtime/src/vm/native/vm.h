/* What the files of the shim know of each other. */
#ifndef PASTA_VM_H
#define PASTA_VM_H

#include "lua.h"

/* The longest chain of coroutines that can run inside each other: Lua itself allows 200 nested C calls. */
#define VM_CHAIN_MAX 256

/* The main thread of the one Lua state of this instance. */
extern lua_State *vm_main;
/* Running coroutines, outermost first; the main thread is not among them. */
extern lua_State *vm_chain[VM_CHAIN_MAX];
extern int vm_chain_length;

/* Whether the interpreter stands between entering a frame and its next instruction. */
extern int vm_is_entering;
/* The VM's own time: the same in every run of the same program. */
double vm_ticks(void);

/* The thread that runs now. */
lua_State *vm_running(void);
/* Makes the hooks of a thread what the debugger wants. */
void vm_sync_hooks(lua_State *L);
/* Installs the parts of LuaJIT's library that 5.2 lacks. */
void vm_open_compat(lua_State *L);

#endif
