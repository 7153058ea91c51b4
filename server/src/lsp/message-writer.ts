/** Writes messages to a stream, header and content at once: half the calls into the system that two writes take. */
import type { Writable } from "node:stream";
import { AbstractMessageWriter, type Message, type MessageWriter } from "vscode-languageserver/node";
import { messageParts } from "./encoder.ts";

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
    const parts = messageParts(message);
    const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
    const bytes = Buffer.concat([Buffer.from(`Content-Length: ${length}\r\n\r\n`), ...parts]);
    return new Promise((resolve, reject) => {
      this.#stream.write(bytes, (error) => {
        if (error == null) resolve();
        else reject(error);
      });
    });
  }

  end(): void {
    this.#stream.end();
  }
}
