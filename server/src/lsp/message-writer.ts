/** Writes messages to a stream, header and content at once: half the calls into the system that two writes take. */
import type { Writable } from "node:stream";
import type { Message, MessageWriter } from "vscode-languageserver/node";
import { messageParts } from "./encoder.ts";
import { AbstractMessageWriter } from "./library.ts";

export class WholeMessageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #stream: Writable;
  #errors = 0;

  constructor(stream: Writable) {
    super();
    this.#stream = stream;
    stream.on("error", (error) => this.fireError(error, undefined, ++this.#errors));
    stream.on("close", () => this.fireClose());
  }

  /** Settles when the stream has taken the message; rejects with the stream's error. */
  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.write(wholeMessage(message), (error) => {
        if (error == null) resolve();
        else reject(error);
      });
    });
  }

  end(): void {
    this.#stream.end();
  }
}

/** A longer text is turned into bytes here: the header before it would have it copied once more, among the heap's largest. */
const LONG = 32_768;

/** Header and content: as a text, which the stream turns into bytes, or as bytes where most of them are known. */
function wholeMessage(message: Message): string | Uint8Array {
  const parts = messageParts(message);
  if (typeof parts === "string") {
    const length = Buffer.byteLength(parts);
    const head = header(length);
    if (length < LONG) return head + parts;
    const bytes = Buffer.allocUnsafe(head.length + length);
    bytes.write(head, "latin1");
    bytes.write(parts, head.length);
    return bytes;
  }
  const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
  return Buffer.concat([Buffer.from(header(length)), ...parts]);
}

function header(length: number): string {
  return `Content-Length: ${length}\r\n\r\n`;
}
