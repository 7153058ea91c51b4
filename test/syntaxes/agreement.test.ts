/**
 * The TextMate grammar against the tree: over the samples and every accepted conformance document, each character that
 * the tree calls a mark or a name of some kind has that kind's scope, and no other character has one.
 */
import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Language, type Node, Parser } from "web-tree-sitter";
import { repository } from "#scripts/cache.ts";
import { testParser } from "#test/support/parser.ts";
import { pastaTokenizer, type Tokenizer } from "./tokenizer.ts";

/** The scope of a leaf, by its own type, or by `parent.field` for leaves that mean several things. */
const scopes: Readonly<Record<string, string>> = {
  scene_marker: "keyword.other.scene.global.pasta",
  local_marker: "keyword.other.scene.local.pasta",
  actor_marker: "keyword.other.actor.pasta",
  word_marker: "keyword.other.word.pasta",
  global_function_marker: "keyword.other.word.pasta",
  choice_marker: "keyword.other.choice.pasta",
  attribute_marker: "keyword.other.attribute.pasta",
  call_marker: "keyword.other.call.pasta",
  cue_marker: "keyword.other.cue.pasta",
  variable_marker: "keyword.other.variable.pasta",
  global_variable_marker: "keyword.other.variable.pasta",
  property_marker: "keyword.other.variable.pasta",
  equals: "keyword.operator.assignment.pasta",
  operator: "keyword.operator.pasta",
  comment: "comment.line.number-sign.pasta",
  talk: "meta.talk.pasta",
  escape: "constant.character.escape.pasta",
  sakura_script: "constant.other.sakura.pasta",
  string: "string.quoted.pasta",
  number: "constant.numeric.pasta",
  property: "variable.other.property.pasta",
  word_text: "string.unquoted.word.pasta",
  attribute_text: "string.unquoted.attribute.pasta",
  choice_label: "string.quoted.label.pasta",
  cue_word: "variable.parameter.cue.pasta",
  "action.colon": "keyword.other.speech.pasta",
  "continuation.colon": "keyword.other.speech.pasta",
  "attribute.colon": "punctuation.separator.key-value.pasta",
  "argument.colon": "punctuation.separator.key-value.pasta",
  "word_definition.colon": "punctuation.separator.key-value.pasta",
  "cue_target.colon": "punctuation.separator.key-value.pasta",
  "cue_target.word_marker": "keyword.other.cue.pasta",
  "scene_header.name": "entity.name.function.scene.global.pasta",
  "local_header.name": "entity.name.function.scene.local.pasta",
  "actor_header.name": "entity.name.class.actor.pasta",
  "scene_actor.name": "entity.name.class.actor.pasta",
  "scene_actor.spot": "constant.numeric.pasta",
  "action.actor": "entity.name.class.actor.pasta",
  "word_reference.name": "variable.other.word.pasta",
  "function_call.name": "entity.name.function.call.pasta",
  "variable.name": "variable.other.readwrite.pasta",
  "variable_set.name": "variable.other.readwrite.pasta",
  "call.target": "entity.name.function.call.pasta",
  "choice.target": "entity.name.function.choice.pasta",
  "cue.name": "entity.name.function.cue.pasta",
  "word_definition.name": "entity.name.tag.word.pasta",
  "attribute.key": "entity.other.attribute-name.pasta",
  "argument.key": "variable.parameter.pasta",
  "code_block.language": "entity.name.type.language.pasta",
};

/** Scopes that only say what a stretch belongs to, or that cover what the tree has no leaf for. */
const structural = /^(meta\.(?!talk)|punctuation\.|invalid\.)/;

/** One character's kind: a scope name, or null where the tree has no leaf. `undefined` is not compared. */
type Kinds = (string | null | undefined)[];

function leafScope(leaf: Node): string | null | undefined {
  const { parent, type } = leaf;
  if (parent === null) return null;
  const field = parent.children.findIndex((child) => child?.equals(leaf));
  const name = parent.fieldNameForChild(field);
  // A variable that is an argument's number, except where it names a call, is a parameter.
  if (type === "digits" && parent.type === "variable") {
    const owner = parent.parent;
    const names = owner?.childForFieldName("variable")?.equals(parent) === true;
    return names ? "variable.other.readwrite.pasta" : "variable.parameter.argument.pasta";
  }
  if (type === "code_content") return undefined;
  if (type === "cue_part" || type === "cue_reference") return undefined;
  const inParent = type === "identifier" || type === "digits" ? name : type;
  return scopes[`${parent.type}.${inParent}`] ?? scopes[type] ?? null;
}

/** The kinds that the tree gives to each character. */
function treeKinds(root: Node, text: string): Kinds {
  const kinds: Kinds = new Array(text.length).fill(null);
  const visit = (node: Node) => {
    if (node.childCount > 0) {
      for (const child of node.children) if (child !== null) visit(child);
    } else if (node.isNamed) {
      kinds.fill(leafScope(node), node.startIndex, node.endIndex);
    }
  };
  visit(root);
  return kinds;
}

/** The kinds that the TextMate grammar gives: its innermost scope that is one. */
function textMateKinds(tokenize: Tokenizer, text: string): Kinds {
  const kinds: Kinds = new Array(text.length).fill(null);
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
  for (const [line, tokens] of tokenize(text).entries()) {
    for (const { start, end, scopes: names } of tokens) {
      const kind = names.findLast(
        (name) => !structural.test(name) || name.startsWith("punctuation.separator.key-value"),
      );
      kinds.fill(kind ?? null, (starts[line] ?? 0) + start, (starts[line] ?? 0) + end);
    }
  }
  return kinds;
}

let language: Language;
let tokenize: Tokenizer;

/** Compares one document; answers how many characters were compared. */
function checkAgreement(text: string, what: string): number {
  const parser = new Parser();
  parser.setLanguage(language);
  const tree = parser.parse(text);
  assert.ok(tree !== null);
  const expected = treeKinds(tree.rootNode, text);
  tree.delete();
  parser.delete();
  const actual = textMateKinds(tokenize, text);
  for (const [at, kind] of expected.entries()) {
    if (kind === undefined || /[\s\u3000]/u.test(text[at] ?? "")) continue;
    if (kind === actual[at]) continue;
    const line = text.slice(0, at).split(/\r\n|\r|\n/).length;
    const shown = text.split(/\r\n|\r|\n/)[line - 1];
    assert.equal(actual[at], kind, `${what}, line ${line}: ${JSON.stringify(text[at])} of ${JSON.stringify(shown)}`);
  }
  return expected.length;
}

/** All `.pasta` files below a folder of the repository. */
function pastaFiles(folder: string): readonly string[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".pasta"))
    .map((path) => join(repository, folder, path));
}

describe("TextMate and tree agree on every character", () => {
  before(async () => {
    await testParser();
    language = await Language.load(join(repository, "grammars/tree-sitter-pasta/tree-sitter-pasta.wasm"));
    tokenize = await pastaTokenizer();
  });

  it("in hello-ghost", () => {
    for (const file of pastaFiles("samples/hello-ghost")) checkAgreement(readFileSync(file, "utf8"), file);
  });

  it("in the ghosts of the conformance set", () => {
    for (const file of pastaFiles("test/conformance/data/dialogue")) checkAgreement(readFileSync(file, "utf8"), file);
  });

  it("in the documents that the engine accepts", () => {
    const cases = readFileSync(join(repository, "test/conformance/data/syntax.ndjson"), "utf8").trim().split("\n");
    let compared = 0;
    for (const [index, line] of cases.entries()) {
      const { source, expected } = JSON.parse(line);
      if (expected.ok) compared += checkAgreement(source, `case ${index + 1}`);
    }
    assert.ok(compared > 100_000, `${compared} characters`);
  });
});
