[
  (scene)
  (local_scene)
  (actor)
  (code_block)
] @fold
