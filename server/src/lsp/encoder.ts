/**
 * Turns messages into bytes. Of a long list of findings an edit changes few, so the bytes of the others are kept and
 * joined: to write all of them anew would take longer than finding them.
 */
import type { Diagnostic } from "vscode-languageserver-types";

/** The findings of a file in portions, each of which stays the same object while it says the same. */
const portions = new WeakMap<readonly Diagnostic[], readonly (readonly Diagnostic[])[]>();
/** The bytes of a portion: its findings as JSON, with commas between them. */
const written = new WeakMap<readonly Diagnostic[], Uint8Array>();

/** Tells what a list of findings was joined from. */
export function rememberPortions(joined: readonly Diagnostic[], from: readonly (readonly Diagnostic[])[]): void {
  portions.set(joined, from);
}

/** A message as JSON: a text, or pieces of UTF-8 that together are the same, where the bytes of some are kept. */
export function messageParts(message: unknown): string | readonly Uint8Array[] {
  const { params, ...head } = message as { readonly params?: { readonly diagnostics?: readonly Diagnostic[] } };
  const found = params?.diagnostics;
  const from = found === undefined ? undefined : portions.get(found);
  if (found === undefined || found.length === 0 || from === undefined) return JSON.stringify(message);
  // The findings come last in the text, so what stands before them is a message without any.
  const { diagnostics, ...rest } = params as { readonly diagnostics: readonly Diagnostic[] };
  const frame = JSON.stringify({ ...head, params: { ...rest, diagnostics: [] } });
  const parts: Uint8Array[] = [Buffer.from(frame.slice(0, -CLOSING.length))];
  for (const portion of from) {
    if (portion.length === 0) continue;
    if (parts.length > 1) parts.push(COMMA);
    parts.push(bytesOf(portion));
  }
  parts.push(Buffer.from(CLOSING));
  return parts;
}

const CLOSING = "]}}";
const COMMA = Buffer.from(",");

function bytesOf(portion: readonly Diagnostic[]): Uint8Array {
  const known = written.get(portion);
  if (known !== undefined) return known;
  const bytes = Buffer.from(JSON.stringify(portion).slice(1, -1));
  written.set(portion, bytes);
  return bytes;
}
