/** The same against the engine itself, which is built first (some minutes, once): `npm run conformance:attach`. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { buildReference } from "../support/reference.ts";
import { checkAttached } from "./attaching.ts";
import { check } from "./trial.ts";

const PLAY = `local SCENE, ACT, STORE = require("pasta.scene"), require("pasta.act"), require("pasta.store")
local act = ACT.new(STORE.actors)
coroutine.resume(SCENE.co_exec(act, "話"), act, "引数")
return "played"`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Waits until someone listens, without taking the one connection that the engine accepts. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const table = execFileSync("cat", ["/proc/net/tcp"], { encoding: "utf8" });
    if (table.includes(`0100007F:${port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A`)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("attaching to the engine", function () {
  this.timeout(600_000);

  it("works as its double says", async () => {
    const reference = buildReference();
    await check(async (trial) => {
      const port = await freePort();
      // The script is a pipe: the engine is loaded, listens, and waits for what it shall run.
      const pipe = join(trial.root, "script.lua");
      execFileSync("mkfifo", [pipe]);
      const env = { ...process.env, PASTA_DEBUG: "1", PASTA_DEBUG_PORT: String(port) };
      const engine = spawn(reference, ["run", trial.root, pipe], { env, stdio: "ignore" });
      try {
        await listening(port);
        await checkAttached(trial, port, () => writeFileSync(pipe, PLAY));
      } finally {
        engine.kill();
      }
    });
  });
});
