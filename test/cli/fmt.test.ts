/** `pasta fmt`: tidies files, or only tells. */
import assert from "node:assert/strict";
import { runCli } from "./run-cli.ts";

const FILES = { "dic/a.pasta": "*会話\n >会話\n", "dic/b.pasta": "＊会話\n　＞会話\n" };

describe("pasta fmt", () => {
  it("names what is not tidy and exits with 1 under --check", async () => {
    const { code, out } = await runCli(FILES, ["fmt", "--check", "{ghost}/dic"]);
    assert.equal(code, 1);
    assert.match(out, /^[^\n]*dic\/a\.pasta\n$/);
  });

  it("prints the tidied text on request", async () => {
    const { code, out } = await runCli(FILES, ["fmt", "--stdout", "{ghost}/dic/a.pasta"]);
    assert.deepEqual([code, out], [0, "＊会話\n　＞会話\n"]);
  });

  it("needs a file that is there", async () => {
    assert.equal((await runCli(FILES, ["fmt", "{ghost}/none"])).code, 2);
    assert.equal((await runCli(FILES, ["fmt"])).code, 2);
  });
});
