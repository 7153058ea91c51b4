; What follows a header stands indented below it.
[
  (scene)
  (local_scene)
  (actor)
] @indent.begin

(code_block) @indent.auto
(stray_line) @indent.auto
