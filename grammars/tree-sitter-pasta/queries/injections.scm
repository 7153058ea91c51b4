; Code blocks hold Lua unless they name another language.
((code_block
  language: (identifier) @_language
  content: (code_content) @injection.content)
  (#match? @_language "^[Ll]ua$")
  (#set! injection.language "lua"))

((code_block
  !language
  content: (code_content) @injection.content)
  (#set! injection.language "lua"))
