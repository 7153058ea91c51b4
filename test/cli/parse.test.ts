/** `pasta parse`: a line a file, with the engine's verdict and the places of errors. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "./run-cli.ts";

const FILES = { "dic/良い.pasta": "＊会話\n　さくら：やあ\n", "dic/悪い.pasta": "＊会話\n　さくら：やあ\n　＄x＝\n" };

describe("pasta parse", () => {
  it("prints items and errors as JSON", async () => {
    const { code, out } = await runCli(FILES, ["parse", "{ghost}/dic", "--format", "json"]);
    assert.equal(code, 1);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const good = lines.find(({ file }) => file.endsWith("良い.pasta"));
    const bad = lines.find(({ file }) => file.endsWith("悪い.pasta"));
    assert.equal(good.ok, true);
    assert.deepEqual(good.errors, []);
    assert.equal(good.items[0].name, "会話");
    assert.equal(bad.ok, false);
    assert.deepEqual(
      bad.errors.map(({ line, code }: { line: number; code: string }) => [line, code]),
      [[3, "syntax-error"]],
    );
  });

  it("accepts a file that begins with a byte order mark, as the engine does", async () => {
    const marked = { "a.pasta": "\ufeff＊会話\n　さくら：やあ\n" };
    const { code, out } = await runCli(marked, ["parse", "{ghost}/a.pasta", "--format", "json"]);
    assert.equal(code, 0);
    assert.equal(JSON.parse(out).ok, true);
  });

  it("needs a file that is there", async () => {
    assert.equal((await runCli(FILES, ["parse"])).code, 2);
    assert.equal((await runCli(FILES, ["parse", "{ghost}/none.pasta"])).code, 2);
  });

  it("refuses what is no UTF-8, as the engine does, and says where", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pasta bytes-"));
    try {
      const bytes = Buffer.concat([
        Buffer.from("＊会話\n　さくら：\ufffd"),
        Buffer.from([0x82, 0xa0]),
        Buffer.from("\n"),
      ]);
      writeFileSync(join(folder, "a.pasta"), bytes);
      const { code, out } = await runCli({}, ["parse", folder, "--format", "json"]);
      const { ok, errors } = JSON.parse(out);
      assert.deepEqual([code, ok, errors.length, errors[0].line, errors[0].column], [1, false, 1, 2, 7]);
      const check = await runCli({}, ["check", join(folder, "a.pasta"), "--lang", "ja"]);
      assert.match(check.out, /a\.pasta:2:7: error syntax-error: ここから先が UTF-8 ではありません/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
