/** Statements and expressions that the engine's Lua reads and Lua 5.2 does not: `continue`, `const`, `+=`, `&&`, `->`. */
import { after, before, type Change, edit } from "./edit.ts";

export const statements: Change = {
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

export const conditionals: Change = {
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

export const arrows: Change = {
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
