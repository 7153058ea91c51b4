/* Looking at single frames and functions of the VM: names, lines, locals, and going on at another line. */
#include <stdint.h>

#include "lua.h"
#include "ldebug.h"
#include "lfunc.h"
#include "lobject.h"
#include "lstate.h"
#include "vm.h"

static lua_Debug inspected;

/* Looks at a frame; 0 if there is none at that level. The getters below then speak of it. */
VM_EXPORT("vm_frame") int vm_frame(lua_State *L, int level) {
  if (!lua_getstack(L, level, &inspected)) return 0;
  return lua_getinfo(L, "nSltu", &inspected);
}
VM_EXPORT("vm_frame_name") const char *vm_frame_name(void) { return inspected.name; }
VM_EXPORT("vm_frame_source") const char *vm_frame_source(void) { return inspected.source; }
VM_EXPORT("vm_frame_what") const char *vm_frame_what(void) { return inspected.what; }
VM_EXPORT("vm_frame_line") int vm_frame_line(void) { return inspected.currentline; }
VM_EXPORT("vm_frame_first_line") int vm_frame_first_line(void) { return inspected.linedefined; }
/* Pushes the function of the frame. */
VM_EXPORT("vm_frame_push_function") void vm_frame_push_function(lua_State *L) { lua_getinfo(L, "f", &inspected); }
/* Pushes local number `index` (from 1; negative: extra arguments) and gives its name, or NULL. */
VM_EXPORT("vm_frame_local") const char *vm_frame_local(lua_State *L, int index) {
  return lua_getlocal(L, &inspected, index);
}
/* Pops a value into local number `index`. */
VM_EXPORT("vm_frame_set_local") const char *vm_frame_set_local(lua_State *L, int index) {
  return lua_setlocal(L, &inspected, index);
}

/* ---- lines ----------------------------------------------------------------------------------------------------- */

static void mark_lines(const Proto *p, int is_main, uint8_t *lines, int count) {
  for (int pc = 0; pc < p->sizelineinfo; pc++) {
    int line = p->lineinfo[pc];
    if (line > 0 && line < count) lines[line] |= is_main ? 1 : 2;
  }
  for (int i = 0; i < p->sizep; i++) mark_lines(p->p[i], 0, lines, count);
}

/*
 * Marks the lines at which the Lua function on top of the stack has instructions: 1 for its own, 2 for those of the
 * functions inside it. `lines` has `count` bytes.
 */
VM_EXPORT("vm_active_lines") void vm_active_lines(lua_State *L, uint8_t *lines, int count) {
  mark_lines(clLvalue(L->top - 1)->p, 1, lines, count);
}

/* Whether the same locals live at both instructions: whoever goes from one to the other finds its registers in order. */
static int same_locals(const Proto *p, int from, int to) {
  for (int i = 0; i < p->sizelocvars; i++) {
    const LocVar *local = &p->locvars[i];
    int lives = local->startpc <= from && from < local->endpc;
    if (lives != (local->startpc <= to && to < local->endpc)) return 0;
  }
  return 1;
}

/* The instruction of the innermost function of `L` at which `line` begins, if it can go on there; else -1. */
static int instruction_of(lua_State *L, int line) {
  if (!isLua(L->ci)) return -1;
  const Proto *p = ci_func(L->ci)->p;
  int here = pcRel(L->ci->u.l.savedpc, p);
  for (int pc = 0; pc < p->sizelineinfo; pc++)
    if (p->lineinfo[pc] == line) return same_locals(p, here, pc) ? pc : -1;
  return -1;
}
VM_EXPORT("vm_can_go_to") int vm_can_go_to(lua_State *L, int line) { return instruction_of(L, line) >= 0; }
/* Lets the innermost function, which stands at the beginning of a line, go on at another one; 0 where it cannot. */
VM_EXPORT("vm_goto") int vm_goto(lua_State *L, int line) {
  int pc = instruction_of(L, line);
  if (pc < 0) return 0;
  /* The instruction counts as fetched, like the one that it replaces. */
  L->ci->u.l.savedpc = ci_func(L->ci)->p->code + pc + 1;
  return 1;
}
