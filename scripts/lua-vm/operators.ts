/** Operators that the engine's Lua reads and Lua 5.2 does not: `& | ~ << >>`, `??`, `?.`. */
import { before, type Change, edit } from "./edit.ts";

export const bitOperators: Change = {
  why: "Bit operators with the precedence of later Luas; operands must be numbers, results have 32 bits.",
  edits: [
    edit(
      "lopcodes.h",
      "OP_EXTRAARG/*\tAx\textra (larger) argument for previous opcode\t*/",
      "OP_EXTRAARG,\nOP_BAND, OP_BOR, OP_BXOR, OP_SHL, OP_SHR",
    ),
    edit("lopcodes.h", "(cast(int, OP_EXTRAARG) + 1)", "(cast(int, OP_SHR) + 1)"),
    edit(
      "lopcodes.c",
      " ,opmode(0, 0, OpArgU, OpArgU, iAx)\t\t/* OP_EXTRAARG */\n",
      ` ,opmode(0, 0, OpArgU, OpArgU, iAx)\t\t/* OP_EXTRAARG */\n${" ,opmode(0, 1, OpArgK, OpArgK, iABC)\n".repeat(5)}`,
    ),
    edit("lopcodes.c", '  "EXTRAARG",\n', '  "EXTRAARG", "BAND", "BOR", "BXOR", "SHL", "SHR",\n'),
    before(
      "lvm.c",
      "      vmcase(OP_EXTRAARG,",
      ["BAND", "BOR", "BXOR", "SHL", "SHR"]
        .map(
          (name, index) => `      vmcase(OP_${name},
        TValue *rb = RKB(i);
        TValue *rc = RKC(i);
        if (!ttisnumber(rb)) { Protect(luaG_typeerror(L, rb, "perform arithmetic on")); }
        if (!ttisnumber(rc)) { Protect(luaG_typeerror(L, rc, "perform arithmetic on")); }
        setnvalue(ra, vm_bit_operation(${index}, nvalue(rb), nvalue(rc)));
      )
`,
        )
        .join(""),
    ),
    edit(
      "lcode.h",
      "  OPR_AND, OPR_OR,\n  OPR_NOBINOPR",
      "  OPR_AND, OPR_OR,\n  OPR_BAND, OPR_BOR, OPR_BXOR, OPR_SHL, OPR_SHR,\n  OPR_COALESCE,\n  OPR_NOBINOPR",
    ),
    edit(
      "lcode.h",
      "typedef enum UnOpr { OPR_MINUS, OPR_NOT, OPR_LEN, OPR_NOUNOPR } UnOpr;",
      "typedef enum UnOpr { OPR_MINUS, OPR_NOT, OPR_LEN, OPR_BNOT, OPR_NOUNOPR } UnOpr;",
    ),
    edit(
      "lcode.c",
      "  if (!isnumeral(e1) || !isnumeral(e2)) return 0;\n",
      "  if (op >= OP_BAND || !isnumeral(e1) || !isnumeral(e2)) return 0;\n",
    ),
    before(
      "lcode.c",
      "    case OPR_EQ: case OPR_LT: case OPR_LE: {\n      codecomp",
      `    case OPR_BAND: case OPR_BOR: case OPR_BXOR: case OPR_SHL: case OPR_SHR: {
      codearith(fs, cast(OpCode, op - OPR_BAND + OP_BAND), e1, e2, line);
      break;
    }
`,
    ),
    // ~x is x ~ -1.
    before(
      "lcode.c",
      "    case OPR_NOT: codenot(fs, e); break;\n",
      `    case OPR_BNOT: {
      e2.u.nval = -1;
      luaK_exp2RK(fs, e);
      codearith(fs, OP_BXOR, e, &e2, line);
      break;
    }
`,
    ),
    edit(
      "lparser.c",
      "    case '#': return OPR_LEN;\n",
      "    case '#': return OPR_LEN;\n    case '~': return OPR_BNOT;\n",
    ),
    edit(
      "lparser.c",
      "    case TK_OR: return OPR_OR;\n    default: return OPR_NOBINOPR;",
      `    case TK_OR: return OPR_OR;
    case '&': return OPR_BAND;
    case '|': return OPR_BOR;
    case '~': return OPR_BXOR;
    case TK_SHL: return OPR_SHL;
    case TK_SHR: return OPR_SHR;
    case TK_COALESCE: return OPR_COALESCE;
    default: return OPR_NOBINOPR;`,
    ),
    edit(
      "lparser.c",
      "   {6, 6}, {6, 6}, {7, 7}, {7, 7}, {7, 7},  /* `+' `-' `*' `/' `%' */\n" +
        "   {10, 9}, {5, 4},                 /* ^, .. (right associative) */\n" +
        "   {3, 3}, {3, 3}, {3, 3},          /* ==, <, <= */\n" +
        "   {3, 3}, {3, 3}, {3, 3},          /* ~=, >, >= */\n" +
        "   {2, 2}, {1, 1}                   /* and, or */\n",
      `   {11, 11}, {11, 11}, {12, 12}, {12, 12}, {12, 12},  /* + - * / % */
   {15, 14}, {10, 9},               /* ^ .. (right associative) */
   {4, 4}, {4, 4}, {4, 4},          /* == < <= */
   {4, 4}, {4, 4}, {4, 4},          /* ~= > >= */
   {3, 3}, {2, 2},                  /* and or */
   {7, 7}, {5, 5}, {6, 6}, {8, 8}, {8, 8},  /* & | ~ << >> */
   {1, 1}                           /* ?? */
`,
    ),
    edit("lparser.c", "#define UNARY_PRIORITY\t8", "#define UNARY_PRIORITY\t13"),
  ],
};

export const nilOperators: Change = {
  why: "`a ?? b` is b where a is nil; `a?.b` is nil where a is, and so is a call that follows.",
  edits: [
    edit(
      "lcode.c",
      "void luaK_infix (FuncState *fs, BinOpr op, expdesc *v) {\n  switch (op) {\n",
      `/* Jumps if the register holds nil (or, with isnil 0, anything else). */
int luaK_jumponnil (FuncState *fs, int reg, int isnil) {
  expdesc nil;
  int constant;
  nil.t = nil.f = NO_JUMP;
  nil.k = VNIL;
  nil.u.info = 0;
  constant = luaK_exp2RK(fs, &nil);
  freeexp(fs, &nil);
  return condjump(fs, OP_EQ, isnil, reg, constant);
}


void luaK_infix (FuncState *fs, BinOpr op, expdesc *v) {
  switch (op) {
    case OPR_COALESCE: {
      luaK_exp2nextreg(fs, v);
      v->f = luaK_jumponnil(fs, v->u.info, 0);
      break;
    }
`,
    ),
    edit(
      "lcode.c",
      "    case OPR_AND: {\n      lua_assert(e1->t == NO_JUMP);  /* list must be closed */\n",
      `    case OPR_COALESCE: {
      int reg = e1->u.info, otherwise = e1->f;
      luaK_dischargevars(fs, e2);
      freeexp(fs, e2);
      exp2reg(fs, e2, reg);
      fs->freereg = reg + 1;
      luaK_patchtohere(fs, otherwise);
      e1->f = NO_JUMP;
      break;
    }
    case OPR_AND: {
      lua_assert(e1->t == NO_JUMP);  /* list must be closed */
`,
    ),
    edit(
      "lcode.h",
      "LUAI_FUNC void luaK_infix",
      "LUAI_FUNC int luaK_jumponnil (FuncState *fs, int reg, int isnil);\nLUAI_FUNC void luaK_infix",
    ),
    before(
      "lparser.c",
      "static void suffixedexp (LexState *ls, expdesc *v) {\n",
      `/* Whether the last suffixed expression ended with a call behind '?.': then it is a statement. */
static int safe_call;

/*
** '?.' NAME and what follows it up to a call. Where the value before it is nil, all of it is skipped; without a call
** only this one field is.
*/
static void safefield (LexState *ls, expdesc *v, int line) {
  FuncState *fs = ls->fs;
  expdesc key;
  int skip, field;
  luaK_exp2nextreg(fs, v);
  skip = luaK_jumponnil(fs, v->u.info, 1);
  luaX_next(ls);
  checkname(ls, &key);
  luaK_indexed(fs, v, &key);
  luaK_exp2nextreg(fs, v);
  field = luaK_getlabel(fs);
  for (;;) {
    switch (ls->t.token) {
      case '.': {
        fieldsel(ls, v);
        luaK_exp2nextreg(fs, v);
        break;
      }
      case '[': {
        yindex(ls, &key);
        luaK_indexed(fs, v, &key);
        luaK_exp2nextreg(fs, v);
        break;
      }
      case ':': {
        luaX_next(ls);
        checkname(ls, &key);
        luaK_self(fs, v, &key);
        goto call;
      }
      case '(': case TK_STRING: case '{': call: {
        funcargs(ls, v, line);
        luaK_setoneret(fs, v);
        luaK_exp2nextreg(fs, v);
        luaK_patchtohere(fs, skip);
        safe_call = 1;
        return;
      }
      default: {
        luaK_patchlist(fs, skip, field);
        return;
      }
    }
  }
}


`,
    ),
    edit(
      "lparser.c",
      "  primaryexp(ls, v);\n  for (;;) {\n    switch (ls->t.token) {\n      case '.': {  /* fieldsel */\n",
      `  safe_call = 0;
  primaryexp(ls, v);
  for (;;) {
    if (ls->t.token != TK_SAFE && ls->t.token != '.' && ls->t.token != '[' && ls->t.token != ':' &&
        ls->t.token != '(' && ls->t.token != TK_STRING && ls->t.token != '{') return;
    safe_call = 0;
    switch (ls->t.token) {
      case TK_SAFE: {
        safefield(ls, v, line);
        break;
      }
      case '.': {  /* fieldsel */
`,
    ),
  ],
};
