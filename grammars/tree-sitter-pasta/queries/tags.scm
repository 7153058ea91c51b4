(scene (scene_header name: (identifier) @name)) @definition.function
(local_scene (local_header name: (identifier) @name)) @definition.function
(actor (actor_header name: (identifier) @name)) @definition.class
(word_definition name: (identifier) @name) @definition.constant
(call target: (identifier) @name) @reference.call
(choice target: (identifier) @name) @reference.call
(function_call name: (identifier) @name) @reference.call
