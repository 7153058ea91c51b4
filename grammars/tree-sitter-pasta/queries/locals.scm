; Act variables live for one scene and those it calls; inside one file a scene is the nearest that a query can say.
(scene) @local.scope
(variable_set name: (identifier) @local.definition)
(variable name: (identifier) @local.reference)
