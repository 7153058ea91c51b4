/** A file's text is what the engine and editors take for it, whatever its bytes are. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSource, type Source } from "#server/lsp/disk.ts";

describe("a source on disk", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pasta 辞書-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function checkSource(bytes: Uint8Array, want: Source): Promise<void> {
    const file = join(folder, "話.pasta");
    writeFileSync(file, bytes);
    assert.deepEqual(await readSource(file), want);
  }

  it("is its text without the byte order mark", async () => {
    for (const text of ["", "abc\r\n", "é", "＊あ\n", "🍝あ\0い\r\n", `＃${"あ🍝".repeat(50_000)}`]) {
      await checkSource(Buffer.from(text), { text, invalidAt: null });
      await checkSource(Buffer.from(`\ufeff${text}`), { text, invalidAt: null });
    }
  });

  it("tells where its first bytes stand that are no text", async () => {
    await checkSource(Buffer.from([0x83, 0x5e]), { text: "\ufffd^", invalidAt: 0 });
    await checkSource(Buffer.from([...Buffer.from("\ufeffあ\ufffd"), 0x83]), { text: "あ\ufffd\ufffd", invalidAt: 2 });
  });

  it("is nothing where there is no plain file", async () => {
    assert.equal(await readSource(folder), null);
    assert.equal(await readSource(join(folder, "nowhere")), null);
  });
});
