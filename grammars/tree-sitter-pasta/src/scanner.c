/*
 * What Pasta asks of its lexer and a character automaton cannot give: where a line begins (so that a broken line ends
 * with its line), fences of any length around strings and code, and whether the parentheses after `＠name` in speech
 * hold arguments, which the engine decides by reading them to their end and coming back if that fails.
 *
 * The state is small on purpose, for it is compared whenever a tree is reused: whether a line begins here, how long the
 * open code fence is, and how much of this line was read in vain (so that hostile lines cost linear time).
 */
#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"
#include "xid.h"

enum Token {
  NEWLINE,
  BLANK,
  LINE_START,
  INDENT,
  LOCAL_INDENT,
  COMMENT,
  STRAY_LINE,
  CODE_OPEN,
  FENCE_REFUSED,
  CODE_CONTENT,
  CODE_CLOSE,
  STRING,
  UNCLOSED_STRING,
  CALL_OPEN,
  CALL_REFUSED,
  ERROR_SENTINEL,
};

/* Nested deeper than this, parentheses after `＠name` are talk. */
#define MAX_DEPTH 200
/* Characters of one line that may be read for arguments that turn out to be none. */
#define MAX_WASTE 20000

typedef struct {
  bool inside_line;
  uint32_t fence;
  uint32_t waste;
  /* Scratch of the reader below, no part of the state. */
  int32_t *buffer;
  uint32_t capacity;
} State;

static bool is_newline(int32_t c) { return c == '\n' || c == '\r'; }
/* pest: space_chars */
static bool is_space(int32_t c) {
  return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x205F;
}
static bool is_digit(int32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); }
static bool is_at(int32_t c) { return c == '@' || c == 0xFF20; }
static bool is_asterisk(int32_t c) { return c == '*' || c == 0xFF0A; }
static bool is_dollar(int32_t c) { return c == '$' || c == 0xFF04; }
static bool is_percent(int32_t c) { return c == '%' || c == 0xFF05; }
static bool is_ampersand(int32_t c) { return c == '&' || c == 0xFF06; }
static bool is_hash(int32_t c) { return c == '#' || c == 0xFF03; }
static bool is_open(int32_t c) { return c == '(' || c == 0xFF08; }
static bool is_close(int32_t c) { return c == ')' || c == 0xFF09; }
static bool is_comma(int32_t c) { return c == ',' || c == 0x3001 || c == 0xFF0C; }
static bool is_colon(int32_t c) { return c == ':' || c == 0xFF1A; }
static bool is_dot(int32_t c) { return c == '.' || c == 0xFF0E; }
static bool is_minus(int32_t c) { return c == '-' || c == 0xFF0D; }
static bool is_operator(int32_t c) {
  return c == '+' || c == 0xFF0B || is_minus(c) || is_asterisk(c) || c == 0xD7 || c == '/' || c == 0xFF0F || c == 0xF7 ||
         is_percent(c) || is_ampersand(c);
}
static bool is_ascii_letter(int32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* Whether a character lies in sorted, disjoint ranges. */
static bool in_ranges(const uint32_t (*ranges)[2], unsigned count, int32_t c) {
  if (c < 0) return false;
  unsigned low = 0, high = count;
  while (low < high) {
    unsigned middle = (low + high) / 2;
    if ((uint32_t)c > ranges[middle][1]) low = middle + 1;
    else high = middle;
  }
  return low < count && (uint32_t)c >= ranges[low][0];
}
static bool is_id_start(int32_t c) { return in_ranges(XID_START, XID_START_COUNT, c); }
static bool is_id_continue(int32_t c) { return in_ranges(XID_CONTINUE, XID_CONTINUE_COUNT, c); }

/* What was read ahead, so that a reader can go back; a character is fetched when it is first looked at. */
typedef struct {
  TSLexer *lexer;
  State *state;
  uint32_t position;
  uint32_t fetched;
} Reader;

#define END_OF_TEXT -2

static Reader reader(State *state, TSLexer *lexer) {
  Reader r = {lexer, state, 0, 0};
  return r;
}
static int32_t peek(Reader *r) {
  if (r->position < r->fetched) return r->state->buffer[r->position];
  return r->lexer->eof(r->lexer) ? END_OF_TEXT : r->lexer->lookahead;
}
static void next(Reader *r) {
  if (r->position == r->fetched) {
    State *state = r->state;
    if (r->fetched == state->capacity) {
      state->capacity = state->capacity == 0 ? 256 : state->capacity * 2;
      state->buffer = ts_realloc(state->buffer, state->capacity * sizeof(int32_t));
    }
    state->buffer[r->fetched++] = r->lexer->lookahead;
    r->lexer->advance(r->lexer, false);
  }
  r->position++;
}
static bool at_end(Reader *r) { return peek(r) == END_OF_TEXT; }
static bool at_line_end(Reader *r) { return at_end(r) || is_newline(peek(r)); }
static void skip_spaces(Reader *r) {
  while (is_space(peek(r))) next(r);
}

/* pest: id, reserved_id. Reads a name; false where there is none or it begins like a reserved one. */
static bool read_identifier(Reader *r) {
  if (!is_id_start(peek(r))) return false;
  /* 0: at the start; 1: after `_`; 2: after `__` and letters; 3: after one more `_`; 4: an ordinary name. */
  int reserved = 0;
  while (is_id_continue(peek(r))) {
    bool underscore = peek(r) == '_';
    if (reserved == 0) reserved = underscore ? 1 : 4;
    else if (reserved == 1) reserved = underscore ? 2 : 4;
    else if (reserved == 2) reserved = underscore ? 3 : 2;
    else if (reserved == 3) {
      if (underscore) return false;
      reserved = 4;
    }
    next(r);
  }
  return true;
}

/* pest: string_literal. With `mark` the end of the token follows; the reader must then not have gone back. */
static bool read_string(Reader *r, bool mark) {
  int32_t open = peek(r), close = open == '"' ? '"' : 0x300D;
  if (open != '"' && open != 0x300C) return false;
  uint32_t fence = 0, blank = 0;
  while (peek(r) == open && (open == '"' || fence < 4)) {
    next(r);
    fence++;
    if (open == '"' && fence == 2) blank = r->position;
    if (mark && fence == 2) r->lexer->mark_end(r->lexer);
  }
  if (open == 0x300C && fence == 1 && peek(r) == close) {
    next(r);
    if (mark) r->lexer->mark_end(r->lexer);
    return true;
  }
  uint32_t run = 0, length = 0;
  while (!at_line_end(r)) {
    run = peek(r) == close ? run + 1 : 0;
    next(r);
    length++;
    if (run == fence) {
      if (length == fence) return false;
      if (mark) r->lexer->mark_end(r->lexer);
      return true;
    }
  }
  /* Two quotes that nothing closes are the empty string. */
  if (blank == 0) return false;
  r->position = blank;
  return true;
}

/* pest: number_literal. False also where a dot is not followed by a digit: nothing can follow such a number here. */
static bool read_number(Reader *r) {
  if (is_minus(peek(r))) next(r);
  if (!is_digit(peek(r))) return false;
  while (is_digit(peek(r))) next(r);
  if (!is_dot(peek(r))) return true;
  next(r);
  if (!is_digit(peek(r))) return false;
  while (is_digit(peek(r))) next(r);
  return true;
}

/* pest: var_ref, dyn_name (`property` allowed only in the former). */
static bool read_variable(Reader *r, bool property) {
  if (!is_dollar(peek(r))) return false;
  next(r);
  if (property && is_percent(peek(r))) {
    next(r);
    if (!is_ascii_letter(peek(r))) return false;
    while (is_ascii_letter(peek(r)) || (peek(r) >= '0' && peek(r) <= '9') || peek(r) == '_' || peek(r) == '.' ||
           peek(r) == '(' || peek(r) == ')')
      next(r);
    return true;
  }
  if (is_asterisk(peek(r))) {
    next(r);
    return read_identifier(r);
  }
  if (is_digit(peek(r))) {
    while (is_digit(peek(r))) next(r);
    return true;
  }
  return read_identifier(r);
}

/*
 * pest: args. Reads from the opening parenthesis to its partner, without recursion: a stack of what is open, each
 * either arguments (commas and keys allowed) or a parenthesised expression.
 */
static bool read_arguments(Reader *r) {
  bool list[MAX_DEPTH];
  unsigned depth = 0;
  bool fresh = true; /* right behind an opening parenthesis of arguments, where a closing one may stand */
  list[depth++] = true;
  next(r);
  for (;;) {
    skip_spaces(r);
    if (at_line_end(r)) return false;
    bool complete = false;
    int32_t c = peek(r);
    if (fresh && is_close(c)) {
      next(r);
      depth--;
      complete = true;
    } else if (is_open(c)) {
      if (depth == MAX_DEPTH) return false;
      list[depth++] = false;
      fresh = false;
      next(r);
    } else if (is_at(c)) {
      next(r);
      if (is_dollar(peek(r))) {
        if (!read_variable(r, false)) return false;
      } else {
        if (is_asterisk(peek(r))) next(r);
        if (!read_identifier(r)) return false;
      }
      if (!is_open(peek(r)) || depth == MAX_DEPTH) return false;
      list[depth++] = true;
      fresh = true;
      next(r);
    } else if (is_dollar(c)) {
      if (!read_variable(r, true)) return false;
      complete = true;
    } else if (is_minus(c) || is_digit(c)) {
      if (!read_number(r)) return false;
      complete = true;
    } else if (c == '"' || c == 0x300C) {
      if (!read_string(r, false)) return false;
      complete = true;
    } else if (list[depth - 1] && is_id_start(c)) {
      /* A key; what follows it must be a value, so another key is refused by `keyed`. */
      if (!read_identifier(r)) return false;
      skip_spaces(r);
      if (!is_colon(peek(r))) return false;
      next(r);
      skip_spaces(r);
      if (is_id_start(peek(r)) || is_close(peek(r))) return false;
      fresh = false;
    } else {
      return false;
    }
    while (complete) {
      if (depth == 0) return true;
      skip_spaces(r);
      c = peek(r);
      if (at_line_end(r)) return false;
      if (is_close(c)) {
        next(r);
        depth--;
      } else if (is_operator(c)) {
        next(r);
        skip_spaces(r);
        /* An operand follows: no key and no closing parenthesis may stand here. */
        if (is_id_start(peek(r)) || is_close(peek(r))) return false;
        fresh = false;
        complete = false;
      } else if (list[depth - 1] && is_comma(c)) {
        next(r);
        skip_spaces(r);
        if (is_close(peek(r))) return false;
        fresh = false;
        complete = false;
      } else {
        return false;
      }
    }
  }
}

/* pest: code_block, from behind its opening fence: is there a fence that closes it, with nothing behind it? */
static bool code_block_follows(Reader *r, uint32_t fence) {
  if (is_id_start(peek(r)) && !read_identifier(r)) return false;
  if (!is_newline(peek(r))) return false;
  bool carriage_return = peek(r) == '\r';
  next(r);
  if (carriage_return && peek(r) == '\n') next(r);
  uint32_t run = 0, length = 0;
  while (!at_end(r)) {
    run = peek(r) == '`' ? run + 1 : 0;
    next(r);
    length++;
    if (run == fence) {
      if (length == fence) return false;
      skip_spaces(r);
      return at_line_end(r) || is_hash(peek(r));
    }
  }
  return false;
}

static bool accept(TSLexer *lexer, enum Token token) {
  lexer->result_symbol = token;
  return true;
}

static void read_newline(TSLexer *lexer) {
  if (lexer->lookahead == '\r') {
    lexer->advance(lexer, false);
    if (lexer->lookahead == '\n') lexer->advance(lexer, false);
  } else {
    lexer->advance(lexer, false);
  }
}

static bool scan_comment(State *state, TSLexer *lexer) {
  while (!lexer->eof(lexer) && !is_newline(lexer->lookahead)) lexer->advance(lexer, false);
  lexer->mark_end(lexer);
  state->inside_line = true;
  return accept(lexer, COMMENT);
}

/* Whether backticks open a block is known only behind the block; the token has no width, so nothing need be taken back. */
static bool scan_code_open(State *state, TSLexer *lexer) {
  lexer->mark_end(lexer);
  Reader r = reader(state, lexer);
  uint32_t fence = 0;
  while (peek(&r) == '`') {
    next(&r);
    fence++;
  }
  if (fence < 3 || !code_block_follows(&r, fence)) return false;
  state->inside_line = true;
  state->fence = fence;
  return accept(lexer, CODE_OPEN);
}

static bool scan_stray_line(State *state, TSLexer *lexer) {
  while (!lexer->eof(lexer) && !is_newline(lexer->lookahead)) lexer->advance(lexer, false);
  lexer->mark_end(lexer);
  state->inside_line = true;
  return accept(lexer, STRAY_LINE);
}

/* At the first character of a line. */
static bool scan_line_start(State *state, TSLexer *lexer, const bool *valid) {
  lexer->mark_end(lexer);
  Reader r = reader(state, lexer);
  skip_spaces(&r);
  if (at_end(&r) ? r.position > 0 : is_newline(peek(&r))) {
    if (!at_end(&r)) read_newline(lexer);
    lexer->mark_end(lexer);
    return accept(lexer, BLANK);
  }
  if (at_end(&r)) return false;
  if (r.position > 0) {
    lexer->mark_end(lexer);
    state->inside_line = true;
    /* A local scene ends the one before it, which must be known before the mark itself is read. */
    return accept(lexer, peek(&r) == '-' || peek(&r) == 0x30FB ? LOCAL_INDENT : INDENT);
  }
  int32_t c = peek(&r);
  if (is_asterisk(c) || is_percent(c) || is_at(c) || is_ampersand(c)) {
    state->inside_line = true;
    return accept(lexer, LINE_START);
  }
  if (is_hash(c)) return scan_comment(state, lexer);
  if (c == '`' && valid[CODE_OPEN]) {
    if (scan_code_open(state, lexer)) return true;
    state->inside_line = true;
    return accept(lexer, FENCE_REFUSED);
  }
  return scan_stray_line(state, lexer);
}

static bool scan_code_content(State *state, TSLexer *lexer) {
  uint32_t run = 0;
  while (!lexer->eof(lexer)) {
    if (lexer->lookahead == '`') {
      if (run == 0) lexer->mark_end(lexer);
      if (++run == state->fence) return accept(lexer, CODE_CONTENT);
    } else {
      run = 0;
    }
    lexer->advance(lexer, false);
  }
  lexer->mark_end(lexer);
  state->fence = 0;
  return accept(lexer, CODE_CONTENT);
}

static bool scan_code_close(State *state, TSLexer *lexer) {
  for (uint32_t run = 0; run < state->fence; run++) {
    if (lexer->lookahead != '`') return false;
    lexer->advance(lexer, false);
  }
  lexer->mark_end(lexer);
  state->fence = 0;
  state->inside_line = true;
  return accept(lexer, CODE_CLOSE);
}

/* Both answers are tokens of no width, so that a refusal can be remembered: the waste counts against the line. */
static bool scan_call_open(State *state, TSLexer *lexer) {
  lexer->mark_end(lexer);
  Reader r = reader(state, lexer);
  if (state->waste < MAX_WASTE && read_arguments(&r)) return accept(lexer, CALL_OPEN);
  state->waste += r.fetched;
  return accept(lexer, CALL_REFUSED);
}

void *tree_sitter_pasta_external_scanner_create(void) {
  return ts_calloc(1, sizeof(State));
}

void tree_sitter_pasta_external_scanner_destroy(void *payload) {
  State *state = payload;
  ts_free(state->buffer);
  ts_free(state);
}

unsigned tree_sitter_pasta_external_scanner_serialize(void *payload, char *buffer) {
  const State *state = payload;
  uint32_t values[2] = {state->fence, state->waste};
  buffer[0] = (char)state->inside_line;
  unsigned length = 1;
  if (values[0] == 0 && values[1] == 0) return state->inside_line ? 1 : 0;
  for (unsigned i = 0; i < 2; i++)
    for (unsigned shift = 0; shift < 32; shift += 8) buffer[length++] = (char)(values[i] >> shift);
  return length;
}

void tree_sitter_pasta_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  State *state = payload;
  state->inside_line = length > 0 && buffer[0] != 0;
  uint32_t values[2] = {0, 0};
  if (length == 9)
    for (unsigned i = 0; i < 8; i++) values[i / 4] |= (uint32_t)(uint8_t)buffer[1 + i] << (8 * (i % 4));
  state->fence = values[0];
  state->waste = values[1];
}

bool tree_sitter_pasta_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  State *state = payload;
  bool recovering = valid[ERROR_SENTINEL];

  if (state->fence > 0 && !recovering) {
    if (valid[CODE_CONTENT] && !state->inside_line) return scan_code_content(state, lexer);
    if (valid[CODE_CLOSE]) return scan_code_close(state, lexer);
  }
  if (!state->inside_line) {
    if (valid[BLANK] || valid[INDENT] || valid[LINE_START]) return scan_line_start(state, lexer, valid);
    return false;
  }
  if (valid[NEWLINE] && (lexer->eof(lexer) || is_newline(lexer->lookahead))) {
    if (!lexer->eof(lexer)) read_newline(lexer);
    lexer->mark_end(lexer);
    state->inside_line = false;
    state->waste = 0;
    return accept(lexer, NEWLINE);
  }
  if (valid[COMMENT] && is_hash(lexer->lookahead)) return scan_comment(state, lexer);
  if (recovering) return false;
  if (valid[STRAY_LINE]) return scan_stray_line(state, lexer);
  if (valid[CODE_OPEN] && lexer->lookahead == '`') return scan_code_open(state, lexer);
  if (valid[STRING] && (lexer->lookahead == '"' || lexer->lookahead == 0x300C)) {
    Reader r = reader(state, lexer);
    if (read_string(&r, true)) return accept(lexer, STRING);
    if (!valid[UNCLOSED_STRING]) return false;
    while (!lexer->eof(lexer) && !is_newline(lexer->lookahead)) lexer->advance(lexer, false);
    lexer->mark_end(lexer);
    return accept(lexer, UNCLOSED_STRING);
  }
  if (valid[CALL_OPEN] && is_open(lexer->lookahead)) return scan_call_open(state, lexer);
  return false;
}
