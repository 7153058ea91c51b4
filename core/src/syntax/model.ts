/**
 * The document model: what a `.pasta` file says, as plain immutable values.
 *
 * A document is a list of blocks (a scene, an actor, a word line, a file attribute). Offsets inside a block are
 * relative to the block's first character, so that an edit elsewhere in the file leaves the block's node untouched
 * and everything derived from it can be kept by identity. All offsets are UTF-16 code units, end exclusive.
 */

/** A stretch of text, in UTF-16 code units relative to the start of the block that holds it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A name as it is written, with its place. Names are compared after `sanitizeName` (core/resolve). */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** Where a variable lives: `＄x`, `＄＊x`, `＄％x`, `＄０`. */
export type VariableScope = "local" | "global" | "property" | "argument";

/** A variable as it is referred to; `index` is set for arguments only (0 to 255). */
export interface VariableName extends Name {
  readonly scope: VariableScope;
  readonly index?: number;
}

export type BinaryOperator = "Add" | "Sub" | "Mul" | "Div" | "Mod" | "Concat";

export type Expression =
  | { readonly kind: "int"; readonly span: Span; readonly value: number; readonly text: string }
  | { readonly kind: "float"; readonly span: Span; readonly value: number; readonly text: string }
  | { readonly kind: "string"; readonly span: Span; readonly value: string }
  | { readonly kind: "variable"; readonly span: Span; readonly variable: VariableName }
  | FunctionCall
  | DynamicFunctionCall
  | { readonly kind: "paren"; readonly span: Span; readonly inner: Expression }
  /** Left-associative and flat, as the engine builds it: precedence is left to the generated Lua. */
  | {
      readonly kind: "binary";
      readonly span: Span;
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** One argument; `key` is set for `名前：値`. */
export interface Argument {
  readonly key: Name | null;
  readonly value: Expression;
}

/** `＠名前（…）`, or `＠＊名前（…）` which looks in GLOBAL only. */
export interface FunctionCall {
  readonly kind: "function";
  readonly span: Span;
  readonly scope: "local" | "global";
  readonly name: Name;
  readonly args: readonly Argument[];
}

/** `＠＄変数（…）`: the function's name is the variable's value. */
export interface DynamicFunctionCall {
  readonly kind: "dynamicFunction";
  readonly span: Span;
  readonly variable: VariableName;
  readonly args: readonly Argument[];
}

/** `＠名前`. */
export interface WordReference {
  readonly kind: "word";
  readonly span: Span;
  readonly name: Name;
}

/** `＠＄変数`. */
export interface DynamicWordReference {
  readonly kind: "dynamicWord";
  readonly span: Span;
  readonly variable: VariableName;
}

/** A piece of speech. */
export type Action =
  | { readonly kind: "talk"; readonly span: Span; readonly text: string }
  | { readonly kind: "sakura"; readonly span: Span; readonly text: string }
  /** `＠＠`, `＄＄`, `\\`, `\%` in any mix of widths; `text` is the escape as written. */
  | { readonly kind: "escape"; readonly span: Span; readonly text: string }
  | { readonly kind: "variable"; readonly span: Span; readonly variable: VariableName }
  | WordReference
  | DynamicWordReference
  | FunctionCall
  | DynamicFunctionCall;

/** `名前：…`. `span` runs from the actor's name to the end of the line, newline excluded. */
export interface ActionNode {
  readonly kind: "action";
  readonly span: Span;
  readonly actor: Name;
  readonly actions: readonly Action[];
}

/** `：…`, speech that goes on with the actor of the line before it. */
export interface ContinueNode {
  readonly kind: "continue";
  readonly span: Span;
  readonly actions: readonly Action[];
}

/** `＞target（args）`. `args` is null where no parentheses are written. */
export interface CallNode {
  readonly kind: "call";
  readonly span: Span;
  readonly target: Name | { readonly dynamic: Expression };
  readonly args: readonly Argument[] | null;
}

/** `＠？target「label」`. */
export interface ChoiceNode {
  readonly kind: "choice";
  readonly span: Span;
  readonly target: Name;
  readonly label: Name | null;
}

/** `＄x＝…`. `name` is null in `＄＝…`, which throws the result away (its scope is then `local`). */
export interface SetNode {
  readonly kind: "set";
  readonly span: Span;
  readonly scope: "local" | "global" | "property";
  readonly name: Name | null;
  readonly value: Expression | WordReference | DynamicWordReference;
}

export type CueArgument =
  | { readonly kind: "ident"; readonly span: Span; readonly text: string }
  | { readonly kind: "string"; readonly span: Span; readonly value: string }
  | { readonly kind: "int" | "float"; readonly span: Span; readonly value: number }
  | { readonly kind: "at"; readonly span: Span; readonly name: Name };

/** `！command@actor：name（…）`. */
export interface CueNode {
  readonly kind: "cue";
  readonly span: Span;
  readonly command: Name;
  readonly target: { readonly actor: Name | null; readonly name: Name } | null;
  readonly args: readonly CueArgument[];
}

export type Item = ActionNode | ContinueNode | CallNode | ChoiceNode | SetNode | CueNode;

/** `＆key：value`. */
export interface AttributeNode {
  readonly kind: "attribute";
  readonly span: Span;
  readonly key: Name;
  readonly value: { readonly kind: "number" | "string" | "plain"; readonly text: string; readonly span: Span };
}

/** `＠name、name：value、value`. */
export interface WordNode {
  readonly kind: "word";
  readonly span: Span;
  readonly names: readonly Name[];
  readonly values: readonly {
    readonly kind: "string" | "sakura" | "plain";
    readonly text: string;
    readonly span: Span;
  }[];
}

/** A fenced code block; `content` is the text between the fences, whose place is `contentSpan`. */
export interface CodeNode {
  readonly kind: "code";
  readonly span: Span;
  readonly language: Name | null;
  readonly content: string;
  readonly contentSpan: Span;
}

/** An actor named in a scene's head: `％さくら、うにゅう＝２`; `spot` is the number it gets. */
export interface SceneActorNode {
  readonly name: Name;
  readonly spot: number;
}

/** A local scene; the first of a scene is its start, whose `name` and `header` are null. */
export interface LocalSceneNode {
  readonly kind: "localScene";
  /** From the header's mark (or the first item) to the end of the last line. */
  readonly span: Span;
  /** The header line from its mark to its end, newline excluded. */
  readonly header: Span | null;
  readonly name: Name | null;
  /** The engine reads them and drops them; tools keep them, and `items` leaves them out. */
  readonly attributes: readonly AttributeNode[];
  readonly items: readonly Item[];
  readonly code: readonly CodeNode[];
}

/** `＊name`. `name` is null for a lone `＊`, which continues the name of the scene before it. */
export interface SceneNode {
  readonly kind: "scene";
  readonly span: Span;
  readonly header: Span;
  readonly name: Name | null;
  readonly attributes: readonly AttributeNode[];
  readonly words: readonly WordNode[];
  readonly actors: readonly SceneActorNode[];
  readonly code: readonly CodeNode[];
  /** Never empty: the first one is the start. */
  readonly locals: readonly LocalSceneNode[];
}

/** `％name` at the start of a line, with what is indented below it. */
export interface ActorNode {
  readonly kind: "actor";
  readonly span: Span;
  readonly header: Span;
  readonly name: Name;
  readonly attributes: readonly AttributeNode[];
  readonly words: readonly WordNode[];
  readonly sets: readonly SetNode[];
  readonly code: readonly CodeNode[];
}

/** Lines that belong to no scene or actor and cannot be read; there only so that their problems have a block. */
export interface StrayNode {
  readonly kind: "stray";
  readonly span: Span;
}

export type BlockNode = SceneNode | ActorNode | WordNode | AttributeNode | StrayNode;

/**
 * Something wrong with the text itself. `message` names an entry of `core/src/messages` and `args` fill its holes;
 * `late` is set where the engine's parser accepts the text and its Lua generation refuses it.
 */
export interface SyntaxProblem {
  readonly code: string;
  readonly span: Span;
  readonly message: string;
  readonly args: readonly string[];
  readonly late: boolean;
}

/** A top-level piece of a document. `node` and `problems` stay the same objects while their own text does. */
export interface Block {
  readonly node: BlockNode;
  /** Offset of the block's first character in the document. */
  readonly start: number;
  /** For a scene: its name, inherited where the header is a lone `＊`; empty where there is none to inherit. */
  readonly sceneName: string;
  readonly problems: readonly SyntaxProblem[];
}

/** One version of a parsed document. */
export interface SyntaxDocument {
  /** The whole text. Of a document under edit it is joined when it is first asked for; `slice` costs its own length. */
  readonly text: string;
  slice(start: number, end: number): string;
  /** Whether some line holds `DIRECTIVE`, so that comments for tools are looked for only where there are any. */
  readonly hasDirective: boolean;
  readonly blocks: readonly Block[];
  /** What the engine's parser would say: false where it refuses the file (late problems do not count). */
  readonly ok: boolean;
}
