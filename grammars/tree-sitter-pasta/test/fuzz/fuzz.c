/*
 * The parser and its scanner under libFuzzer: any bytes are a document, and the last few of them say how to edit it.
 * Looks for crashes, hangs and wrong memory accesses; that an edited tree equals a fresh one is proven elsewhere, on text
 * (test/core/syntax/incremental.test.ts), for bytes cut in the middle of a character are no text.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_pasta(void);

static TSPoint point_at(const char *text, uint32_t offset) {
  TSPoint point = {0, 0};
  for (uint32_t i = 0; i < offset; i++) {
    point.column++;
    if (text[i] == '\n') {
      point.row++;
      point.column = 0;
    }
  }
  return point;
}

static void check(TSTree *tree, uint32_t length) {
  TSNode root = ts_tree_root_node(tree);
  if (ts_node_end_byte(root) > length) abort();
  free(ts_node_string(root));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 4 || size > 1 << 16) return 0;
  uint32_t length = (uint32_t)size - 4;
  const char *text = (const char *)data;
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_pasta())) abort();
  TSTree *tree = ts_parser_parse_string(parser, NULL, text, length);
  check(tree, length);

  /* Takes out a piece, as an editor would tell it, and reads the rest again. */
  uint32_t start = length == 0 ? 0 : ((uint32_t)data[length] << 8 | data[length + 1]) % length;
  uint32_t removed = length == 0 ? 0 : data[length + 2] % (length - start);
  char *rest = malloc(length + 1);
  memcpy(rest, text, start);
  memcpy(rest + start, text + start + removed, length - start - removed);
  TSInputEdit edit = {start,
                      start + removed,
                      start,
                      point_at(text, start),
                      point_at(text, start + removed),
                      point_at(text, start)};
  ts_tree_edit(tree, &edit);
  TSTree *again = ts_parser_parse_string(parser, tree, rest, length - removed);
  check(again, length - removed);

  ts_tree_delete(again);
  ts_tree_delete(tree);
  ts_parser_delete(parser);
  free(rest);
  return 0;
}
