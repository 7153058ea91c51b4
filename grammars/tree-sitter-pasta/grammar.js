/**
 * Pasta, as engine 0.4.4 reads it (`pasta_dsl/src/parser/grammar.pest`), for tree-sitter.
 *
 * Above each production stands, after `pest:`, the name of the engine's rule it implements. Two things differ on
 * purpose. First, the order of lines inside a scene is free here and half-typed lines have optional ends, so that a
 * text which is being written keeps its shape; `core/src/syntax/validate.ts` says what the engine refuses. Second,
 * what a character automaton cannot say (where a line begins, fences of any length, whether parentheses after
 * `＠name` hold arguments) comes from `src/scanner.c`.
 */
const xid = require("./xid.json");

/** A regular expression class from ranges written as `41-5a 5f`. */
const ranges = (text) =>
  text
    .split(" ")
    .map((range) =>
      range
        .split("-")
        .map((code) => `\\u{${code}}`)
        .join("-"),
    )
    .join("");

const START = ranges(xid.start);
const CONTINUE = ranges(xid.continue);
/** pest: space_chars */
const SPACE = " \\t\\u{3000}\\u{A0}\\u{1680}\\u{2000}-\\u{200A}\\u{202F}\\u{205F}";
const EOL = "\\r\\n";
const DIGIT = "[0-9０-９]";
const COMMA = "、，,";

/** pest: sakura_args; the first character after a quoted argument is never a quote, for a pair would have taken it. */
const SAKURA_PAIR = `\\\\[^${EOL}]`;
const SAKURA_FIRST = `([^"\\]\\\\,${EOL}]|${SAKURA_PAIR})`;
const SAKURA_REST = `([^\\]\\\\,${EOL}]|${SAKURA_PAIR})*`;
const SAKURA_STRING = `"([^"${EOL}]|"")*"`;
const SAKURA_ARGUMENT = `(${SAKURA_STRING}(${SAKURA_FIRST}${SAKURA_REST})?|(${SAKURA_FIRST}${SAKURA_REST})?)`;
const SAKURA_ARGUMENTS = `\\[${SAKURA_ARGUMENT}(,${SAKURA_ARGUMENT})*\\]`;
/** pest: sakura_literal; everything from `\_?` to the next `\_?` of the line, without a look-ahead: after a backslash
 * and an underscore only the mark itself ends it. */
const sakuraLiteral = (mark) => {
  const close = `\\\\+(_\\\\+)*`;
  return `\\\\_${mark}([^\\\\${EOL}]|${close}([^\\\\_${EOL}]|_[^${mark}\\\\${EOL}]))*${close}_${mark}`;
};

const commaSeparated = ($, rule) => seq(rule, repeat(seq($._comma, rule)));

module.exports = grammar({
  name: "pasta",

  externals: ($) => [
    $._newline,
    $._blank,
    $._line_start,
    $._indent,
    $._local_indent,
    $.comment,
    $.stray_line,
    $._code_open,
    $._fence_refused,
    $.code_content,
    $._code_close,
    $.string,
    $.unclosed_string,
    $._call_open,
    $._call_refused,
    $._error_sentinel,
  ],

  extras: () => [],

  conflicts: () => [],

  supertypes: () => [],

  inline: ($) => [$._comma, $._word_value],

  rules: {
    // Long lists are left-recursive. What tree-sitter makes of `repeat` it can use again only element by element, behind
    // every edit; such a list is used again as a whole up to the edit.

    // pest: file, file_scope
    source_file: ($) => optional($._parts),
    _parts: ($) => choice($._part, seq($._parts, $._part)),
    _part: ($) => choice($.scene, $.actor, $._word_line, $._attribute_line, $.local_scene, $._body_line, $._blank_line),
    _body: ($) => choice($._line, seq($._body, $._line)),
    _line: ($) => choice($._body_line, $._blank_line),

    // pest: global_scene_scope (the order of its parts is checked after parsing)
    scene: ($) => prec.right(seq($._line_start, $.scene_header, $._end, optional($._body), repeat($.local_scene))),
    // pest: global_scene_line, global_scene_continue_line, scene
    scene_header: ($) => seq($.scene_marker, choice(seq(optional($._space), optional($.unexpected)), $._header_name)),
    _header_name: ($) =>
      seq(field("name", $.identifier), optional($._space), choice(repeat1($.attribute), optional($.unexpected))),
    // pest: local_scene_scope
    local_scene: ($) => prec.right(seq($._local_indent, $.local_header, $._end, optional($._body))),
    // pest: local_scene_line
    local_header: ($) => seq($.local_marker, choice(optional($.unexpected), $._header_name)),
    // pest: actor_scope
    actor: ($) => prec.right(seq($._line_start, $.actor_header, $._end, optional($._body))),
    // pest: actor_line
    actor_header: ($) =>
      seq($.actor_marker, optional(seq(field("name", $.identifier), optional($._space))), optional($.unexpected)),

    // pest: file_word_line
    _word_line: ($) => seq($._line_start, $._word),
    // pest: file_attr_line
    _attribute_line: ($) => seq($._line_start, repeat1($.attribute), $._end),
    // An unindented line that begins with no mark, and a fence that never closes.
    _stray: ($) => seq(optional($._fence_refused), $.stray_line, $._newline),
    // pest: blank_line
    _blank_line: ($) => choice($._blank, seq(optional($._indent), $.comment, $._newline)),
    // pest: or_comment_eol (the spaces before it belong to what stands there)
    _end: ($) => seq(optional($.comment), $._newline),
    // What nothing else can read, to the end of the line; the engine refuses it. It belongs to the node before it: were it
    // outside, an edit could make it readable without that node being read again.
    unexpected: () => token(prec(-1, new RustRegex(`[^${EOL}]+`))),

    // pest: local_scene_item, global_scene_init, actor_scope_item, code_scope
    _body_line: ($) =>
      choice(
        seq($._indent, choice($.action, $.continuation, $.unexpected), $._newline),
        $._stray,
        seq($._indent, $._word),
        seq($._indent, choice($.call, $.choice, $.variable_set, $.cue, $.scene_actors, repeat1($.attribute)), $._end),
        $.code_block,
      ),

    // pest: action_line
    action: ($) =>
      seq(
        field("actor", $.identifier),
        optional($._space),
        choice(seq($.colon, optional($._space), repeat($._action)), optional($.unexpected)),
      ),
    // pest: continue_action_line
    continuation: ($) => seq($.colon, optional($._space), repeat($._action)),
    // pest: action
    _action: ($) =>
      choice(
        $.escape,
        alias($._speech_function, $.function_call),
        seq(alias($._speech_word, $.word_reference), optional($._space)),
        $.incomplete,
        seq($.variable, optional($._space)),
        $.sakura_script,
        $.talk,
      ),
    // A mark with no name behind it, a global function without arguments, a lone backslash: the engine refuses them.
    incomplete: ($) =>
      prec.right(
        -1,
        choice(
          $.word_marker,
          $.variable_marker,
          $.global_variable_marker,
          $.property_marker,
          seq($.global_function_marker, optional(seq(field("name", $.identifier), optional($._call_refused)))),
          $._lone_backslash,
        ),
      ),
    _lone_backslash: () => token(prec(-1, /\\/)),
    // pest: talk
    talk: () => token(new RustRegex(`[^@＠$＄\\\\${EOL}]+`)),
    // pest: at_escape, dollar_escape, sakura_escape
    escape: () => token(/[@＠][@＠]|[$＄][$＄]|\\[\\%]/),
    // pest: sakura_script
    sakura_script: () =>
      token(
        prec(
          2,
          new RustRegex(
            `${sakuraLiteral("\\?")}|${sakuraLiteral("!")}|\\\\[spb][0-9]|\\\\[w][1-9]|\\\\_?_?[0-9A-Za-z!\\-+*?&](${SAKURA_ARGUMENTS})?`,
          ),
        ),
      ),
    // pest: word_ref, word_ref_dynamic (spaces behind are swallowed outside)
    word_reference: ($) =>
      choice(seq($.word_marker, field("name", $.identifier)), seq($.word_marker, field("variable", $.variable))),
    // The same in speech, where parentheses may follow that hold no arguments: the engine then reads a word, and talk.
    _speech_word: ($) =>
      seq($.word_marker, choice(field("name", $.identifier), field("variable", $.variable)), optional($._call_refused)),
    // pest: fn_call in speech, where `（` opens arguments only if they can be read to their end
    _speech_function: ($) =>
      seq(
        choice(
          seq($.word_marker, field("name", $.identifier)),
          seq($.global_function_marker, field("name", $.identifier)),
          seq($.word_marker, field("variable", $.variable)),
        ),
        field("arguments", alias($._speech_arguments, $.arguments)),
      ),
    _speech_arguments: ($) => seq($._call_open, $.open, optional($._space), optional($._argument_list), $.close),

    // pest: var_ref, var_id, property_id, dyn_name
    variable: ($) =>
      choice(
        seq($.variable_marker, field("name", choice($.identifier, $.digits))),
        seq($.global_variable_marker, field("name", $.identifier)),
        seq($.property_marker, field("name", $.property)),
      ),

    // pest: call_scene
    call: ($) =>
      seq(
        $.call_marker,
        optional(
          choice(
            seq(field("target", $.identifier), optional($._space), optional($._call_arguments)),
            seq(field("target", $._expression), optional($._call_arguments)),
          ),
        ),
        optional($.unexpected),
      ),
    _call_arguments: ($) => seq(field("arguments", $.arguments), optional($._space)),

    // pest: choice_line, choice_label
    choice: ($) =>
      seq(
        $.choice_marker,
        optional(
          seq(
            field("target", $.identifier),
            optional(field("label", choice($.choice_label, alias($._unclosed_label, $.unclosed_string)))),
            optional($._space),
          ),
        ),
        optional($.unexpected),
      ),
    choice_label: () => token(new RustRegex(`「[^」${EOL}]+」`)),
    _unclosed_label: () => token(new RustRegex(`「[^」${EOL}]*`)),

    // pest: var_set, set
    variable_set: ($) =>
      seq(
        choice(
          seq($.variable_marker, optional(seq(field("name", $.identifier), optional($._space)))),
          seq($.global_variable_marker, optional(seq(field("name", $.identifier), optional($._space)))),
          seq($.property_marker, optional(seq(field("name", $.property), optional($._space)))),
        ),
        optional(
          seq(
            $.equals,
            optional($._space),
            optional(field("value", choice($._expression, seq($.word_reference, optional($._space))))),
          ),
        ),
        optional($.unexpected),
      ),

    // pest: cue_cmd_line
    cue: ($) =>
      seq(
        $.cue_marker,
        optional(
          seq(
            field("name", $.identifier),
            optional(field("target", $.cue_target)),
            optional(field("arguments", $.cue_arguments)),
            optional($._space),
          ),
        ),
        optional($.unexpected),
      ),
    // pest: cue_cmd_scope
    cue_target: ($) => seq($.word_marker, optional(seq($.cue_part, optional(seq($.colon, optional($.cue_part)))))),
    cue_part: () => token(new RustRegex(`[^${SPACE}()（）${COMMA}:：@＠${EOL}]+`)),
    // pest: cue_cmd_args
    // Where an argument can begin, a hash mark begins one too: only behind an argument may the closing mark be missing.
    cue_arguments: ($) =>
      prec.right(
        seq($.open, optional($._space), choice($.close, seq(commaSeparated($, $._cue_item), optional($.close)))),
      ),
    _cue_item: ($) => prec.right(seq($._cue_argument, optional($._space))),
    // pest: cue_arg; a number or a reference that matches is never taken back
    _cue_argument: ($) => choice($.cue_reference, $.number, $.string, $.cue_word),
    cue_reference: () => token(prec(1, new RustRegex(`[@＠][${START}][${CONTINUE}]*`))),
    cue_word: () => token(new RustRegex(`[^${SPACE}()（）${COMMA}${EOL}]+`)),

    // pest: scene_actors_line
    scene_actors: ($) =>
      seq($.actor_marker, optional(seq(commaSeparated($, $.scene_actor), optional($._comma))), optional($.unexpected)),
    // pest: actors_item
    scene_actor: ($) =>
      seq(
        field("name", $.identifier),
        optional($._space),
        optional(seq($.equals, optional($._space), optional(seq(field("spot", $.digits), optional($._space))))),
      ),

    // pest: key_words, words. Where a word can begin, a hash mark begins one too: only behind a string or a tag is it a
    // comment, hence the two forms.
    _word: ($) =>
      choice(
        seq(alias($._open_word, $.word_definition), $._newline),
        seq(alias($._closed_word, $.word_definition), $._end),
      ),
    _open_word: ($) =>
      seq(
        $.word_marker,
        optional(
          seq(
            $._word_names,
            optional(
              seq(
                $.colon,
                optional($._space),
                repeat(seq($._word_value, optional($._space), $._comma)),
                optional(seq($.word_text, optional($._space))),
              ),
            ),
          ),
        ),
      ),
    _closed_word: ($) =>
      seq(
        $.word_marker,
        $._word_names,
        $.colon,
        optional($._space),
        repeat(seq($._word_value, optional($._space), $._comma)),
        choice($.string, $.unclosed_string, $.sakura_script),
        optional($._space),
        optional($.unexpected),
      ),
    _word_names: ($) => commaSeparated($, seq(field("name", $.identifier), optional($._space))),
    // pest: word; a string or a tag that matches is never taken back
    _word_value: ($) => choice($.string, $.unclosed_string, $.sakura_script, $.word_text),
    word_text: () =>
      token(
        new RustRegex(`[^${SPACE}「"${COMMA}${EOL}]([^${SPACE}${COMMA}${EOL}]|[${SPACE}]+[^${SPACE}${COMMA}${EOL}])*`),
      ),

    // pest: attr, key_attr
    attribute: ($) =>
      seq(
        $.attribute_marker,
        optional(
          seq(
            field("key", $.identifier),
            optional($._space),
            optional(
              seq(
                $.colon,
                optional($._space),
                optional(
                  seq(
                    field("value", choice($.number, $.string, $.unclosed_string, $.attribute_text)),
                    optional($._space),
                  ),
                ),
              ),
            ),
          ),
        ),
        optional($.unexpected),
      ),
    // pest: attr_string
    attribute_text: () => token(new RustRegex(`[^${SPACE}「":：&＆#＃${EOL}][^${SPACE}:：&＆#＃${EOL}]*`)),

    // pest: expr (flat; the generated Lua gives the operators their precedence)
    _expression: ($) => choice($._operand, $.binary_expression),
    binary_expression: ($) =>
      prec.right(
        1,
        seq($._operand, choice(seq(repeat1($._operation), optional($._half_operation)), $._half_operation)),
      ),
    _operation: ($) => seq($.operator, optional($._space), $._operand),
    _half_operation: ($) => prec.right(seq($.operator, optional($._space))),
    _operand: ($) => prec.right(seq($._term, optional($._space))),
    // pest: term
    _term: ($) =>
      choice(
        $.parenthesized_expression,
        $.function_call,
        $.variable,
        $.number,
        $.incomplete_number,
        $.string,
        $.unclosed_string,
      ),
    // pest: paren_expr
    parenthesized_expression: ($) =>
      prec.right(seq($.open, optional($._space), optional($._expression), optional($.close))),
    // pest: fn_call
    function_call: ($) =>
      seq(
        choice(
          seq($.word_marker, field("name", $.identifier)),
          seq($.global_function_marker, field("name", $.identifier)),
          seq($.word_marker, field("variable", $.variable)),
        ),
        field("arguments", $.arguments),
      ),
    // pest: args
    arguments: ($) => prec.right(seq($.open, optional($._space), optional($._argument_list), optional($.close))),
    _argument_list: ($) => prec.right(seq(commaSeparated($, $.argument), optional($._comma))),
    // pest: arg, key_expr
    argument: ($) =>
      prec.right(
        choice(
          seq(
            field("key", $.identifier),
            optional($._space),
            optional(seq($.colon, optional($._space), optional(field("value", $._expression)))),
          ),
          field("value", $._expression),
        ),
      ),

    // pest: code_block
    code_block: ($) =>
      seq(
        optional($._indent),
        $._code_open,
        $._fence,
        optional(field("language", $.identifier)),
        $._newline,
        field("content", $.code_content),
        $._code_close,
        optional($._space),
        $._end,
      ),

    _fence: () => token(/`+/),

    // pest: id (names like `__x__` are refused after parsing)
    identifier: () => token(prec(1, new RustRegex(`[${START}][${CONTINUE}]*`))),
    // pest: digit_id
    digits: () => token(prec(1, new RustRegex(`${DIGIT}+`))),
    // pest: number_literal
    number: () => token(prec(1, new RustRegex(`[-－]?${DIGIT}+([.．]${DIGIT}+)?`))),
    incomplete_number: () => /[-－]/,
    // pest: property_id
    property: () => token(prec(1, /[A-Za-z][A-Za-z0-9_.()]*/)),
    operator: () => token(/[+＋\-－*＊×/／÷%％&＆]/),

    scene_marker: () => /[*＊]/,
    local_marker: () => /[-・]/,
    actor_marker: () => /[%％]/,
    word_marker: () => /[@＠]/,
    global_function_marker: () => /[@＠][*＊]/,
    choice_marker: () => /[@＠][?？]/,
    attribute_marker: () => /[&＆]/,
    call_marker: () => /[>＞]/,
    cue_marker: () => /[!！]/,
    variable_marker: () => /[$＄]/,
    global_variable_marker: () => /[$＄][*＊]/,
    property_marker: () => /[$＄][%％]/,
    colon: () => /[:：]/,
    equals: () => /[=＝]/,
    open: () => /[(（]/,
    close: () => /[)）]/,
    // pest: comma_sep (the spaces before it belong to what stands there)
    _comma: ($) => prec.right(seq($._comma_mark, optional($._space))),
    _comma_mark: () => /[、，,]/,
    // pest: s
    _space: () => token(prec(3, new RustRegex(`[${SPACE}]+`))),
  },
});
