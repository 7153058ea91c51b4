; Colours for Pasta. Later patterns win in Neovim, earlier ones in tree-sitter's own highlighter; no node has two.

(comment) @comment
(stray_line) @error
(unexpected) @error
(unclosed_string) @error
(incomplete_number) @error

; Names that are defined
(scene_header name: (identifier) @function)
(local_header name: (identifier) @function)
(actor_header name: (identifier) @type)
(scene_actor name: (identifier) @type)
(scene_actor spot: (digits) @number)
(word_definition name: (identifier) @constant)
(attribute key: (identifier) @attribute)

; Names that are referred to
(action actor: (identifier) @type)
(call target: (identifier) @function.call)
(choice target: (identifier) @function.call)
(word_reference name: (identifier) @constant)
(function_call name: (identifier) @function.call)
(variable name: [(identifier) (digits) (property)] @variable)
(variable_set name: [(identifier) (property)] @variable)
(argument key: (identifier) @variable.parameter)
(cue name: (identifier) @function.builtin)
(cue_part) @type
(cue_reference) @type
(cue_word) @string
(incomplete name: (identifier) @function.call)

; Values
(talk) @string
(word_text) @string
(attribute_text) @string
(string) @string
(choice_label) @string
(number) @number
(escape) @string.escape
(sakura_script) @string.special
(operator) @operator

; Marks
[
  (scene_marker)
  (local_marker)
  (actor_marker)
  (word_marker)
  (global_function_marker)
  (choice_marker)
  (attribute_marker)
  (call_marker)
  (cue_marker)
  (variable_marker)
  (global_variable_marker)
  (property_marker)
] @keyword
[
  (colon)
  (equals)
] @punctuation.delimiter
[
  (open)
  (close)
] @punctuation.bracket

(code_block language: (identifier) @label)
