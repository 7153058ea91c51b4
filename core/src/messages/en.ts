/** The messages in English; this table also is the list of identifiers. */
export const en = {
  "syntax-unexpected-text": "This text has no meaning here: {0}. The line should end before it.",
  "syntax-unexpected-line":
    "This line begins with no mark of Pasta. Inside a scene write a speaker (さくら：…), a call (＞…), a choice (＠？…) or a variable (＄…＝…).",
  "syntax-stray-line":
    "A line at the left edge must begin with ＊ (scene), ％ (actor), ＠ (word), ＆ (attribute) or ＃ (comment). Indent it to make it part of a scene.",
  "syntax-unclosed-fence":
    "This code block is not closed. End it with a line of as many backticks ({0}), with nothing but a comment behind them.",
  "syntax-missing-colon": "After the speaker {0} a colon is missing: {0}：…",
  "syntax-empty-speech": "After the colon something to say is missing. For silence, delete the line.",
  "syntax-incomplete-word":
    "After {0} the name of a word or function is missing. To write the character itself, double it: {0}{0}",
  "syntax-incomplete-variable":
    "After {0} the name of a variable is missing. To write the character itself, double it: ＄＄",
  "syntax-incomplete-function": "A function of GLOBAL needs its parentheses: ＠＊{0}（）",
  "syntax-lone-backslash": "This backslash begins no SakuraScript tag. To write the character itself, double it: \\\\",
  "syntax-missing-name": "After {0} a name is missing.",
  "syntax-missing-target": "After {0} the name of a scene is missing, for example {0}会話",
  "syntax-missing-value": "After {0} a value is missing.",
  "syntax-missing-mark": "{0} is missing after {1}.",
  "syntax-missing-word-values": "After the colon at least one word is missing, for example ＠挨拶：やあ、こんにちは",
  "syntax-reserved-name": "Names that begin like {0} are reserved for the engine; choose another name.",
  "syntax-broken-line": "This part cannot be read: {0}",
  "syntax-unclosed-parenthesis": "A closing parenthesis ） is missing.",
  "syntax-unclosed-string": "This string is not closed before the end of the line: {0} is missing.",
  "syntax-missing-operand": "After the operator {0} a value is missing.",
  "syntax-too-deep": "These parentheses are nested too deeply to be read.",
  "syntax-missing-final-newline": "The last line must end with a line break, or the engine refuses the whole file.",
  "syntax-unnamed-first-scene":
    "A lone {0} continues the scene before it, but there is none in this file. Give it a name.",
  "syntax-order-head":
    "Words, attributes and actors of a scene stand right below its header, before code blocks and the first line that does something.",
  "syntax-order-local": "Words, attributes and actors belong to the whole scene: write them right below its ＊ line.",
  "syntax-order-after-code":
    "After a code block only another code block or a local scene (・…) can follow in this scene. Move the block to the end.",
  "syntax-order-actor": "Below an actor only words, attributes, variables and code blocks can stand.",
  "syntax-order-outside":
    "This line belongs to no scene: a scene (＊…) must stand above it, with no unindented line between.",
  "syntax-indented-fence": "The backticks of a code block must stand at the left edge.",
  "syntax-code-outside": "A code block must stand in a scene or an actor.",
  "late-continuation": "Nobody speaks yet in this scene: begin with a speaker (さくら：…) before going on with ：",
  "late-property": "A property (＄％…) cannot be used inside an expression. Put it into a variable first: ＄x＝＄％{0}",
  "late-literal":
    "The engine finds no way to write this text in Lua: it mixes backslashes or quotes with too many kinds of ]=",
  "unresolved-scene": "Nothing answers the call {0}: no scene’s name begins so, and no function is called so.",
  "unresolved-scene-near": "Nothing answers the call {0}. Did you mean {1}?",
  "unresolved-word": "No word’s name begins with {0}.",
  "unresolved-word-near": "No word’s name begins with {0}. Did you mean {1}?",
  "unresolved-function": "There is no function {0}.",
  "unresolved-function-near": "There is no function {0}. Did you mean {1}?",
  "unresolved-choice": "Nothing happens when this is chosen: no scene’s name begins with {0}.",
  "unresolved-choice-near": "Nothing happens when this is chosen: no scene’s name begins with {0}. Did you mean {1}?",
  "unknown-actor": "{0} is no actor: neither pasta.toml nor a dictionary has one of this name.",
  "unknown-actor-near": "{0} is no actor. Did you mean {1}?",
  "undefined-variable": "{0} is read here, and nothing in the ghost ever sets it.",
  "unused-scene": "Nothing reaches the scene {0}: no event, no call, no choice.",
  "unused-local-scene": "Nothing in this scene reaches the local scene {0}.",
  "unused-word": "Nothing asks for the word {0}.",
  "unreachable-actor-variable": "The engine reads variables below an actor and never sets them. Set them in a scene.",
  "unreachable-actor-code": "Below an actor the engine runs only code blocks marked as lua.",
  "unreachable-cue": "The engine passes over the cue {0}; it knows only select.",
  "duplicate-attribute": "The attribute {0} is written twice; only the last one counts.",
  "duplicate-attribute-first": "{0} is written here first.",
  "shadowed-by-alias":
    "{0} is an alias of {1}, so this call never draws {2} or other scenes whose names begin with {0}.",
  "captured-call": "The new scene {0} joins the candidates of {1} calls that were there before it.",
  "captured-call-place": "This call can now draw {0} too.",
  "mixed-width": "The mark {0} is half width, while this file writes its marks full width.",
  "config-syntax": "pasta.toml cannot be read: {0}",
  "config-type": "{0} does not have the form that the engine expects.",
  "config-alias": "The alias {0} is written twice, is empty, or is a target itself; the engine refuses to start.",
  "limit-instructions":
    "The script was ended: it worked for too long without handing over. Is there a loop without an end?",
  "limit-time": "The script was ended: it took too much time without handing over. Is there a loop without an end?",
  "limit-memory": "The script was ended: it needs more memory than it may use.",
  "limit-output": "The script was ended: it says more than one play may say.",
  "limit-depth": "The script was ended: calls are nested too deeply. Does a function call itself without an end?",
  "load-failed": "This could not be loaded: {0}",
  "no-scene-here": "No scene is written here. Put the caret into a scene (＊…) and try again.",
  "lua-expected": "This is no valid Lua: {0} is expected, and {1} is there.",
  "lua-unclosed": "This is no valid Lua: {0} is never closed; {1} is missing.",
  "syntax-invalid-encoding":
    "This file is not saved as UTF-8 from here on; the engine refuses it. Save it again as UTF-8.",
  "scene-not-found": "No scene begins with {0}.",
  "scene-not-found-near": "No scene begins with {0}. Near names: {1}",
} as const;

export type MessageId = keyof typeof en;
