/** What is changed in Lua's own sources, and why: each change must match exactly, or the build stops. */

import { after, before, type Change, edit } from "./edit.ts";
import { extensions } from "./extensions.ts";
import { work } from "./work.ts";

/** Nothing reaches files, and nothing runs that was not compiled here. */
const sandbox: readonly Change[] = [
  {
    why: "No files: dofile and loadfile do not exist.",
    edits: [
      edit("lbaselib.c", '  {"dofile", luaB_dofile},\n', ""),
      edit("lbaselib.c", '  {"loadfile", luaB_loadfile},\n', ""),
    ],
  },
  {
    why: "No bytecode: forged bytecode can break any VM, so load takes text only and string.dump does not exist.",
    edits: [
      edit("lbaselib.c", 'const char *mode = luaL_optstring(L, 3, "bt");', 'const char *mode = "t";'),
      edit("lstrlib.c", '  {"dump", str_dump},\n', ""),
    ],
  },
  {
    why: "There is no standard output: print and warnings go to the host.",
    edits: [
      edit(
        "luaconf.h",
        "#define luai_writestring(s,l)\tfwrite((s), sizeof(char), (l), stdout)",
        "#define luai_writestring(s,l)\thost_write(1, (s), (l))",
      ),
      edit(
        "luaconf.h",
        '#define luai_writeline()\t(luai_writestring("\\n", 1), fflush(stdout))',
        '#define luai_writeline()\thost_write(1, "\\n", 1)',
      ),
      edit("luaconf.h", "(fprintf(stderr, (s), (p)), fflush(stderr))", "host_write(2, (p), strlen(p))"),
    ],
  },
  {
    why: "LuaJIT gives tables no finalizers; without them no script runs at a time of the collector's choosing.",
    edits: [edit("lapi.c", "        luaC_checkfinalizer(L, gcvalue(obj), mt);\n", "", 2)],
  },
];

/** Things that the host must know. */
const host: readonly Change[] = [
  {
    why: "Call stacks and positions need the chain of running coroutines, and the debugger's hooks must follow it.",
    edits: [
      edit(
        "lcorolib.c",
        "  status = lua_resume(co, L, narg);\n",
        "  vm_enter(co);\n  status = lua_resume(co, L, narg);\n  vm_leave();\n",
      ),
    ],
  },
  {
    why: "Generated code carries the line numbers of the text it was generated from (vm_load).",
    edits: [
      edit("llex.c", "  if (++ls->linenumber >= MAX_INT)", "  if ((ls->linenumber = vm_next_line()) >= MAX_INT)"),
      edit(
        "llex.c",
        "  ls->linenumber = 1;\n  ls->lastline = 1;\n",
        "  ls->lastline = ls->linenumber = vm_first_line();\n",
      ),
    ],
  },
  {
    why: "The order of tables is the same in every build: it must not depend on where things lie in memory.",
    edits: [edit("lstate.c", "  return luaS_hash(buff, p, h);\n", "  (void)p;\n  return h;\n")],
  },
  {
    why: "A debugger can let a program go on at another line (vm_goto): the instruction is then another one.",
    edits: [
      edit("lvm.c", "      Protect(traceexec(L));\n", "      Protect(traceexec(L));\n      i = ci->u.l.savedpc[-1];\n"),
    ],
  },
  {
    why: "A debugger stops where an error is raised, while the stack is whole.",
    edits: [after("ldebug.c", "l_noret luaG_errormsg (lua_State *L) {\n", "  vm_error_raised(L);\n")],
  },
  {
    why: "Long Japanese paths must not be cut in messages.",
    edits: [edit("luaconf.h", "#define LUA_IDSIZE\t60", "#define LUA_IDSIZE\t1024")],
  },
  {
    why: "Deep recursion ends as an error before it takes the memory of the script; LuaJIT allows 65,500 slots too.",
    edits: [edit("luaconf.h", "#define LUAI_MAXSTACK\t\t1000000", "#define LUAI_MAXSTACK\t\t65500")],
  },
];

/** Language and library as LuaJIT 2.1 with 5.2 compatibility has them. */
const dialect: readonly Change[] = [
  {
    why: "Bytes from 0x80 are letters of identifiers (`act.さくら`); 5.2 does not know LUA_UCID.",
    edits: [
      edit(
        "lctype.h",
        "#define lislalpha(c)\ttestprop(c, MASK(ALPHABIT))",
        "#define lislalpha(c)\t(testprop(c, MASK(ALPHABIT)) || (c) >= 0x80)",
      ),
      edit(
        "lctype.h",
        "#define lislalnum(c)\ttestprop(c, (MASK(ALPHABIT) | MASK(DIGITBIT)))",
        "#define lislalnum(c)\t(testprop(c, (MASK(ALPHABIT) | MASK(DIGITBIT))) || (c) >= 0x80)",
      ),
    ],
  },
  {
    why: "Numbers print as LuaJIT prints them.",
    edits: [
      edit(
        "luaconf.h",
        "#define lua_number2str(s,n)\tsprintf((s), LUA_NUMBER_FMT, (n))",
        "#define lua_number2str(s,n)\tvm_number_to_text((s), (n))",
      ),
      edit("lstrlib.c", "(LUA_FLTFRM_T)luaL_checknumber(L, arg)", "vm_unsigned_nan(luaL_checknumber(L, arg))"),
    ],
  },
  {
    why: "%x and its kin take negative numbers, as two's complement.",
    edits: [
      edit(
        "lstrlib.c",
        "unsigned LUA_INTFRM_T ni = (unsigned LUA_INTFRM_T)n;\n          lua_Number diff = n - (lua_Number)ni;",
        "unsigned LUA_INTFRM_T ni = n < 0 ? (unsigned LUA_INTFRM_T)(LUA_INTFRM_T)n : (unsigned LUA_INTFRM_T)n;\n" +
          "          lua_Number diff = n < 0 ? n - (lua_Number)(LUA_INTFRM_T)ni : n - (lua_Number)ni;",
      ),
    ],
  },
  {
    why: 'collectgarbage("count") has one result, and the modes of 5.2\'s collector do not exist.',
    edits: [
      edit("lbaselib.c", "      lua_pushinteger(L, b);\n      return 2;", "      return 1;"),
      edit("lbaselib.c", '"setmajorinc", "isrunning", "generational", "incremental", NULL', '"isrunning", NULL'),
      edit("lbaselib.c", "LUA_GCSETMAJORINC, LUA_GCISRUNNING, LUA_GCGEN, LUA_GCINC", "LUA_GCISRUNNING"),
    ],
  },
  {
    why: "\\u{XXX} in strings stands for the character in UTF-8.",
    edits: [
      before(
        "llex.c",
        "static void read_string (LexState *ls, int del, SemInfo *seminfo) {\n",
        `static void save_utf8_escape (LexState *ls) {
  unsigned code = 0;
  int digits = 0;
  next(ls);
  if (ls->current != '{') escerror(ls, &ls->current, 1, "invalid escape sequence");
  for (next(ls); lisxdigit(ls->current) && code < 0x110000; next(ls), digits++)
    code = code * 16 + luaO_hexavalue(ls->current);
  if (ls->current != '}' || digits == 0 || code >= 0x110000 || (code >= 0xd800 && code < 0xe000))
    escerror(ls, &ls->current, 1, "invalid escape sequence");
  next(ls);
  if (code < 0x80) { save(ls, code); return; }
  int rest = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  static const int lead[] = {0, 0xc0, 0xe0, 0xf0};
  save(ls, lead[rest] | (code >> (6 * rest)));
  while (rest-- > 0) save(ls, 0x80 | ((code >> (6 * rest)) & 0x3f));
}


`,
      ),
      after(
        "llex.c",
        "case 'x': c = readhexaesc(ls); goto read_save;\n",
        "          case 'u': save_utf8_escape(ls); goto no_save;\n",
      ),
    ],
  },
  {
    why: "table.insert takes any position, and table.remove outside the list removes nothing.",
    edits: [
      edit(
        "ltablib.c",
        '      luaL_argcheck(L, 1 <= pos && pos <= e, 2, "position out of bounds");\n',
        "      if (pos > e) e = pos;\n",
      ),
      edit(
        "ltablib.c",
        "  if (pos != size)  /* validate 'pos' if given */\n" +
          '    luaL_argcheck(L, 1 <= pos && pos <= size + 1, 1, "position out of bounds");\n',
        "  if (pos < 1 || pos > size) return 0;\n",
      ),
    ],
  },
  {
    why: 'tonumber takes "inf" and "nan".',
    edits: [
      edit("lobject.c", "  if (strpbrk(s, \"nN\"))  /* reject 'inf' and 'nan' */\n    return 0;\n  else if", "  if"),
    ],
  },
  {
    why: 'In the replacement of gsub, "%x" stands for "x".',
    edits: [
      edit(
        "lstrlib.c",
        '        if (news[i] != L_ESC)\n          luaL_error(ms->L, "invalid use of " LUA_QL("%c")\n' +
          '                           " in replacement string", L_ESC);\n',
        "",
      ),
    ],
  },
  {
    why: "assert passes on any error value, not only strings.",
    edits: [
      edit(
        "lbaselib.c",
        '    return luaL_error(L, "%s", luaL_optstring(L, 2, "assertion failed!"));',
        '    {\n      if (lua_gettop(L) < 2) return luaL_error(L, "%s", "assertion failed!");\n' +
          '      if (lua_isstring(L, 2)) return luaL_error(L, "%s", lua_tostring(L, 2));\n' +
          "      lua_settop(L, 2);\n      return lua_error(L);\n    }",
      ),
    ],
  },
  {
    why: "A numeric loop with step 0 goes up, and has no end.",
    edits: [
      edit(
        "lvm.c",
        "        if (luai_numlt(L, 0, step) ? luai_numle(L, idx, limit)",
        "        if (luai_numle(L, 0, step) ? luai_numle(L, idx, limit)",
      ),
    ],
  },
  {
    why: "Messages of the parser: every token is quoted, and `name` alone expects a '='.",
    edits: [
      edit("llex.c", "if (token < TK_EOS)", "if (1)"),
      edit(
        "lparser.c",
        '    check_condition(ls, v.v.k == VCALL, "syntax error");\n',
        "    if (v.v.k != VCALL) {\n      check_condition(ls, vkisvar(v.v.k), \"syntax error\");\n      checknext(ls, '=');\n    }\n",
      ),
    ],
  },
];

export const changes: readonly Change[] = [...sandbox, ...host, ...dialect, ...extensions, ...work];

/**
 * Applies all changes to the sources (file name → text).
 * @throws Error if a place is not found exactly as often as expected: then the sources are not those of Lua 5.2.4.
 */
export function substitute(sources: ReadonlyMap<string, string>): Map<string, string> {
  const changed = new Map(sources);
  for (const { why, edits } of changes)
    for (const { file, find, put, times = 1 } of edits) {
      const text = changed.get(file);
      if (text === undefined) throw new Error(`${file} is missing (${why})`);
      const pieces = text.split(find);
      if (pieces.length - 1 !== times)
        throw new Error(`${file}: found ${pieces.length - 1} times instead of ${times}: ${find.trim()} (${why})`);
      changed.set(file, pieces.join(put));
    }
  return changed;
}
