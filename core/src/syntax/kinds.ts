/** The grammar's node types as small numbers, so that the model builder can switch on them. */
import type { Language } from "web-tree-sitter";

/** Every visible node type of `grammars/tree-sitter-pasta`; a type missing here is `Other`. */
export enum Kind {
  Other,
  Error,
  Scene,
  SceneHeader,
  LocalScene,
  LocalHeader,
  Actor,
  ActorHeader,
  WordDefinition,
  Attribute,
  SceneActors,
  SceneActor,
  CodeBlock,
  CodeContent,
  Action,
  Continuation,
  Call,
  Choice,
  ChoiceLabel,
  VariableSet,
  Cue,
  CueTarget,
  CuePart,
  CueArguments,
  CueReference,
  CueWord,
  StrayLine,
  Unexpected,
  Comment,
  Incomplete,
  Talk,
  Escape,
  SakuraScript,
  WordReference,
  FunctionCall,
  Variable,
  Arguments,
  Argument,
  BinaryExpression,
  ParenthesizedExpression,
  Operator,
  Number,
  String,
  UnclosedString,
  IncompleteNumber,
  Identifier,
  Digits,
  Property,
  WordText,
  AttributeText,
  Open,
  Close,
  Colon,
  Equals,
  GlobalFunctionMarker,
  GlobalVariableMarker,
  PropertyMarker,
  VariableMarker,
  WordMarker,
}

const camelCase = (type: string): string =>
  type.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

/** `Kind` by tree-sitter's symbol number; an alias has a number of its own and the same type. */
export function kindTable(language: Language): Uint8Array {
  const table = new Uint8Array(language.nodeTypeCount);
  for (let id = 0; id < table.length; id++) {
    const type = language.nodeTypeForId(id);
    // Hidden rules begin with an underscore and are never visited.
    if (type !== null && !type.startsWith("_")) table[id] = Kind[camelCase(type) as keyof typeof Kind] ?? Kind.Other;
  }
  return table;
}
