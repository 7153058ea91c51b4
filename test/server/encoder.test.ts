/** What is written from kept bytes is what JSON would have written. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Diagnostic } from "vscode-languageserver-types";
import { messageParts, rememberPortions } from "#server/lsp/encoder.ts";

const finding: fc.Arbitrary<Diagnostic> = fc.record({
  range: fc.constant({ start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }),
  code: fc.constantFrom("unresolved-scene", "unused-word"),
  message: fc.string({ unit: "binary" }),
});

function checkBytes(message: unknown): void {
  const parts = messageParts(message);
  const bytes = typeof parts === "string" ? Buffer.from(parts) : Buffer.concat(parts);
  assert.equal(bytes.toString(), Buffer.from(JSON.stringify(message)).toString());
}

function publish(uri: string, version: number | undefined, portions: readonly (readonly Diagnostic[])[]): unknown {
  const diagnostics = portions.flat();
  rememberPortions(diagnostics, portions);
  const params = { uri, ...(version !== undefined && { version }), diagnostics };
  return { jsonrpc: "2.0", method: "textDocument/publishDiagnostics", params };
}

describe("encoding of messages", () => {
  it("gives the bytes of JSON, for findings in portions too, and again when portions stay", () => {
    const portions = fc.array(fc.array(finding, { maxLength: 3 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.string(), fc.option(fc.nat(), { nil: undefined }), portions, (uri, version, all) => {
        checkBytes(publish(uri, version, all));
        checkBytes(publish(uri, version, [...all.slice(1), ...all.slice(0, 1)]));
      }),
    );
  });

  it("writes every other message as it is", () => {
    checkBytes({ jsonrpc: "2.0", id: 1, result: null });
    checkBytes({ jsonrpc: "2.0", method: "window/logMessage", params: { type: 1, message: "会話\u2028" } });
    checkBytes({ jsonrpc: "2.0", method: "x", params: { diagnostics: [] } });
  });
});
