/** Colours text as VS Code's TextMate engine does, with the grammar that is shipped. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as Oniguruma from "vscode-oniguruma";
import type * as TextMate from "vscode-textmate";
import { repository } from "#scripts/cache.ts";

// Both are CommonJS without names that an ES import could see.
const require = createRequire(import.meta.url);
const oniguruma: typeof Oniguruma = require("vscode-oniguruma");
const textmate: typeof TextMate = require("vscode-textmate");

/** One stretch of a line, in UTF-16 code units, and its scopes without the grammar's own name. */
export interface ScopedToken {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

/** The tokens of each line of `text`. */
export type Tokenizer = (text: string) => readonly (readonly ScopedToken[])[];

/** A stand-in for the editor's Lua grammar: one scope for a whole line is all that is asked of it. */
const lua = JSON.stringify({
  scopeName: "source.lua",
  patterns: [{ match: ".+", name: "lua.pasta-test" }],
});

let loaded: Promise<TextMate.IGrammar> | undefined;

async function load(): Promise<TextMate.IGrammar> {
  const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
  await oniguruma.loadWASM(new Uint8Array(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      if (scope === "source.lua") return textmate.parseRawGrammar(lua, "lua.json");
      const path = join(repository, "syntaxes/pasta.tmLanguage.json");
      return textmate.parseRawGrammar(readFileSync(path, "utf8"), path);
    },
  });
  const grammar = await registry.loadGrammar("source.pasta");
  if (grammar === null) throw new Error("The grammar does not load.");
  return grammar;
}

/** Loads the grammar once; every call then answers with the same tokenizer. */
export async function pastaTokenizer(): Promise<Tokenizer> {
  loaded ??= load();
  const grammar = await loaded;
  return (text) => {
    let state: TextMate.StateStack = textmate.INITIAL;
    return text.split(/\r\n|\r|\n/).map((line) => {
      const result = grammar.tokenizeLine(line, state);
      state = result.ruleStack;
      return result.tokens.map((token) => ({
        start: token.startIndex,
        end: Math.min(token.endIndex, line.length),
        scopes: token.scopes.slice(1),
      }));
    });
  };
}
