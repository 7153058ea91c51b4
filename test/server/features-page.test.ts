/**
 * `docs/features.md` is made of the server's capabilities and of the tests that import each feature; this test makes it
 * again and compares. `UPDATE=1` rewrites it.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { CAPABILITIES, PULLED } from "#server/lsp/capabilities.ts";

const page = new URL("../../docs/features.md", import.meta.url);
const features = new URL("../../server/src/features/", import.meta.url);

/** The file behind each capability, and the request it answers. */
const FILES: Readonly<Record<string, readonly [file: string, request: string]>> = {
  definitionProvider: ["definition", "textDocument/definition"],
  declarationProvider: ["definition", "textDocument/declaration"],
  implementationProvider: ["definition", "textDocument/implementation"],
  referencesProvider: ["references", "textDocument/references"],
  documentSymbolProvider: ["document-symbol", "textDocument/documentSymbol"],
  workspaceSymbolProvider: ["workspace-symbol", "workspace/symbol"],
  documentHighlightProvider: ["document-highlight", "textDocument/documentHighlight"],
  hoverProvider: ["hover", "textDocument/hover"],
  codeLensProvider: ["code-lens", "textDocument/codeLens, codeLens/resolve"],
  renameProvider: ["rename", "textDocument/rename, prepareRename"],
  completionProvider: ["completion", "textDocument/completion, completionItem/resolve"],
  foldingRangeProvider: ["folding-range", "textDocument/foldingRange"],
  selectionRangeProvider: ["selection-range", "textDocument/selectionRange"],
  inlayHintProvider: ["inlay-hint", "textDocument/inlayHint"],
  inlineValueProvider: ["inline-value", "textDocument/inlineValue"],
  callHierarchyProvider: ["call-hierarchy", "callHierarchy/incomingCalls, outgoingCalls"],
  semanticTokensProvider: ["semantic-tokens", "textDocument/semanticTokens (full, delta, range)"],
  codeActionProvider: ["code-action", "textDocument/codeAction"],
  documentFormattingProvider: ["formatting", "textDocument/formatting"],
  documentRangeFormattingProvider: ["formatting", "textDocument/rangeFormatting"],
  documentOnTypeFormattingProvider: ["on-type-formatting", "textDocument/onTypeFormatting"],
  signatureHelpProvider: ["signature-help", "textDocument/signatureHelp"],
  linkedEditingRangeProvider: ["linked-editing", "textDocument/linkedEditingRange"],
  documentLinkProvider: ["document-link", "textDocument/documentLink"],
};

/** Features beside the capabilities: what one request has several files for, and requests of our own. */
const MORE: readonly (readonly [file: string, request: string])[] = [
  ["refactor", "textDocument/codeAction"],
  ["fix-lines", "textDocument/codeAction"],
  ["width", "textDocument/codeAction"],
  ["file-moves", "workspace/willRenameFiles"],
  ["config-completion", "textDocument/completion, hover"],
  ["lua-library", "textDocument/completion, hover, signatureHelp"],
  ["actor-ranges", "pasta/actors"],
  ["route", "pasta/route"],
];

/** What tests ask where a file is reached through another one. */
const ENTRANCES: ReadonlyMap<string, string> = new Map([
  ["fix-lines", "code-action"],
  ["config-completion", "completion"],
]);

/** Capabilities that are no features of their own. */
const PLAIN = ["positionEncoding", "textDocumentSync", "workspace", "diagnosticProvider"];

/** The first comment of a file, its Markdown kept, without the request it opens with. */
function purpose(file: string): string {
  const source = readFileSync(new URL(`${file}.ts`, features), "utf8");
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(source)?.[1] ?? "";
  const text = comment.replace(/\n \* ?/g, " ").trim();
  const told = /^`[^`]+`(?: and `[^`]+`)?: (.*)$/s.exec(text)?.[1] ?? text;
  return told.charAt(0).toUpperCase() + told.slice(1);
}

describe("docs/features.md", () => {
  it("lists every capability with its feature and its tests", () => {
    const offered = Object.keys({ ...CAPABILITIES, ...PULLED }).filter((name) => !PLAIN.includes(name));
    assert.deepEqual(offered.sort(), Object.keys(FILES).sort());
    const tests = readdirSync(new URL("./", import.meta.url))
      .filter((file) => file.endsWith(".test.ts"))
      .sort();
    const rows = [...Object.values(FILES), ...MORE].map(([file, request]) => {
      const asked = ENTRANCES.get(file) ?? file;
      const testing = tests.filter((test) => {
        return readFileSync(new URL(test, import.meta.url), "utf8").includes(`#server/features/${asked}.ts`);
      });
      assert.ok(testing.length > 0, `no test imports ${asked}`);
      return `| ${request
        .split(", ")
        .map((name) => `\`${name}\``)
        .join(" ")} | ${purpose(file)} | ${testing.map((test) => `\`${test}\``).join(" ")} |`;
    });
    const made = [
      "# Features of the language server",
      "",
      "Made from the server's capabilities and its tests by `test/server/features-page.test.ts`; `UPDATE=1 npm run test:unit` writes it again.",
      "",
      "| Request | What it does | Tests in `test/server` |",
      "|---|---|---|",
      ...rows,
      "",
      'Findings are pushed (`textDocument/publishDiagnostics`), or handed out on request (`textDocument/diagnostic`, `workspace/diagnostic`) to clients whose `initializationOptions` say `"diagnostics": "pull"`. Each code has its page in [diagnostics](diagnostics/).',
      "",
    ].join("\n");
    if (process.env.UPDATE === "1") writeFileSync(page, made);
    assert.equal(readFileSync(page, "utf8"), made);
  });
});
