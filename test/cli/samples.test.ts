/** The samples: the sound one is clean, the broken one has each planted problem at its place. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { main } from "#cli/pasta.ts";

const repository = new URL("../../", import.meta.url).pathname;

async function check(
  sample: string,
): Promise<{ readonly code: number; readonly found: { readonly [key: string]: unknown }[] }> {
  let out = "";
  const io = {
    cwd: repository,
    env: {},
    stdin: (async function* (): AsyncGenerator<string> {})(),
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => assert.fail(text),
  };
  const code = await main(["check", `${repository}samples/${sample}`, "--format", "json"], io);
  return {
    code,
    found: out
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

describe("pasta check on the samples", () => {
  it("finds nothing in hello-ghost", async () => {
    assert.deepEqual(await check("hello-ghost"), { code: 0, found: [] });
  });

  it("finds in broken-ghost exactly what is planted", async () => {
    const expected = JSON.parse(
      readFileSync(new URL("../support/broken-ghost.expected.json", import.meta.url), "utf8"),
    );
    const { code, found } = await check("broken-ghost");
    assert.equal(code, 1);
    const places = found.map(({ file, line, column, endLine, endColumn, code: id }) => ({
      file,
      line,
      column,
      endLine,
      endColumn,
      code: id,
    }));
    const order = (a: { file?: unknown; line?: unknown; column?: unknown }, b: typeof a) =>
      String(a.file) < String(b.file)
        ? -1
        : String(a.file) > String(b.file)
          ? 1
          : Number(a.line) - Number(b.line) || Number(a.column) - Number(b.column);
    assert.deepEqual(places.sort(order), expected.sort(order));
  });
});
