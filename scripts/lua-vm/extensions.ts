/**
 * What the engine's Lua reads and Lua 5.2 does not, put into Lua's own lexer and compiler, where precedence, scope and
 * line numbers come out right: `& | ~ << >>`, `!=`, `!`, `&&`, `||`, `??`, `?.`, `+=` and its kin, `continue`, `const`,
 * `0b101`, `1_000`. What each means was measured on engine 0.4.4.
 */
import { after, before, type Change, edit } from "./edit.ts";
import { bitOperators, nilOperators } from "./operators.ts";
import { arrows, conditionals, statements } from "./statements.ts";

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
