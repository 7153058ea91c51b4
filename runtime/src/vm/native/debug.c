/* What a debugger needs inside the VM: stopping at lines, stepping, and looking at frames. */
#include <stdint.h>

#include "lua.h"
#include "vm.h"

/*
 * The program may stop here. The host decides (a line number is not yet a breakpoint: the file counts too), blocks
 * as long as it likes, and may throw to end the program.
 */
VM_IMPORT("stop") extern void host_stop(lua_State *L, int reason, int line);

enum { STOP_LINE = 1, STOP_STEP = 2, STOP_PAUSE = 3, STOP_ERROR = 4 };
enum { STEP_NONE, STEP_IN, STEP_OVER, STEP_OUT };

/* Lines that carry a breakpoint in any file: one bit each, a sieve that lets the host sleep. */
#define SIEVE_WORDS 2048
static uint32_t sieve[SIEVE_WORDS];
static int breakpoints, step_mode, step_depth, pausing, attached, stop_on_error;

static int frames_of(lua_State *L) {
  lua_Debug frame;
  int low = 0, high = 1;
  if (!lua_getstack(L, 0, &frame)) return 0;
  while (lua_getstack(L, high, &frame)) low = high, high *= 2;
  while (low + 1 < high) {
    int middle = (low + high) / 2;
    if (lua_getstack(L, middle, &frame)) low = middle;
    else high = middle;
  }
  return low + 1;
}

/* Frames of all running threads together: a step over a call does not stop inside a coroutine that it resumes. */
static int depth(void) {
  int total = 0;
  for (int i = 0; i < vm_chain_length; i++) total += frames_of(vm_chain[i]);
  return total + frames_of(vm_main);
}

static int wants_step(void) {
  switch (step_mode) {
    case STEP_IN: return 1;
    case STEP_OVER: return depth() <= step_depth;
    case STEP_OUT: return depth() < step_depth;
    default: return 0;
  }
}

static void on_line(lua_State *L, lua_Debug *frame) {
  int line = frame->currentline;
  int reason = pausing ? STOP_PAUSE
               : breakpoints > 0 && line >= 0 && (sieve[(line >> 5) % SIEVE_WORDS] >> (line & 31) & 1) ? STOP_LINE
               : wants_step() ? STOP_STEP
                              : 0;
  if (reason != 0) host_stop(L, reason, line);
}

void vm_sync_hooks(lua_State *L) {
  /* Hooks are kept by thread; a thread that was suspended while the debugger came or went is behind. */
  lua_Hook wanted = attached ? on_line : NULL;
  if (lua_gethook(L) != wanted) lua_sethook(L, wanted, attached ? LUA_MASKLINE : 0, 0);
}

void vm_error_raised(lua_State *L) {
  lua_Debug frame;
  if (!stop_on_error) return;
  for (int level = 0; lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.source[0] == '@' && frame.currentline > 0) {
      stop_on_error = 0; /* an error inside the host's own questions must not stop again */
      host_stop(L, STOP_ERROR, frame.currentline);
      stop_on_error = 1;
      return;
    }
  }
}

/* Line events are wanted or not, in every running thread; the others follow when they are resumed. */
VM_EXPORT("vm_attach") void vm_attach(int on) {
  attached = on;
  vm_sync_hooks(vm_main);
  for (int i = 0; i < vm_chain_length; i++) vm_sync_hooks(vm_chain[i]);
}
VM_EXPORT("vm_break_line") void vm_break_line(int line) {
  sieve[(line >> 5) % SIEVE_WORDS] |= 1u << (line & 31);
  breakpoints++;
}
VM_EXPORT("vm_clear_breaks") void vm_clear_breaks(void) {
  memset(sieve, 0, sizeof sieve);
  breakpoints = 0;
}
VM_EXPORT("vm_step_mode") void vm_step_mode(int mode) {
  step_mode = mode;
  pausing = 0;
  step_depth = mode >= STEP_OVER ? depth() : 0;
}
VM_EXPORT("vm_pause") void vm_pause(void) { pausing = 1; }
VM_EXPORT("vm_stop_on_error") void vm_stop_on_error(int on) { stop_on_error = on; }
VM_EXPORT("vm_frame_count") int vm_frame_count(lua_State *L) { return frames_of(L); }

/* ---- one frame ----------------------------------------------------------------------------------------------- */

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
VM_EXPORT("vm_frame_is_tail_call") int vm_frame_is_tail_call(void) { return inspected.istailcall; }
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
