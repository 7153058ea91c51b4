/** Reads the example through the native binding; a tree with an error, or none, ends with 1. */
const assert = require("node:assert");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const Parser = require("tree-sitter");
const pasta = require("./index.js");

const parser = new Parser();
parser.setLanguage(pasta);
const source = readFileSync(join(__dirname, "../../examples/talk.pasta"), "utf8");
const { rootNode } = parser.parse(source);
assert.equal(rootNode.type, "source_file");
assert.equal(rootNode.hasError, false);
assert.equal(rootNode.descendantsOfType("scene").length, 1);
