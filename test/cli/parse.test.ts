/** `pasta parse`: a line a file, with the engine's verdict and the places of errors. */
import assert from "node:assert/strict";
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
});
