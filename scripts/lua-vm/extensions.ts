/**
 * What the engine's Lua reads and Lua 5.2 does not, put into Lua's own lexer and compiler, where precedence, scope and
 * line numbers come out right: `& | ~ << >>`, `!=`, `!`, `&&`, `||`, `??`, `?.`, `+=` and its kin, `continue`, `const`,
 * `0b101`, `1_000`. What each means was measured on engine 0.4.4.
 */
import { after, before, type Change, edit } from "./edit.ts";

/** New tokens take codes of bytes that begin identifiers, so no single character has them. */
const tokens: Change = {
  why: "Operators of more than one character need tokens of their own.",
  edits: [
    after(
      "llex.h",
      "#define FIRST_RESERVED\t257\n",
      "\n#define TK_SHL\t128\n#define TK_SHR\t129\n#define TK_COALESCE\t130\n#define TK_SAFE\t131\n#define TK_ARROW\t132\n",
    ),
    before(
      "llex.c",
      "  if (token < FIRST_RESERVED) {",
      `  static const char *const operators[] = {"<<", ">>", "??", "?.", "->"};
  if (token >= TK_SHL && token <= TK_ARROW)
    return luaO_pushfstring(ls->L, LUA_QL("%s"), operators[token - TK_SHL]);
`,
    ),
    edit(
      "llex.c",
      "        if (ls->current != '=') return '<';\n",
      "        if (ls->current == '<') { next(ls); return TK_SHL; }\n        if (ls->current != '=') return '<';\n",
    ),
    edit(
      "llex.c",
      "        if (ls->current != '=') return '>';\n",
      "        if (ls->current == '>') { next(ls); return TK_SHR; }\n        if (ls->current != '=') return '>';\n",
    ),
    before(
      "llex.c",
      "      case ':': {\n        next(ls);\n        if (ls->current != ':') return ':';\n",
      `      case '!': {
        next(ls);
        if (ls->current != '=') return TK_NOT;
        else { next(ls); return TK_NE; }
      }
      case '&': {
        next(ls);
        if (ls->current != '&') return '&';
        else { next(ls); return TK_AND; }
      }
      case '|': {
        next(ls);
        if (ls->current != '|') return '|';
        else { next(ls); return TK_OR; }
      }
      case '?': {
        next(ls);
        if (ls->current == '.') { next(ls); return TK_SAFE; }
        if (ls->current == '?') { next(ls); return TK_COALESCE; }
        return '?';
      }
`,
    ),
    after(
      "llex.c",
      "      case '-': {  /* '-' or '--' (comment) */\n        next(ls);\n",
      "        if (ls->current == '>') { next(ls); return TK_ARROW; }\n",
    ),
  ],
};

const numerals: Change = {
  why: "Binary numbers, `_` between digits, and a word of its own on 64-bit numbers, which this VM has not.",
  edits: [
    edit(
      "llex.c",
      "    if (lisxdigit(ls->current) || ls->current == '.')\n      save_and_next(ls);\n    else  break;\n  }\n  save(ls, '\\0');\n  buffreplace",
      `    if (lisxdigit(ls->current) || ls->current == '.')
      save_and_next(ls);
    else if (ls->current == '_')
      next(ls);
    else  break;
  }
  if (ls->current == 'L' || ls->current == 'l' || ls->current == 'U' || ls->current == 'u') {
    while (lislalnum(ls->current)) save_and_next(ls);
    lexerror(ls, "unsupported here: 64-bit numbers", TK_NUMBER);
  }
  save(ls, '\\0');
  if (first == '0' && (luaZ_buffer(ls->buff)[1] | 32) == 'b') {
    const char *digit = luaZ_buffer(ls->buff) + 2;
    lua_Number value = 0;
    for (; *digit == '0' || *digit == '1'; digit++) value = value * 2 + (*digit - '0');
    if (*digit != '\\0' || luaZ_bufflen(ls->buff) < 4) lexerror(ls, "malformed number", TK_NUMBER);
    seminfo->r = value;
    return;
  }
  buffreplace`,
    ),
  ],
};

const bitOperators: Change = {
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

const nilOperators: Change = {
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

const statements: Change = {
  why: "`a += b` and its kin; `continue` at the end of a block; `const` for `local`.",
  edits: [
    before(
      "lparser.c",
      "static void exprstat (LexState *ls) {\n",
      `/* The operator of a compound assignment, if that is what follows; '~=' between a variable and a value is one. */
static BinOpr compoundop (LexState *ls) {
  switch (ls->t.token) {
    case TK_NE: return OPR_BXOR;
    case '+': case '-': case '*': case '/': case '%': case '&': case '|':
    case TK_SHL: case TK_SHR: case TK_CONCAT:
      return ls->current == '=' ? getbinopr(ls->t.token) : OPR_NOBINOPR;
    default: return OPR_NOBINOPR;
  }
}

/* var op= expr, with the table and the key of var evaluated once. */
static void compound (LexState *ls, expdesc *var, BinOpr op) {
  FuncState *fs = ls->fs;
  int line = ls->linenumber;
  expdesc left = *var, right;
  check_condition(ls, vkisvar(var->k), "syntax error");
  if (ls->t.token != TK_NE) luaX_next(ls);
  luaX_next(ls);
  if (var->k == VINDEXED) {
    OpCode get = var->u.ind.vt == VLOCAL ? OP_GETTABLE : OP_GETTABUP;
    left.k = VRELOCABLE;
    left.u.info = luaK_codeABC(fs, get, 0, var->u.ind.t, var->u.ind.idx);
    luaK_exp2nextreg(fs, &left);
  }
  luaK_infix(fs, op, &left);
  expr(ls, &right);
  luaK_posfix(fs, op, &left, &right, line);
  luaK_storevar(fs, var, &left);
}


`,
    ),
    edit(
      "lparser.c",
      "  suffixedexp(ls, &v.v);\n  if (ls->t.token == '=' || ls->t.token == ',') { /* stat -> assignment ? */",
      `  suffixedexp(ls, &v.v);
  if (v.v.k == VNONRELOC && safe_call) return;
  if (compoundop(ls) != OPR_NOBINOPR)
    compound(ls, &v.v, compoundop(ls));
  else if (ls->t.token == '=' || ls->t.token == ',') { /* stat -> assignment ? */`,
    ),
    // `continue` is a goto to a label that no user can write.
    before(
      "lparser.c",
      "/*\n** generates an error for an undefined 'goto'; choose appropriate\n",
      `#define CONTINUE	"(continue)"

/* Where a loop's body ends: pending 'continue's jump here. */
static void continuelabel (LexState *ls) {
  int l = newlabelentry(ls, &ls->dyd->label, luaS_new(ls->L, CONTINUE), 0, ls->fs->pc);
  findgotos(ls, &ls->dyd->label.arr[l]);
  ls->dyd->label.n--;
}

`,
    ),
    edit(
      "lparser.c",
      "  const char *msg = isreserved(gt->name)\n",
      '  const char *msg;\n  if (strcmp(getstr(gt->name), CONTINUE) == 0) semerror(ls, "no loop to continue");\n  msg = isreserved(gt->name)\n',
    ),
    edit(
      "lparser.c",
      "    TString *vname = getlocvar(fs, gt->nactvar)->varname;\n    const char *msg = luaO_pushfstring(ls->L,\n",
      `    TString *vname = getlocvar(fs, gt->nactvar)->varname;
    const char *msg;
    if (strcmp(getstr(gt->name), "(continue)") == 0)
      semerror(ls, luaO_pushfstring(ls->L, "<continue> jumps into the scope of local " LUA_QS, getstr(vname)));
    msg = luaO_pushfstring(ls->L,
`,
    ),
    edit(
      "lparser.c",
      "  block(ls);\n  luaK_jumpto(fs, whileinit);\n",
      "  block(ls);\n  continuelabel(ls);\n  luaK_jumpto(fs, whileinit);\n",
    ),
    edit(
      "lparser.c",
      "  leaveblock(fs);  /* end of scope for declared variables */\n",
      "  leaveblock(fs);  /* end of scope for declared variables */\n  continuelabel(ls);\n",
    ),
    edit(
      "lparser.c",
      "  statlist(ls);\n  check_match(ls, TK_UNTIL, TK_REPEAT, line);\n",
      "  statlist(ls);\n  continuelabel(ls);\n  check_match(ls, TK_UNTIL, TK_REPEAT, line);\n",
    ),
    before(
      "lparser.c",
      "static void statement (LexState *ls) {\n",
      `/* Statements that begin with a word which is a name elsewhere. */
static int namedstat (LexState *ls, int line) {
  if (ls->t.token != TK_NAME) return 0;
  if (strcmp(getstr(ls->t.seminfo.ts), "continue") == 0) {
    int follow = luaX_lookahead(ls), entry;
    if (follow != TK_END && follow != TK_ELSE && follow != TK_ELSEIF && follow != TK_UNTIL && follow != TK_EOS) return 0;
    luaX_next(ls);
    entry = newlabelentry(ls, &ls->dyd->gt, luaS_new(ls->L, CONTINUE), line, luaK_jump(ls->fs));
    findlabel(ls, entry);
    return 1;
  }
  if (strcmp(getstr(ls->t.seminfo.ts), "const") == 0) {
    int follow = luaX_lookahead(ls);
    if (follow != TK_NAME && follow != TK_FUNCTION) return 0;
    luaX_next(ls);
    if (testnext(ls, TK_FUNCTION)) localfunc(ls);
    else localstat(ls);
    return 1;
  }
  return 0;
}


`,
    ),
    edit(
      "lparser.c",
      "    default: {  /* stat -> func | assignment */\n      exprstat(ls);\n",
      "    default: {  /* stat -> func | assignment */\n      if (!namedstat(ls, line)) exprstat(ls);\n",
    ),
    edit(
      "lparser.c",
      "      luaX_next(ls);  /* skip LOCAL */\n",
      `      luaX_next(ls);  /* skip LOCAL */
      if (ls->t.token == TK_NAME && strcmp(getstr(ls->t.seminfo.ts), "const") == 0 && luaX_lookahead(ls) == TK_NAME)
        luaX_next(ls);
`,
    ),
  ],
};

const conditionals: Change = {
  why: "`condition ? a : b`, the loosest operator of all; a method call within `a` needs parentheses around it.",
  edits: [
    edit(
      "lparser.c",
      "static void expr (LexState *ls, expdesc *v) {\n  subexpr(ls, v, 0);\n}\n",
      `static void conditional (LexState *ls, expdesc *v) {
  FuncState *fs = ls->fs;
  expdesc second;
  int otherwise, done, reg;
  enterlevel(ls);
  luaX_next(ls);  /* skip '?' */
  luaK_goiftrue(fs, v);
  otherwise = v->f;
  open_conditionals++;
  expr(ls, v);
  open_conditionals--;
  luaK_exp2nextreg(fs, v);
  reg = v->u.info;
  done = luaK_jump(fs);
  luaK_patchtohere(fs, otherwise);
  checknext(ls, ':');
  fs->freereg = reg;
  expr(ls, &second);
  luaK_exp2nextreg(fs, &second);
  luaK_patchtohere(fs, done);
  init_exp(v, VNONRELOC, reg);
  leavelevel(ls);
}

static void expr (LexState *ls, expdesc *v) {
  subexpr(ls, v, 0);
  if (ls->t.token == '?') conditional(ls, v);
}

/* An expression between brackets of its own: conditionals around it do not reach into it. */
static void innerexpr (LexState *ls, expdesc *v) {
  int outer = open_conditionals;
  open_conditionals = 0;
  expr(ls, v);
  open_conditionals = outer;
}

`,
    ),
    after(
      "lparser.c",
      "static void expr (LexState *ls, expdesc *v);\n",
      "\n/* How many conditionals are open between their '?' and their ':'. */\nstatic int open_conditionals;\n\nstatic void innerexpr (LexState *ls, expdesc *v);\nstatic void arrowfunc (LexState *ls, expdesc *e);\n",
    ),
    edit(
      "lparser.c",
      "      luaX_next(ls);\n      expr(ls, v);\n      check_match(ls, ')', '(', line);",
      "      luaX_next(ls);\n      innerexpr(ls, v);\n      check_match(ls, ')', '(', line);",
    ),
    edit(
      "lparser.c",
      "        explist(ls, &args);\n        luaK_setmultret(fs, &args);\n      }\n      check_match",
      "        int outer = open_conditionals;\n        open_conditionals = 0;\n        explist(ls, &args);\n        open_conditionals = outer;\n        luaK_setmultret(fs, &args);\n      }\n      check_match",
    ),
    edit(
      "lparser.c",
      "  parlist(ls);\n  checknext(ls, ')');\n  statlist(ls);\n",
      "  int outer = open_conditionals;\n  open_conditionals = 0;\n  parlist(ls);\n  checknext(ls, ')');\n  statlist(ls);\n  open_conditionals = outer;\n",
    ),
    after("lparser.c", "  lexstate.dyd = dyd;\n", "  open_conditionals = 0;\n"),
    edit(
      "lparser.c",
      "      case ':': {  /* `:' NAME funcargs */\n        expdesc key;\n        luaX_next(ls);\n",
      "      case ':': {  /* `:' NAME funcargs */\n        expdesc key;\n        if (open_conditionals > 0) return;\n        luaX_next(ls);\n",
    ),
  ],
};

const arrows: Change = {
  why: "`|a, b| -> expression` and `|a, b| -> do … end` are functions.",
  edits: [
    before(
      "lparser.c",
      "static void simpleexp (LexState *ls, expdesc *v) {\n",
      `static void arrowfunc (LexState *ls, expdesc *e) {
  FuncState new_fs;
  BlockCnt bl;
  expdesc result;
  int nparams = 0, line = ls->linenumber, empty = ls->t.token == TK_OR;
  new_fs.f = addprototype(ls);
  new_fs.f->linedefined = line;
  open_func(ls, &new_fs, &bl);
  luaX_next(ls);  /* skip '|' or '||' */
  if (!empty) {
    while (ls->t.token != '|') {
      if (testnext(ls, TK_DOTS)) {
        new_fs.f->is_vararg = 1;
        break;
      }
      new_localvar(ls, str_checkname(ls));
      nparams++;
      if (!testnext(ls, ',')) break;
    }
    checknext(ls, '|');
  }
  adjustlocalvars(ls, nparams);
  new_fs.f->numparams = cast_byte(new_fs.nactvar);
  luaK_reserveregs(&new_fs, new_fs.nactvar);
  checknext(ls, TK_ARROW);
  if (testnext(ls, TK_DO)) {
    statlist(ls);
    new_fs.f->lastlinedefined = ls->linenumber;
    check_match(ls, TK_END, TK_DO, line);
  }
  else {
    expr(ls, &result);
    if (result.k == VCALL || result.k == VVARARG) {
      luaK_setmultret(&new_fs, &result);
      luaK_ret(&new_fs, new_fs.nactvar, LUA_MULTRET);
    }
    else luaK_ret(&new_fs, luaK_exp2anyreg(&new_fs, &result), 1);
    new_fs.f->lastlinedefined = ls->linenumber;
  }
  codeclosure(ls, e);
  close_func(ls);
}


`,
    ),
    before(
      "lparser.c",
      "    case TK_FUNCTION: {\n      luaX_next(ls);\n      body(ls, v, 0, ls->linenumber);\n",
      "    case '|': case TK_OR: {\n      arrowfunc(ls, v);\n      return;\n    }\n",
    ),
  ],
};

const strangers: Change = {
  why: "What is not understood here is said in words of its own, not as an error of the writer's.",
  edits: [
    after(
      "lparser.c",
      "static l_noret error_expected (LexState *ls, int token) {\n",
      '  if (ls->t.token == TK_ARROW) luaX_syntaxerror(ls, "unsupported here: arrow functions without bars");\n',
    ),
    before(
      "lparser.c",
      '      luaX_syntaxerror(ls, "unexpected symbol");\n',
      '      if (ls->t.token == TK_ARROW) luaX_syntaxerror(ls, "unsupported here: arrow functions without bars");\n',
    ),
  ],
};

export const extensions: readonly Change[] = [
  tokens,
  numerals,
  bitOperators,
  nilOperators,
  statements,
  conditionals,
  arrows,
  strangers,
];
