/**
 * Work is counted where it is done. `vm_step` may call out and ends a script that has used up its allowance; `vm_charge`
 * only subtracts, and stands where calling out is not safe or where the amount is known.
 */
import { after, before, type Change, edit } from "./edit.ts";

export const work: readonly Change[] = [
  {
    why: "Every loop of the interpreter jumps back, and every function is entered: the interpreter counts there.",
    edits: [
      edit(
        "lvm.c",
        "ci->u.l.savedpc += GETARG_sBx(i) + e; }",
        "if (GETARG_sBx(i) < 0) vm_tick(); ci->u.l.savedpc += GETARG_sBx(i) + e; }",
      ),
      before("lvm.c", "ci->u.l.savedpc += GETARG_sBx(i);  /* jump back */", "vm_tick(); ", 2),
      // At a function's entry no instruction has been fetched yet; positions are those of the instruction before.
      before(
        "lvm.c",
        "  lua_assert(ci == L->ci);\n  cl = clLvalue(ci->func);",
        "  ci->u.l.savedpc++;\n  vm_tick_at_entry();\n  ci->u.l.savedpc--;\n",
      ),
      // What comes after a function in C is another moment than what came before.
      after(
        "lvm.c",
        "        if (luaD_precall(L, ra, nresults)) {  /* C function? */\n",
        "          vm_tick_only();\n",
      ),
      edit(
        "lvm.c",
        "        if (luaD_precall(L, ra, LUA_MULTRET))  /* C function? */\n          base = ci->u.l.base;\n",
        "        if (luaD_precall(L, ra, LUA_MULTRET)) {  /* C function? */\n          vm_tick_only();\n          base = ci->u.l.base;\n        }\n",
      ),
    ],
  },
  {
    why: "Very many values at once: varargs, unpack, string.byte, resume.",
    edits: [
      before("lvm.c", "          Protect(luaD_checkstack(L, n));\n", "          vm_charge(n >> 3);\n"),
      after(
        "lapi.c",
        "  int res;\n  CallInfo *ci = L->ci;\n  lua_lock(L);\n",
        "  vm_charge(size > 0 ? size >> 3 : 0);\n",
      ),
    ],
  },
  {
    why: "Comparing long strings.",
    edits: [
      after("lvm.c", "  size_t lr = rs->tsv.len;\n", "  vm_charge((ll < lr ? ll : lr) >> 6);\n"),
      before("lstring.c", "  return (a == b) ||  /* same", "  if (a != b && len == b->tsv.len) vm_charge(len >> 6);\n"),
    ],
  },
  {
    why: "Turning long strings into numbers.",
    edits: [
      after("lobject.c", "  char *endptr;\n", "  vm_charge(len >> 5);\n"),
      after("lbaselib.c", "    const char *e = s + l;  /* end point for 's' */\n", "    vm_charge(l >> 5);\n"),
    ],
  },
  {
    why: "next() walks over the empty slots of tables.",
    edits: [
      edit("ltable.c", "for (i++; i < t->sizearray; i++) {", "for (i++; i < t->sizearray; i++, vm_charge(1)) {"),
      edit(
        "ltable.c",
        "for (i -= t->sizearray; i < sizenode(t); i++) {",
        "for (i -= t->sizearray; i < sizenode(t); i++, vm_charge(1)) {",
      ),
    ],
  },
  {
    why: "The loops of the table library all read by rawgeti.",
    edits: [
      edit(
        "lapi.c",
        '  t = index2addr(L, idx);\n  api_check(L, ttistable(t), "table expected");\n  setobj2s(L, L->top, luaH_getint(hvalue(t), n));',
        '  vm_step();\n  t = index2addr(L, idx);\n  api_check(L, ttistable(t), "table expected");\n  setobj2s(L, L->top, luaH_getint(hvalue(t), n));',
      ),
    ],
  },
  {
    why: "The collector's own work, which a script can ask for in a loop or by odd settings.",
    edits: [
      after("lgc.c", "    debt -= work;\n", "    vm_charge(work >> 6);\n"),
      after("lgc.c", "  int origkind = g->gckind;\n", "  vm_charge(gettotalbytes(g) >> 6);\n"),
    ],
  },
  {
    why: "Compiling: each piece that is read, each token.",
    edits: [
      before("lzio.c", "  z->n = size - 1;", "  vm_charge(size >> 4);\n"),
      after("llex.c", "void luaX_next (LexState *ls) {\n", "  vm_step();\n"),
    ],
  },
  {
    why: "Pattern matching: each try of the matcher, each single character, the sets and brackets within.",
    edits: [
      after("lstrlib.c", '    luaL_error(ms->L, "pattern too complex");\n', "  vm_step();\n"),
      after("lstrlib.c", "                        const char *ep) {\n", "  vm_charge((ep - p) >> 4);\n  vm_step();\n"),
      after("lstrlib.c", "      do {  /* look for a `]' */\n", "        vm_charge(1);\n"),
      after("lstrlib.c", "    while (++s < ms->src_end) {\n", "      vm_charge(1);\n"),
      after(
        "lstrlib.c",
        "  len = ms->capture[l].len;\n",
        "  vm_charge((size_t)(ms->src_end - s) >= len ? len >> 6 : 0);\n",
      ),
    ],
  },
  {
    why: "Plain searching is quadratic at worst.",
    edits: [
      after(
        "lstrlib.c",
        "      init++;   /* 1st char is already checked */\n",
        "      vm_charge(((init - s1) >> 6) + (l2 >> 6));\n      vm_step();\n",
      ),
      before("lstrlib.c", "    return NULL;  /* not found */\n", "    vm_charge(l1 >> 6);\n"),
    ],
  },
  {
    why: "A string that no memory could hold is refused like any other: by the limit.",
    edits: [
      edit("lstrlib.c", '    return luaL_error(L, "resulting string too large");\n', "    vm_out_of_memory();\n"),
    ],
  },
  {
    why: "Repeating nothing costs nothing, however often.",
    edits: [
      edit("lstrlib.c", 'if (n <= 0) lua_pushliteral(L, "");', 'if (n <= 0 || l + lsep == 0) lua_pushliteral(L, "");'),
    ],
  },
  {
    why: "Errors travel as exceptions of the host, which cost as much as some dozens of steps.",
    edits: [after("ldo.c", "l_noret luaD_throw (lua_State *L, int errcode) {\n", "  vm_charge(64);\n")],
  },
  {
    why: "Memory that is refused twice (the second time after a full collection) ends the script for good.",
    edits: [
      before(
        "lmem.c",
        "      luaD_throw(L, LUA_ERRMEM);\n  }\n  lua_assert((nsize == 0)",
        "      vm_out_of_memory();\n    if (newblock == NULL)\n",
      ),
    ],
  },
];
