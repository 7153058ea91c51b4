/* What a debugger needs inside the VM: stopping at lines, stepping, finding a moment again, and watching variables. */
#include <stdint.h>

#include "lua.h"
#include "lauxlib.h"
#include "lobject.h"
#include "lstate.h"
#include "vm.h"

/*
 * The program may stop here. The host decides (a line number is not yet a breakpoint: the file counts too), blocks
 * as long as it likes, and may throw to end the program.
 */
VM_IMPORT("stop") extern void host_stop(lua_State *L, int reason, int line);

enum { STOP_LINE = 1, STOP_STEP = 2, STOP_PAUSE = 3, STOP_ERROR = 4, STOP_MOMENT = 5, STOP_CHANGE = 6 };
enum { STEP_NONE, STEP_IN, STEP_OVER, STEP_OUT };
enum { SEEK_NONE, SEEK_MOMENT, SEEK_STOPS, SEEK_PREVIOUS, SEEK_ENTRY };

/* Lines that carry a breakpoint in any file: one bit each, a sieve that lets the host sleep. */
#define SIEVE_WORDS 2048
static uint32_t sieve[SIEVE_WORDS];
static int breakpoints, step_mode, step_depth, pausing, attached, stop_on_error, quiet;

/* ---- moments --------------------------------------------------------------------------------------------------- */

/*
 * A moment of the program: its ticks, the lines begun since the last tick, the functions left since then. Another run of
 * the same program has the same moments, with or without a debugger before them: hooks that come late find the count of
 * lines at its beginning, because only a tick or a function of the host can have let them in.
 */
typedef struct {
  double ticks;
  int lines, returns;
} Moment;

static Moment now = {-1, 0, 0}, target, found;
static int seek_mode, seek_depth, seek_final, seek_found, entered;

static int compare(const Moment *a, const Moment *b) {
  if (a->ticks != b->ticks) return a->ticks < b->ticks ? -1 : 1;
  if (a->lines != b->lines) return a->lines < b->lines ? -1 : 1;
  return a->returns < b->returns ? -1 : a->returns > b->returns;
}

static void at_line(void) {
  double ticks = vm_ticks();
  if (ticks != now.ticks) now = (Moment){ticks, 0, 0};
  else now.lines++, now.returns = 0;
}

static int watch_table, watch_count, changed;

static int is_reached(void) { return seek_mode != SEEK_NONE && compare(&now, &target) >= 0; }

VM_EXPORT("vm_moment_ticks") double vm_moment_ticks(void) { return now.ticks; }
VM_EXPORT("vm_moment_lines") int vm_moment_lines(void) { return now.lines; }
VM_EXPORT("vm_moment_returns") int vm_moment_returns(void) { return now.returns; }
/* What a search has found: 0 for nothing; then the getters above speak of it. */
VM_EXPORT("vm_seek_found") int vm_seek_found(void) {
  if (seek_found) now = found;
  return seek_found;
}

/* ---- depth ----------------------------------------------------------------------------------------------------- */

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
VM_EXPORT("vm_frame_count") int vm_frame_count(lua_State *L) { return frames_of(L); }

static int wants_step(void) {
  switch (step_mode) {
    case STEP_IN: return 1;
    case STEP_OVER: return depth() <= step_depth;
    case STEP_OUT: return depth() < step_depth;
    default: return 0;
  }
}

/* Whether a frame runs a user's text, and not merely a dictionary being loaded. */
static int is_users(lua_State *L, lua_Debug *frame) {
  lua_getinfo(L, "S", frame);
  if (frame->source[0] != '@') return 0;
  size_t length = strlen(frame->source);
  return *frame->what != 'm' || length < 6 || strcmp(frame->source + length - 6, ".pasta") != 0;
}

/* ---- watched variables ----------------------------------------------------------------------------------------- */

/* The first watched variable whose value is another one than before, from 1; its old value stays for the host. */
static int find_change(lua_State *L) {
  int result = 0;
  lua_rawgeti(L, LUA_REGISTRYINDEX, watch_table);
  for (int i = 0; i < watch_count && result == 0; i++) {
    /* table, key, value, value before */
    lua_rawgeti(L, -1, 4 * i + 1);
    lua_rawgeti(L, -2, 4 * i + 2);
    lua_rawget(L, -2);
    lua_rawgeti(L, -3, 4 * i + 3);
    if (!lua_rawequal(L, -1, -2)) {
      lua_rawseti(L, -4, 4 * i + 4);
      lua_rawseti(L, -3, 4 * i + 3);
      result = i + 1;
    } else lua_pop(L, 2);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return result;
}

static void look_for_changes(lua_State *L, int line) {
  if (watch_count == 0 || (changed = find_change(L)) == 0) return;
  host_stop(L, STOP_CHANGE, line);
}
VM_EXPORT("vm_changed") int vm_changed(void) { return changed; }

/* ---- hooks ----------------------------------------------------------------------------------------------------- */

static void on_line(lua_State *L, lua_Debug *frame) {
  int line = frame->currentline;
  at_line();
  if (is_reached() && seek_final) {
    host_stop(L, STOP_MOMENT, line);
    if (seek_mode == SEEK_NONE) return;
  }
  if (seek_mode == SEEK_PREVIOUS && is_users(L, frame) && depth() <= seek_depth) found = now, seek_found = 1;
  if (seek_mode == SEEK_ENTRY && entered && depth() == seek_depth) found = now, seek_found = 1, entered = 0;
  if (seek_mode == SEEK_NONE || seek_mode == SEEK_STOPS) {
    look_for_changes(L, line);
    int reason = pausing ? STOP_PAUSE
                 : breakpoints > 0 && line >= 0 && (sieve[(line >> 5) % SIEVE_WORDS] >> (line & 31) & 1) ? STOP_LINE
                 : wants_step() ? STOP_STEP
                                : 0;
    if (reason != 0) host_stop(L, reason, line);
  }
  if (is_reached() && !seek_final) host_stop(L, STOP_MOMENT, line);
}

/* At its end a function has given its locals up: what is pushed now would overwrite them. Lua's hook puts the top back. */
static void keep_locals(lua_State *L) {
  StkId limit = L->ci->u.l.base + clLvalue(L->ci->func)->p->maxstacksize;
  if (L->top < limit) L->top = limit;
  lua_checkstack(L, LUA_MINSTACK);
}

/* A user's function ends: what its last line has changed is seen while it still stands. */
static void on_return(lua_State *L, lua_Debug *frame) {
  lua_getinfo(L, "Sl", frame);
  if (frame->source[0] != '@' || *frame->what == 'C') return;
  keep_locals(L);
  now.returns++;
  double ticks = vm_ticks();
  if (ticks != now.ticks) now = (Moment){ticks, 0, 1};
  if (is_reached() && seek_final && target.returns > 0) {
    host_stop(L, STOP_MOMENT, frame->currentline);
    if (seek_mode == SEEK_NONE) return;
  }
  if (seek_mode == SEEK_NONE || seek_mode == SEEK_STOPS) look_for_changes(L, frame->currentline);
  if (is_reached() && !seek_final) host_stop(L, STOP_MOMENT, frame->currentline);
}

static void on_event(lua_State *L, lua_Debug *frame) {
  switch (frame->event) {
    case LUA_HOOKLINE: on_line(L, frame); break;
    case LUA_HOOKRET: on_return(L, frame); break;
    /* A tail call's frame still lies on top of the one that it will replace. */
    default: if (depth() - (frame->event == LUA_HOOKTAILCALL) == seek_depth) entered = 1;
  }
}

static int wanted_mask(void) {
  int returns = watch_count > 0 || (seek_mode != SEEK_NONE && target.returns > 0);
  return LUA_MASKLINE | (returns ? LUA_MASKRET : 0) | (seek_mode == SEEK_ENTRY ? LUA_MASKCALL : 0);
}

void vm_sync_hooks(lua_State *L) {
  /* Hooks are kept by thread; a thread that was suspended while the debugger came or went is behind. */
  int mask = attached && !quiet ? wanted_mask() : 0;
  if (lua_gethookmask(L) != mask) lua_sethook(L, mask != 0 ? on_event : NULL, mask, 0);
}

void vm_error_raised(lua_State *L) {
  lua_Debug frame;
  if (!stop_on_error || quiet) return;
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
  lua_State *L = vm_running();
  /* Lua compares each instruction with the one before, which nobody has kept while there were no hooks. */
  if (on && !attached && isLua(L->ci)) L->oldpc = L->ci->u.l.savedpc - vm_is_entering;
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
VM_EXPORT("vm_pause") void vm_pause(int on) { pausing = on; }
VM_EXPORT("vm_stop_on_error") void vm_stop_on_error(int on) { stop_on_error = on; }
/* While the debugger itself runs Lua, nothing is counted and nothing stops; coroutines made meanwhile get no hooks. */
VM_EXPORT("vm_quiet") void vm_quiet(int on) { quiet = on; }
/* A table in the registry holds four values for each watched variable: its table, key, value, and the one before. */
VM_EXPORT("vm_watch") void vm_watch(int table, int count) { watch_table = table, watch_count = count; }
/*
 * Runs towards a moment and stops there; `final` is 0 for one on the way. On the way the last line of a user's is
 * remembered that lies at most `depth` deep (SEEK_PREVIOUS), or the one at which the frame of that depth began
 * (SEEK_ENTRY).
 */
VM_EXPORT("vm_seek") void vm_seek(int mode, double ticks, int lines, int returns, int final, int depth) {
  seek_mode = mode, seek_final = final, seek_depth = depth;
  target = (Moment){ticks, lines, returns};
}
