/** Whatever is written, short or long, is read again as it was, with one header each. */
import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { type Message, StreamMessageReader } from "vscode-languageserver/node";
import { WholeMessageWriter } from "#server/lsp/message-writer.ts";

/** Writes messages with these texts one after the other, without waiting, and reads them. */
async function checkWritten(texts: readonly string[]): Promise<void> {
  const stream = new PassThrough();
  const writer = new WholeMessageWriter(stream);
  const reader = new StreamMessageReader(stream);
  const read: unknown[] = [];
  const all = new Promise<void>((resolve) => {
    reader.listen((message) => {
      read.push(message);
      if (read.length === texts.length) resolve();
    });
  });
  const messages = texts.map((text, id) => ({ jsonrpc: "2.0", id, result: text }) as Message);
  await Promise.all(messages.map((message) => writer.write(message)));
  await all;
  assert.deepEqual(read, messages);
  reader.dispose();
}

describe("the writer of messages", () => {
  it("writes texts of every length and width, one behind the other", () =>
    checkWritten(
      [0, 1, 100, 32_700, 32_767, 32_768, 40_000, 200_000].flatMap((length) => [
        "a".repeat(length),
        "会".repeat(length),
        `${"a".repeat(length)}🍝`,
      ]),
    ));

  it("rejects where the stream is gone", async () => {
    const stream = new PassThrough();
    const writer = new WholeMessageWriter(stream);
    stream.destroy();
    await assert.rejects(writer.write({ jsonrpc: "2.0" }));
  });
});
