/**
 * A dictionary on its way from one process to another, as bytes: who receives them decides when to spend the time that
 * making objects of them takes. A message of objects would be unpacked whenever it arrives, several in a row.
 */
import { deserialize, serialize } from "node:v8";
import type { Finding } from "#core/diagnostics/index.ts";
import { compactReading, type Reading, type Rest } from "#core/project/index.ts";

/** `findings` are those of the text, in the order of `rest.summaries`. */
export interface FileRead {
  readonly reading: Reading;
  readonly rest: Rest;
  readonly findings: readonly (readonly Finding[])[];
}

export function pack(read: FileRead): Uint8Array {
  return serialize(read);
}

/** `texts` are those of the files that were unpacked before. */
export function unpack(bytes: Uint8Array, texts: Map<string, string>): FileRead {
  const { reading, rest, findings } = deserialize(bytes) as FileRead;
  return { reading: compactReading(reading, texts), rest, findings };
}
