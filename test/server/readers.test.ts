/** A ghost that processes have read is the same as one that the server read by itself. */
import assert from "node:assert/strict";
import type { Diagnostic } from "vscode-languageserver/node";
import { type Readers, startReaders } from "#server/lsp/readers.ts";
import { startClient } from "./client.ts";

const COUNT = 12;

/** Two hundred scenes in the first file, which come in portions, and few in the others. */
function files(): Record<string, string> {
  const own = Array.from({ length: COUNT }, (_, i) => {
    const many = Array.from(
      { length: i === 2 ? 200 : 2 },
      (_, scene) => `＊${i}の${scene}\r\n　＞${i}の${scene + 1}\r\n`,
    );
    const filler = `＃ ${"とても長い注釈。".repeat(2000)}\r\n`;
    const text = `＃ ${i % 7 === 0 ? "pasta-ignore-file" : "辞書"}\r\n＊話${i}\r\n　さくら：＠挨拶　だよ。\r\n　＞話${i + 1}\r\n　こわれた行\r\n${filler}${many.join("")}`;
    return [`dic/${String(i).padStart(2, "0")} 辞書.pasta`, text] as const;
  });
  return {
    "pasta.toml": '[actor."さくら"]\nspot = 0\n',
    "dic/語.lua": "function GLOBAL.数(act) end\n",
    ...Object.fromEntries(own),
  };
}

/** What is found in all files; `broken` is no UTF-8, and `opened` is shown by an editor with another text. */
async function findings(start: (files: number) => Readers | null): Promise<Map<string, readonly Diagnostic[]>> {
  const paths = Object.keys(files()).filter((path) => path.endsWith(".pasta"));
  const [broken, opened] = paths as [string, string];
  const bytes = Buffer.from([0x83, 0x5e, 0x0a]);
  const client = await startClient({ ...files(), [broken]: bytes }, { startReaders: start });
  const whole = client.next(
    "pasta/status",
    ({ ghosts }: { ghosts: { files: number }[] }) => ghosts[0]?.files === COUNT,
  );
  client.open(opened, "＊別の話\n　＞どこにもない\n");
  await whole;
  const found = new Map<string, readonly Diagnostic[]>();
  for (const path of paths) {
    const textDocument = { uri: client.uri(path) };
    const { items } = await client.request<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument });
    found.set(path, items);
    assert.deepEqual(client.published(path) ?? [], items);
  }
  client.close();
  return found;
}

/** Whether the server asks for a process to read these files; `opened` is shown by an editor. */
async function checkStarted(
  files: Readonly<Record<string, string>>,
  isStarted: boolean,
  opened?: string,
): Promise<void> {
  const asked: number[] = [];
  const start = (count: number): null => {
    asked.push(count);
    return null;
  };
  const client = await startClient(
    { "pasta.toml": "", ...files },
    { startReaders: start, folder: opened === undefined },
  );
  const count = Object.keys(files).length;
  const whole = client.next(
    "pasta/status",
    ({ ghosts }: { ghosts: { files: number }[] }) => ghosts[0]?.files === count,
  );
  if (opened !== undefined) client.open(opened, files[opened] as string);
  await whole;
  client.close();
  assert.deepEqual(asked, isStarted ? [count] : []);
}

describe("processes that read", () => {
  it("find what the server finds by itself, in files that are open, broken or silenced too", async function () {
    this.timeout(60_000);
    const alone = await findings(() => null);
    assert.ok([...alone.values()].filter((list) => list.length > 0).length > COUNT / 2);
    let taken = 0;
    const counted = (files: number): Readers | null => {
      const readers = startReaders(files);
      if (readers === null) return null;
      const read: Readers["read"] = async (...file) => {
        const bytes = await readers.read(...file);
        if (bytes !== null) taken++;
        return bytes;
      };
      return { read, stop: () => readers.stop() };
    };
    assert.deepEqual(await findings(counted), alone);
    // The broken file is the server's, and the open one may be.
    assert.ok(taken >= COUNT - 2, `${taken} files were read by processes`);
  });

  it("leave a file to the server where the process is gone", async () => {
    const readers = startReaders(COUNT);
    assert.ok(readers !== null);
    const asked = readers.read("/nowhere/a.pasta", "a.pasta");
    readers.stop();
    assert.equal(await asked, null);
    assert.equal(await readers.read("/nowhere/b.pasta", "b.pasta"), null);
  });

  it("are started for much text, however many files it comes in", async () => {
    const line = `＃ ${"あ".repeat(1000)}\n`;
    const text = (kilobytes: number) => line.repeat(Math.ceil(kilobytes / 3));
    const many = (count: number, kilobytes: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`dic/${i}.pasta`, text(kilobytes)]));
    await checkStarted(many(1, 120), true);
    await checkStarted(many(40, 8), true);
    await checkStarted(many(40, 3), false);
    await checkStarted(many(3, 60), false);
    // What an editor shows is read where it is.
    await checkStarted({ "dic/0.pasta": text(120), "dic/1.pasta": text(3) }, false, "dic/0.pasta");
  });
});
