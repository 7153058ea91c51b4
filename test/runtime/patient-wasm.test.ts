/** Compiling with patience: V8's flags are others meanwhile, and what they were afterwards. */
import assert from "node:assert/strict";
import { patiently } from "#runtime/node/patient-wasm.ts";
import { v8Flags } from "#runtime/node/v8-flags.ts";

describe("patient compiling", () => {
  /** Compiles, and checks the flags before, meanwhile and afterwards. */
  async function check<T>(compile: () => Promise<T>): Promise<T> {
    const before = v8Flags();
    let meanwhile: Buffer | null = null;
    try {
      return await patiently(() => {
        meanwhile = v8Flags();
        return compile();
      });
    } finally {
      assert.notDeepEqual(meanwhile, before);
      assert.deepEqual(v8Flags(), before);
    }
  }

  it("leaves the flags as they were", async () => {
    // The shortest module there is: magic and version.
    const module = await check(() => WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    assert.deepEqual(WebAssembly.Module.exports(module), []);
  });

  it("leaves them so where compiling fails", async () => {
    await assert.rejects(
      check(() => WebAssembly.compile(Uint8Array.of(1))),
      WebAssembly.CompileError,
    );
  });
});
