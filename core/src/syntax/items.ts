/** A document as the `items` that the engine's own parser gives, for comparison and for `pasta parse`. */
import type {
  Action,
  ActorNode,
  Argument,
  AttributeNode,
  Block,
  CodeNode,
  CueArgument,
  Expression,
  Item,
  LocalSceneNode,
  SceneNode,
  SetNode,
  Span,
  SyntaxDocument,
  VariableName,
  WordNode,
} from "./model.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Line numbers of a document by offset, counted as the engine does: 1-based, by line feeds only. */
class EngineLines {
  readonly #starts: number[] = [];

  constructor(text: string) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  at(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  }
}

/** How the engine's debug format writes a variable's scope. */
function scopeOf(variable: VariableName): string {
  switch (variable.scope) {
    case "argument":
      return `Args(${variable.index ?? 0})`;
    case "global":
      return "Global";
    case "property":
      return "Property";
    default:
      return "Local";
  }
}

const functionScope = (scope: "local" | "global"): string => (scope === "global" ? "Global" : "Local");

const argsJson = (args: readonly Argument[]): Json =>
  args.map(({ key, value }) =>
    key === null ? expressionJson(value) : { key: key.text, value: expressionJson(value) },
  );

function expressionJson(expression: Expression): Json {
  switch (expression.kind) {
    case "int":
      return { int: expression.value };
    case "float":
      return { float: expression.value };
    case "string":
      return { str: expression.value };
    case "variable":
      return { var: expression.variable.text, scope: scopeOf(expression.variable) };
    case "function":
      return { fn: expression.name.text, args: argsJson(expression.args), scope: functionScope(expression.scope) };
    case "dynamicFunction":
      return {
        dynfn: expression.variable.text,
        scope: scopeOf(expression.variable),
        args: argsJson(expression.args),
      };
    case "paren":
      return { paren: expressionJson(expression.inner) };
    case "binary":
      return { op: expression.operator, lhs: expressionJson(expression.left), rhs: expressionJson(expression.right) };
  }
}

function actionJson(action: Action): Json {
  switch (action.kind) {
    case "talk":
      return { talk: action.text };
    case "sakura":
      return { sakura: action.text };
    case "escape":
      return { escape: action.text };
    case "variable":
      return { var: action.variable.text, scope: scopeOf(action.variable) };
    case "word":
      return { word: action.name.text };
    case "dynamicWord":
      return { dynword: action.variable.text, scope: scopeOf(action.variable) };
    default:
      return expressionJson(action);
  }
}

function setValueJson(value: SetNode["value"]): Json {
  if (value.kind === "word") return { word: value.name.text };
  if (value.kind === "dynamicWord") return { dynword: value.variable.text, scope: scopeOf(value.variable) };
  return expressionJson(value);
}

const setScopes = { local: "Local", global: "Global", property: "Property" } as const;

function cueArgumentJson(argument: CueArgument): Json {
  switch (argument.kind) {
    case "ident":
      return { ident: argument.text };
    case "string":
      return { str: argument.value };
    case "at":
      return { at: argument.name.text };
    case "int":
      return { int: argument.value };
    default:
      return { float: argument.value };
  }
}

type LineOf = (span: Span) => number;

function itemJson(item: Item, line: LineOf): Json {
  switch (item.kind) {
    case "set":
      return setJson(item, line);
    case "call":
      return {
        kind: "call",
        target: "dynamic" in item.target ? { dynamic: expressionJson(item.target.dynamic) } : item.target.text,
        args: item.args === null ? null : argsJson(item.args),
        line: line(item.span),
      };
    case "action":
      return { kind: "action", actor: item.actor.text, actions: item.actions.map(actionJson), line: line(item.span) };
    case "continue":
      return { kind: "continue", actions: item.actions.map(actionJson), line: line(item.span) };
    case "choice":
      return { kind: "choice", target: item.target.text, label: item.label?.text ?? null, line: line(item.span) };
    case "cue":
      return {
        kind: "cue",
        command: item.command.text,
        scope: item.target === null ? null : { actor: item.target.actor?.text ?? null, name: item.target.name.text },
        args: item.args.map(cueArgumentJson),
        line: line(item.span),
      };
  }
}

const setJson = (set: SetNode, line: LineOf): Json => ({
  kind: "set",
  name: set.name?.text ?? null,
  scope: setScopes[set.scope],
  value: setValueJson(set.value),
  line: line(set.span),
});

const codeJson = (code: CodeNode, line: LineOf): Json => ({
  kind: "code",
  language: code.language?.text ?? null,
  content: code.content,
  line: line(code.span),
});

const wordJson = (word: WordNode, line: LineOf): Json => ({
  kind: "word",
  names: word.names.map((name) => name.text),
  values: word.values.map((value) => value.text),
  line: line(word.span),
});

const attributeJson = (attribute: AttributeNode): Json => ({ key: attribute.key.text, value: attribute.value.text });

const localJson = (local: LocalSceneNode, line: LineOf): Json => ({
  name: local.name?.text ?? null,
  // The engine's parser drops a local scene's attributes.
  attrs: [],
  items: local.items.map((item) => itemJson(item, line)),
  code: local.code.map((code) => codeJson(code, line)),
  line: line(local.span),
});

const sceneJson = (scene: SceneNode, name: string, line: LineOf): Json => ({
  kind: "scene",
  name,
  continuation: scene.name === null,
  // The engine reads the header's own attributes and drops them (`parse_global_scene_scope`).
  attrs: scene.attributes.filter((attribute) => attribute.span.start > scene.header.end).map(attributeJson),
  words: scene.words.map((word) => wordJson(word, line)),
  actors: scene.actors.map((actor) => ({ name: actor.name.text, spot: actor.spot })),
  code: scene.code.map((code) => codeJson(code, line)),
  locals: scene.locals.map((local) => localJson(local, line)),
  line: line(scene.span),
});

const actorJson = (actor: ActorNode, line: LineOf): Json => ({
  kind: "actor",
  name: actor.name.text,
  attrs: actor.attributes.map(attributeJson),
  words: actor.words.map((word) => wordJson(word, line)),
  sets: actor.sets.map((set) => setJson(set, line)),
  code: actor.code.map((code) => codeJson(code, line)),
  line: line(actor.span),
});

function blockJson(block: Block, lines: EngineLines): Json | null {
  const line: LineOf = (span) => lines.at(block.start + span.start);
  switch (block.node.kind) {
    case "scene":
      return sceneJson(block.node, block.sceneName, line);
    case "actor":
      return actorJson(block.node, line);
    case "word":
      return wordJson(block.node, line);
    case "attribute":
      return { kind: "fileAttr", ...(attributeJson(block.node) as { key: string; value: string }) };
    case "stray":
      return null;
  }
}

/** The `items` of a document. Only of use where `document.ok`: a broken line is left out or stands incomplete. */
export function toItems(document: SyntaxDocument): readonly Json[] {
  const lines = new EngineLines(document.text);
  return attributesFirst(document.blocks)
    .map((block) => blockJson(block, lines))
    .filter((item) => item !== null);
}

/** Between two scenes or actors the engine lists the file's attributes before its words (`build_ast`). */
function attributesFirst(blocks: readonly Block[]): readonly Block[] {
  const ordered: Block[] = [];
  const words: Block[] = [];
  for (const block of blocks) {
    if (block.node.kind === "word") words.push(block);
    else {
      if (block.node.kind !== "attribute") ordered.push(...words.splice(0));
      ordered.push(block);
    }
  }
  return [...ordered, ...words];
}
